using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Optimization;
using SourceGrad.Generator.Tests.Differentiation;
using SourceGrad.Generator.Tests.Ir;
using SourceGrad.Generator.Vectorization;

namespace SourceGrad.Generator.Tests.Vectorization;

/// <summary>Two rounds side by side compute what they do one after the other, wherever what they share has been defined.</summary>
public sealed class JammingTests
{
    private static readonly Dictionary<Value, Value> s_none = [];

    [Theory]
    [InlineData("for (int c = 0; c < n; c++) for (int r = 0; r < n; r++) p[r] += w[r * n + c] * q[c];", true)]
    [InlineData("int at = 0; for (int c = 0; c < n; c++) for (int r = 0; r < n; r++) { p[r] += w[at] * q[c]; at++; }", true)]
    [InlineData("int at = 0; for (int c = 0; c < n; c++) for (int r = c + 1; r < n; r++) { p[r] += w[at] * q[c]; at++; }", true)]
    [InlineData("int at = 0; for (int c = 0; c < n; c++) for (int r = c; r < n; r++) { p[r] += w[at] * q[c]; at += 2; }", true)]
    [InlineData("for (int c = 0; c < n; c++) for (int r = c + 2; r < n; r++) p[r] += w[c] * q[c] * q[c];", true)]
    [InlineData("for (int c = 0; c < n; c++) for (int r = c + c; r < n; r++) p[r] += w[r * n + c] * q[c];", false)]
    [InlineData("for (int c = 0; c < n; c++) for (int r = 0; r < c; r++) p[r] += w[r * n + c] * q[c];", false)]
    [InlineData("for (int c = 1; c < n; c++) for (int r = 0; r < n; r++) p[r] += w[r * n + c] * q[c];", false)]
    [InlineData("for (int c = 0; c < n; c++) for (int r = 0; r < n; r++) p[r] = w[r * n + c] * q[c];", false)]
    [InlineData("for (int c = 0; c < n; c++) for (int r = 0; r < n; r++) q[r] += w[r * n + c] * q[c];", false)]
    [InlineData("for (int c = 0; c < n; c++) for (int r = 0; r < n; r++) p[c] += w[r * n + c] * x[i];", false)]
    public void ComputesTheSame(string nest, bool isJammed)
    {
        Subject subject = Subject.Of($$"""
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> w, int n, int m)
            {
                double[] q = new double[n], p = new double[n];
                double s = 0;
                for (int i = 0; i < m; i++)
                {
                    for (int j = 0; j < n; j++) { q[j] = x[i * n + j] + j; p[j] = 0.5 * q[j]; }
                    {{nest}}
                    for (int j = 0; j < n; j++) s += p[j] * p[j] * (j + 1);
                }

                return s;
            }
            """);

        // Without the invariants, constants stay in the loops.
        foreach (string passes in new[] { "", "Simplify;CommonSubexpressions;DeadCode" })
        {
            Function optimized = PassList.Run(subject.Primal, new GeneratorOptions(true, true, passes), reordersSums: true, CancellationToken.None);
            Function lanes = RegisterSums.Run(Vectorizer.Run(optimized, s_none, [])), jammed = Jamming.Run(lanes);
            Function simplified = DeadCode.Run(Simplify.RunOnIndices(jammed)), blocks = LaneBlocks.Run(simplified), runs = LaneRuns.Run(blocks);
            Verifier.Verify(jammed);
            Verifier.Verify(simplified);
            Verifier.Verify(blocks);
            Verifier.Verify(runs);
            Assert.NotSame(blocks, runs);
            if (passes.Length == 0)
            {
                Assert.Equal(isJammed, !ReferenceEquals(lanes, jammed));
            }

            foreach ((int n, int m) in new[] { (1, 9), (2, 16), (3, 40), (4, 17), (7, 33) })
            {
                double[] x = [.. Enumerable.Range(0, n * m).Select(i => Math.Sin(i))], w = [.. Enumerable.Range(0, (2 * n * n) + 1).Select(i => Math.Cos(i))];
                double expected = (double)Interpreter.Run(subject.Primal, [x, w, n, m])[0];
                Assert.Equal(1, (double)Interpreter.Run(jammed, [x, w, n, m])[0] / expected, 12);
                Assert.Equal(1, (double)Interpreter.Run(blocks, [x, w, n, m])[0] / expected, 12);
                Assert.Equal(1, (double)Interpreter.Run(runs, [x, w, n, m])[0] / expected, 12);
            }
        }
    }
}
