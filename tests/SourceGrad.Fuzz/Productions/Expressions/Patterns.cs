using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary>A question about a number in the language of patterns.</summary>
public abstract record Pattern : Node
{
    public abstract bool Matches(ScalarType type, Datum subject);
}

/// <summary>Equal to a constant, or in an order with it; the operator is empty for equality.</summary>
public sealed record ConstantPattern(string Operator, Literal Constant) : Pattern
{
    // The constant is fixed: another one could make a later pattern unreachable, which is an error.
    public override IReadOnlyList<Node> Children => [];

    public override Node With(IReadOnlyList<Node> children) => this;

    public override void Print(CodeWriter writer) => writer.Write(Operator.Length > 0 ? Operator + " " : "").Write(Constant);

    public override bool Matches(ScalarType type, Datum subject) =>
        Comparison.Holds(Operator.Length > 0 ? Operator : "==", type, subject, type.IsReal() ? Datum.OfReal(Constant.Number) : Datum.OfWhole((long)Constant.Number));
}

/// <summary><c>p and q</c>, <c>p or q</c>.</summary>
public sealed record BinaryPattern(bool IsAnd, Pattern Left, Pattern Right) : Pattern
{
    public override IReadOnlyList<Node> Children => [Left, Right];

    public override Node With(IReadOnlyList<Node> children) => this with { Left = (Pattern)children[0], Right = (Pattern)children[1] };

    public override void Print(CodeWriter writer) => writer.Write(Left).Write(IsAnd ? " and " : " or ").Write(Right);

    public override bool Matches(ScalarType type, Datum subject) => IsAnd
        ? Left.Matches(type, subject) && Right.Matches(type, subject)
        : Left.Matches(type, subject) || Right.Matches(type, subject);
}

/// <summary><c>not (p)</c>.</summary>
public sealed record NotPattern(Pattern Operand) : Pattern
{
    public override IReadOnlyList<Node> Children => [Operand];

    public override Node With(IReadOnlyList<Node> children) => this with { Operand = (Pattern)children[0] };

    public override void Print(CodeWriter writer) => writer.Write("not (").Write(Operand).Write(")");

    public override bool Matches(ScalarType type, Datum subject) => !Operand.Matches(type, subject);
}

/// <summary><c>_</c>.</summary>
public sealed record DiscardPattern : Pattern
{
    public override IReadOnlyList<Node> Children => [];

    public override Node With(IReadOnlyList<Node> children) => this;

    public override void Print(CodeWriter writer) => writer.Write("_");

    public override bool Matches(ScalarType type, Datum subject) => true;
}
