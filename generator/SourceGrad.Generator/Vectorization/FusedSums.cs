using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>
/// Adds products in lanes with the one instruction that processors have for that: what loops sum up or add to memory, and sums of adjoints.
/// </summary>
/// <remarks>
/// Right because only the rounding of sums changes that have no order in lanes anyway: what is no sum of a loop, and no adjoint, is what the user's code computes, to the last bit. Where a
/// machine has no such instruction nothing changes. It runs last, as what it makes is no sum any more that others would find.
/// </remarks>
/// <example>
/// <code>
/// for j (%s) { yield %s + x[j] * y[j] }              for j (%s) { yield fma(x[j], y[j], %s) }
/// x'[j] += %a' * y[j] + %b' * z[j]                   x'[j] = fma(%b', z[j], fma(%a', y[j], x'[j]))
/// </code>
/// </example>
internal sealed class FusedSums : Rewriter
{
    /// <summary>A longer chain is two of half the length: each step waits for the one before.</summary>
    private const int LongestChain = 4;

    private readonly ValueFactory _values;
    private readonly Dictionary<Value, int> _uses = [];
    private readonly HashSet<Value> _sums = [];
    private readonly HashSet<Value> _chained = [];
    private Dictionary<Value, Binary> _here = [];

    private FusedSums(Function function)
    {
        _values = new ValueFactory(function.NextId);
        Count(function.Body);
    }

    /// <param name="function">With loops in lanes.</param>
    /// <returns>The function, in which products may be dead.</returns>
    public static Function Run(Function function)
    {
        FusedSums pass = new(function);
        Function result = pass.Rewrite(function);
        return ReferenceEquals(result, function) ? function : result with { NextId = pass._values.NextId };
    }

    public override Statement? VisitLet(Let statement)
    {
        bool isSum = statement.Expression is Binary { Operator: BinaryOperator.Add, Type: { IsLanes: true, IsReal: true } }
            && (statement.Comment is not null || _sums.Contains(statement.Result)) && !_chained.Contains(statement.Result);
        return isSum && statement.Expression is Binary sum && (Fused(sum.Right, Substitute(sum.Left)) ?? Fused(sum.Left, Substitute(sum.Right))) is Expression fused
            ? statement with { Expression = fused }
            : base.VisitLet(statement);
    }

    public override Statement? VisitAccumulate(Accumulate statement)
    {
        List<Value> terms = [];
        if (!IsInLanes(statement) || !AddTerms(statement.Operand, terms))
        {
            return base.VisitAccumulate(statement);
        }

        RegionBuilder made = new(_values) { Source = statement.Source, Comment = statement.Comment };
        Value buffer = Substitute(statement.Buffer), index = Substitute(statement.Index);
        Value sum = made.Let(buffer.Type.IsLanes ? new Load(buffer, index) : new LaneLoad(buffer, index, null, IsInside: true));
        List<Value> products = [.. terms.Where(term => Product(term) is not null)];
        sum = terms.Except(products).Aggregate(sum, (all, term) => made.Let(new Binary(BinaryOperator.Add, all, Substitute(term))));
        int apart = products.Count > LongestChain ? products.Count / 2 : 0;
        if (apart > 0)
        {
            Value other = products.Take(apart).Skip(1).Aggregate(Substitute(products[0]), (all, product) => made.Let(Fused(product, all)!));
            sum = made.Let(new Binary(BinaryOperator.Add, sum, other));
        }

        sum = products.Skip(apart).Aggregate(sum, (all, product) => made.Let(Fused(product, all)!));
        made.Add(new Store(buffer, index, sum) { IsInside = statement.IsInside, Source = statement.Source, Comment = statement.Comment });
        EmitAll(made);
        return null;
    }

    public override Statement? VisitFor(For statement)
    {
        Dictionary<Value, Binary> around = _here;
        _here = Find(statement.Body);
        for (int k = 0; k < statement.Parameters.Count; k++)
        {
            Value parameter = statement.Parameters[k], yield = statement.Body.Yields[k];
            if (_uses.TryGetValue(parameter, out int uses) && uses == 1
                && _here.TryGetValue(yield, out Binary? sum) && sum.Operator == BinaryOperator.Add && (sum.Left == parameter || sum.Right == parameter))
            {
                _sums.Add(yield);
                AddSums(sum.Left == parameter ? sum.Right : sum.Left);
            }
        }

        _here = around;
        return base.VisitFor(statement);
    }

    /// <summary>A product of another region may be computed less often than the sum.</summary>
    protected override Region Rewrite(Region region)
    {
        Dictionary<Value, Binary> around = _here;
        _here = Find(region);
        foreach (Accumulate sum in region.Statements.OfType<Accumulate>().Where(IsInLanes))
        {
            List<Value> terms = [];
            if (AddTerms(sum.Operand, terms) && terms.Count > 1)
            {
                Chain(sum.Operand);
            }
        }

        Region rewritten = base.Rewrite(region);
        _here = around;
        return rewritten;
    }

    private static bool IsInLanes(Accumulate sum) => sum is { Stride: null, Operand.Type: { IsLanes: true, IsReal: true } } && (sum.IsInside || sum.Buffer.Type.IsLanes);

    private static Dictionary<Value, Binary> Find(Region region) => region.Statements
        .OfType<Let>()
        .Where(let => let.Expression is Binary { Type: { IsLanes: true, IsReal: true } })
        .ToDictionary(let => let.Result, let => (Binary)let.Expression);

    private Expression? Fused(Value product, Value sum) => Product(product) is Binary factors ? new MultiplyAdd(Substitute(factors.Left), Substitute(factors.Right), sum) : null;

    /// <summary>A product that nobody else needs.</summary>
    private Binary? Product(Value value) => Only(value) is { Operator: BinaryOperator.Multiply } product ? product : null;

    private Binary? Sum(Value value) => Only(value) is { Operator: BinaryOperator.Add } sum ? sum : null;

    private Binary? Only(Value value) => _uses[value] == 1 && _here.TryGetValue(value, out Binary? binary) ? binary : null;

    /// <summary>What a sum of sums adds up; whether there are products among it.</summary>
    private bool AddTerms(Value value, List<Value> terms)
    {
        if (Sum(value) is not Binary sum)
        {
            terms.Add(value);
            return Product(value) is not null;
        }

        bool hasProduct = AddTerms(sum.Left, terms);
        return AddTerms(sum.Right, terms) || hasProduct;
    }

    private void AddSums(Value value)
    {
        if (Sum(value) is Binary sum)
        {
            _sums.Add(value);
            AddSums(sum.Left);
            AddSums(sum.Right);
        }
    }

    private void Chain(Value value)
    {
        if (Sum(value) is Binary sum)
        {
            _chained.Add(value);
            Chain(sum.Left);
            Chain(sum.Right);
        }
    }

    private void Count(Region region)
    {
        foreach (Statement statement in region.Statements)
        {
            Count(statement.Operands);
            foreach (Region inner in statement.Regions)
            {
                Count(inner);
            }
        }

        Count(region.Yields);
    }

    private void Count(IEnumerable<Value> values)
    {
        foreach (Value value in values)
        {
            _uses.TryGetValue(value, out int uses);
            _uses[value] = uses + 1;
        }
    }
}
