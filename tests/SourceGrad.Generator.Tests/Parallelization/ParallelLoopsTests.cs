using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Optimization;
using SourceGrad.Generator.Parallelization;
using SourceGrad.Generator.Tests.Differentiation;
using SourceGrad.Generator.Vectorization;

namespace SourceGrad.Generator.Tests.Parallelization;

/// <summary>Which loops may run on several cores, and why others may not.</summary>
public sealed class ParallelLoopsTests
{
    [Theory]
    [InlineData("for (int i = 0; i < n; i++) s += a[i] * x;", "")]
    [InlineData("for (int i = 0; i < n; i++) b[i] = a[i] * x;", "")]
    [InlineData("for (int i = 1; i < n; i++) b[i] = a[i - 1] * a[i];", "")]
    [InlineData("for (int i = 0; i < n; i++) b[i] += b[i] * x;", "")]
    [InlineData("for (int i = 0; i < n; i++) b[i + m] += b[i + m] * x;", "")]
    [InlineData("for (int i = 0; i < n; i++) b[2 * i + 1] = b[2 * i] * x;", "")]
    [InlineData("for (int i = 0; i < n; i++) for (int j = 0; j < m; j++) b[i * m + j] = a[j] + b[i * m];", "'b'")]
    [InlineData("for (int i = 0; i < n; i++) for (int j = 0; j < m; j++) b[i * m + j] += a[j] * x;", "")]
    [InlineData("for (int i = 0; i < n; i++) for (int j = 0; j < 3; j++) b[i * 3 + j] += a[j] * x;", "")]
    [InlineData("for (int i = 0; i < n; i++) for (int j = 0; j < m; j++) for (int k = 0; k < n; k++) b[i * (m * n) + (j * n + k)] *= a[k] * x;", "'b'")]
    [InlineData("int q = 4; for (int i = 0; i < n; i++) { b[i] = q * x; q += 3; } s += q;", "")]
    [InlineData("int q = 4; for (int i = 0; i < n; i++) { for (int j = 0; j < m; j++) b[q + j] *= x; q += m; }", "")]
    [InlineData("int q = 4; for (int i = 0; i < n; i++) { for (int j = 0; j <= m; j++) b[q + j] *= x; q += m; }", "'b'")]
    [InlineData("for (int i = 0; i < n; i++) { var row = b.Slice(i * m, m); for (int j = 0; j < m; j++) row[j] *= x; }", "")]
    [InlineData("for (int i = 0; i < n; i++) { var row = b.Slice(i * m, m + 1); for (int j = 0; j < m; j++) row[j] *= x; }", "a round may use what another writes")]
    [InlineData("double[] t = new double[m]; for (int i = 0; i < n; i++) { for (int j = 0; j < m; j++) t[j] = a[j] * x; for (int j = 0; j < m; j++) s += t[j] * t[m - 1 - j]; }", "")]
    [InlineData("double[] t = new double[m]; for (int i = 0; i < n; i++) { for (int j = 1; j < m; j++) t[j] = a[j] * x; for (int j = 0; j < m; j++) s += t[j]; }", "'t'")]
    [InlineData("for (int i = 0; i < n; i++) { double[] t = new double[m]; t[0] = a[i]; t[m - 1] *= x; b[i] = t[0]; }", "")]
    [InlineData("for (int i = 0; i < n; i++) if (a[i] > x) s += a[i];", "")]
    [InlineData("for (int i = 0; i < n; i++) { double t = a[i]; while (t > 1) t *= 0.5; s += t; }", "")]
    [InlineData("for (int i = 0; i < n; i++) { if (a[i] < 0) throw new System.ArgumentException(); s += a[i]; }", "")]
    [InlineData("for (int i = 0; i < n; i++) { System.Console.WriteLine(i); s += a[i]; }", "has to keep its order")]
    [InlineData("for (int i = 0; i < n; i++) s = s * x + a[i];", "'s' depends on the round before")]
    [InlineData("for (int i = 0; i < n; i++) s = System.Math.Max(s, a[i]);", "'s' depends on the round before")]
    [InlineData("for (int i = 1; i < n; i++) b[i] = b[i - 1] * x;", "'b'")]
    [InlineData("for (int i = 0; i < n; i++) b[m] = a[i] * x;", "'b'")]
    [InlineData("for (int i = 0; i < n; i++) b[i * m] = b[i * m] * x;", "'b'")]
    [InlineData("for (int i = 0; i < n; i++) b[(int)a[i]] *= x;", "'b'")]
    [InlineData("for (int i = 0; i < n; i++) for (int j = 0; j < m; j++) b[i * n + j] *= x;", "'b'")]
    [InlineData("for (int i = 0; i < n; i++) for (int j = 0; j < m; j++) b[i + m * j] *= x;", "'b'")]
    [InlineData("bool any = false; for (int i = 0; i < n; i++) any |= a[i] > x; s = any ? x : 0;", "'any'")]
    public void OutermostLoop(string loop, string refusal)
    {
        (Function function, _, IReadOnlyList<string> refusals) = Parallel(loop, reordersSums: true);
        Verifier.Verify(function);
        Assert.Equal(refusal.Length > 0, refusals.Count > 0);
        Assert.Contains(refusal, string.Join("; ", refusals));
    }

    [Theory]
    [InlineData("for (int i = 0; i < n; i++) b[i] = a[i] * x;", "")]
    [InlineData("for (int i = 0; i < n; i++) s += a[i] * x;", "the sum 's' has to keep its order")]
    public void WhereSumsKeepTheirOrder(string loop, string refusal) => Assert.Contains(refusal, string.Join("; ", Parallel(loop, reordersSums: false).Refusals));

    [Fact]
    public void InnerLoopWhereTheOuterOneMayNot()
    {
        (_, IReadOnlyList<ParallelLoop> loops, IReadOnlyList<string> refusals) =
            Parallel("for (int t = 0; t < m; t++) { double p = 0; for (int i = 0; i < n; i++) p += a[i] * s; s = System.Math.Tanh(p); }", reordersSums: true);
        Assert.Single(loops);
        Assert.Single(refusals);
    }

    private static (Function Function, IReadOnlyList<ParallelLoop> Loops, IReadOnlyList<string> Refusals) Parallel(string loop, bool reordersSums)
    {
        Subject subject = Subject.Of(
            $"[Differentiable] public static double F(ReadOnlySpan<double> a, Span<double> b, double x, int n, int m) {{ double s = 0; {loop} return s + b[0]; }}");
        Function optimized = PassList.Run(subject.Primal, new GeneratorOptions(true, true, string.Empty), reordersSums, CancellationToken.None);
        (Function function, IReadOnlyList<ParallelLoop> loops, IReadOnlyList<string> refusals) =
            ParallelLoops.Run(optimized, new FunctionFacts(optimized, new Dictionary<Value, Value>(), []), new LoopOptions(reordersSums, null, name => name));
        Assert.All(loops, part => Verifier.Verify(part.Function));
        return (function, loops, refusals);
    }
}
