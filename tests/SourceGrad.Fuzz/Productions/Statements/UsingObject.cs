using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary><c>using (o) { … }</c>: whichever way the body is left, the object's <c>Dispose</c> changes it then.</summary>
public sealed record UsingObject(Variable Variable, Block Body) : Stmt
{
    /// <summary>What every class has.</summary>
    public const string Declaration = "public void Dispose() => X = (X * 0.5f) + Y;";

    public override IReadOnlyList<Node> Children => [Body];

    public override IEnumerable<Variable> Uses => [Variable];

    public static Stmt? Make(Builder b, int depth) => depth > 0 && b.PickStruct(v => v.Struct!.Form == StructForm.Class && !v.IsThis) is { } variable
        ? new UsingObject(variable, b.Block(depth - 1, 3))
        : null;

    public override Node With(IReadOnlyList<Node> children) => this with { Body = (Block)children[0] };

    public override void Print(CodeWriter writer) => writer.Line($"using ({Variable.Name})").Write(Body);

    public override Jump Execute(Machine machine)
    {
        Jump jump = Body.Execute(machine);
        (Variable x, Variable y) = (Variable.Fields[0], Variable.Fields[1]);
        Datum half = Arithmetic.Apply(machine, x.Type, "*", machine.Scalars[x.Slot], Datum.OfReal(0.5));
        machine.Scalars[x.Slot] = Arithmetic.Apply(machine, x.Type, "+", half, machine.Scalars[y.Slot]);
        return jump;
    }
}
