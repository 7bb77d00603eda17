using Microsoft.CodeAnalysis.CSharp;
using SourceGrad.Testing;

namespace SourceGrad.Generator.Tests.Snapshots;

/// <content>Structs and models.</content>
public sealed partial class SnapshotTests
{
    [Fact]
    public Task StructParameters() => Verify("""
        public readonly record struct Vec(double X, double Y)
        {
            public double Dot(Vec other) => X * other.X + Y * other.Y;
        }

        public struct Body
        {
            public Vec Position;
            public double Mass;
        }

        public static partial class Functions
        {
            [Differentiable]
            public static double Potential(ReadOnlySpan<Body> bodies, Vec field, (double Scale, int Power) law)
            {
                double energy = 0;
                foreach (Body body in bodies)
                {
                    energy += body.Mass * body.Position.Dot(field);
                }

                return law.Scale * Math.Pow(energy, law.Power);
            }
        }
        """);

    [Fact]
    public Task ModelClass() => Verify("""
        public partial class Regression(double[] weights)
        {
            private readonly double[] _weights = weights;

            public double Bias { get; set; }

            [NoGradient]
            public double Decay { get; init; } = 0.01;

            [Differentiable]
            public double Loss([NoGradient] ReadOnlySpan<double> x, [NoGradient] double y)
            {
                double z = Bias, norm = 0;
                for (int i = 0; i < _weights.Length; i++)
                {
                    z += _weights[i] * x[i];
                    norm += _weights[i] * _weights[i];
                }

                return Math.Log(1 + Math.Exp(-y * z)) + Decay * norm;
            }
        }
        """);

    [Fact]
    public Task LossOnAllCores() => Verify("""
        public static partial class Regression
        {
            [Differentiable(nameof(w), Parallel = true)]
            public static double Loss(ReadOnlySpan<double> w, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
            {
                double loss = 0;
                for (int i = 0; i < y.Length; i++)
                {
                    double z = 0;
                    for (int j = 0; j < w.Length; j++) z += w[j] * x[i * w.Length + j];
                    loss += Math.Log(1 + Math.Exp(-y[i] * z));
                }
                return loss / y.Length;
            }
        }
        """);

    /// <summary>A project whose integers throw where they overflow.</summary>
    [Fact]
    public Task CheckedProject()
    {
        CSharpCompilation compilation = GeneratorHarness.Compile("""
            public static partial class Tables
            {
                [Differentiable]
                public static double Row(ReadOnlySpan<double> x, int n, int m)
                {
                    double s = 0;
                    for (int j = 0; j < m; j++) s += x[n * m + j] * unchecked(n * 7 + checked(m + 2));
                    int t = 0;
                    while (t < n) { t += 2; s *= x[t]; }
                    return s + Twice(n) * checked(Twice(n) - m);
                }

                private static int Twice(int n) => unchecked(n * 2);
            }
            """);
        return Verifier.Verify(GeneratorHarness.Run(compilation.WithOptions(compilation.Options.WithOverflowChecks(true))).AssertClean().Driver);
    }
}
