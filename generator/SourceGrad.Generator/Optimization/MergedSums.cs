using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Optimization;

/// <summary>Adds up what is added to one element of a buffer, before it is added: the element is read and written once. What is added to a zero is stored.</summary>
/// <remarks>
/// Right because nothing between the two reads the element, and sums to other elements commute with it, though not with a store; only rounding
/// changes, and the sign of a zero. The element exists, because the primal has used its like; so the user's own sums, which may be what finds out that it
/// does not, stay where they are.
/// </remarks>
/// <example>
/// <code>
/// %g[%i] += %a; %g[%i] += %a; %g[%i] += %b      becomes      %t = 2 * %a; %s = %t + %b; %g[%i] += %s
/// %g[%i] = 0; … %g[%i] += %a                    becomes      … %g[%i] = %a
/// </code>
/// </example>
internal sealed class MergedSums : Rewriter
{
    private readonly ValueFactory _values;
    private readonly BufferRoots _roots;
    private readonly Definitions _definitions;
    private readonly UseCounts _uses;

    private MergedSums(Function function)
    {
        _definitions = Definitions.Of(function);
        _uses = new UseCounts(function.Body);
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
        Dictionary<(Value Buffer, Value Index), Statement> open = [];
        Dictionary<Value, (Value Buffer, Value Index)> stored = [];
        bool changed = false;
        foreach (Statement statement in region.Statements)
        {
            Statement last = statement;
            if (statement is Accumulate { Stride: null, Buffer.Type.IsLanes: false, IsUsers: false } sum)
            {
                (Value, Value) key = (sum.Buffer, sum.Index);
                Value root = _roots.Of(sum.Buffer);
                if (stored.TryGetValue(root, out (Value, Value) other) && other != key)
                {
                    // It may be the same element under another name.
                    open.Remove(other);
                    stored.Remove(root);
                }

                if (open.TryGetValue(key, out Statement? before))
                {
                    merged.RemoveAt(merged.FindLastIndex(candidate => ReferenceEquals(candidate, before)));
                    last = Merged(before, sum, merged);
                    changed = true;
                }

                open[key] = last;
                if (last is Accumulate)
                {
                    stored.Remove(root);
                }
            }
            else
            {
                Close(statement, open);
                if (statement is Store { Buffer.Type.IsLanes: false, IsUsers: false } store && IsZero(store.Operand))
                {
                    open[(store.Buffer, store.Index)] = store;
                    stored[_roots.Of(store.Buffer)] = (store.Buffer, store.Index);
                }
            }

            merged.Add(last);
        }

        return changed ? region with { Statements = merged.ToEquatable() } : region;
    }

    private Statement Merged(Statement before, Accumulate sum, List<Statement> merged) => before switch
    {
        Accumulate earlier => sum with { Operand = Sum(earlier.Operand, sum, merged) },
        Store store => new Store(sum.Buffer, sum.Index, IsZero(store.Operand) ? sum.Operand : Sum(store.Operand, sum, merged)) { Source = sum.Source, Comment = sum.Comment },
        _ => throw new InvalidOperationException($"A {before.GetType().Name} adds nothing up."),
    };

    private bool IsZero(Value value) => _definitions.ConstantOf(value)?.Is(0) == true;

    private Value Sum(Value before, Accumulate sum, List<Statement> merged)
    {
        RegionBuilder builder = new(_values) { Comment = sum.Comment };
        Value total = before == sum.Operand && sum.Operand.Type.IsFloating ? Twice(before, builder) : builder.Let(new Binary(BinaryOperator.Add, before, sum.Operand));
        merged.AddRange(builder.Statements);
        return total;
    }

    /// <summary>Of a product that nothing else needs, the first factor is doubled: an adjoint that is often the same in all rounds of a loop.</summary>
    private Value Twice(Value value, RegionBuilder builder)
    {
        Value two = builder.Let(Constant.Number(value.Type, 2));
        return _uses[value] == 2 && _definitions.Find(value) is Binary { Operator: BinaryOperator.Multiply } product
            ? builder.Let(new Binary(BinaryOperator.Multiply, builder.Let(new Binary(BinaryOperator.Multiply, two, product.Left)), product.Right))
            : builder.Let(new Binary(BinaryOperator.Multiply, two, value));
    }

    /// <summary>Nothing moves past a statement that names its memory.</summary>
    private void Close(Statement statement, Dictionary<(Value Buffer, Value Index), Statement> open)
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
