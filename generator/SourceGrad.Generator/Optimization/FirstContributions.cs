using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Optimization;

/// <summary>
/// Stores what is first added to the adjoints of scratch, where the iteration before would have had to leave them at zero; and the last loop that
/// reads them writes them no more. The same each time where they are filled and emptied in turns.
/// </summary>
/// <remarks>
/// Right because 0 + a is a, but for the sign of a zero; because the loop that stores does so for all elements, before anything else touches them; and because after
/// the last loop nothing reads an element before it is stored again (see <see cref="FreshSums"/>). It comes after <see cref="PostponedAdjoints"/>, which
/// goes by the zeros.
/// </remarks>
/// <example>
/// <code>
/// for i {                                            for i {
///   for k { h'[k] += %a }                              for k { h'[k] = %a }
///   …                                                  …
///   for k {                                            for k {
///     h'[k] += %b                                        %before = h'[k]
///     %x = h'[k]                                         %x = %before + %b
///     h'[k] = 0 } }                                      } }
/// </code>
/// </example>
internal sealed class FirstContributions : Rewriter
{
    private readonly ValueFactory _values;
    private readonly ILookup<Statement, Value> _first;
    private readonly ILookup<Statement, Value> _last;
    private readonly HashSet<Statement> _zeros;
    private readonly HashSet<Statement> _stored;

    private FirstContributions(Function function)
    {
        _values = new ValueFactory(function.NextId);
        FreshSums sums = new(function);
        List<(Value Root, IReadOnlyList<Accumulate> Sums, IReadOnlyList<Store> Zeros)> turns = [.. sums.FindInTurns()];
        List<(Value Root, For First, For? Last, IReadOnlyList<Store> Zeros)> found = [.. sums.Find().Where(scratch => !turns.Exists(turn => turn.Root == scratch.Root))];
        _first = found.ToLookup(sums => (Statement)sums.First, sums => sums.Root, ReferenceComparer.Instance);
        _zeros = new HashSet<Statement>(found.SelectMany(sums => sums.Zeros).Concat(turns.SelectMany(turn => turn.Zeros)), ReferenceComparer.Instance);
        _stored = new HashSet<Statement>(turns.SelectMany(turn => turn.Sums), ReferenceComparer.Instance);
        _last = found.Where(sums => sums.Last is not null).ToLookup(sums => (Statement)sums.Last!, sums => sums.Root, ReferenceComparer.Instance);
    }

    public static Function Run(Function function)
    {
        FirstContributions pass = new(function);
        Function rewritten = pass.Rewrite(function);
        return ReferenceEquals(rewritten, function) ? function : DeadCode.Run(CommonSubexpressions.Run(rewritten with { NextId = pass._values.NextId }));
    }

    public override Statement? VisitFor(For statement)
    {
        Region body = _first[statement].Aggregate(statement.Body, StoringFirst);
        body = _last[statement].Aggregate(body, OnlyReading);
        return base.VisitFor(ReferenceEquals(body, statement.Body) ? statement : statement with { Body = body });
    }

    public override Statement? VisitStore(Store statement) => _zeros.Contains(statement) ? null : base.VisitStore(statement);

    public override Statement? VisitAccumulate(Accumulate statement)
    {
        Statement? mapped = base.VisitAccumulate(statement);
        return mapped is Accumulate sum && _stored.Contains(statement) ? sum.AsStore() : mapped;
    }

    private static Region StoringFirst(Region body, Value root)
    {
        List<Statement> statements = [.. body.Statements];
        int first = statements.FindIndex(statement => statement is Store or Accumulate && statement.Operands.First() == root);
        if (statements[first] is not Accumulate sum)
        {
            return body;
        }

        statements[first] = sum.AsStore();
        return body with { Statements = statements.ToEquatable() };
    }

    /// <summary>Adds to the element in a value of its own, as far as it is read again.</summary>
    private Region OnlyReading(Region body, Value root)
    {
        if (!body.Statements.Any(statement => statement is Store or Accumulate && statement.Operands.First() == root))
        {
            return body;
        }

        List<Statement> statements = [];
        Value? current = null;
        List<Accumulate> open = [];
        foreach (Statement statement in body.Statements)
        {
            switch (statement)
            {
                case Store store when store.Buffer == root:
                    (current, open) = (store.Operand, []);
                    break;
                case Accumulate sum when sum.Buffer == root:
                    open.Add(sum);
                    break;
                case Let { Expression: Load load } let when load.Buffer == root:
                    current = Read(let, load, current, open, statements);
                    open = [];
                    break;
                default:
                    statements.Add(statement);
                    break;
            }
        }

        return body with { Statements = statements.ToEquatable() };
    }

    /// <summary>The element, from the buffer or what it is known to be, with what was added to it since.</summary>
    private Value Read(Let let, Load load, Value? known, List<Accumulate> added, List<Statement> statements)
    {
        if (added.Count == 0)
        {
            if (known is null)
            {
                statements.Add(let);
                return let.Result;
            }

            Replace(let.Result, known);
            return known;
        }

        Value value = known ?? _values.Create(let.Result.Type);
        if (known is null)
        {
            statements.Add(let with { Result = value, Expression = load });
        }

        for (int i = 0; i < added.Count; i++)
        {
            Value sum = i == added.Count - 1 ? let.Result : _values.Create(let.Result.Type);
            statements.Add(let with { Result = sum, Expression = new Binary(BinaryOperator.Add, value, added[i].Operand) });
            value = sum;
        }

        return value;
    }
}
