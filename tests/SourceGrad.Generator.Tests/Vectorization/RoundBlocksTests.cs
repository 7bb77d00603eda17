using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Optimization;
using SourceGrad.Generator.Tests.Differentiation;
using SourceGrad.Generator.Tests.Ir;
using SourceGrad.Generator.Vectorization;

namespace SourceGrad.Generator.Tests.Vectorization;

/// <summary>Which loops are done in blocks of rounds, and that they compute what they did.</summary>
public sealed class RoundBlocksTests
{
    private const string Dot = "double z = 0; for (int j = 0; j < d; j++) z += w[j] * x[i * d + j]; ";

    private static readonly Dictionary<Value, Value> s_none = [];

    [Theory]
    [InlineData("a call after a loop", true, "for (int i = 0; i < n; i++) { " + Dot + "s += System.Math.Exp(0.1 * z); }")]
    [InlineData("a loop after the call", true, "for (int i = 0; i < n; i++) { " + Dot + "double e = System.Math.Sin(z); for (int j = 0; j < d; j++) p[j] += e * x[i * d + j]; }")]
    [InlineData("a call before the loop", true, "for (int i = 0; i < n; i++) { double e = System.Math.Sin(x[i]), z = 0; for (int j = 0; j < d; j++) z += w[j] * x[i * d + j]; s += e * z; }")]
    [InlineData("calls under a condition", true, "for (int i = 0; i < n; i++) { " + Dot + "if (z > 0) s += System.Math.Log(1 + z); }")]
    [InlineData("an element a round", true, "for (int i = 0; i < n; i++) { " + Dot + "p[i] = System.Math.Sin(z); s += p[i] * z; }")]
    [InlineData("no call", false, "for (int i = 0; i < n; i++) { " + Dot + "s += z * z; }")]
    [InlineData("no loop", false, "for (int i = 0; i < n; i++) s += System.Math.Exp(x[i]);")]
    [InlineData("a call that has no lanes", false, "for (int i = 0; i < n; i++) { " + Dot + "s += System.Math.Cbrt(z); }")]
    [InlineData("carried on", false, "for (int i = 0; i < n; i++) { double z = s; for (int j = 0; j < d; j++) z += w[j] * x[i * d + j]; s = System.Math.Sin(z); }")]
    [InlineData("the element of the round before", false, "for (int i = 1; i < n; i++) { double z = p[i - 1]; for (int j = 0; j < d; j++) z += w[j] * x[i * d + j]; p[i] = System.Math.Sin(z); }")]
    [InlineData("what one part writes for another", false, "for (int i = 0; i < n; i++) { for (int j = 0; j < d; j++) p[j] = w[j] * x[i * d + j]; double e = System.Math.Sin(x[i]); for (int j = 0; j < d; j++) s += p[j] * e; }")]
    [InlineData("a sum in two parts", false, "for (int i = 0; i < n; i++) { " + Dot + "s += System.Math.Sin(z); for (int j = 0; j < d; j++) s += w[j] * z; }")]
    [InlineData("not from zero on", false, "for (int i = 1; i < n; i++) { " + Dot + "s += System.Math.Exp(0.1 * z); }")]
    [InlineData("a division that may throw", false, "for (int i = 0; i < n; i++) { " + Dot + "s += System.Math.Exp(0.1 * z) * (6 / (d - 1)); }")]
    [InlineData("an exception", false, "for (int i = 0; i < n; i++) { " + Dot + "if (z > 1000) throw new System.ArgumentException(); s += System.Math.Exp(0.1 * z); }")]
    public void TakesApart(string what, bool expected, string loop)
    {
        Subject subject = Subject.Of(
            $"[Differentiable] public static double F(ReadOnlySpan<double> w, ReadOnlySpan<double> x, int n, int d) {{ double[] p = new double[200]; double s = 0; {loop} for (int i = 0; i < p.Length; i++) s += p[i] * p[i]; return s; }}");
        Function optimized = PassList.Run(subject.Primal, new GeneratorOptions(true, true, string.Empty), reordersSums: true, CancellationToken.None);
        Function taken = RoundBlocks.Run(optimized, s_none, []);
        Assert.True(expected == !ReferenceEquals(optimized, taken), what);
        Verifier.Verify(taken);
        foreach ((int n, int d) in new[] { (-1, 2), (0, 2), (3, 4), (64, 2), (65, 3), (130, 2) })
        {
            object[] arguments = [Numbers(d + 1), Numbers(400), n, d];
            double before = (double)Interpreter.Run(optimized, arguments)[0], after = (double)Interpreter.Run(taken, arguments)[0];
            Assert.True(Math.Abs(before - after) <= 1e-12 * (1 + Math.Abs(before)), $"{what}, {n} rounds: {before} and {after}");
        }
    }

    /// <summary>An array that is null throws something else than an element that does not exist, so it matters which of them comes first.</summary>
    [Fact]
    public void LooksAtArraysFirst()
    {
        Subject subject = Subject.Of(
            "[Differentiable] public static double F(double[] w, double[] x, int n, int d) { double s = 0; for (int i = 0; i < n; i++) { " + Dot + "s += System.Math.Exp(0.1 * z); } return s; }");
        Function optimized = PassList.Run(subject.Primal, new GeneratorOptions(true, true, string.Empty), reordersSums: true, CancellationToken.None);
        Function taken = RoundBlocks.Run(optimized, s_none, []);
        Assert.Contains("size", Printer.Print(taken), StringComparison.Ordinal);
        object[] arguments = [Numbers(2), Numbers(140), 70, 2], none = [Array.Empty<double>(), Numbers(140), 70, 0];
        Assert.Equal((double)Interpreter.Run(optimized, arguments)[0], (double)Interpreter.Run(taken, arguments)[0], 1e-12);
        Assert.Equal((double)Interpreter.Run(optimized, none)[0], (double)Interpreter.Run(taken, none)[0], 1e-12);
    }

    private static double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(k => Math.Sin(1 + (1.7 * k)))];
}
