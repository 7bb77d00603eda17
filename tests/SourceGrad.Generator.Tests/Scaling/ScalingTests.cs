using System.Diagnostics;
using System.Globalization;
using System.Text;
using SourceGrad.Testing;
using Xunit.Abstractions;

namespace SourceGrad.Generator.Tests.Scaling;

/// <summary>Large methods: the output grows with the input and no faster, and so does the time.</summary>
public sealed class ScalingTests(ITestOutputHelper output)
{
    private const double LinearAtMost = 2.3;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    public static TheoryData<string, int> Shapes => new()
    {
        { nameof(StraightLine), 1000 },
        { nameof(NestOfLoopsAndBranches), 50 },
        { nameof(LongExpression), 2000 },
        { nameof(Branches), 200 },
        { nameof(BufferUpdates), 500 },
        { nameof(Calls), 40 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void OutputIsLinear(string shape, int size)
    {
        foreach (bool optimize in new[] { true, false })
        {
            int half = Length(Generate(Source(shape, size), optimize)), whole = Length(Generate(Source(shape, 2 * size), optimize));
            output.WriteLine($"{shape}, optimize {optimize}: {half} and {whole} characters");
            Assert.InRange((double)whole / half, 1.2, LinearAtMost);
        }
    }

    [Theory]
    [InlineData(nameof(StraightLine), 2000)]
    [InlineData(nameof(NestOfLoopsAndBranches), 100)]
    [InlineData(nameof(NestOfLoopsAndBranches), 200)]
    [InlineData(nameof(LongExpression), 10_000)]
    [InlineData(nameof(SharedIndices), 80)]
    [InlineData(nameof(Neighbours), 500)]
    [InlineData(nameof(Maxima), 300)]
    [InlineData(nameof(Elements), 200)]
    [InlineData(nameof(DearCalls), 600)]
    public void LargeMethodsGenerateQuickly(string shape, int size)
    {
        Generate(Source(shape, 10), optimize: true);
        string source = Source(shape, size);
        Microsoft.CodeAnalysis.CSharp.CSharpCompilation compilation = GeneratorHarness.Compile(source);
        compilation.GetDiagnostics();
        Stopwatch watch = Stopwatch.StartNew();
        GeneratorRun run = GeneratorHarness.Run(compilation);
        TimeSpan elapsed = watch.Elapsed;
        output.WriteLine($"{shape} of {size}: {elapsed.TotalMilliseconds:F0} ms, {run.Text.Length} characters");
        run.AssertClean();
        Assert.InRange(elapsed, TimeSpan.Zero, s_patience);
    }

    [Fact]
    public void StraightLineIsRight()
    {
        Type type = GeneratorHarness.Run(Source(nameof(StraightLine), 2000)).Load().GetType("Large")!;
        object?[] arguments = [0.3, null];
        double value = (double)type.GetMethod("FValueAndGradient", [typeof(double), typeof(double).MakeByRefType()])!.Invoke(null, arguments)!;
        double x = 0.3, derivative = 1;
        for (int i = 0; i < 2000; i++)
        {
            (x, derivative) = (Math.Sin(x) + 0.5, Math.Cos(x) * derivative);
        }

        Assert.Equal(x, value, 12);
        Assert.Equal(derivative, (double)arguments[1]!, 12);
    }

    private static string Generate(string source, bool optimize) =>
        GeneratorHarness.Run(source, optimize).AssertClean().Text;

    /// <summary>Without the indentation, which is quadratic in the depth of a nest, in the source as well.</summary>
    private static int Length(string text) => text.Split('\n').Sum(line => line.TrimStart().Length);

    private static string Source(string shape, int size) => shape switch
    {
        nameof(StraightLine) => StraightLine(size),
        nameof(NestOfLoopsAndBranches) => NestOfLoopsAndBranches(size),
        nameof(LongExpression) => LongExpression(size),
        nameof(Branches) => Branches(size),
        nameof(BufferUpdates) => BufferUpdates(size),
        nameof(Calls) => Calls(size),
        nameof(SharedIndices) => SharedIndices(size),
        nameof(Neighbours) => Neighbours(size),
        nameof(Maxima) => Maxima(size),
        nameof(Elements) => Elements(size),
        nameof(DearCalls) => DearCalls(size),
        _ => throw new ArgumentOutOfRangeException(nameof(shape)),
    };

    private static string StraightLine(int size)
    {
        StringBuilder body = new();
        for (int i = 0; i < size; i++)
        {
            body.AppendLine("        x = Math.Sin(x) + 0.5;");
        }

        return Method("double x", body + "        return x;");
    }

    /// <summary>Loops and branches by turns, each inside the one before.</summary>
    private static string NestOfLoopsAndBranches(int depth)
    {
        StringBuilder body = new();
        for (int i = 0; i < depth; i++)
        {
            body.AppendLine(i % 2 == 0
                ? string.Create(CultureInfo.InvariantCulture, $"for (int i{i} = 0; i{i} < 2; i{i}++) {{ s += x;")
                : string.Create(CultureInfo.InvariantCulture, $"if (s < {i}) {{ s *= 0.5;"));
        }

        body.AppendLine("s = Math.Sin(s);");
        return Method("double x", $"double s = x;\n{body}{new string('}', depth)}\nreturn s;");
    }

    private static string LongExpression(int size)
    {
        StringBuilder body = new("return x");
        for (int i = 0; i < size; i++)
        {
            body.Append(i % 3 == 0 ? " + x * y" : i % 3 == 1 ? " - y / 2" : " + 1");
            body.Append(i % 20 == 19 ? "\n" : "");
        }

        return Method("double x, double y", body.Append(';').ToString());
    }

    private static string Branches(int size)
    {
        StringBuilder body = new();
        for (int i = 0; i < size; i++)
        {
            body.AppendLine(string.Create(CultureInfo.InvariantCulture, $"if (x > {i}) x = x * 0.9 + y; else y *= x;"));
        }

        return Method("double x, double y", body + "return x * y;");
    }

    private static string BufferUpdates(int size)
    {
        StringBuilder body = new();
        for (int i = 0; i < size; i++)
        {
            body.AppendLine(string.Create(CultureInfo.InvariantCulture, $"a[{i % 7}] = a[{(i + 3) % 7}] * a[{i % 5}];"));
        }

        return Method("Span<double> a", body + "return a[0];");
    }

    /// <summary>Each index is the sum of the two before it: as an expression it would be as long as Fibonacci's numbers.</summary>
    private static string SharedIndices(int size)
    {
        StringBuilder body = new("int k0 = a.Length, k1 = a.Length + 1;\n");
        for (int i = 2; i < size; i++)
        {
            body.AppendLine(string.Create(CultureInfo.InvariantCulture, $"int k{i} = k{i - 1} + k{i - 2};"));
        }

        return Method("ReadOnlySpan<double> a", string.Create(CultureInfo.InvariantCulture, $"{body}double s = 0; for (int i = 0; i < a.Length; i++) {{ if (i < 0) s += a[k{size - 1} + i]; s += a[i] * a[i]; }} return s;"));
    }

    private static string Neighbours(int size) => Method(
        "ReadOnlySpan<double> a, int n", $"double s = 0; for (int i = 0; i < n; i++) {{ s += {string.Join(" + ", Enumerable.Range(1, size).Select(k => string.Create(CultureInfo.InvariantCulture, $"a[i + {k}]")))}; }} return s;");

    private static string Maxima(int size)
    {
        StringBuilder body = new("double m = 0;\n");
        for (int i = 0; i < size; i++)
        {
            body.AppendLine("for (int i = 0; i < a.Length; i++) m = Math.Max(m, a[i]);");
        }

        return Method("ReadOnlySpan<double> a", body + "return m;");
    }

    private static string Elements(int depth)
    {
        StringBuilder body = new("Span<double> h = stackalloc double[4]; h[0] = x;\n");
        for (int i = 0; i < depth; i++)
        {
            body.AppendLine(i % 2 == 0
                ? string.Create(CultureInfo.InvariantCulture, $"for (int i{i} = 0; i{i} < 2; i{i}++) {{ h[{i % 4}] += x * h[{(i + 1) % 4}];")
                : string.Create(CultureInfo.InvariantCulture, $"if (h[0] < {i}) {{ h[{i % 4}] *= 0.5;"));
        }

        return Method("double x", $"{body}{new string('}', depth)}\nreturn h[0] + h[1] + h[2] + h[3];");
    }

    private static string DearCalls(int size)
    {
        StringBuilder body = new();
        for (int i = 0; i < size; i++)
        {
            body.AppendLine("c = Math.Tanh(c * a[i] + h[i]);");
        }

        return Method("ReadOnlySpan<double> a", $"double[] h = new double[a.Length]; double s = 0; for (int t = 0; t < 3; t++) for (int i = 0; i < a.Length; i++) {{ double c = a[i];\n{body}h[i] = c; s += c; }} return s;");
    }

    /// <summary>Each method calls the next one twice: inlined everywhere, that would be more code than there are atoms.</summary>
    private static string Calls(int size)
    {
        StringBuilder methods = new();
        for (int i = 0; i < size; i++)
        {
            methods.AppendLine(string.Create(CultureInfo.InvariantCulture, $"static double G{i}(double x, double y) => G{i + 1}(x * y, y + {i}) * G{i + 1}(Math.Sin(x), y) + x;"));
        }

        methods.AppendLine(string.Create(CultureInfo.InvariantCulture, $"static double G{size}(double x, double y) => Math.Sin(x) * y;"));
        return $"public static partial class Large {{ [Differentiable] public static double F(double x, double y) => G0(x, y);\n{methods} }}";
    }

    private static string Method(string parameters, string body) => $$"""
        public static partial class Large
        {
            [Differentiable]
            public static double F({{parameters}})
            {
        {{body}}
            }
        }
        """;
}
