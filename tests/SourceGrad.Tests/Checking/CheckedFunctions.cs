namespace SourceGrad.Tests.Checking;

/// <summary>Functions with generated gradients, and with gradients that are wrong.</summary>
public static partial class CheckedFunctions
{
    [Differentiable]
    public static double Rosenbrock(double x, double y)
    {
        double a = 1 - x, b = y - x * x;
        return a * a + 100 * b * b;
    }

    /// <summary>Wrong in y by one percent.</summary>
    public static (double X, double Y) WrongGradient(double x, double y) => (RosenbrockGradient(x, y).x, 1.01 * RosenbrockGradient(x, y).y);

    [Differentiable(nameof(x), Derivatives = DerivativeKinds.Gradient | DerivativeKinds.Vjp)]
    public static float Wave(float x, float k, int n) => MathF.Sin(k * x) * n;

    [Differentiable(nameof(w), nameof(bias), Derivatives = DerivativeKinds.Gradient | DerivativeKinds.Vjp)]
    public static double Loss(ReadOnlySpan<double> w, ReadOnlySpan<double> x, double bias)
    {
        double z = bias;
        for (int i = 0; i < w.Length; i++) z += w[i] * x[i];
        return Math.Log(1 + Math.Exp(-z));
    }

    /// <summary>Adds to a destination that it should overwrite.</summary>
    public static double Accumulating(ReadOnlySpan<double> w, ReadOnlySpan<double> x, double bias, Span<double> wGradient, out double biasGradient)
    {
        double value = LossVjp(w, x, bias, 1, wGradient, ref Nothing());
        biasGradient = s_nothing;
        return value;
    }

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

    /// <summary>As if the sum were a constant.</summary>
    public static void WrongVjp(ReadOnlySpan<double> x, Span<double> y, ReadOnlySpan<double> yAdjoint, Span<double> xGradient)
    {
        Softmax(x, y);
        for (int i = 0; i < x.Length; i++) xGradient[i] += yAdjoint[i] * y[i];
    }

    [Differentiable]
    public static double Energy((double Mass, int Power) body, double[,] table, double[][] rows) =>
        body.Mass * Math.Pow(table[0, 1], body.Power) + rows[1][0] * table[1, 0];

    [Differentiable]
    public static double Huber(double x) => Math.Abs(x) <= 1 ? 0.5 * x * x : Math.Abs(x) - 0.5;

    [Differentiable]
    public static double Hinge(double x) => Math.Max(x, 0);

    [Differentiable]
    public static double Root(double x) => Math.Sqrt(x);

    [Differentiable]
    public static double Guarded(double x) => x > 0 ? Math.Log(x) : throw new ArgumentOutOfRangeException(nameof(x));

    private static double s_nothing;

    private static ref double Nothing()
    {
        s_nothing = 0;
        return ref s_nothing;
    }
}
