using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SourceGrad.Testing;

namespace SourceGrad.Tests.Calls;

/// <summary>A library with annotated methods, and a consumer that knows nothing of it but its image.</summary>
public sealed class TwoAssembliesTests
{
    private const string Library = """
        public static partial class Curves
        {
            [Differentiable(Derivatives = DerivativeKinds.Vjp)]
            public static double Bump(double x, double width) => Math.Exp(-x * x / width);

            [Differentiable]
            public static double Ramp(double x, double slope) => slope * Math.Log(1 + Math.Exp(x));

            [Differentiable]
            public static double Norm(ReadOnlySpan<double> v, double p)
            {
                double s = 0;
                foreach (double e in v)
                {
                    s += Math.Pow(Math.Abs(e), p);
                }

                return s;
            }

            [Differentiable(Derivatives = DerivativeKinds.Vjp)]
            public static double Dot(ReadOnlySpan<double> a, double[] b)
            {
                double s = 0;
                for (int i = 0; i < a.Length; i++)
                {
                    s += a[i] * b[i];
                }

                return s;
            }

            [Differentiable]
            public static void Smooth(ReadOnlySpan<double> x, Span<double> y, double k)
            {
                y[0] += x[0];
                for (int i = 1; i < y.Length; i++)
                {
                    y[i] = y[i] * k + x[i] * y[i - 1];
                }
            }

            [Differentiable(nameof(x))]
            internal static double Hidden(double x) => x * x;

            public static double Plain(double x) => x * x;

            [DerivativeOf(typeof(Curves), nameof(Plain))]
            public static double PlainRule(double x, double adjoint) => 2 * x * adjoint;
        }
        """;

    private const string Consumer = """
        public static partial class Model
        {
            [Differentiable(Derivatives = DerivativeKinds.Gradient | DerivativeKinds.Vjp)]
            public static double F(double x, double y) => Curves.Bump(x * y, 1 + y * y) * Curves.Ramp(x - y, y) + Curves.Plain(x);

            [Differentiable(Derivatives = DerivativeKinds.Gradient | DerivativeKinds.Vjp)]
            public static double G(ReadOnlySpan<double> v, double k)
            {
                Span<double> w = stackalloc double[3];
                double[] u = new double[3];
                for (int i = 0; i < 3; i++)
                {
                    w[i] = v[i] * k;
                    u[i] = v[i] - k;
                }

                double s = 0;
                for (int t = 0; t < 2; t++)
                {
                    Curves.Smooth(v, w, k);
                    s += Curves.Dot(w, u) + Curves.Norm(v, 2.5) * Curves.Norm(w[1..], 2);
                }

                return s;
            }
        }
        """;

    public static TheoryData<bool> Optimized => [true, false];

    [Theory]
    [MemberData(nameof(Optimized))]
    public void GradientsCrossTheBoundary(bool optimize)
    {
        Type model = Load(optimize).GetType("Model")!;
        var value = model.GetMethod("F")!.CreateDelegate<Func<double, double, double>>();
        object?[] arguments = [0.7, 1.3, null, null];
        double result = (double)model.GetMethods().Single(m => m.Name == "FValueAndGradient" && m.GetParameters().Length == 4).Invoke(null, arguments)!;

        Assert.Equal(value(0.7, 1.3), result, 15);
        Assert.Equal(Difference(x => value(x, 1.3), 0.7), (double)arguments[2]!, 7);
        Assert.Equal(Difference(y => value(0.7, y), 1.3), (double)arguments[3]!, 7);
    }

    [Theory]
    [MemberData(nameof(Optimized))]
    public void BuffersCrossTheBoundary(bool optimize)
    {
        Type model = Load(optimize).GetType("Model")!;
        var value = model.GetMethod("G")!.CreateDelegate<Value>();
        var derivative = model.GetMethod("GValueAndGradient")!.CreateDelegate<ValueAndGradient>();
        double[] v = [0.4, -0.8, 1.1], gradient = [double.NaN, double.NaN, double.NaN];
        double result = derivative(v, 0.9, gradient, out double kGradient);

        Assert.Equal(value(v, 0.9), result, 14);
        Assert.Equal(Difference(k => value(v, k), 0.9), kGradient, 6);
        for (int i = 0; i < v.Length; i++)
        {
            Assert.Equal(Difference(e => value([.. v[..i], e, .. v[(i + 1)..]], 0.9), v[i]), gradient[i], 6);
        }
    }

    [Fact]
    public void WhatTheLibraryLacksIsSaidAtTheCall()
    {
        MetadataReference library = MetadataReference.CreateFromImage(Image(Build("Library", """
            public static partial class Curves
            {
                [Differentiable]
                public static double Norm(double x) => x * x;
            }
            """, [], optimize: true, generates: false)));
        CSharpCompilation consumer = GeneratorHarness.Compile("""
            public static partial class Model
            {
                [Differentiable]
                public static double F(double x) => Curves.Norm(x);
            }
            """).AddReferences(library);

        Diagnostic diagnostic = Assert.Single(GeneratorHarness.Analyze(consumer));
        Assert.Equal("SG0023", diagnostic.Id);
        Assert.Contains("DerivativeKinds.Vjp", diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.Equal("Curves.Norm(x)", diagnostic.Location.SourceTree!.ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }

    private static double Difference(Func<double, double> f, double x)
    {
        const double h = 1e-5;
        return (8 * (f(x + h) - f(x - h)) - (f(x + 2 * h) - f(x - 2 * h))) / (12 * h);
    }

    private static Assembly Load(bool optimize)
    {
        byte[] library = Image(Build("Library", Library, [], optimize));
        byte[] consumer = Image(Build("Consumer", Consumer, [MetadataReference.CreateFromImage(library)], optimize));
        AssemblyLoadContext context = new("two assemblies");
        context.LoadFromStream(new MemoryStream(library));
        return context.LoadFromStream(new MemoryStream(consumer));
    }

    private static Compilation Build(string name, string source, IEnumerable<MetadataReference> references, bool optimize, bool generates = true)
    {
        CSharpCompilation compilation = GeneratorHarness.Compile(source).WithAssemblyName(name).AddReferences(references);
        Assert.Empty(GeneratorHarness.Analyze(compilation));
        return generates ? GeneratorHarness.Run(compilation, optimize).AssertClean().Output : compilation;
    }

    private static byte[] Image(Compilation compilation)
    {
        using MemoryStream image = new();
        Assert.True(compilation.Emit(image).Success);
        return image.ToArray();
    }

    private delegate double Value(ReadOnlySpan<double> v, double k);

    private delegate double ValueAndGradient(ReadOnlySpan<double> v, double k, Span<double> vGradient, out double kGradient);
}
