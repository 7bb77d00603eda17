using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Optimization;
using SourceGrad.Generator.Tests.Differentiation;
using SourceGrad.Generator.Tests.Ir;
using SourceGrad.Generator.Vectorization;

namespace SourceGrad.Generator.Tests.Vectorization;

/// <summary>
/// Loops in lanes compute what the loops did: for every program that is hard on the reverse transform, and for single loops as text.
/// </summary>
public sealed class VectorizerTests
{
    private static readonly Dictionary<Value, Value> s_none = [];

    public static TheoryData<string> Names => [.. Programs.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void ComputesTheSame(string name)
    {
        Subject subject = Programs.Find(name);
        object[] before = Subject.Copy(Programs.Point), after = Subject.Copy(Programs.Point);
        Close([Interpreter.Run(subject.Primal, before)[0]], [Interpreter.Run(InLanes(subject.Primal), after)[0]]);
        Close(before, after);
        Close(subject.RunGradient(subject.Gradient!, Programs.Point), subject.RunGradient(InLanes(subject.Gradient!), Programs.Point));
        Close(subject.RunVjp(subject.Vjp, Programs.Point), subject.RunVjp(InLanes(subject.Vjp), Programs.Point));
    }

    [Fact]
    public void SomeOfThemBecomeLanes() => Assert.True(
        Programs.Names.Count(name => IsInLanes(InLanes(Programs.Find(name).Gradient!))) >= 10,
        "fewer than ten of the programs have loops that become lanes");

    [Theory]
    [InlineData("for (int i = 0; i < n; i++) s += b[i] * x;", true)]
    [InlineData("for (int i = 1; i < n; i++) s += b[i] * b[i - 1];", true)]
    [InlineData("for (int i = 0; i < n; i++) b[i] = b[i] * x;", true)]
    [InlineData("for (int i = 1; i < n; i++) b[i] = b[i - 1] * x;", false)]
    [InlineData("for (int i = 0; i < n - 1; i++) b[i] = b[i + 1] * x;", false)]
    [InlineData("for (int i = 0; i < n; i++) b[0] = b[i] * x;", false)]
    [InlineData("for (int i = 0; i < n; i++) b[n - 1 - i] = x * i;", false)]
    [InlineData("for (int i = 0; i < n; i++) s = s * x + b[i];", false)]
    [InlineData("for (int i = 0; i < n; i++) { if (b[i] > 0) s += x / b[i]; }", true)]
    [InlineData("for (int i = 0; i < n; i++) { if (b[i] > 0) s += b[(int)x]; }", false)]
    [InlineData("for (int i = 0; i < n; i++) { if (b[i] > 0) s += 6 / n; }", false)]
    [InlineData("for (int i = 0; i < n; i++) { if (b[i] > 5) throw new System.ArgumentException(); s += b[i]; }", false)]
    [InlineData("for (int i = 0; i < 4; i++) s += b[i] * x;", false)]
    public void PrimalLoop(string loop, bool becomesLanes)
    {
        Subject subject = Subject.Of($"[Differentiable] public static double F(Span<double> b, double x, int n) {{ double s = 0; {loop} return s + b[0]; }}");
        Assert.Equal(becomesLanes, IsInLanes(InLanes(subject.Primal)));
    }

    private static Function InLanes(Function function)
    {
        Function optimized = PassList.Run(function, new GeneratorOptions(true, true, string.Empty), reordersSums: true, CancellationToken.None);
        Function lanes = Vectorizer.Run(optimized, s_none, []);
        Verifier.Verify(lanes);
        lanes = RegisterSums.Run(lanes);
        Verifier.Verify(lanes);
        lanes = LaneBlocks.Run(lanes);
        Verifier.Verify(lanes);
        return lanes;
    }

    private static bool IsInLanes(Function function) => Printer.Print(function).Contains("lanes<", StringComparison.Ordinal);

    private static void Close(IReadOnlyList<object> expected, IReadOnlyList<object> actual)
    {
        foreach ((double x, double y) in Subject.Flatten(expected).Zip(Subject.Flatten(actual)))
        {
            Assert.True(double.IsNaN(x) ? double.IsNaN(y) : Math.Abs(x - y) <= 1e-12 * (1 + Math.Abs(x)), $"{x} became {y}");
        }
    }
}
