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
    [InlineData("for (int i = 0; i < n; i++) s += System.Math.Sign(b[i]) * x;", true)]
    [InlineData("for (int i = 0; i < n; i++) b[i] = System.Math.Sign(b[i]) * x;", false)]
    [InlineData("for (int i = 0; i < n; i++) { if (b[i] > 0) s += System.Math.Sign(b[i]) * x; }", false)]
    [InlineData("for (int i = 0; i < n; i++) s += b[i] * (System.Math.Sign(b[i]) > 0 ? x : 1);", false)]
    [InlineData("for (int i = 0; i < 4; i++) s += b[i] * x;", false)]
    [InlineData("for (int i = 0; i < n; i++) { int p = 2 * i; b[p] = System.Math.Sin(b[p]) * x; b[p + 1] = b[p] * x; }", true)]
    [InlineData("for (int i = 0; i < n; i++) { int p = 2 * i; if (b[p] > 0) b[p + 1] = System.Math.Sin(b[p]) * x; }", true)]
    [InlineData("for (int i = 0; i < n; i++) { int p = 2 * i; b[p] = System.Math.Sin(b[p + 2]) * x; }", false)]
    [InlineData("for (int i = 0; i < n; i++) { int p = 2 * i; b[p] = System.Math.Sin(b[p]) * x; b[i] = b[p]; }", false)]
    [InlineData("for (int i = n; i < 2 * n; i++) { int p = 2 * i; b[p] = System.Math.Sin(b[p]) * x; }", false)]
    [InlineData("for (int i = 1; i < n; i++) { int p = 2 * i; b[p - 1] = System.Math.Sin(b[p - 2]) * x; b[p - 2] += b[p - 1]; }", true)]
    public void PrimalLoop(string loop, bool becomesLanes)
    {
        Subject subject = Subject.Of($"[Differentiable] public static double F(Span<double> b, double x, int n) {{ double s = 0; {loop} return s + b[0]; }}");
        Assert.Equal(becomesLanes, IsInLanes(InLanes(subject.Primal)));
    }

    [Theory]
    [InlineData("for (int i = 0; i < n; i++) { double t = 0; for (int j = 0; j < m; j++) t += a[i * m + j] * b[j]; c[i] = t; }", true)]
    [InlineData("for (int i = 0; i < n; i++) for (int j = 0; j < m; j++) c[j] += a[i * m + j] * b[i];", true)]
    [InlineData("for (int i = 0; i < n; i++) for (int j = 0; j < m; j++) c[j] = a[i * m + j] * b[i];", false)]
    [InlineData("for (int i = 0; i < n; i++) for (int j = 0; j < m; j++) c[i * m + j] = a[i * m + j] * b[i * m + j];", false)]
    [InlineData("for (int i = 0; i < n; i++) { double t = 0; for (int j = 0; j < m; j++) t += a[i * m + j] * c[j]; c[i] = t; }", false)]
    [InlineData("int q = 4; for (int i = 0; i < n; i++) { double t = 0; for (int j = 0; j < m; j++) t += a[i * m + j] * b[j]; c[i] = t * q; q += 3; }", true)]
    [InlineData("for (int i = 1; i < n; i++) { double t = 0; for (int j = 0; j < m; j++) t += a[i * m + j] * b[j]; c[i] = t; }", false)]
    [InlineData("for (int i = 0; i < n; i++) { double t = 0; for (int j = 0; j < m; j++) t += a[i * m + j] * b[j]; c[0] = t; }", false)]
    [InlineData("for (int i = 0; i < n; i++) { double t = 0; for (int j = 0; j <= i; j++) t += a[i * m + j] * b[j]; c[i] = t; }", false)]
    [InlineData("for (int i = 0; i < 3; i++) { double t = 0; for (int j = 0; j < m; j++) t += a[i * m + j] * b[j]; c[i] = t; }", false)]
    [InlineData("for (int k = 0; k < n; k++) for (int i = 0; i < m; i++) { double t = 0; for (int j = 0; j < n; j++) t += a[i * n + j] * b[k * n + j]; c[k * m + i] = t; }", true)]
    public void LoopOfLoops(string loop, bool becomesTiles)
    {
        Subject subject = Subject.Of(
            $"[Differentiable] public static double F(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int n, int m) {{ double[] c = new double[n * m + n + m + 1]; {loop} double s = 0; for (int i = 0; i < c.Length; i++) s += c[i]; return s; }}");
        Function optimized = PassList.Run(subject.Primal, new GeneratorOptions(true, true, string.Empty), reordersSums: true, CancellationToken.None);
        Function tiles = Tiling.Run(optimized, s_none, []);
        Assert.Equal(becomesTiles, !ReferenceEquals(optimized, tiles));
        Verifier.Verify(tiles);
        foreach ((int n, int m) in new[] { (0, 3), (1, 4), (3, 7), (5, 3), (8, 5) })
        {
            double[] a = [.. Enumerable.Range(0, 100).Select(i => Math.Sin(i))], b = [.. Enumerable.Range(0, 100).Select(i => Math.Cos(i))];
            Close([Interpreter.Run(optimized, [a, b, n, m])[0]], [Interpreter.Run(tiles, [a, b, n, m])[0]]);
        }
    }

    /// <summary>Two loops round the innermost: two rows of the outer one and four of the inner one together, and what is left of either.</summary>
    [Fact]
    public void ProductOfMatricesIsTiledTwice()
    {
        Subject subject = Subject.Of("""
            [Differentiable]
            public static double F(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int n, int m)
            {
                double[] c = new double[n * m];
                for (int k = 0; k < n; k++)
                {
                    for (int i = 0; i < m; i++)
                    {
                        double t = 0;
                        for (int j = 0; j < n; j++)
                        {
                            t += a[i * n + j] * b[k * n + j];
                        }

                        c[k * m + i] = t;
                    }
                }

                double s = 0;
                for (int k = 0; k < c.Length; k++)
                {
                    s += c[k] * (k + 1);
                }

                return s;
            }
            """);
        Function optimized = PassList.Run(subject.Primal, new GeneratorOptions(true, true, string.Empty), reordersSums: true, CancellationToken.None);
        Function tiles = Tiling.Run(optimized, s_none, []);
        Verifier.Verify(tiles);
        For outer = tiles.Body.Statements.OfType<For>().First();
        Assert.Equal(2, outer.Step);
        For inner = outer.Body.Statements.OfType<For>().First();
        Assert.Equal(4, inner.Step);
        Assert.Equal(8, inner.Body.Statements.OfType<For>().Single().Parameters.Count);
        foreach ((int n, int m) in new[] { (0, 3), (1, 4), (2, 5), (3, 7), (4, 8), (5, 3) })
        {
            double[] a = [.. Enumerable.Range(0, n * m).Select(i => Math.Sin(i))], b = [.. Enumerable.Range(0, n * n).Select(i => Math.Cos(i))];
            Close([Interpreter.Run(optimized, [a, b, n, m])[0]], [Interpreter.Run(tiles, [a, b, n, m])[0]]);
        }
    }

    private static Function InLanes(Function function)
    {
        Function optimized = PassList.Run(function, new GeneratorOptions(true, true, string.Empty), reordersSums: true, CancellationToken.None);
        Function tiles = Tiling.Run(optimized, s_none, []);
        Verifier.Verify(tiles);
        Function lanes = Vectorizer.Run(tiles, s_none, []);
        Verifier.Verify(lanes);
        lanes = RegisterSums.Run(lanes);
        Verifier.Verify(lanes);
        lanes = LaneBlocks.Run(lanes);
        Verifier.Verify(lanes);
        lanes = LaneRuns.Run(lanes);
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
