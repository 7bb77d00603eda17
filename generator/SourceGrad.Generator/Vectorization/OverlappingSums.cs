using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>
/// Gathers sums to neighbouring elements, of which each round of a loop adds to both: a round adds to one element all that its neighbours' rounds would add to it, so that no two
/// vectors overlap. A processor that has just stored one of them keeps the load of the other waiting. What is added is computed again for that, where it is short;
/// the first and the last rounds come by themselves. Sums further apart get loops of their own.
/// </summary>
/// <remarks>
/// Right because the places of both sums are the same but for a number, because the rounds of a loop that becomes lanes do not depend on each other, because nothing that is computed again reads what the loop writes, and because
/// the order in which adjoints are summed does not matter.
/// </remarks>
/// <example>
/// <code>
/// for i from a to b {                                if a &lt; b { x'[a] += -400 * (x[a + 1] - x[a] * x[a]) * x[a] }
///   %b = x[i + 1] - x[i] * x[i]                      for i from a + 1 to b {
///   x'[i + 1] += 200 * %b                              x'[i] += -400 * (x[i + 1] - x[i] * x[i]) * x[i] + 200 * (x[i] - x[i - 1] * x[i - 1]) }
///   x'[i] += -400 * %b * x[i] }                      if a &lt; b { x'[b] += 200 * (x[b] - x[b - 1] * x[b - 1]) }
/// </code>
/// </example>
internal sealed class OverlappingSums : Rewriter
{
    /// <summary>As many lanes as a vector has at most.</summary>
    private const int Near = 16;

    /// <summary>So many rounds at each end are done one by one.</summary>
    private const int MostGathered = 4;

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
        (List<Gathered> gathered, List<List<Sum>> moved) = statement.Body.Statements.Any(inner => inner.Regions.Any()) ? ([], []) : Overlapping(statement);
        if (gathered.Count == 0 && moved.Count == 0)
        {
            return base.VisitFor(statement);
        }

        // Where an element is missing it is the loop that others see that throws.
        HashSet<Statement> gone = new(gathered.Select(pair => pair.Sum).Concat(moved.SelectMany(sums => sums)).Select(sum => sum.Statement), ReferenceComparer.Instance);
        For kept = statement with { Body = statement.Body with { Statements = statement.Body.Statements.Where(inner => !gone.Contains(inner)).ToEquatable() } };
        List<Statement> made = gathered.Count == 0 ? [kept] : Gather(statement, kept, gathered);
        made.AddRange(moved.Select(sums => Alone(statement, sums)));
        made.Take(made.Count - 1).ToList().ForEach(Emit);
        return made[made.Count - 1];
    }

    /// <summary>The sums that other sums take in, and those that get loops of their own.</summary>
    private (List<Gathered> Gathered, List<List<Sum>> Moved) Overlapping(For loop)
    {
        List<Gathered> gathered = [];
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
            return (gathered, moved);
        }

        bool isAscending = !loop.Reversed || loop.Parameters.Count == 0;
        Hoisting hoisting = new(loop, lanes, _facts);
        foreach (List<Sum> sums in bySummed.Values.Where(sums => sums.Count > 1 && IsOnlyAddedTo(loop, sums)))
        {
            foreach (Sum sum in sums)
            {
                sum.Locate(hoisting, _facts);
                sum.Need = Need(loop, sum.Statement);
            }

            // What cannot move stays, and of the others that to the first element; the sort is stable.
            List<Sum> kept = [];
            foreach (Sum sum in sums.OrderBy(sum => sum.Need is null ? long.MinValue : sum.Constant))
            {
                if (sum.Need is null || !kept.Exists(sum.Overlaps))
                {
                    kept.Add(sum);
                }
                else if (isAscending && kept.Find(other => sum.Overlaps(other) && sum.Constant - other.Constant is > 0 and <= MostGathered) is Sum into)
                {
                    gathered.Add(new Gathered(sum, into.Statement, (int)(sum.Constant - into.Constant)));
                }
                else
                {
                    Place(sum, moved);
                }
            }
        }

        return (gathered, moved);
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

    /// <summary>The first rounds, the loop that gathers, and what of the gathered sums is left at both ends.</summary>
    private List<Statement> Gather(For loop, For kept, List<Gathered> gathered)
    {
        int most = gathered.Max(pair => pair.Rounds);
        RegionBuilder made = new(_values);
        EquatableArray<Value> sums = First(kept, most, made);
        foreach (Gathered pair in gathered.Where(pair => pair.Rounds < most))
        {
            First(Alone(loop, [pair.Sum]), most - pair.Rounds, made);
        }

        Region body = kept.Body with { Statements = kept.Body.Statements.SelectMany(statement => WithGathered(loop, statement, gathered)).ToEquatable() };
        made.Add(kept with { From = Later(loop.From, most, made), Initials = sums, Body = body });
        foreach (Gathered pair in gathered)
        {
            Last(Alone(loop, [pair.Sum]), pair.Rounds, most - pair.Rounds, made);
        }

        return [.. made.Statements];
    }

    /// <summary>The first rounds of a loop, as far as there are so many; what they carry out.</summary>
    private EquatableArray<Value> First(For loop, int rounds, RegionBuilder made)
    {
        For first = (For)new Cloning(_values).Map(loop);
        made.Add(rounds == 1
            ? Round(first, made.Let(new Binary(BinaryOperator.Less, loop.From, loop.To)), loop.From)
            : first with { To = After(loop, rounds, made) });
        return first.Outputs;
    }

    /// <summary>The last rounds of a loop, as far as there are so many after the first ones.</summary>
    private void Last(For loop, int rounds, int done, RegionBuilder made)
    {
        Value start = done == 0 ? loop.From : Later(loop.From, done, made);
        Value end = made.Let(new Binary(BinaryOperator.Subtract, loop.To, made.Let(Constant.Int(rounds))));
        made.Add(rounds == 1
            ? Round(loop, made.Let(new Binary(BinaryOperator.Less, start, loop.To)), end)
            : loop with { From = made.Let(Extreme("Max", end, done == 0 ? start : made.Let(Extreme("Min", start, loop.To)))) });
    }

    private Value After(For loop, int rounds, RegionBuilder made) => made.Let(Extreme("Min", Later(loop.From, rounds, made), loop.To));

    /// <summary>So many rounds later, or the largest number.</summary>
    private Value Later(Value from, int rounds, RegionBuilder made)
    {
        bool isNear = _facts.ConstantOf(from) is Constant { Bits: <= int.MaxValue - MostGathered };
        Value start = isNear ? from : made.Let(Extreme("Min", from, made.Let(Constant.Int(int.MaxValue - rounds))));
        return made.Let(new Binary(BinaryOperator.Add, start, made.Let(Constant.Int(rounds))));
    }

    private static Call Extreme(string name, Value left, Value right) => new(IrType.Int, "System.Math." + name, EquatableArray<Value>.Of(left, right));

    /// <summary>One round of a loop, if it is there.</summary>
    private If Round(For loop, Value isThere, Value index)
    {
        Substitution own = new(loop.Parameters.Zip(loop.Initials, (parameter, initial) => (parameter, initial)).Append((loop.Index, index)).ToDictionary(pair => pair.Item1, pair => pair.Item2));
        return new If(isThere, own.Map(loop.Body), new Region(EquatableArray<Statement>.Empty, loop.Initials), loop.Outputs) { Source = loop.Source, Comment = loop.Comment };
    }

    /// <summary>The statement; before a sum that takes in others what these add in the rounds that are their neighbours.</summary>
    private IEnumerable<Statement> WithGathered(For loop, Statement statement, List<Gathered> gathered)
    {
        if (statement is not Accumulate sum || !gathered.Exists(pair => ReferenceEquals(pair.Into, sum)))
        {
            return [statement];
        }

        RegionBuilder builder = new(_values) { Source = sum.Source, Comment = sum.Comment };
        Value total = sum.Operand;
        foreach (Gathered pair in gathered.Where(pair => ReferenceEquals(pair.Into, sum)))
        {
            Cloning copies = new(_values);
            copies.Bind(loop.Index, builder.Let(new Binary(BinaryOperator.Subtract, loop.Index, builder.Let(Constant.Int(pair.Rounds)))));
            builder.AddRange([.. pair.Sum.Need!.Select(copies.Map)]);
            total = builder.Let(new Binary(BinaryOperator.Add, total, copies.CopyOf(pair.Sum.Statement.Operand)));
        }

        builder.Add(sum with { Operand = total });
        return builder.Statements;
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
                    || (let.Expression is Call call && CheapOperations.Contains(call))
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

    /// <summary>A sum that another one takes in.</summary>
    /// <param name="Sum">The sum.</param>
    /// <param name="Into">The other one.</param>
    /// <param name="Rounds">How many rounds later than this one that comes to an element.</param>
    private sealed record Gathered(Sum Sum, Accumulate Into, int Rounds);

    /// <summary>A sum, and where it is in terms of the loop's index.</summary>
    private sealed class Sum(Accumulate statement)
    {
        private List<(Value Term, int Sign)>? _terms;

        /// <summary>The number in its place.</summary>
        public long Constant { get; private set; }

        public Accumulate Statement { get; } = statement;

        public List<Let>? Need { get; set; }

        public void Locate(Hoisting hoisting, FunctionFacts facts)
        {
            List<(Value Term, int Sign)>? terms = hoisting.Offset(Statement.Index);
            _terms = terms?.FindAll(term => facts.ConstantOf(term.Term) is null).OrderBy(term => term.Term.Id).ThenBy(term => term.Sign).ToList();
            Constant = terms?.Sum(term => facts.ConstantOf(term.Term) is Ir.Constant constant ? term.Sign * constant.Bits : 0) ?? 0;
        }

        /// <summary>Vectors from both places on have elements in common, but not all.</summary>
        public bool Overlaps(Sum other) => Statement.Buffer == other.Statement.Buffer && _terms is not null && other._terms is not null
            && _terms.SequenceEqual(other._terms)
            && Math.Abs(Constant - other.Constant) is > 0 and < Near;
    }
}
