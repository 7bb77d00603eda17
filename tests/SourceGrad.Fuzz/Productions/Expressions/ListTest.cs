using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary><c>a is [> 0, ..]</c>.</summary>
public sealed record ListTest(Variable Buffer, ListPattern Pattern) : Expr(ScalarType.Bool)
{
    public override IReadOnlyList<Node> Children => [Pattern];

    public override IEnumerable<Variable> Uses => [Buffer];

    public static Expr? Make(Builder b, ScalarType type, int depth) => type == ScalarType.Bool && b.PickBuffer(_ => true) is { } buffer
        ? new ListTest(buffer, ListPattern.Make(b, buffer.Type, b.Below(3), b.Chance(70), b.Chance(80), catches: false))
        : null;

    public override Node With(IReadOnlyList<Node> children) => this with { Pattern = (ListPattern)children[0] };

    public override void Print(CodeWriter writer) => writer.Write($"({Buffer.Name} is ").Write(Pattern).Write(")");

    public override Datum Evaluate(Machine machine) => Datum.OfBool(Pattern.Matches(machine, machine.Buffers[Buffer.Slot]));
}
