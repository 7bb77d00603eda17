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
}
