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
    private Inside _inside = new(EquatableArray<Value>.Empty);
    private Inside? _loop;

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

    public override Statement? VisitLet(Let statement) =>
        (statement.Comment is not null || _sums.Contains(statement.Result)) && !_chained.Contains(statement.Result) && SumOf(statement.Expression) is var (left, right)
        && (Fused(right, left) ?? (right.IsNegative ? null : Fused(left, right))) is Expression fused
            ? statement with { Expression = fused }
            : base.VisitLet(statement);

    public override Statement? VisitAccumulate(Accumulate statement)
    {
        List<Term> terms = [];
        if (!IsInLanes(statement) || !AddTerms(new Term(statement.Operand, false), terms))
        {
            return base.VisitAccumulate(statement);
        }

        Value buffer = Substitute(statement.Buffer), index = Substitute(statement.Index);
        Value sum = Named(buffer.Type.IsLanes ? new Load(buffer, index) : new LaneLoad(buffer, index, null, IsInside: true));
        List<Term> products = [.. terms.Where(IsProduct)];
        sum = terms.Where(term => !IsProduct(term)).Aggregate(sum, (all, term) => Named(new Binary(term.IsNegative ? BinaryOperator.Subtract : BinaryOperator.Add, all, Substitute(term.Value))));
        int apart = products.Count > LongestChain ? products.Count / 2 : 0;
        if (apart > 0)
        {
            Value zero = Named(new Broadcast(sum.Type, Named(Constant.Zero(sum.Type.Lane))));
            sum = Named(new Binary(BinaryOperator.Add, sum, products.Take(apart).Aggregate(zero, (all, product) => Named(Fused(product, all)!))));
        }

        sum = products.Skip(apart).Aggregate(sum, (all, product) => Named(Fused(product, all)!));
        return new Store(buffer, index, sum) { IsInside = statement.IsInside, Source = statement.Source, Comment = statement.Comment };

        Value Named(Expression expression)
        {
            Value value = _values.Create(expression.Type);
            Emit(new Let(value, expression) { Source = statement.Source, Comment = statement.Comment });
            return value;
        }
    }

    public override Statement? VisitFor(For statement)
    {
        Inside around = _inside, loop = new(statement.Parameters) { Before = [] };
        (_inside, _loop) = (loop, null);
        loop.Find(statement.Body);
        for (int k = 0; k < statement.Parameters.Count; k++)
        {
            Value parameter = statement.Parameters[k], yield = statement.Body.Yields[k];
            if (_uses.TryGetValue(parameter, out int uses) && uses == 1
                && loop.Lets.TryGetValue(yield, out Expression? sum) && SumOf(sum) is var (left, right)
                && (left.Value == parameter || (right.Value == parameter && !right.IsNegative)))
            {
                _sums.Add(yield);
                Visit(left.Value == parameter ? right.Value : left.Value, _sums);
            }
        }

        (_inside, _loop) = (around, loop);
        Statement? rewritten = base.VisitFor(statement);
        loop.Before.ForEach(Emit);
        return rewritten;
    }

    /// <summary>A product of another region may be computed less often than the sum.</summary>
    protected override Region Rewrite(Region region)
    {
        (Inside around, Inside inside) = (_inside, _loop ?? new Inside(EquatableArray<Value>.Empty));
        (_inside, _loop) = (inside, null);
        inside.Find(region);
        foreach (Accumulate sum in region.Statements.OfType<Accumulate>().Where(sum => IsInLanes(sum) && AddTerms(new Term(sum.Operand, false), [])))
        {
            Visit(sum.Operand, _chained);
        }

        Region rewritten = base.Rewrite(region);
        _inside = around;
        return rewritten;
    }

    private static bool IsInLanes(Accumulate sum) => sum is { Stride: null, Operand.Type: { IsLanes: true, IsReal: true } } && (sum.IsInside || sum.Buffer.Type.IsLanes);

    private static (Term Left, Term Right)? SumOf(Expression expression) => expression is Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract, Type: { IsLanes: true, IsReal: true } } sum
        ? (new Term(sum.Left, false), new Term(sum.Right, sum.Operator == BinaryOperator.Subtract))
        : null;

    /// <summary>The sum with a product; null for anything else.</summary>
    private MultiplyAdd? Fused(Term product, Term sum) => IsProduct(product) ? Fused(product, Substitute(sum.Value)) : null;

    private MultiplyAdd? Fused(Term product, Value sum)
    {
        var factors = (Binary)Only(product.Value)!;
        return !product.IsNegative ? new MultiplyAdd(Substitute(factors.Left), Substitute(factors.Right), sum)
            : IsCheaplyNegated(factors.Left) ? new MultiplyAdd(Negated(factors.Left), Substitute(factors.Right), sum)
            : new MultiplyAdd(Negated(factors.Right), Substitute(factors.Left), sum);
    }

    /// <summary>A product that nobody else needs. One that is taken off needs a factor with another sign, which is no gain unless it serves others too, or other rounds.</summary>
    private bool IsProduct(Term term) => Only(term.Value) is Binary { Operator: BinaryOperator.Multiply } product
        && (!term.IsNegative || IsCheaplyNegated(product.Left) || IsCheaplyNegated(product.Right));

    private bool IsCheaplyNegated(Value factor) =>
        _inside.Lets.TryGetValue(factor, out Expression? expression) ? expression is Broadcast && _uses[factor] > 1 : !_inside.Carried.Contains(factor);

    /// <summary>The factor with the other sign, worked out before the loop where it can be.</summary>
    private Value Negated(Value factor)
    {
        if (!_inside.Negated.TryGetValue(factor, out Value? negated))
        {
            _inside.Negated[factor] = negated = _values.Create(factor.Type);
            Let let = new(negated, new Unary(UnaryOperator.Negate, Substitute(factor)));
            if (_inside.Before is List<Statement> before && !_inside.Lets.ContainsKey(factor))
            {
                before.Add(let);
            }
            else
            {
                Emit(let);
            }
        }

        return negated;
    }

    private Expression? Only(Value value) => value.Type is { IsLanes: true, IsReal: true } && _uses[value] == 1 && _inside.Lets.TryGetValue(value, out Expression? expression) ? expression : null;

    /// <summary>What a sum of sums adds up and takes off; whether there are products among it.</summary>
    private bool AddTerms(Term term, List<Term> terms)
    {
        switch (Only(term.Value))
        {
            case Unary { Operator: UnaryOperator.Negate } negation:
                return AddTerms(new Term(negation.Operand, !term.IsNegative), terms);
            case Expression expression when SumOf(expression) is var (left, right):
                bool hasProduct = AddTerms(left with { IsNegative = term.IsNegative }, terms);
                return AddTerms(right with { IsNegative = term.IsNegative != right.IsNegative }, terms) || hasProduct;
            default:
                terms.Add(term);
                return IsProduct(term);
        }
    }

    /// <summary>The sums of a sum of sums.</summary>
    private void Visit(Value value, HashSet<Value> sums)
    {
        if (Only(value) is Unary { Operator: UnaryOperator.Negate } negation)
        {
            Visit(negation.Operand, sums);
        }
        else if (Only(value) is Expression expression && SumOf(expression) is var (left, right))
        {
            sums.Add(value);
            Visit(left.Value, sums);
            Visit(right.Value, sums);
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

    /// <summary>What is known of a region.</summary>
    /// <param name="Carried">The parameters of the loop that it is the body of.</param>
    private sealed record Inside(EquatableArray<Value> Carried)
    {
        public Dictionary<Value, Expression> Lets { get; private set; } = [];

        public Dictionary<Value, Value> Negated { get; } = [];

        /// <summary>What comes before the loop; null for other regions.</summary>
        public List<Statement>? Before { get; init; }

        public void Find(Region region) => Lets = region.Statements.OfType<Let>().ToDictionary(let => let.Result, let => let.Expression);
    }

    /// <summary>A part of a sum.</summary>
    private readonly record struct Term(Value Value, bool IsNegative);
}
