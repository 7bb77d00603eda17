using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Tests.Optimization;
using SourceGrad.Generator.Vectorization;

namespace SourceGrad.Generator.Tests.Vectorization;

/// <summary>The adjoints of both factors of a product are one call, if they are those of one product and no buffer is needed by both otherwise.</summary>
public sealed class PairedProductsTests
{
    private const string Scratch = """
        %1: span<double> = allocate %n.102
        %2: span<double> = allocate %n.102
        %3: span<double> = allocate %n.102

        """;

    private const string Left = "invoke `global::SourceGrad.Runtime.MatrixProduct.Set<double>` 0 (overwritten, value, value, value, value, value) (%1, %2, %w.105, %n.102, %m.103, %n.102)";
    private const string Right = "invoke `global::SourceGrad.Runtime.MatrixProduct.SetTransposedLeft<double>` 0 (overwritten, value, value, value, value, value) (%3, %2, %b.104, %n.102, %m.103, %n.102)";

    private const string Both =
        "invoke `global::SourceGrad.Runtime.MatrixProduct.SetAdjoints<double>` 0 (overwritten, overwritten, value, value, value, value, value, value) (%1, %3, %2, %w.105, %b.104, %n.102, %m.103, %n.102)";

    [Theory]
    [InlineData(Left, Right)]
    [InlineData(Right, Left)]
    public void TwoCallsBecomeOne(string first, string second) =>
        PassText.Check(Run, $"{Scratch}{first}\n{second}\nyield %x.100", $"{Scratch}{Both}\nyield %x.100");

    [Theory]
    [InlineData("(%1, %2, %w.105, %n.102, %m.103, %n.102)", "(%3, %w.105, %b.104, %n.102, %m.103, %n.102)")] // of another product
    [InlineData("(%1, %2, %w.105, %n.102, %m.103, %n.102)", "(%3, %2, %b.104, %n.102, %n.102, %n.102)")] // of another width
    [InlineData("(%1, %2, %w.105, %n.102, %m.103, %n.102)", "(%3, %2, %b.104, %m.103, %m.103, %n.102)")] // of another height
    [InlineData("(%1, %2, %w.105, %n.102, %m.103, %n.102)", "(%3, %2, %b.104, %n.102, %m.103, %m.103)")] // of other terms
    [InlineData("(%1, %2, %w.105, %n.102, %m.103, %n.102)", "(%1, %2, %b.104, %n.102, %m.103, %n.102)")] // to the same buffer
    [InlineData("(%1, %2, %w.105, %n.102, %m.103, %n.102)", "(%3, %2, %1, %n.102, %m.103, %n.102)")] // the second one reads what the first one stores
    [InlineData("(%1, %2, %3, %n.102, %m.103, %n.102)", "(%3, %2, %b.104, %n.102, %m.103, %n.102)")] // the first one reads what the second one overwrites
    public void OthersStay(string left, string right) => PassText.Unchanged(
        Run, $"{Scratch}{Left[..(Left.LastIndexOf('(') - 1)]} {left}\n{Right[..(Right.LastIndexOf('(') - 1)]} {right}\nyield %x.100");

    [Theory]
    [InlineData("%b.104")]
    [InlineData("%2")]
    public void OnlyWhereTheyFollowEachOther(string buffer) =>
        PassText.Unchanged(Run, $"{Scratch}%4: int = 0\n{Left}\nstore {buffer}[%4] = %x.100\n{Right}\nyield %x.100");

    private static Function Run(Function function) => PairedProducts.Run(function, new Dictionary<Value, Value>(), []);
}
