using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SourceGrad.Testing;

namespace SourceGrad.Tests.Models;

/// <summary>Structs of an assembly that is there only as a binary.</summary>
public sealed class ReferencedStructTests
{
    private const string Library = """
        namespace Library;

        public struct Point { public double X; public double Y; public int Id; }

        public readonly record struct Sample(double Value, double Weight);

        public record struct Open(double A, double B) { public double C { get; set; } }

        public struct Guarded { private double _x; public Guarded(double x) { _x = 2 * x; } public double X { get { return _x; } } }

        public readonly struct Scaled { public Scaled(double x) { X = 2 * x; } public double X { get; } }
        """;

    private static CSharpCompilation Reference(string source)
    {
        CSharpCompilation library = GeneratorHarness.Compile(Library).WithAssemblyName("Library");
        using MemoryStream image = new();
        Assert.True(library.Emit(image).Success);
        image.Position = 0;
        return GeneratorHarness.Compile(source).AddReferences(MetadataReference.CreateFromStream(image));
    }

    private static object? Run(string source, string method, params object[] arguments)
    {
        GeneratorRun run = GeneratorHarness.Run(Reference(source));
        Assert.Empty(run.Faults);
        AssemblyLoadContext context = new(null, isCollectible: true);
        Load(GeneratorHarness.Compile(Library).WithAssemblyName("Library"));
        return Load(run.Output).GetType("Subject")!.GetMethod(method)!.Invoke(null, arguments);

        Assembly Load(CSharpCompilation compilation)
        {
            using MemoryStream image = new();
            Assert.True(compilation.Emit(image).Success);
            image.Position = 0;
            return context.LoadFromStream(image);
        }
    }

    [Fact]
    public void PublicFields()
    {
        const string source = """
            using Library;
            public static partial class Subject
            {
                [Differentiable]
                public static double F(Point p, System.ReadOnlySpan<Point> all)
                {
                    Point sum = new() { X = 1, Y = p.Y };
                    foreach (Point q in all) { sum.X += q.X * p.X; sum.Y *= q.Y; }
                    return sum.X * sum.Y;
                }

                public static double[] Check()
                {
                    Point[] all = { new() { X = 2, Y = 3 }, new() { X = 4, Y = 5 } }, gradient = new Point[2];
                    double value = FValueAndGradient(new Point { X = 0.5, Y = 2 }, all, out Point p, gradient);
                    return [value, p.X, p.Y, gradient[0].X, gradient[0].Y, gradient[1].X, gradient[1].Y];
                }
            }
            """;
        // (1 + 6 x) (15 y)
        Assert.Equal(new double[] { 120, 180, 60, 15, 40, 15, 24 }, Run(source, "Check"));
    }

    [Fact]
    public void RecordStructs()
    {
        const string source = """
            using Library;
            public static partial class Subject
            {
                [Differentiable]
                public static double F(Sample s, Open o)
                {
                    Sample t = new(s.Value * 2, s.Weight) ;
                    (double value, double weight) = t with { Weight = o.C };
                    Open changed = o with { A = 3 * value };
                    changed.C += weight;
                    return changed.A * changed.B * changed.C * t.Weight;
                }

                public static double[] Check()
                {
                    double value = FValueAndGradient(new Sample(1, 2), new Open(7, 3) { C = 0.5 }, out Sample s, out Open o);
                    return [value, s.Value, s.Weight, o.A, o.B, o.C];
                }
            }
            """;
        // 6 v * b * 2 c * w
        Assert.Equal(new double[] { 36, 36, 18, 0, 12, 72 }, Run(source, "Check"));
    }

    [Theory]
    [InlineData("new Guarded(x).X", "Guarded")]
    [InlineData("new Scaled(x).X", "Scaled")]
    public void CodeThatNobodyCanRead(string expression, string named)
    {
        CSharpCompilation compilation = Reference($"using Library; public static partial class Subject {{ [Differentiable] public static double F(double x) => {expression}; }}");
        Diagnostic diagnostic = Assert.Single(GeneratorHarness.Analyze(compilation));
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Contains(named, diagnostic.GetMessage(null), StringComparison.Ordinal);
    }
}
