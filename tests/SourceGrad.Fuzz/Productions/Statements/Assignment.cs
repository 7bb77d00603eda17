using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary><c>x = e;</c> and, with an operator, <c>x += e;</c></summary>
public sealed record Assignment(Place Target, string Operator, Expr Value) : Stmt, IWritesBuffer
{
    private static readonly string[] s_ofReals = ["+", "+", "-", "*", "/"];
    private static readonly string[] s_ofIntegers = ["+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>"];

    public override IReadOnlyList<Node> Children => [Target, Value];

    public IEnumerable<Variable> Written => Place.BuffersOf([Target]);

    public static Stmt? Make(Builder b, int depth)
    {
        ScalarType type = b.AnyType();
        return b.Target(type, b.Deep) is { } target ? new Assignment(target, "", b.Settled(type, b.Deep)) : null;
    }

    public static Stmt? MakeElement(Builder b, int depth)
    {
        ScalarType type = b.Chance(85) ? b.RealType : b.AnyType();
        return b.PickBuffer(v => v.Type == type && v.IsWritable) is { } buffer && b.ElementOf(buffer, b.Deep) is { } target
            ? new Assignment(target, "", b.Settled(type, b.Deep))
            : null;
    }

    public static Stmt? MakeCompound(Builder b, int depth)
    {
        ScalarType type = b.AnyType();
        if (b.Target(type, b.Deep) is not { } target)
        {
            return null;
        }

        if (type == ScalarType.Bool)
        {
            return new Assignment(target, b.Pick(["&", "|", "^"]), b.Expression(type, b.Deep));
        }

        string op = b.Pick(type.IsReal() ? s_ofReals : s_ofIntegers);
        bool grows = op is "*" or "<<" && b.LoopDepth > 0;
        Expr value = grows && type.IsReal()
            ? Guards.Bounded(b, b.Expression(type, b.Deep))
            : op is "+" or "-" ? b.Settled(type, b.Deep)
            : Arithmetic.RightOf(b, op, type, b.Deep);
        return new Assignment(target, op, value);
    }

    public override Node With(IReadOnlyList<Node> children) => this with { Target = (Place)children[0], Value = (Expr)children[1] };

    public override void Print(CodeWriter writer) => writer.Write(Target).Write($" {Operator}= ").Write(Value).Line(";");

    public override Jump Execute(Machine machine)
    {
        if (Operator.Length == 0)
        {
            Func<Location> place = Target.Prepare(machine);
            Datum assigned = Value.Evaluate(machine);
            place().Write(assigned);
            return Jump.None;
        }

        Location target = Target.Locate(machine);
        Datum before = target.Read();
        Datum value = Value.Evaluate(machine);
        target.Write(Target.Type != ScalarType.Bool
            ? Arithmetic.Apply(machine, Target.Type, Operator, before, value)
            : Datum.OfBool(Operator switch
            {
                "&" => before.IsTrue & value.IsTrue,
                "|" => before.IsTrue | value.IsTrue,
                _ => before.IsTrue ^ value.IsTrue,
            }));
        return Jump.None;
    }
}
