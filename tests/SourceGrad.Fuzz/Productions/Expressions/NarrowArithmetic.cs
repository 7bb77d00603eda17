using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary><c>n * e</c> with a narrow integer: of type int, but two of type uint make a third.</summary>
public sealed record NarrowArithmetic(Variable Left, string Operator, Expr Right) : Expr(Left.Type)
{
    private static readonly string[] s_operators = ["+", "-", "*", "&", "|", "^"];

    public override IReadOnlyList<Node> Children => [Right];

    public override IEnumerable<Variable> Uses => [Left];

    public static Expr? Make(Builder b, ScalarType type, int depth) => b.PickNarrow(v => v.Type == type && v.Narrow != NarrowType.Enum) is { } left
        ? new NarrowArithmetic(left, b.Pick(s_operators), b.Expression(type, depth - 1))
        : null;

    public override Node With(IReadOnlyList<Node> children) => this with { Right = (Expr)children[0] };

    public override void Print(CodeWriter writer)
    {
        if (Left.Narrow == NarrowType.UInt)
        {
            writer.Write($"((long)({Left.Name} {Operator} ");
            NarrowType.UInt.PrintCast(writer, Right);
            writer.Write("))");
        }
        else
        {
            writer.Write($"({Left.Name} {Operator} ").Write(Right).Write(")");
        }
    }

    public override Datum Evaluate(Machine machine)
    {
        Datum left = machine.Scalars[Left.Slot], right = Right.Evaluate(machine);
        Datum exact = Arithmetic.Apply(machine, Type, Operator, left, right);
        return Left.Narrow == NarrowType.UInt ? NarrowType.UInt.Wrap(exact) : exact;
    }
}
