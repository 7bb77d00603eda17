using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>
/// Gives the second of two sums to neighbouring elements, of which each round of a loop adds to both, a loop of its own: in lanes the two vectors would overlap, and a
/// processor that has just stored one of them keeps the load of the other waiting. What is added is computed again there, where that is short.
/// </summary>
/// <remarks>
/// Right because the rounds of a loop that becomes lanes do not depend on each other, because nothing that is computed again reads what the loop writes, and because
/// the order in which adjoints are summed does not matter.
/// </remarks>
/// <example>
/// <code>
/// for i {                                            for i {
///   %b = x[i + 1] - x[i] * x[i]                        %b = x[i + 1] - x[i] * x[i]
///   x'[i + 1] += 200 * %b                              x'[i] += -400 * %b * x[i] }
///   x'[i] += -400 * %b * x[i] }                      for i { x'[i + 1] += 200 * (x[i + 1] - x[i] * x[i]) }
/// </code>
/// </example>
internal sealed class OverlappingSums : Rewriter
{
    /// <summary>As many lanes as a vector has at most.</summary>
    private const int Near = 16;

    /// <summary>More is not computed a second time: waiting for an overlapping vector takes about as long as fifty operations.</summary>
    private const int MostOperations = 32;

    private readonly FunctionFacts _facts;
    private readonly ValueFactory _values;

    private OverlappingSums(Function function, IReadOnlyDictionary<Value, Value> companions, IReadOnlyCollection<Value> fields)
    {
        _facts = new FunctionFacts(function, companions, fields);
        _values = new ValueFactory(function.NextId);
    }

    /// <inheritdoc cref="Vectorizer.Run"/>
    public static Function Run(Function function, IReadOnlyDictionary<Value, Value> companions, IReadOnlyCollection<Value> fields)
    {
        OverlappingSums pass = new(function, companions, fields);
        Function result = pass.Rewrite(function);
        return ReferenceEquals(result, function) ? function : result with { NextId = pass._values.NextId };
    }

    public override Statement? VisitFor(For statement)
    {
        List<List<Sum>> moved = statement.Body.Statements.Any(inner => inner.Regions.Any()) ? [] : Moved(statement);
        if (moved.Count == 0)
        {
            return base.VisitFor(statement);
        }

        // Where an element is missing it is the loop that others see that throws.
        EquatableArray<Statement> kept = statement.Body.Statements.Where(inner => !moved.Exists(sums => sums.Exists(sum => ReferenceEquals(sum.Statement, inner)))).ToEquatable();
        Emit(statement with { Body = statement.Body with { Statements = kept } });
        foreach (List<Sum> sums in moved.Take(moved.Count - 1))
        {
            Emit(Alone(statement, sums));
        }

        return Alone(statement, moved[moved.Count - 1]);
    }

    /// <summary>The sums that get loops of their own, those of each loop.</summary>
    private List<List<Sum>> Moved(For loop)
    {
        List<List<Sum>> moved = [];
        Dictionary<Value, List<Sum>> bySummed = [];
        foreach (Accumulate sum in loop.Body.Statements.OfType<Accumulate>())
        {
            if (!bySummed.TryGetValue(sum.Buffer, out List<Sum>? sums))
            {
                bySummed[sum.Buffer] = sums = [];
            }

            sums.Add(new Sum(sum));
        }

        if (bySummed.Values.All(sums => sums.Count < 2) || LaneChoices.IsShort(loop, _facts) || LaneAnalysis.Of(loop, _facts) is not { Failure: null, IsContiguous: true } lanes)
        {
            return moved;
        }

        Hoisting hoisting = new(loop, lanes, _facts);
        foreach (List<Sum> sums in bySummed.Values.Where(sums => sums.Count > 1 && IsOnlyAddedTo(loop, sums)))
        {
            foreach (Sum sum in sums)
            {
                sum.Locate(hoisting, _facts);
                sum.Need = Need(loop, sum.Statement);
            }

            // What cannot move stays, and of the others that with the most to compute; the sort is stable.
            List<Sum> kept = [];
            foreach (Sum sum in sums.OrderByDescending(sum => sum.Need?.Count ?? int.MaxValue))
            {
                if (sum.Need is null || !kept.Exists(sum.Overlaps))
                {
                    kept.Add(sum);
                }
                else
                {
                    Place(sum, moved);
                }
            }
        }

        return moved;
    }

    private static void Place(Sum sum, List<List<Sum>> moved)
    {
        List<Sum>? place = moved.Find(others => !others.Exists(sum.Overlaps));
        if (place is null)
        {
            moved.Add(place = []);
        }

        place.Add(sum);
    }

    /// <summary>Nobody sees in which order, and nobody reads it in between.</summary>
    private bool IsOnlyAddedTo(For loop, List<Sum> sums)
    {
        Value buffer = sums[0].Statement.Buffer, root = _facts.RootOf(buffer);
        return _facts.IsNamedRoot(root)
            && sums.TrueForAll(sum => !sum.Statement.IsUsers && sum.Statement.Operand.Type.IsReal)
            && loop.Body.Statements.All(statement => statement.Operands.All(operand => operand.Type.IsScalar || (_facts.IsNamedRoot(_facts.RootOf(operand))
                && (_facts.RootOf(operand) != root || (statement is Accumulate sum && sum.Buffer == buffer)))));
    }

    /// <summary>What has to be computed for a sum; null where that is too much, or not the same at another time.</summary>
    private List<Let>? Need(For loop, Accumulate sum)
    {
        HashSet<Value> written = [.. loop.Body.Statements.Where(statement => statement is not Let).SelectMany(statement => statement.Operands).Where(operand => !operand.Type.IsScalar).Select(_facts.RootOf)];
        HashSet<Value> needed = [sum.Index, sum.Operand];
        List<Let> need = [];
        foreach (Statement statement in loop.Body.Statements.Reverse())
        {
            if (statement is not Let let)
            {
                if (statement.Results.Any(needed.Contains))
                {
                    return null;
                }
            }
            else if (needed.Contains(let.Result))
            {
                bool isSame = let.Expression is Constant or Unary or Binary or Ir.Convert or Select or StopGradient or Length
                    || (let.Expression is Load load && !written.Contains(_facts.RootOf(load.Buffer)));
                if (!isSame)
                {
                    return null;
                }

                needed.UnionWith(let.Operands);
                need.Insert(0, let);
            }
        }

        return needed.Overlaps(loop.Parameters) || need.Count(let => let.Expression is not Constant) > MostOperations ? null : need;
    }

    private For Alone(For loop, List<Sum> sums)
    {
        Cloning copies = new(_values);
        Value index = _values.Create(loop.Index.Type, loop.Index.Hint);
        copies.Bind(loop.Index, index);
        HashSet<Statement> needed = new(sums.SelectMany(sum => sum.Need!).Concat<Statement>(sums.Select(sum => sum.Statement)), ReferenceComparer.Instance);
        List<Statement> body = [.. loop.Body.Statements.Where(needed.Contains).Select(copies.Map)];
        EquatableArray<Value> none = EquatableArray<Value>.Empty;
        return loop with { Index = index, Initials = none, Parameters = none, Outputs = none, Body = new Region(body.ToEquatable(), none) };
    }

    /// <summary>A sum, and where it is in terms of the loop's index.</summary>
    private sealed class Sum(Accumulate statement)
    {
        private List<(Value Term, int Sign)>? _terms;
        private long _constant;

        public Accumulate Statement { get; } = statement;

        public List<Let>? Need { get; set; }

        public void Locate(Hoisting hoisting, FunctionFacts facts)
        {
            List<(Value Term, int Sign)>? terms = hoisting.Offset(Statement.Index);
            _terms = terms?.FindAll(term => facts.ConstantOf(term.Term) is null);
            _constant = terms?.Sum(term => facts.ConstantOf(term.Term) is Constant constant ? term.Sign * constant.Bits : 0) ?? 0;
        }

        /// <summary>Vectors from both places on have elements in common, but not all.</summary>
        public bool Overlaps(Sum other) => Statement.Buffer == other.Statement.Buffer && _terms is not null && other._terms is not null
            && _terms.Count == other._terms.Count && _terms.TrueForAll(other._terms.Contains)
            && Math.Abs(_constant - other._constant) is > 0 and < Near;
    }
}
