using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary><c>throw new …;</c></summary>
public sealed record Throw(string Exception) : Stmt
{
    public static readonly string[] Kinds = ["ArgumentException", "InvalidOperationException", "ArithmeticException"];

    public override IReadOnlyList<Node> Children => [];

    public override Node With(IReadOnlyList<Node> children) => this;

    public override void Print(CodeWriter writer) => writer.Line($"throw new {Exception}(\"out of range\");");

    public override Jump Execute(Machine machine) => throw new Thrown(Exception switch
    {
        "ArgumentException" => typeof(ArgumentException),
        "InvalidOperationException" => typeof(InvalidOperationException),
        _ => typeof(ArithmeticException),
    });
}
