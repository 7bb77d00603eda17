using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>Adds products in lanes to sums of loops with the one instruction that processors have for that.</summary>
/// <remarks>
/// Rounded once instead of twice. That is right only for sums of many rounds, which have no order in lanes, and only where a round adds nothing but one product: two that cancel have to leave an
/// exact zero behind, in the user's code for what it asks of it, and in adjoints as a zero among them is stronger than infinity. Nor are buffers of the user touched. It runs late,
/// as what it makes is no sum any more that others would find.
/// </remarks>
/// <example>
/// <code>
/// for j (%s) { yield %s + x[j] * y[j] }              for j (%s) { yield fma(x[j], y[j], %s) }
/// for i { for j { x'[j] += %a' * y[j] } }            for i { for j { x'[j] = fma(%a', y[j], x'[j]) } }
/// </code>
/// </example>
internal sealed partial class FusedSums : Rewriter
{
    private readonly Definitions _definitions;
    private readonly BufferRoots _roots;
    private readonly ValueFactory _values;
    private readonly UseCounts _uses;
    private readonly Dictionary<Value, Value> _carried = [];
    private readonly Stack<Around> _around = new();
    private Dictionary<Value, Value> _negated = [];

    private FusedSums(Function function)
    {
        _definitions = Definitions.Of(function);
        _roots = new BufferRoots(function);
        _values = new ValueFactory(function.NextId);
        _uses = new UseCounts(function.Body);
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
        if (_postponed.Contains(statement.Result))
        {
            return null;
        }

        if (!_carried.TryGetValue(statement.Result, out Value? parameter) || statement.Expression is not Binary sum)
        {
            return base.VisitLet(statement);
        }

        Term summand = sum.Left == parameter ? new Term(sum.Right, sum.Operator == BinaryOperator.Subtract) : new Term(sum.Left, false);
        List<Term> terms = [];
        if (!AddTerms(summand, terms))
        {
            return base.VisitLet(statement);
        }

        Value start = Substitute(parameter);
        return terms.Count == 1
            ? statement with { Expression = Fused(terms[0], start) }
            : statement with { Expression = new Binary(BinaryOperator.Add, start, Sum(null, terms, statement)) };
    }

    public override Statement? VisitAccumulate(Accumulate statement)
    {
        if (_together.TryGetValue(statement, out Together? together))
        {
            return Sum(statement, together);
        }

        List<Term> terms = [];
        if (!IsSumOfRounds(statement) || !AddTerms(new Term(statement.Operand, false), terms))
        {
            return base.VisitAccumulate(statement);
        }

        // Into a buffer of numbers several products are added up first, and into a block of vectors two, which is faster; measured.
        Value buffer = Substitute(statement.Buffer), index = Substitute(statement.Index);
        if (terms.Count > 1 && (!buffer.Type.IsLanes || (terms.Count == 2 && _definitions.Find(statement.Buffer) is Slice { IsBlock: true })))
        {
            return statement with { Buffer = buffer, Index = index, Operand = Sum(null, terms, statement) };
        }

        Value element = Let(buffer.Type.IsLanes ? new Load(buffer, index) : new LaneLoad(buffer, index, null, IsInside: true), statement);
        return new Store(buffer, index, Sum(element, terms, statement)) { IsInside = statement.IsInside, Source = statement.Source, Comment = statement.Comment };
    }

    public override Statement? VisitFor(For statement)
    {
        Around around = new(statement, _roots);
        for (int k = 0; k < statement.Parameters.Count; k++)
        {
            Value parameter = statement.Parameters[k], yield = statement.Body.Yields[k];
            if (IsReal(parameter) && _uses[parameter] == 1
                && _definitions.Find(yield) is Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } sum
                && (sum.Left == parameter || (sum.Right == parameter && sum.Operator == BinaryOperator.Add))
                && statement.Body.Statements.Any(inner => inner is Let let && let.Result == yield))
            {
                _carried[yield] = parameter;
            }
        }

        _around.Push(around);
        Statement? rewritten = base.VisitFor(statement);
        _around.Pop();
        around.Before.ForEach(Emit);
        return rewritten;
    }

    protected override Region Rewrite(Region region)
    {
        Dictionary<Value, Value> outside = _negated;
        _negated = [];
        FindTogether(region);
        Region rewritten = base.Rewrite(region);
        _negated = outside;
        return rewritten;
    }

    private static bool IsReal(Value value) => value.Type is { IsLanes: true, IsReal: true };

    /// <summary>Many rounds of a loop add to the element, and nothing else happens to it meanwhile.</summary>
    private bool IsSumOfRounds(Accumulate sum)
    {
        if (sum.Stride is not null || !IsReal(sum.Operand) || !(sum.IsInside || sum.Buffer.Type.IsLanes) || (sum.IsUsers && _definitions.Find(_roots.Of(sum.Buffer)) is not Allocate))
        {
            return false;
        }

        foreach (Around around in _around)
        {
            if (!around.Sums.OnlyAdds(sum.Buffer))
            {
                return false;
            }

            if (around.Sums.Meet(sum))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What the rounds add that were brought together; whether all of it is products.</summary>
    private bool AddTerms(Term term, List<Term> terms)
    {
        switch (Only(term.Value))
        {
            case Unary { Operator: UnaryOperator.Negate } negation:
                return AddTerms(new Term(negation.Operand, !term.IsNegative), terms);
            case Binary { JoinsRounds: true } sum:
                return AddTerms(term with { Value = sum.Left }, terms) && AddTerms(term with { Value = sum.Right }, terms);
            case Binary { Operator: BinaryOperator.Multiply } product when !term.IsNegative || IsCheaplyNegated(product.Left) || IsCheaplyNegated(product.Right):
                terms.Add(term);
                return true;
            default:
                return false;
        }
    }

    /// <param name="sum">Null for zero.</param>
    /// <param name="terms">At least one.</param>
    /// <param name="statement">What the sum is said to be for.</param>
    private Value Sum(Value? sum, List<Term> terms, Statement statement)
    {
        foreach (Term term in terms)
        {
            sum = Let(Fused(term, sum), statement);
        }

        return sum!;
    }

    /// <param name="product">A product that nobody else needs.</param>
    /// <param name="sum">Null for zero.</param>
    private Expression Fused(Term product, Value? sum)
    {
        var factors = (Binary)Only(product.Value)!;
        bool swaps = product.IsNegative && !IsCheaplyNegated(factors.Left);
        (Value first, Value second) = swaps ? (factors.Right, factors.Left) : (factors.Left, factors.Right);
        Value left = product.IsNegative ? Negated(first) : Substitute(first), right = Substitute(second);
        return sum is null ? new Binary(BinaryOperator.Multiply, left, right) : new MultiplyAdd(left, right, sum);
    }

    /// <summary>A product that is taken off needs a factor with the other sign, which is no gain unless other rounds need it too, or other products.</summary>
    private bool IsCheaplyNegated(Value factor) =>
        _around.Count > 0 && (!_around.Peek().Sums.Defined.Contains(factor) || (_definitions.Find(factor) is Broadcast && _uses[factor] > 1));

    /// <summary>The factor with the other sign, worked out before the loop where it can be.</summary>
    private Value Negated(Value factor)
    {
        Around around = _around.Peek();
        bool isInside = around.Sums.Defined.Contains(factor);
        Dictionary<Value, Value> known = isInside ? _negated : around.Negated;
        if (!known.TryGetValue(factor, out Value? negated))
        {
            known[factor] = negated = _values.Create(factor.Type);
            Let let = new(negated, new Unary(UnaryOperator.Negate, Substitute(factor)));
            if (isInside)
            {
                Emit(let);
            }
            else
            {
                around.Before.Add(let);
            }
        }

        return negated;
    }

    private Value Let(Expression expression, Statement statement, string? name = null)
    {
        Value value = _values.Create(expression.Type, name);
        Emit(new Let(value, expression) { Source = statement.Source, Comment = statement.Comment });
        return value;
    }

    /// <summary>How a value is defined that nobody else needs.</summary>
    private Expression? Only(Value value) => IsReal(value) && _uses[value] == 1 ? _definitions.Find(value) : null;

    /// <summary>A loop around a statement.</summary>
    private sealed class Around(For loop, BufferRoots roots)
    {
        public RoundSums Sums { get; } = new(loop, roots);

        public Dictionary<Value, Value> Negated { get; } = [];

        /// <summary>What comes before the loop.</summary>
        public List<Statement> Before { get; } = [];
    }

    /// <summary>A part of a sum.</summary>
    private readonly record struct Term(Value Value, bool IsNegative);
}
