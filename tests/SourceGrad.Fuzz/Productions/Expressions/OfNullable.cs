using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary><c>q ?? x</c>, <c>q.Value</c>, <c>q.GetValueOrDefault()</c>, <c>(q * x) ?? y</c>, <c>q is { } v ? v : x</c>.</summary>
public sealed record OfNullable(Variable Variable, string Form, Expr Other, Variable? Caught) : Expr(Variable.Type)
{
    private static readonly string[] s_forms = ["??", "??", "Value", "GetValueOrDefault", "lifted", "is"];

    public override IReadOnlyList<Node> Children => [Other];

    public override IEnumerable<Variable> Uses => [Variable];

    public override IEnumerable<Variable> Declares => Caught is null ? [] : [Caught];

    public static Expr? Make(Builder b, ScalarType type, int depth)
    {
        if (b.PickNullable(type) is not { } variable)
        {
            return null;
        }

        string form = b.Pick(s_forms);
        return form == "Value" && b.Chance(70) ? null
            : new OfNullable(variable, form, b.Expression(type, depth - 1), form == "is" ? b.Reserve(type, assignable: false) : null);
    }

    public override Node With(IReadOnlyList<Node> children) => this with { Other = (Expr)children[0] };

    public override void Print(CodeWriter writer)
    {
        string name = Variable.Name;
        switch (Form)
        {
            case "??":
                writer.Write($"({name} ?? ").Write(Other).Write(")");
                break;
            case "lifted":
                writer.Write($"(({name} * {name}) ?? ").Write(Other).Write(")");
                break;
            case "is":
                writer.Write($"({name} is {{ }} {Caught!.Name} ? {Caught.Name} : ").Write(Other).Write(")");
                break;
            default:
                writer.Write($"{name}.{Form}{(Form == "Value" ? "" : "()")}");
                break;
        }
    }

    public override Datum Evaluate(Machine machine)
    {
        bool has = machine.Scalars[Variable.Fields[0].Slot].IsTrue;
        Datum value = machine.Scalars[Variable.Fields[1].Slot];
        return Form switch
        {
            "Value" => has ? value : throw new Thrown(typeof(InvalidOperationException)),
            "GetValueOrDefault" => has ? value : default,
            "lifted" => has ? Arithmetic.Apply(machine, Type, "*", value, value) : Other.Evaluate(machine),
            _ => has ? value : Other.Evaluate(machine),
        };
    }
}
