using System.Reflection;
using SourceGrad.Testing;

namespace SourceGrad.Tests.Checking;

/// <summary>The checks that <c>SourceGradVerify</c> adds, run on the code that they were generated with.</summary>
public sealed class GeneratedCheckTests
{
    private const string Right = """
        namespace Demo;

        public enum Kind { Square, Cube }

        public static partial class Functions
        {
            [Differentiable(Derivatives = DerivativeKinds.Gradient | DerivativeKinds.Vjp)]
            private static double Power(double x, Kind kind) => kind == Kind.Square ? x * x : x * x * x;

            [Differentiable]
            public static double F(double x) => Math.Log(x);

            [Differentiable]
            public static double F(float x) => x * x;

            [Differentiable(nameof(w))]
            public static double Layer(ReadOnlySpan<double> w, ReadOnlySpan<double> x, int outputs)
            {
                if (w.Length != outputs * x.Length) throw new ArgumentException("The weights do not fit.");
                double sum = 0;
                for (int j = 0; j < outputs; j++)
                {
                    double z = 0;
                    for (int i = 0; i < x.Length; i++) z += w[j * x.Length + i] * x[i];
                    sum += Math.Tanh(z);
                }
                return sum;
            }

            [Differentiable]
            public static void Scale(Span<double> x, double k)
            {
                for (int i = 0; i < x.Length; i++) x[i] *= k;
            }

            [Differentiable]
            public static T Cube<T>(T x) where T : System.Numerics.IFloatingPointIeee754<T> => x * x * x;

            private partial class Hidden
            {
                private readonly double[] _w = new double[3];

                private double Bias { get; set; }

                [Differentiable]
                private double Loss([NoGradient] ReadOnlySpan<double> x, double k) => k * (_w[0] * x[0] + _w[1] * Bias) * _w[2];
            }
        }
        """;

    [Fact]
    public void EveryMethodIsChecked()
    {
        IReadOnlyList<GeneratedGradientCheck> checks = Checks(Right);
        Assert.Equal(
            ["Demo.Functions.Cube", "Demo.Functions.F", "Demo.Functions.F", "Demo.Functions.Layer", "Demo.Functions.Power", "Demo.Functions.Scale", "Demo.Functions.Hidden.Loss"],
            checks.Select(check => check.Name));
        foreach (GradientReport report in GeneratedGradientCheck.RunAll(checks))
        {
            Assert.True(report.Outcome == GradientOutcome.Agrees, report.ToString());
            Assert.NotEmpty(report.Components);
        }
    }

    /// <summary>A hand-written rule is what a user can get wrong.</summary>
    [Fact]
    public void AWrongRuleIsFound()
    {
        IReadOnlyList<GeneratedGradientCheck> checks = Checks("""
            public static partial class Functions
            {
                public static double Gain(double x) => Math.Sinh(x);

                [DerivativeOf(typeof(Functions), nameof(Gain))]
                public static double GainDerivative(double x, double adjoint) => adjoint * Math.Sinh(x);

                [Differentiable]
                public static double Output(double x, double y) => Gain(x) * y;

                [Differentiable]
                public static double Innocent(double x) => x * x;
            }
            """);
        GradientCheckException wrong = Assert.Throws<GradientCheckException>(() => GeneratedGradientCheck.RunAll(checks));
        Assert.StartsWith("The gradient of 'Functions.Output' is wrong in 1 of 2 components.\nThe worst is x: ", wrong.Message, StringComparison.Ordinal);
        Assert.Single(wrong.Reports);
    }

    [Theory]
    [InlineData("public static double F(double x) => x > 1e9 ? x : throw new InvalidOperationException(\"never here\");", "never here")]
    [InlineData("public static double F(double x, IDisposable other) => x;", "no 'System.IDisposable' can be made up")]
    public void WhatCannotBeCheckedSaysWhy(string method, string reason)
    {
        GradientReport report = Assert.Single(GeneratedGradientCheck.RunAll(Checks($"public static partial class Functions {{ [Differentiable] {method} }}")));
        Assert.Equal(GradientOutcome.Inconclusive, report.Outcome);
        Assert.Contains(reason, report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void MethodsOfGenericTypesAreNotChecked()
    {
        GradientReport report = Assert.Single(GeneratedGradientCheck.RunAll(Checks(
            "public static partial class Functions<T> { [Differentiable] public static double F(double x) => x; }")));
        Assert.Contains("its type is generic", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void PointsAreTheSameOnEveryRun() => Assert.Equal(
        GeneratedGradientCheck.RunAll(Checks(Right)).Select(report => report.Point),
        GeneratedGradientCheck.RunAll(Checks(Right)).Select(report => report.Point));

    [Fact]
    public void AnAssemblyWithoutChecksSaysHowToGetThem() => Assert.Contains(
        "<SourceGradVerify>true</SourceGradVerify>",
        Assert.Throws<InvalidOperationException>(() => GradientCheck.Generated(typeof(GeneratedCheckTests).Assembly)).Message,
        StringComparison.Ordinal);

    private static IReadOnlyList<GeneratedGradientCheck> Checks(string source)
    {
        Assembly assembly = GeneratorHarness.Run(source, verify: true).Load();
        return GradientCheck.Generated(assembly);
    }
}
