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
    [InlineData("s += b[i] * x;", true)]
    [InlineData("s += b[i] * x + b[i] * c[i];", true)]
    [InlineData("s += b[i] * x + b[i] * c[i] + c[i] * c[i] * x;", true)]
    [InlineData("c[i] += b[i] * x;", true)]
    [InlineData("c[i] += b[i] * x + b[i] * b[i];", true)]
    [InlineData("c[i] += b[i] * x + b[i] * b[i] + x;", true)]
    [InlineData("double t = b[i] + x; c[i] += t + b[i] * x + t;", true)]
    [InlineData("c[i] += x - (b[i] * b[i] - x * b[i]);", true)] // x is the same in all rounds: it is what changes its sign
    [InlineData("c[i] += b[i] + x;", false)]
    [InlineData("c[i] = b[i] * x + 1;", false)] // no sum of a loop
    [InlineData("double t = b[i] * x + 1; s += t * t * t;", true)]
    [InlineData("double t = b[i] * x; s += t; c[i] = t;", false)] // the product is needed
    [InlineData("s -= b[i] * x;", true)]
    [InlineData("s -= b[i] * b[i];", false)] // no gain
    [InlineData("c[i] -= b[i] * x;", false)] // stores a difference
    [InlineData("double t = b[i] * x + 1; s = t * t - s;", false)]
    [InlineData("if (b[i] > 0.2) c[i] += b[i] * x;", false)] // only some lanes are added
    [InlineData("double t = b[i] + x; c[i] += t * x + t * b[i] + t * t - x * t + b[i] * b[i] + t;", true)] // more than a chain
    [InlineData("s = b[i] * x + s * x;", false)]
    public void Loop(string body, bool isFused)
    {
        Subject subject = Subject.Of($"[Differentiable] public static double F(Span<double> c, ReadOnlySpan<double> b, double x, int n) {{ double s = 0; for (int i = 0; i < n; i++) {{ {body} }} return s; }}");
        Function lanes = InLanes(subject.Primal), result = DeadCode.Run(FusedSums.Run(lanes));
        Verifier.Verify(result);
        Assert.Equal(isFused, Printer.Print(result).Contains("= fma ", StringComparison.Ordinal));
        foreach (int n in new[] { 0, 3, 4, 11 })
        {
            double[] b = [.. Enumerable.Range(0, n).Select(i => Math.Sin(i + 1))], c = [.. b.Select(Math.Exp)], other = [.. c];
            Assert.Equal((double)Interpreter.Run(subject.Primal, [c, b, 0.7, n])[0], (double)Interpreter.Run(result, [other, b, 0.7, n])[0], 1e-13);
            Assert.All(c.Zip(other), pair => Assert.Equal(pair.First, pair.Second, 1e-13));
        }
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
