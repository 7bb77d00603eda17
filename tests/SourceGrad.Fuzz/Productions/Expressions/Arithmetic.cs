using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary>The binary operators on numbers.</summary>
public sealed record Arithmetic(string Operator, Expr Left, Expr Right) : Expr(Left.Type)
{
    private static readonly string[] s_ofReals = ["+", "+", "-", "*", "*", "*", "/"];
    private static readonly string[] s_ofIntegers = ["+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>", ">>>"];

    public override IReadOnlyList<Node> Children => [Left, Right];

    public static Expr? Make(Builder b, ScalarType type, int depth)
    {
        if (type == ScalarType.Bool)
        {
            return null;
        }

        string op = type.IsReal() ? b.Chance(3) ? "%" : b.Pick(s_ofReals) : b.Pick(s_ofIntegers);
        Expr left = b.Expression(type, depth - 1);
        if (type.IsInteger() && IsConstant(left))
        {
            // A constant that overflows is an error at compile time.
            return null;
        }

        return new Arithmetic(op, left, RightOf(b, op, type, depth - 1));
    }

    /// <summary>The compiler computes it.</summary>
    public static bool IsConstant(Expr expression) => !expression.Descendants().Any(n => n.Uses.Any(v => !v.IsConstant) || n is CallExpression);

    /// <summary>An operand that the operator can take: no division by almost zero, no large shift.</summary>
    public static Expr RightOf(Builder b, string op, ScalarType type, int depth) => op switch
    {
        "/" or "%" when type.IsReal() => Guards.AwayFromZero(b, b.Expression(type, depth)),
        // A literal zero is an error at compile time.
        "/" or "%" => b.Chance(10) && b.PickVariable(v => v.Type == type && !v.IsConstant) is { } variable ? new VariableReference(variable) : new Literal(type, b.Between(1, 4)),
        "<<" or ">>" or ">>>" => Literal.Int(b.Below(4)),
        _ => b.Expression(type, depth),
    };

    public override Node With(IReadOnlyList<Node> children) => this with { Left = (Expr)children[0], Right = (Expr)children[1] };

    public override void Print(CodeWriter writer) => writer.Write("(").Write(Left).Write($" {Operator} ").Write(Right).Write(")");

    public override Datum Evaluate(Machine machine)
    {
        Datum left = Left.Evaluate(machine);
        return Apply(machine, Type, Operator, left, Right.Evaluate(machine));
    }

    public static Datum Apply(Machine machine, ScalarType type, string op, Datum left, Datum right)
    {
        if (!type.IsReal())
        {
            machine.Tick();
            return Datum.OfWhole(type == ScalarType.Int ? OfInts(op, left.Int, right.Int) : OfLongs(op, left.Whole, right.Whole));
        }

        double x = left.Real, y = right.Real;
        Tangent? dx = left.Tangent, dy = right.Tangent;
        switch (op)
        {
            case "+":
                return machine.Real(type, x + y, Tangent.Of(dx, 1, dy, 1));
            case "-":
                return machine.Real(type, x - y, Tangent.Of(dx, 1, dy, -1));
            case "*":
                return machine.Real(type, x * y, Tangent.Of(dx, y, dy, x));
            case "/":
                return Math.Abs(y) < 1e-3
                    ? throw new Rejected("division by almost zero")
                    : machine.Real(type, x / y, Tangent.Of(dx, 1 / y, dy, -x / (y * y)));
            default:
                double quotient = x / y;
                if (Math.Abs(y) < 1e-3 || Math.Abs(quotient - Math.Round(quotient)) < 1e-4)
                {
                    throw new Rejected("remainder at a jump");
                }

                return machine.Real(type, x % y, Tangent.Of(dx, 1, dy, -Math.Truncate(quotient)));
        }
    }

    private static int OfInts(string op, int x, int y) => op switch
    {
        "+" => unchecked(x + y),
        "-" => unchecked(x - y),
        "*" => unchecked(x * y),
        "/" => y == 0 ? throw new Thrown(typeof(DivideByZeroException)) : y == -1 ? unchecked(-x) : x / y,
        "%" => y == 0 ? throw new Thrown(typeof(DivideByZeroException)) : y == -1 ? 0 : x % y,
        "&" => x & y,
        "|" => x | y,
        "^" => x ^ y,
        "<<" => x << y,
        ">>" => x >> y,
        _ => x >>> y,
    };

    private static long OfLongs(string op, long x, long y) => op switch
    {
        "+" => unchecked(x + y),
        "-" => unchecked(x - y),
        "*" => unchecked(x * y),
        "/" => y == 0 ? throw new Thrown(typeof(DivideByZeroException)) : y == -1 ? unchecked(-x) : x / y,
        "%" => y == 0 ? throw new Thrown(typeof(DivideByZeroException)) : y == -1 ? 0 : x % y,
        "&" => x & y,
        "|" => x | y,
        "^" => x ^ y,
        "<<" => x << (int)y,
        ">>" => x >> (int)y,
        _ => x >>> (int)y,
    };
}
