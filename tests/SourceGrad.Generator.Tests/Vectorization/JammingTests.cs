using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Optimization;
using SourceGrad.Generator.Tests.Differentiation;
using SourceGrad.Generator.Tests.Ir;
using SourceGrad.Generator.Vectorization;

namespace SourceGrad.Generator.Tests.Vectorization;

/// <summary>Rounds side by side compute what they do one after the other, wherever what they share has been defined.</summary>
public sealed class JammingTests
{
    private static readonly Dictionary<Value, Value> s_none = [];

    [Theory]
    [InlineData("for (int c = 0; c < n; c++) for (int r = 0; r < n; r++) p[r] += w[r * n + c] * q[c];", 2)]
    [InlineData("int at = 0; for (int c = 0; c < n; c++) for (int r = 0; r < n; r++) { p[r] += w[at] * q[c]; at++; }", 2)]
    [InlineData("int at = 0; for (int c = 0; c < n; c++) for (int r = c + 1; r < n; r++) { p[r] += w[at] * q[c]; at++; } s += w[at];", 3)]
    [InlineData("int at = 0; for (int c = 0; c < n; c++) for (int r = c; r < n; r++) { p[r] += -(w[at] * q[c]); at += 2; } s += w[at];", 3)]
    [InlineData("int at = 0; for (int c = 0; c < n; c++) { int first = at; for (int r = c; r < n; r++) { p[r] += w[first] * q[c]; at++; } } s += w[at];", 3)]
    [InlineData("for (int c = 0; c < n; c++) for (int r = c; r < n; r++) { p[r] += w[c + r] * q[c]; z[r] += -(w[c + 2 * r] * q[c]); }", 3)]
    [InlineData("for (int c = 0; c < n; c++) for (int r = c + 2; r < n; r++) p[r] += w[c] * q[c] * q[c];", 3)]
    [InlineData("for (int c = 0; c < n - 3; c++) for (int r = c + 1; r < n; r++) p[r] += w[r * n + c] * q[c];", 3)]
    [InlineData("for (int c = 0; c < 13 * n; c++) for (int r = c + 20; r < n; r++) p[r] += w[r * n + c] * q[c];", 3)]
    [InlineData("for (int c = 0; c < n; c++) for (int r = c + 70000; r < n; r++) p[r] += w[r * n + c] * q[c];", 2)]
    [InlineData("for (int c = 0; c < n; c++) for (int r = c + c; r < n; r++) p[r] += w[r * n + c] * q[c];", 1)]
    [InlineData("for (int c = 0; c < n; c++) for (int r = 0; r < c; r++) p[r] += w[r * n + c] * q[c];", 1)]
    [InlineData("for (int c = 1; c < n; c++) for (int r = 0; r < n; r++) p[r] += w[r * n + c] * q[c];", 1)]
    [InlineData("for (int c = 0; c < n; c++) for (int r = 0; r < n; r++) p[r] = w[r * n + c] * q[c];", 1)]
    [InlineData("for (int c = 0; c < n; c++) for (int r = c; r < n; r++) p[r] -= w[r * n + c] * q[c];", 1)]
    [InlineData("for (int c = 0; c < n; c++) for (int r = 0; r < n; r++) q[r] += w[r * n + c] * q[c];", 1)]
    [InlineData("for (int c = 0; c < n; c++) for (int r = 0; r < n; r++) p[c] += w[r * n + c] * x[i];", 1)]
    public void ComputesTheSame(string nest, int sideBySide)
    {
        Subject subject = Subject.Of($$"""
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> w, int n, int m)
            {
                double[] q = new double[n], p = new double[n], z = new double[n];
                double s = 0;
                for (int i = 0; i < m; i++)
                {
                    for (int j = 0; j < n; j++) { q[j] = x[i * n + j] + j; p[j] = 0.5 * q[j]; z[j] = 0.25 * x[i * n + j]; }
                    {{nest}}
                    for (int j = 0; j < n; j++) s += p[j] * p[j] * (j + 1) + z[j];
                }

                return s;
            }
            """);

        // Without the invariants, constants stay in the loops.
        foreach (string passes in new[] { "", "Simplify;CommonSubexpressions;DeadCode" })
        {
            Function optimized = PassList.Run(subject.Primal, new GeneratorOptions(true, true, passes), reordersSums: true, CancellationToken.None);
            Function vectors = Vectorizer.Run(optimized, s_none, []), lanes = RegisterSums.Run(passes.Length == 0 ? LoopInvariants.Run(vectors) : vectors), jammed = Jamming.Run(lanes);
            Function simplified = DeadCode.Run(Simplify.RunOnIndices(jammed)), blocks = LaneBlocks.Run(simplified), fused = DeadCode.Run(FusedSums.Run(blocks)), runs = LaneRuns.Run(fused);
            Verifier.Verify(jammed);
            Verifier.Verify(simplified);
            Verifier.Verify(blocks);
            Verifier.Verify(fused);
            Verifier.Verify(runs);
            Assert.NotSame(fused, runs);
            if (passes.Length == 0)
            {
                Assert.Equal(sideBySide, Regions(jammed.Body).SelectMany(region => region.Statements).OfType<For>().Where(loop => loop.LaneKind is null).Max(loop => loop.Step));
                Assert.Equal(sideBySide > 2, Regions(fused.Body).Any(BeginsSums));
            }

            foreach ((int n, int m) in new[] { (1, 9), (2, 16), (3, 40), (4, 17), (7, 33), (11, 9), (12, 17), (14, 16), (19, 17) })
            {
                double[] x = [.. Enumerable.Range(0, n * m).Select(i => Math.Sin(i))], w = [.. Enumerable.Range(0, (2 * n * n) + 1).Select(i => Math.Cos(i))];
                double expected = (double)Interpreter.Run(subject.Primal, [x, w, n, m])[0];
                Assert.Equal(1, (double)Interpreter.Run(jammed, [x, w, n, m])[0] / expected, 12);
                Assert.Equal(1, (double)Interpreter.Run(blocks, [x, w, n, m])[0] / expected, 12);
                Assert.Equal(1, (double)Interpreter.Run(fused, [x, w, n, m])[0] / expected, 12);
                Assert.Equal(1, (double)Interpreter.Run(runs, [x, w, n, m])[0] / expected, 12);
            }
        }
    }

    /// <summary>Several sums have their first product before one has its second.</summary>
    private static bool BeginsSums(Region region)
    {
        List<Expression> lanes = [.. region.Statements.OfType<Let>().Where(let => let.Result.Type is { IsLanes: true, IsReal: true }).Select(let => let.Expression)];
        int second = lanes.FindIndex(expression => expression is MultiplyAdd);
        return lanes.Take(Math.Max(second, 0)).Count(expression => expression is Binary { Operator: BinaryOperator.Multiply }) > 1;
    }

    private static IEnumerable<Region> Regions(Region region) => region.Statements.SelectMany(statement => statement.Regions).SelectMany(Regions).Prepend(region);
}
