using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary><c>Func&lt;double, double&gt; f = x =&gt; …;</c>, which sees the method's locals.</summary>
public sealed record Lambda(Method Method) : Stmt, IDeclaresMethod
{
    public override IReadOnlyList<Node> Children => [Method.Body];

    public override IEnumerable<Variable> Declares => Method.Parameters;

    public static Stmt? Make(Builder b, int depth) => b.IsNested || b.LoopDepth > 0 || depth <= 0 ? null : new Lambda(b.Lambda());

    public override Node With(IReadOnlyList<Node> children) => new Lambda(Method with { Body = (Block)children[0] });

    public override void Print(CodeWriter writer)
    {
        IEnumerable<string> types = Method.Parameters.Select(p => p.TypeText).Append(Method.ReturnType!.Value.Text());
        writer.Write($"Func<{string.Join(", ", types)}> {Method.Name} = ({string.Join(", ", Method.Parameters.Select(p => $"{p.TypeText} {p.Name}"))}) => ");
        if (Method.Body.Statements is [Return { Value: { } value }])
        {
            writer.Write(value).Line(";");
        }
        else
        {
            writer.Line().Write(Method.Body).Line(";");
        }
    }

    public override Jump Execute(Machine machine) => Jump.None;
}
