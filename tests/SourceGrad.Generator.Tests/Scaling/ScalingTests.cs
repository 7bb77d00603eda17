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
