using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Optimization;

/// <summary>Adds up what is added to one element of a buffer, before it is added: the element is read and written once.</summary>
/// <remarks>
/// Right because nothing between the two reads the element, and sums to other elements commute with it; only their rounding changes. The element
/// exists, because the primal has used its like.
/// </remarks>
/// <example>
/// <code>
/// %g[%i] += %a; %g[%i] += %a; %g[%i] += %b      becomes      %t = 2 * %a; %s = %t + %b; %g[%i] += %s
/// </code>
/// </example>
internal sealed class MergedSums : Rewriter
{
    private readonly ValueFactory _values;
    private readonly BufferRoots _roots;

    private MergedSums(Function function)
    {
        _values = new ValueFactory(function.NextId);
        _roots = new BufferRoots(function);
    }

    public static Function Run(Function function)
    {
        MergedSums pass = new(function);
        Function result = pass.Rewrite(function);
        return ReferenceEquals(result, function) ? function : result with { NextId = pass._values.NextId };
    }

    protected override Region Rewrite(Region region)
    {
        region = base.Rewrite(region);
        List<Statement> merged = [];
        Dictionary<(Value Buffer, Value Index), Accumulate> open = [];
        bool changed = false;
        foreach (Statement statement in region.Statements)
        {
            if (statement is not Accumulate { Stride: null, Buffer.Type.IsLanes: false } sum)
            {
                Close(statement, open);
                merged.Add(statement);
                continue;
            }

            if (open.TryGetValue((sum.Buffer, sum.Index), out Accumulate? before))
            {
                merged.RemoveAt(merged.FindLastIndex(other => ReferenceEquals(other, before)));
                sum = sum with { Operand = Sum(before, sum, merged) };
                changed = true;
            }

            open[(sum.Buffer, sum.Index)] = sum;
            merged.Add(sum);
        }

        return changed ? region with { Statements = merged.ToEquatable() } : region;
    }

    private Value Sum(Accumulate before, Accumulate sum, List<Statement> merged)
    {
        RegionBuilder builder = new(_values) { Comment = sum.Comment };
        Value total = before.Operand == sum.Operand && sum.Operand.Type.IsFloating
            ? builder.Let(new Binary(BinaryOperator.Multiply, builder.Let(Constant.Number(sum.Operand.Type, 2)), sum.Operand))
            : builder.Let(new Binary(BinaryOperator.Add, before.Operand, sum.Operand));
        merged.AddRange(builder.Statements);
        return total;
    }

    /// <summary>Nothing moves past a statement that names its memory.</summary>
    private void Close(Statement statement, Dictionary<(Value Buffer, Value Index), Accumulate> open)
    {
        if (open.Count == 0)
        {
            return;
        }

        HashSet<Value> named = [];
        Name(statement, named);
        foreach ((Value Buffer, Value Index) key in open.Keys.Where(key => named.Contains(_roots.Of(key.Buffer))).ToList())
        {
            open.Remove(key);
        }
    }

    private void Name(Statement statement, HashSet<Value> named)
    {
        if (statement is not Let { Expression: Length })
        {
            named.UnionWith(statement.Operands.Where(operand => !operand.Type.IsScalar).Select(_roots.Of));
        }

        foreach (Region region in statement.Regions)
        {
            named.UnionWith(region.Yields.Where(yield => !yield.Type.IsScalar).Select(_roots.Of));
            foreach (Statement inner in region.Statements)
            {
                Name(inner, named);
            }
        }
    }
}
