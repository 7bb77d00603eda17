namespace SourceGrad.Tests.Routines;

/// <summary>Small dense matrices, row by row in a span.</summary>
internal static class SmallMatrix
{
    /// <summary>c = a b for a of m × k and b of k × n.</summary>
    public static void Multiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int m, int k, int n)
    {
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double sum = 0;
                for (int l = 0; l < k; l++)
                {
                    sum += a[i * k + l] * b[l * n + j];
                }

                c[i * n + j] = sum;
            }
        }
    }

    public static void Transpose(ReadOnlySpan<double> a, Span<double> t, int m, int n)
    {
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                t[j * m + i] = a[i * n + j];
            }
        }
    }

    /// <summary>Leaves the lower factor in the lower triangle; false where the matrix is not positive definite.</summary>
    public static bool TryCholesky(Span<double> a, int n)
    {
        for (int j = 0; j < n; j++)
        {
            double diagonal = a[j * n + j];
            for (int k = 0; k < j; k++)
            {
                diagonal -= a[j * n + k] * a[j * n + k];
            }

            if (diagonal <= 0)
            {
                return false;
            }

            diagonal = Math.Sqrt(diagonal);
            a[j * n + j] = diagonal;
            for (int i = j + 1; i < n; i++)
            {
                double sum = a[i * n + j];
                for (int k = 0; k < j; k++)
                {
                    sum -= a[i * n + k] * a[j * n + k];
                }

                a[i * n + j] = sum / diagonal;
            }
        }

        return true;
    }

    /// <summary>x = (L Lᵀ)⁻¹ x, in place, for the factor that <see cref="TryCholesky"/> left.</summary>
    public static void Solve(ReadOnlySpan<double> l, Span<double> x, int n)
    {
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < i; k++)
            {
                x[i] -= l[i * n + k] * x[k];
            }

            x[i] /= l[i * n + i];
        }

        for (int i = n - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < n; k++)
            {
                x[i] -= l[k * n + i] * x[k];
            }

            x[i] /= l[i * n + i];
        }
    }
}

/// <summary>
/// The linear filter of R. E. Kalman (Journal of Basic Engineering 82, 1960); its log-likelihood by the prediction errors (F. Schweppe,
/// IEEE Transactions on Information Theory 11, 1965). Matrices are row-major; n states, m measurements.
/// </summary>
public partial class KalmanFilter
{
    private readonly int _states, _measurements;
    private readonly double[] _transition;
    private readonly double[] _observation;
    private readonly double[] _processDeviation;
    private readonly double[] _measurementDeviation;

    public KalmanFilter(double[] transition, double[] observation, double[] processDeviation, double[] measurementDeviation)
    {
        _states = processDeviation.Length;
        _measurements = measurementDeviation.Length;
        _transition = transition;
        _observation = observation;
        _processDeviation = processDeviation;
        _measurementDeviation = measurementDeviation;
    }

    public double InitialVariance { get; init; } = 1;

    /// <param name="series">One row of measurements for each time.</param>
    [Differentiable]
    public double LogLikelihood([NoGradient] ReadOnlySpan<double> series)
    {
        int n = _states, m = _measurements;
        double[] x = new double[n], p = new double[n * n];
        double[] predicted = new double[n], transposed = new double[n * n], scratch = new double[n * n];
        double[] ht = new double[n * m], pht = new double[n * m], s = new double[m * m], gain = new double[n * m];
        double[] innovation = new double[m], solved = new double[m];
        for (int i = 0; i < n; i++)
        {
            p[i * n + i] = InitialVariance;
        }

        SmallMatrix.Transpose(_transition, transposed, n, n);
        SmallMatrix.Transpose(_observation, ht, m, n);
        double sum = 0;
        for (int start = 0; start + m <= series.Length; start += m)
        {
            // Predict: x = F x, P = F P Fᵀ + Q.
            SmallMatrix.Multiply(_transition, x, predicted, n, n, 1);
            predicted.CopyTo(x, 0);
            SmallMatrix.Multiply(_transition, p, scratch, n, n, n);
            SmallMatrix.Multiply(scratch, transposed, p, n, n, n);
            for (int i = 0; i < n; i++)
            {
                p[i * n + i] += _processDeviation[i] * _processDeviation[i];
            }

            // The innovation and its covariance: S = H P Hᵀ + R.
            SmallMatrix.Multiply(_observation, x, innovation, m, n, 1);
            SmallMatrix.Multiply(p, ht, pht, n, n, m);
            SmallMatrix.Multiply(_observation, pht, s, m, n, m);
            for (int i = 0; i < m; i++)
            {
                innovation[i] = series[start + i] - innovation[i];
                s[i * m + i] += _measurementDeviation[i] * _measurementDeviation[i];
            }

            if (!SmallMatrix.TryCholesky(s, m))
            {
                return double.NegativeInfinity;
            }

            innovation.CopyTo(solved, 0);
            SmallMatrix.Solve(s, solved, m);
            for (int i = 0; i < m; i++)
            {
                sum -= 0.5 * (innovation[i] * solved[i] + Math.Log(2 * Math.PI)) + Math.Log(s[i * m + i]);
            }

            // Update: K = P Hᵀ S⁻¹, x += K v, P -= K (P Hᵀ)ᵀ.
            pht.CopyTo(gain, 0);
            for (int i = 0; i < n; i++)
            {
                SmallMatrix.Solve(s, gain.AsSpan(i * m, m), m);
                for (int j = 0; j < m; j++)
                {
                    x[i] += gain[i * m + j] * innovation[j];
                    for (int k = 0; k < n; k++)
                    {
                        p[i * n + k] -= gain[i * m + j] * pht[k * m + j];
                    }
                }
            }
        }

        return sum;
    }
}
