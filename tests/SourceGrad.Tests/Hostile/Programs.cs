namespace SourceGrad.Tests.Hostile;

/// <summary>Methods that ask much of memory, of the stack and of the pool.</summary>
public static partial class Programs
{
    [Differentiable]
    public static double SumOfSines(ReadOnlySpan<double> x)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            s += Math.Sin(x[i]) * x[i];
        }

        return s;
    }

    /// <summary>Each value depends on the one before, so that all are recorded.</summary>
    [Differentiable(Simd = false)]
    public static double Chain(ReadOnlySpan<double> x, int failsAt)
    {
        double s = 0.5;
        for (int i = 0; i < x.Length; i++)
        {
            if (i == failsAt)
            {
                throw new InvalidOperationException("in the middle");
            }

            s = Math.Sin(s) + x[i] * s;
        }

        return s;
    }

    /// <summary>The same, with a number of rounds that is not known beforehand.</summary>
    [Differentiable(Simd = false)]
    public static double Search(double x, int failsAt)
    {
        double s = x;
        int rounds = 0;
        while (s < 1e3 && rounds < 20_000)
        {
            if (rounds == failsAt)
            {
                throw new InvalidOperationException("in the middle");
            }

            s = s + Math.Sin(s) * 1e-4;
            rounds++;
        }

        return s;
    }

    [Differentiable]
    public static double Wrapped(ReadOnlySpan<double> x, int n) => x[n * 65536 * 65535];

    [Differentiable]
    public static double Checked(ReadOnlySpan<double> x, int n) => x[checked(n * 65536 * 65535)];

    [Differentiable]
    public static double WrapsToZero(ReadOnlySpan<double> x, int n) => x[n * 65536 * 65536] * x[^1];

    [Differentiable]
    public static double Deep(double x, int n) => n == 0 ? x : Math.Sin(Deep(x, n - 1)) + x;

    [Differentiable]
    public static double OnTheStack(double x, int n)
    {
        Span<double> t = stackalloc double[n];
        for (int i = 0; i < n; i++)
        {
            t[i] = Math.Sin(x * i);
        }

        double s = 0;
        for (int i = 0; i < n; i++)
        {
            s += t[i] * t[n - 1 - i];
        }

        return s;
    }
}
