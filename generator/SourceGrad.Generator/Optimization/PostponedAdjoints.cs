using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Optimization;

/// <summary>
/// Does once, after a loop of the reverse sweep, what each of its iterations would do alike to the adjoints it finds out: what is linear in them is
/// applied to their sum. A product with a matrix that all iterations share leaves the loop so.
/// </summary>
/// <remarks>
/// Right because Σ Qᵀ·yᵢ is Qᵀ·Σ yᵢ: nothing reads the sums before the loop ends, all else that the moved statements read is the same in each
/// iteration (see <see cref="PostponableSums"/>), and they run only where an iteration did. Only rounding changes.
/// </remarks>
/// <example>
/// <code>
/// for i {                                                   %sum = allocate %n
///   …                                                       for i {
///   for c { for r { x'[c] += y'[r] * w[r, c] } }              …
///   for r { …; y'[r] = 0 }                                    for r { …; %sum[r] += y'[r]; y'[r] = 0 }
///   for c { m'[c] -= x'[c]; x'[c] = 0 }                     }
/// }                                                         for c { for r { x'[c] += %sum[r] * w[r, c] } }
///                                                           for c { m'[c] -= x'[c]; x'[c] = 0 }
/// </code>
/// </example>
internal sealed class PostponedAdjoints : Rewriter
{
    private readonly ValueFactory _values;
    private readonly PostponableSums _postponable;
    private readonly HashSet<Statement> _moved = new(ReferenceComparer.Instance);
    private readonly Dictionary<Statement, (SummedSource Source, Value Sums)> _swept = new(ReferenceComparer.Instance);

    private PostponedAdjoints(Function function)
    {
        _values = new ValueFactory(function.NextId);
        _postponable = new PostponableSums(function);
    }

    public static Function Run(Function function)
    {
        PostponedAdjoints pass = new(function);
        Function rewritten = pass.Rewrite(function);
        return ReferenceEquals(rewritten, function) ? function : rewritten with { NextId = pass._values.NextId };
    }

    public override Statement? VisitAccumulate(Accumulate statement) => _moved.Contains(statement) ? null : base.VisitAccumulate(statement);

    public override Statement? VisitStore(Store statement)
    {
        if (_moved.Contains(statement))
        {
            return null;
        }

        if (_swept.TryGetValue(statement, out (SummedSource Source, Value Sums) swept))
        {
            RegionBuilder builder = new(_values) { Comment = statement.Comment };
            Value index = Place(swept.Source, builder, loop => loop.Index, statement.Index);
            builder.Add(new Accumulate(swept.Sums, index, builder.Let(new Load(statement.Buffer, statement.Index))));
            EmitAll(builder);
        }

        return base.VisitStore(statement);
    }

    public override Statement? VisitFor(For statement)
    {
        if (_moved.Count > 0 || _postponable.Find(statement) is not Postponement found)
        {
            return base.VisitFor(statement);
        }

        RegionBuilder before = new(_values), after = new(_values);
        Dictionary<Value, Value> sums = [];
        foreach (SummedSource source in found.Sources.Values.OrderBy(source => source.Buffer.Id))
        {
            Value count = source.Count;
            foreach (For around in source.Around.Reverse())
            {
                count = before.Let(new Call(IrType.Int, Allocate.Rows, EquatableArray<Value>.Of(RoundsOf(around, before), count)));
            }

            sums[source.Buffer] = before.Let(new Allocate(source.Buffer.Type, count, OnStack: false), (source.Buffer.Hint ?? "adjoint") + "Sums");
            _swept[source.Zero] = (source, sums[source.Buffer]);
        }

        EmitAll(before);
        _moved.UnionWith(found.Moved);
        Emit(base.VisitFor(statement)!);
        _moved.Clear();
        Value ran = after.Let(new Binary(BinaryOperator.Greater, statement.To, statement.From));
        EmitAll(after);
        Region once = new Excerpt(this, found, sums).Map(statement.Body);
        return new If(ran, once, Region.Empty, EquatableArray<Value>.Empty);
    }

    /// <summary>Where an element of a buffer has its sum: a row for each round of the loops around.</summary>
    private Value Place(SummedSource source, RegionBuilder builder, Func<For, Value> indexOf, Value element)
    {
        Value? row = null;
        foreach (For around in source.Around)
        {
            row = row is null ? indexOf(around) : builder.Let(new Binary(BinaryOperator.Add, builder.Let(new Binary(BinaryOperator.Multiply, row, RoundsOf(around, builder))), indexOf(around)));
        }

        return row is null ? element : builder.Let(new Binary(BinaryOperator.Add, builder.Let(new Binary(BinaryOperator.Multiply, row, source.Count)), element));
    }

    /// <summary>A number of rounds that is written in the loop is not to be seen from outside.</summary>
    private Value RoundsOf(For loop, RegionBuilder builder) => _postponable.ConstantOf(loop.To) is Constant constant ? builder.Let(constant) : loop.To;

    /// <summary>Copies of the statements that what is postponed needs; they read sums where the loop reads what is summed.</summary>
    private sealed class Excerpt(PostponedAdjoints pass, Postponement found, Dictionary<Value, Value> sums) : Cloning(pass._values)
    {
        public override Statement? VisitLet(Let statement)
        {
            if (statement.Expression is Load load && sums.TryGetValue(load.Buffer, out Value? sum))
            {
                RegionBuilder builder = new(pass._values) { Comment = statement.Comment };
                Value index = pass.Place(found.Sources[load.Buffer], builder, loop => CopyOf(loop.Index), CopyOf(load.Index));
                EmitAll(builder);
                return new Let(Define(statement.Result), new Load(sum, index)) { Comment = statement.Comment };
            }

            return base.VisitLet(statement) is { } copy ? copy with { Source = null } : null;
        }

        public override Statement? VisitFor(For statement)
        {
            List<int> kept = [.. Enumerable.Range(0, statement.Parameters.Count).Where(slot => found.IsNeeded(statement, slot))];
            EquatableArray<Value> Keep(EquatableArray<Value> values) => kept.Select(slot => values[slot]).ToEquatable();
            For loop = statement with
            {
                Initials = Keep(statement.Initials),
                Parameters = Keep(statement.Parameters),
                Body = statement.Body with { Yields = Keep(statement.Body.Yields) },
                Outputs = Keep(statement.Outputs),
            };
            return base.VisitFor(loop) is { } copy ? copy with { Source = null } : null;
        }

        protected override Region Rewrite(Region region) =>
            base.Rewrite(region with { Statements = region.Statements.Where(statement => found.IsNeeded(statement)).ToEquatable() });
    }
}
