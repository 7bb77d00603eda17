using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Optimization;
using SourceGrad.Generator.Tests.Differentiation;
using SourceGrad.Generator.Tests.Ir;
using SourceGrad.Generator.Vectorization;

namespace SourceGrad.Generator.Tests.Vectorization;

/// <summary>What a loop in lanes sums up is added with its products at once; what the user's code computes without summing up stays as it is.</summary>
public sealed class FusedSumsTests
{
    private static readonly Dictionary<Value, Value> s_none = [];

    public static TheoryData<string> Names => [.. Programs.Names];

    [Theory]
    [InlineData("for (int i = 0; i < n; i++) s += b[i] * x;", true)]
    [InlineData("for (int i = 0; i < n; i++) s -= b[i] * x;", true)]
    [InlineData("for (int i = 0; i < n; i++) { double t = b[i] * x + 1; s += t * t; }", true)]
    [InlineData("for (int i = 0; i < n; i++) { double t = 1.5; if (n > 5) t = b[i] * b[i] + x; s -= t * b[i]; }", false)] // what changes its sign is known in the loop alone
    [InlineData("for (int i = 0; i < n; i++) { double t = 0; for (int j = 0; j < n; j++) t += b[j] * b[i]; s -= t * b[i]; }", true)] // the same, but for the inner loop's sum
    [InlineData("for (int i = 0; i < n; i++) s -= b[i] * b[i];", false)] // no gain
    [InlineData("for (int i = 0; i < n; i++) s += b[i] * x - x * b[i];", false)] // exactly zero
    [InlineData("for (int i = 0; i < n; i++) s += b[i] * x + b[i];", false)]
    [InlineData("for (int i = 0; i < n; i++) { s += b[i] * x; s -= x * b[i]; }", false)]
    [InlineData("for (int i = 0; i < n; i++) { double t = b[i] * x; s += t; c[i] = t; }", false)] // the product is needed
    [InlineData("for (int i = 0; i < n; i++) s = b[i] * x + s * x;", false)]
    [InlineData("for (int i = 0; i < n; i++) c[i] += b[i] * x;", false)] // once for each element
    [InlineData("for (int j = 0; j < n; j++) for (int i = 0; i < n; i++) c[i] += b[i] * b[j];", false)] // a buffer of the user's
    [InlineData("for (int i = 0; i < n; i++) h[i] += b[i] * x; for (int i = 0; i < n; i++) { h[i] += b[i] * x; s += h[i]; }", false)]
    [InlineData("for (int j = 0; j < n; j++) for (int i = 0; i < n; i++) h[i] += b[i] * b[j]; for (int i = 0; i < n; i++) s += h[i];", true)]
    [InlineData("for (int j = 0; j < n; j++) for (int i = 0; i < n; i++) { h[i] += b[i] * b[j]; h[i] *= x; } for (int i = 0; i < n; i++) s += h[i];", false)] // something else happens to it
    [InlineData("for (int j = 0; j < n; j++) for (int i = 0; i < n; i++) h[i] += b[i] * b[j] - b[j] * x; for (int i = 0; i < n; i++) s += h[i];", false)]
    [InlineData("for (int j = 0; j < n; j++) for (int i = 0; i < n; i++) h[j * n + i] += b[i] * b[j]; for (int i = 0; i < n * n; i++) s += h[i];", false)] // other elements in each round
    public void Loop(string loops, bool isFused)
    {
        Subject subject = Subject.Of($"[Differentiable] public static double F(Span<double> c, ReadOnlySpan<double> b, double x, int n) {{ double s = 0; double[] h = new double[n * n]; {loops} return s; }}");
        Function lanes = InLanes(subject.Primal), result = DeadCode.Run(FusedSums.Run(lanes));
        Verifier.Verify(result);
        Assert.Equal(isFused, Printer.Print(result).Contains("= fma ", StringComparison.Ordinal));
        foreach (int n in new[] { 0, 3, 4, 11 })
        {
            double[] b = [.. Enumerable.Range(0, n).Select(i => Math.Sin(i + 1))], c = [.. b.Select(Math.Exp)], other = [.. c];
            Assert.Equal((double)Interpreter.Run(subject.Primal, [c, b, 0.7, n])[0], (double)Interpreter.Run(result, [other, b, 0.7, n])[0], 1e-12);
            Assert.All(c.Zip(other), pair => Assert.Equal(pair.First, pair.Second, 1e-13));
        }
    }

    /// <summary>Terms that cancel are exactly zero, which an infinite slope does not make infinite.</summary>
    [Theory]
    [InlineData("double r = Math.Sqrt(c[i]); s += r * b[i] - r * x;")]
    [InlineData("double r = Math.Sqrt(c[i]); s += r * b[i]; s += r * x;")]
    public void AdjointsOfARoundAreAsTheyAre(string round)
    {
        Subject subject = Subject.Of($"[Differentiable(nameof(c))] public static double F(ReadOnlySpan<double> c, ReadOnlySpan<double> b, double x, int n) {{ double s = 0; for (int i = 0; i < n; i++) {{ {round} }} return s; }}");
        Function lanes = InLanes(subject.Gradient!);
        Assert.Contains("lanes", Printer.Print(lanes), StringComparison.Ordinal);
        Assert.Equal(Printer.Print(lanes), Printer.Print(FusedSums.Run(lanes)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ComputesTheSame(string name)
    {
        Subject subject = Programs.Find(name);
        Function lanes = InLanes(subject.Vjp), fused = DeadCode.Run(FusedSums.Run(lanes));
        Verifier.Verify(fused);
        foreach ((object expected, object actual) in subject.RunVjp(lanes, Programs.Point).Zip(subject.RunVjp(fused, Programs.Point)))
        {
            Assert.All(Numbers(expected).Zip(Numbers(actual)), pair => Assert.Equal(0, pair.First - pair.Second, 1e-11 * (1 + Math.Abs(pair.First))));
        }
    }

    private static IEnumerable<double> Numbers(object value) => value is Array array ? array.Cast<object>().Select(System.Convert.ToDouble) : [System.Convert.ToDouble(value)];

    private static Function InLanes(Function function) =>
        Vectorizer.Run(PassList.Run(function, new GeneratorOptions(true, true, ""), reordersSums: true, CancellationToken.None), s_none, []);
}
