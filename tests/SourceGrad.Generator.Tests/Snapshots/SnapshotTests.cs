using System.Globalization;
using SourceGrad.Testing;

namespace SourceGrad.Generator.Tests.Snapshots;

/// <summary>Whole generated files, to be read in review. All of them compile without a warning.</summary>
public sealed partial class SnapshotTests
{
    [Fact]
    public Task Rosenbrock() => Verify("""
        namespace Demo;

        public static partial class Functions
        {
            [Differentiable]
            public static double Rosenbrock(double x, double y)
            {
                double a = 1 - x, b = y - x * x;
                return a * a + 100 * b * b;
            }
        }
        """);

    [Fact]
    public Task LogisticLoss() => Verify("""
        namespace Demo;

        internal static partial class Losses
        {
            [Differentiable(nameof(w))]
            internal static double LogisticLoss(ReadOnlySpan<double> w, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
            {
                int d = w.Length, n = y.Length;
                double loss = 0;
                for (int i = 0; i < n; i++)
                {
                    double z = 0;
                    for (int j = 0; j < d; j++) z += w[j] * x[i * d + j];
                    loss += Math.Log(1 + Math.Exp(-y[i] * z));
                }
                return loss / n;
            }
        }
        """);

    [Fact]
    public Task LogisticRecurrence() => Verify("""
        public static partial class Maps
        {
            [Differentiable]
            public static double Logistic(double x, double r, int steps)
            {
                double s = x;
                for (int t = 0; t < steps; t++) { double u = r * s; s = u * (1 - s); }
                return s;
            }
        }
        """);

    [Fact]
    public Task AliasingStore() => Verify("""
        public static partial class Buffers
        {
            [Differentiable]
            public static double Store(Span<double> a, int i, int j)
            {
                a[i] = a[i] * a[j];
                return a[i] + a[j];
            }
        }
        """);

    [Fact]
    public Task WhileWithBreak() => Verify("""
        public static partial class Loops
        {
            [Differentiable]
            public static double Grow(double x)
            {
                double s = x;
                int n = 0;
                while (s < 10)
                {
                    s = s * s + x;
                    n++;
                    if (n > 20) break;
                }
                return s * n;
            }
        }
        """);

    [Fact]
    public Task EarlyReturnInForeach() => Verify("""
        public static partial class Loops
        {
            [Differentiable]
            public static double Product(ReadOnlySpan<double> x)
            {
                double p = 1;
                foreach (double v in x)
                {
                    if (v == 0) continue;
                    if (v < 0) return p * v;
                    p *= v;
                }
                return p;
            }
        }
        """);

    [Fact]
    public Task BranchesAndGuard() => Verify("""
        public static partial class Branches
        {
            [Differentiable]
            public static double Huber(double x, double y, double delta)
            {
                if (delta <= 0) throw new ArgumentOutOfRangeException(nameof(delta));
                double d = x - y, a = Math.Abs(d);
                return a <= delta ? 0.5 * d * d : delta * (a - 0.5 * delta);
            }
        }
        """);

    [Fact]
    public Task SwitchExpression() => Verify("""
        public static partial class Branches
        {
            [Differentiable]
            public static double Activate(double x, int kind) => kind switch
            {
                0 => Math.Tanh(x),
                1 => 1 / (1 + Math.Exp(-x)),
                > 1 and < 5 => Math.Max(x, 0),
                _ => x,
            };
        }
        """);

    [Fact]
    public Task ScratchLayer() => Verify("""
        public static partial class Networks
        {
            [Differentiable(nameof(w))]
            public static double Loss(ReadOnlySpan<double> w, ReadOnlySpan<double> x, double target)
            {
                Span<double> h = stackalloc double[4];
                int k = 0;
                for (int i = 0; i < 4; i++)
                {
                    double z = w[k++];
                    for (int j = 0; j < x.Length; j++) z += w[k++] * x[j];
                    h[i] = 1 / (1 + Math.Exp(-z));
                }
                double y = 0;
                for (int i = 0; i < 4; i++) y += w[k++] * h[i];
                return (y - target) * (y - target);
            }
        }
        """);

    [Fact]
    public Task Stencil() => Verify("""
        public static partial class Curves
        {
            [Differentiable]
            public static double Bending(ReadOnlySpan<double> y)
            {
                double energy = 0;
                for (int i = 1; i < y.Length - 1; i++)
                {
                    double bend = y[i - 1] - 2 * y[i] + y[i + 1];
                    energy += bend * bend;
                }
                return energy;
            }
        }
        """);

    [Fact]
    public Task ShortArrays() => Verify("""
        public static partial class Oscillator
        {
            [Differentiable]
            public static double Energy(ReadOnlySpan<double> force, double stiffness)
            {
                double[] state = [1, 0];
                for (int i = 0; i < force.Length; i++)
                {
                    double acceleration = force[i] - stiffness * Math.Sin(state[0]);
                    state[1] += 0.01 * acceleration;
                    state[0] += 0.01 * state[1];
                }
                return 0.5 * state[1] * state[1] + stiffness * (1 - Math.Cos(state[0]));
            }
        }
        """);

    [Fact]
    public Task UnsupportedMethod() => Verify("""
        public static partial class Unsupported
        {
            [Differentiable]
            public static double Locked(double x, ReadOnlySpan<double> y)
            {
                lock (typeof(Unsupported)) { x *= 2; }
                return x;
            }
        }
        """);

    [Fact]
    public Task NestedGenericType() => Verify("""
        namespace Demo.Models;

        public partial class Outer<T>
            where T : struct
        {
            protected internal partial record struct Inner<TKey>
            {
                [Differentiable]
                internal static float Area(float @class, float h) => @class * h;
            }
        }
        """);

    [Fact]
    public Task GenericMath() => Verify("""
        using System.Numerics;

        public static partial class Models
        {
            [Differentiable]
            public static T Loss<T>(ReadOnlySpan<T> w, T x, int steps)
                where T : IFloatingPointIeee754<T>
            {
                T half = T.CreateChecked(0.5), error = T.Zero;
                for (int i = 0; i < steps; i++)
                {
                    x = w[0] * x * (T.One - x) + w[1] * T.Sin(T.Pi * x);
                    T size = T.Abs(x - half);
                    error += size < T.CreateChecked(0.1) ? half * size * size : T.Log(T.One + size);
                }

                return error / T.CreateChecked(steps);
            }
        }
        """);

    [Fact]
    public Task VjpOfVoidMethod() => Verify("""
        public static partial class Layers
        {
            [Differentiable]
            public static void Softmax(ReadOnlySpan<double> x, Span<double> y)
            {
                double sum = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    y[i] = Math.Exp(x[i]);
                    sum += y[i];
                }
                for (int i = 0; i < x.Length; i++) y[i] /= sum;
            }
        }
        """);

    [Fact]
    public Task GradientAndVjp() => Verify("""
        public static partial class Functions
        {
            [Differentiable(Derivatives = DerivativeKinds.Gradient | DerivativeKinds.Vjp)]
            public static double Length(double x, double y) => Math.Sqrt(x * x + y * y);
        }
        """);

    [Fact]
    public Task InlinedCalls() => Verify("""
        public static partial class Calls
        {
            private static double Slope(double y, double k) => -k * y * y;

            [Differentiable]
            public static double Midpoint(double y, double k, double h)
            {
                double half = y + h / 2 * Slope(y, k);
                return y + h * Slope(half, k);
            }
        }
        """);

    /// <summary>The sample's own source, as it stands in its folder.</summary>
    [Fact]
    public Task DigitClassifier()
    {
        string folder = Path.Combine(RepositoryFiles.Root, "samples", "DigitClassifier");
        string[] files = ["Mlp.cs", "Layer.cs", "Digit.cs", "HiddenLayers.cs", "InputException.cs"];
        GeneratorRun run = GeneratorHarness.Run(GeneratorHarness.Compile([.. files.Select(file => File.ReadAllText(Path.Combine(folder, file))), "global using System.Linq;"]));
        return Verifier.Verify(run.AssertClean().Driver, nameof(DigitClassifier));
    }

    /// <summary>Deterministic to the byte, whatever the culture.</summary>
    [Fact]
    public void CultureChangesNothing()
    {
        const string Source = """
            public static partial class Functions
            {
                [Differentiable]
                public static double F(double x, int n)
                {
                    double s = 0.5;
                    for (int i = -3; i < n; i++) s = s * 1.25 - Math.Pow(x, 2.5) / 3;
                    return s;
                }
            }
            """;
        string expected = GeneratorHarness.Run(Source).AssertClean().Text;
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo strange = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            strange.NumberFormat.NumberDecimalSeparator = ",";
            strange.NumberFormat.NegativeSign = "~";
            CultureInfo.CurrentCulture = strange;
            Assert.Equal(expected, GeneratorHarness.Run(Source).AssertClean().Text);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static Task Verify(string source, [System.Runtime.CompilerServices.CallerMemberName] string method = "") =>
        Verifier.Verify(GeneratorHarness.Run(source).AssertClean().Driver, method);
}
