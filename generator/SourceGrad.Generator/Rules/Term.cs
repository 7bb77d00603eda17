using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Rules;

/// <summary>
/// A value in a formula: the operators write IR, so that a rule reads as mathematics. Numbers take the precision of the
/// term they meet; a number on the left stays there, next to the adjoint, where constants can be folded together.
/// </summary>
internal readonly struct Term(Derivation derivation, Value value)
{
    public Derivation Derivation => derivation;

    public Value Value => value;

    /// <summary>The term as a number that is known now; null when it is not.</summary>
    public double? Constant => derivation.ConstantOf(value);

    public Term Zero => Number(0);

    public static Term operator -(Term x) => x.Derivation.Let(new Unary(UnaryOperator.Negate, x.Value));

    public static Term operator +(Term x, Term y) => Binary(BinaryOperator.Add, x, y);

    public static Term operator +(double x, Term y) => y.Number(x) + y;

    public static Term operator +(Term x, double y) => x + x.Number(y);

    public static Term operator -(Term x, Term y) => Binary(BinaryOperator.Subtract, x, y);

    public static Term operator -(double x, Term y) => y.Number(x) - y;

    public static Term operator -(Term x, double y) => x - x.Number(y);

    public static Term operator *(Term x, Term y) => Binary(BinaryOperator.Multiply, x, y);

    public static Term operator *(double x, Term y) => y.Number(x) * y;

    public static Term operator /(Term x, Term y)
    {
        x.Derivation.SingularAtZeroOf(y.Value);
        return Binary(BinaryOperator.Divide, x, y);
    }

    public static Term operator <(Term x, Term y) => Binary(BinaryOperator.Less, x, y);

    public static Term operator >(Term x, Term y) => Binary(BinaryOperator.Greater, x, y);

    public static Term operator <=(Term x, Term y) => Binary(BinaryOperator.LessOrEqual, x, y);

    public static Term operator >=(Term x, Term y) => Binary(BinaryOperator.GreaterOrEqual, x, y);

    public static Term operator <(Term x, double y) => x < x.Number(y);

    public static Term operator >(Term x, double y) => x > x.Number(y);

    public static Term operator <=(Term x, double y) => x <= x.Number(y);

    public static Term operator >=(Term x, double y) => x >= x.Number(y);

    public static Term operator &(Term x, Term y) => Binary(BinaryOperator.And, x, y);

    public static Term operator |(Term x, Term y) => Binary(BinaryOperator.Or, x, y);

    public Term Equal(Term other) => Binary(BinaryOperator.Equal, this, other);

    public Term Equal(double other) => Equal(Number(other));

    /// <summary>The number in the precision of this term.</summary>
    public Term Number(double number) => derivation.Number(value.Type, number);

    private static Term Binary(BinaryOperator op, Term x, Term y) => x.Derivation.Let(new Binary(op, x.Value, y.Value));
}
