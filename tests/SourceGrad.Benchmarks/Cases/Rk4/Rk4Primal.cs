namespace SourceGrad.Benchmarks.Cases.Rk4;

internal static partial class Rk4Primal
{
    /// <summary>The last state at time 2 of y₀' = x₀, yᵢ' = xᵢ·yᵢ₋₁, by the classical Runge-Kutta method.</summary>
    [Differentiable]
    public static double Solve(ReadOnlySpan<double> x, int steps)
    {
        int n = x.Length;
        double h = 2.0 / steps;
        double[] y = new double[n];
        double[] u = new double[n];
        double[] k1 = new double[n];
        double[] k2 = new double[n];
        double[] k3 = new double[n];
        double[] k4 = new double[n];
        for (int step = 0; step < steps; step++)
        {
            Derivative(x, y, k1);
            for (int i = 0; i < n; i++)
            {
                u[i] = y[i] + h / 2 * k1[i];
            }

            Derivative(x, u, k2);
            for (int i = 0; i < n; i++)
            {
                u[i] = y[i] + h / 2 * k2[i];
            }

            Derivative(x, u, k3);
            for (int i = 0; i < n; i++)
            {
                u[i] = y[i] + h * k3[i];
            }

            Derivative(x, u, k4);
            for (int i = 0; i < n; i++)
            {
                y[i] += h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
            }
        }

        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            sum += y[i] * y[i];
        }

        return sum;
    }

    private static void Derivative(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> result)
    {
        result[0] = x[0];
        for (int i = 1; i < x.Length; i++)
        {
            result[i] = x[i] * y[i - 1];
        }
    }
}
