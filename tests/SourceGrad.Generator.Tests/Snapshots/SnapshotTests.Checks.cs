using SourceGrad.Testing;

namespace SourceGrad.Generator.Tests.Snapshots;

/// <summary>What <c>SourceGradVerify</c> adds.</summary>
public sealed partial class SnapshotTests
{
    /// <summary>Overloads, private types, generic ones, and every kind of parameter type that a name has to be found for.</summary>
    [Fact]
    public Task GeneratedChecks() => Verifier.Verify(GeneratorHarness.Run("""
        namespace Demo.Models
        {
            public partial class Outer<T>
            {
                private partial class Inner
                {
                    [Differentiable]
                    private static double Product(double[] a, T[] unused) => a[0] * a[1];
                }
            }

            public static partial class Functions
            {
                [Differentiable]
                public static double F(double x) => x * x;

                [Differentiable]
                public static double F(in double x, (double A, int N) pair) => x * pair.A;

                [Differentiable]
                public static double F(ReadOnlySpan<double> x, double[,] table, double[][] rows) => x[0] * table[0, 0] * rows[0][0];
            }
        }
        """, verify: true).AssertClean().Driver, nameof(GeneratedChecks));
}
