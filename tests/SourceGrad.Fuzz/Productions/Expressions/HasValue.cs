using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary><c>q.HasValue</c>, <c>q is null</c>, <c>q &gt; x</c>, which is false without a value.</summary>
public sealed record HasValue(Variable Variable, string Form) : Expr(ScalarType.Bool)
{
    public override IReadOnlyList<Node> Children => [];

    public override IEnumerable<Variable> Uses => [Variable];

    public static Expr? Make(Builder b, ScalarType type, int depth) =>
        type == ScalarType.Bool && b.PickNullable(b.RealType) is { } variable ? new HasValue(variable, b.Pick([".HasValue", " is null", " != null", " > 0"])) : null;

    public override Node With(IReadOnlyList<Node> children) => this;

    public override void Print(CodeWriter writer) => writer.Write($"({Variable.Name}{Form})");

    public override Datum Evaluate(Machine machine)
    {
        bool has = machine.Scalars[Variable.Fields[0].Slot].IsTrue;
        return Datum.OfBool(Form switch
        {
            " is null" => !has,
            " > 0" => has && machine.Scalars[Variable.Fields[1].Slot].Real > 0,
            _ => has,
        });
    }
}
