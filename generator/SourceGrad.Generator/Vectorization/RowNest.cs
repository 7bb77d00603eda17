using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>A loop over rows round a loop over columns which does one thing with each element of a matrix, and with one row that is the same for all.</summary>
internal sealed class RowNest
{
    private readonly FunctionFacts _facts;
    private readonly List<Let> _lets;
    private readonly List<Let> _before = [];
    private readonly HashSet<Value> _varying;

    private RowNest(FunctionFacts facts, For rows, For columns, Statement statement)
    {
        (_facts, Rows, Columns, Statement) = (facts, rows, columns, statement);
        _lets = [.. rows.Body.Statements.Concat(columns.Body.Statements).OfType<Let>()];
        _varying = [rows.Index, columns.Index];
        foreach (Let let in _lets)
        {
            if (let.Expression is Load || let.Expression.Operands.Any(_varying.Contains))
            {
                _varying.Add(let.Result);
            }
            else
            {
                _before.Add(let);
            }
        }
    }

    public For Rows { get; }

    public For Columns { get; }

    /// <summary>What the inner loop does: it adds to an element, or stores to it.</summary>
    public Statement Statement { get; }

    /// <summary>What the loops compute that is the same in each round.</summary>
    public IReadOnlyList<Let> Before => _before;

    /// <summary>The nest with such a statement in it, if nothing else happens there and both loops go from zero on over numbers known before; else null.</summary>
    public static RowNest? Of<T>(For rows, FunctionFacts facts)
        where T : Statement
    {
        if (!IsWhole(rows, facts) || Only<For>(rows.Body) is not For columns || !IsWhole(columns, facts) || Only<T>(columns.Body) is not T statement)
        {
            return null;
        }

        RowNest nest = new(facts, rows, columns, statement);
        return nest.IsSteady(rows.To) && nest.IsSteady(columns.To) ? nest : null;
    }

    /// <summary>The element that is read, if it is read in the inner loop and nothing else in the nest can fail.</summary>
    public Load? ReadOnly(Value element) =>
        Columns.Body.Statements.Any(statement => statement is Let let && let.Result == element)
        && _lets.TrueForAll(let => let.Result == element || !(let.Expression is Allocate or NewTape or Slice or Row || _facts.CanFault(let.Expression)))
            ? _facts.DefinitionOf(element) as Load
            : null;

    /// <summary>It is the same in each round.</summary>
    public bool IsSteady(Value value) => !_varying.Contains(value);

    /// <summary>The index is that of the round's element in a matrix without gaps.</summary>
    public bool IsPlace(Value index) =>
        _facts.Places(index).Any(place => place.Row == Rows.Index && place.Column == Columns.Index && _facts.AreEqual(place.Width, Columns.To));

    /// <summary>Where the row begins of which the index is the column's place; null if it is not.</summary>
    public Value? StartOf(Value index) => _facts.DefinitionOf(index) is Binary { Operator: BinaryOperator.Add, IsChecked: false } place
        ? place.Left == Columns.Index && IsSteady(place.Right) ? place.Right
        : place.Right == Columns.Index && IsSteady(place.Left) ? place.Left
        : null
        : index == Columns.Index ? Rows.From : null;

    /// <summary>Both are floating-point numbers in memory that is known and not the same.</summary>
    public bool AreApart(Value written, Value read) =>
        written.Type is { IsBuffer: true, IsFloating: true, IsParameter: false } && written.Type.Element == read.Type.Element
        && IsSteady(written) && IsSteady(read) && _facts.AreApart(written, read);

    private static bool IsWhole(For loop, FunctionFacts facts) => loop.Parameters.Count == 0 && facts.IsFullRange(loop);

    /// <summary>What a region does besides naming values, if that is one thing of a kind.</summary>
    private static T? Only<T>(Region region)
        where T : Statement => region.Statements.Where(statement => statement is not Let).ToList() is [T only] ? only : null;
}
