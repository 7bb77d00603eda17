using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Rules;

/// <summary>
/// One partial derivative while its formula is being written into a region. It knows how the values in the formula are
/// defined, and notices when the formula divides by something that may be zero, takes a logarithm of it, or has a factor that may
/// overflow: such a derivative is singular, and an adjoint that is exactly zero must not meet it (0·∞ is 0 here, not NaN).
/// </summary>
internal sealed class Derivation
{
    private readonly RegionBuilder _builder;
    private readonly Func<Value, Expression?> _definitionOf;
    private readonly Dictionary<int, Expression> _own = [];
    private readonly RangeAnalysis _ranges;

    public Derivation(RegionBuilder builder, Func<Value, Expression?>? definitionOf)
    {
        _builder = builder;
        _definitionOf = definitionOf ?? (_ => null);
        _ranges = new RangeAnalysis(DefinitionOf);
    }

    public bool IsSingular { get; private set; }

    public Term Of(Value value) => new(this, value);

    public Term Let(Expression expression)
    {
        Value value = _builder.Let(expression);
        _own[value.Id] = expression;
        return new(this, value);
    }

    public Term Number(IrType type, double value) =>
        Let(Constant.Real(type, type.Kind == ScalarKind.Float ? (float)value : value));

    /// <summary>The value as a known number; null when it is not one.</summary>
    public double? ConstantOf(Value value) => DefinitionOf(value) switch
    {
        Constant { Type.IsFloating: true } real => real.AsDouble,
        Constant { Type.IsInteger: true } integer => integer.Bits,
        Ir.Convert convert => ConstantOf(convert.Operand) is double number
            ? (convert.Type.Kind == ScalarKind.Float ? (float)number : number)
            : null,
        _ => null,
    };

    public Range RangeOf(Value value) => _ranges.Of(value);

    /// <summary>Says that the formula can be infinite or NaN at the point where this value is zero.</summary>
    public void SingularAtZeroOf(Value value)
    {
        if (!IsSingular && !RangeOf(value).ExcludesZero)
        {
            IsSingular = true;
        }
    }

    /// <summary>Says that the formula can be infinite or NaN because this factor of it can be infinite.</summary>
    public void SingularWhereInfinite(Value factor)
    {
        if (!IsSingular && !RangeOf(factor).IsFinite)
        {
            IsSingular = true;
        }
    }

    /// <summary>A quotient that the formula does not use where its denominator is zero.</summary>
    public Term Quotient(Term x, Term y) => Let(new Binary(BinaryOperator.Divide, x.Value, y.Value));

    /// <summary>
    /// Writes the contribution <paramref name="formula"/> makes of <paramref name="adjoint"/>, behind a test for zero where
    /// that is needed; null when it is zero everywhere.
    /// </summary>
    public static Value? Contribution(
        RegionBuilder builder, Func<Value, Expression?>? definitionOf, Value adjoint, Func<Derivation, Term> formula)
    {
        var derivation = new Derivation(builder, definitionOf);
        Term term = formula(derivation);
        if (derivation._own.TryGetValue(term.Value.Id, out Expression? expression) && expression is Constant constant && constant.Is(0))
        {
            return null;
        }

        if (!derivation.IsSingular || derivation.RangeOf(adjoint).ExcludesZero)
        {
            return term.Value;
        }

        Term zero = derivation.Number(adjoint.Type, 0);
        return Functions.Select(derivation.Of(adjoint).Equal(zero), zero, term).Value;
    }

    private Expression? DefinitionOf(Value value) =>
        _own.TryGetValue(value.Id, out Expression? own) ? own : _definitionOf(value);
}
