namespace SourceGrad.Benchmarks.Cases.LeastSquares;

/// <summary>One sweep over the points; the powers are computed once and kept for the second loop.</summary>
internal static class LeastSquaresScalar
{
    public static double ValueAndGradient(ReadOnlySpan<double> coefficients, int points, Span<double> gradient)
    {
        int m = coefficients.Length;
        gradient = gradient[..m];
        gradient.Clear();
        Span<double> powers = stackalloc double[m];
        double sum = 0;
        for (int i = 0; i < points; i++)
        {
            double t = -1 + i * 2.0 / (points - 1);
            double rest = Math.Sign(t), power = 1;
            for (int j = 0; j < powers.Length; j++)
            {
                powers[j] = power;
                rest -= coefficients[j] * power;
                power *= t;
            }

            sum += rest * rest;
            for (int j = 0; j < gradient.Length; j++)
            {
                gradient[j] -= rest * powers[j];
            }
        }

        return sum / 2;
    }
}
