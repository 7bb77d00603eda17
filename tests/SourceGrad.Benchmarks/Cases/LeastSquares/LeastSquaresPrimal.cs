namespace SourceGrad.Benchmarks.Cases.LeastSquares;

internal static partial class LeastSquaresPrimal
{
    /// <summary>Half the squared distance of a polynomial from the sign function, at points evenly spread from -1 to 1.</summary>
    [Differentiable(nameof(coefficients))]
    public static double Loss(ReadOnlySpan<double> coefficients, int points)
    {
        double sum = 0;
        for (int i = 0; i < points; i++)
        {
            double t = -1 + i * 2.0 / (points - 1);
            double rest = Math.Sign(t);
            double power = 1;
            for (int j = 0; j < coefficients.Length; j++)
            {
                rest -= coefficients[j] * power;
                power *= t;
            }

            sum += rest * rest;
        }

        return sum / 2;
    }
}
