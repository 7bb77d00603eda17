using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary><c>double[,] m = new double[2, 3];</c></summary>
public sealed record TableDeclaration(Variable Table) : Stmt
{
    public override IReadOnlyList<Node> Children => [];

    public override IEnumerable<Variable> Declares => [Table];

    public static Stmt Make(Builder b, int depth) => new TableDeclaration(b.DeclareTable(b.RealType, b.Between(1, 3)));

    public override Node With(IReadOnlyList<Node> children) => this;

    public override void Print(CodeWriter writer) =>
        writer.Line($"{Table.TypeText} {Table.Name} = new {Table.Type.Text()}[{Table.LeastLength}, {Table.Columns}];");

    public override Jump Execute(Machine machine)
    {
        machine.Buffers[Table.Slot] = BufferView.Of(new Datum[Table.LeastLength * Table.Columns], Table.Columns);
        return Jump.None;
    }
}
