namespace SourceGrad.Benchmarks.Cases.Rosenbrock;

/// <summary>One sweep that carries what the next variable's derivative gets from this term.</summary>
internal static class RosenbrockScalar
{
    public static double ValueAndGradient(ReadOnlySpan<double> x, Span<double> gradient)
    {
        gradient = gradient[..x.Length];
        double sum = 0, carried = 0;
        for (int i = 0; i + 1 < x.Length; i++)
        {
            double a = 1 - x[i];
            double b = x[i + 1] - x[i] * x[i];
            sum += a * a + 100 * b * b;
            gradient[i] = carried - 2 * a - 400 * x[i] * b;
            carried = 200 * b;
        }

        gradient[^1] = carried;
        return sum;
    }
}
