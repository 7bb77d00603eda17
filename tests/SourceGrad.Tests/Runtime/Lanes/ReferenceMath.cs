using System.Globalization;

namespace SourceGrad.Tests.Runtime.Lanes;

/// <summary>What <see cref="Math"/> lacks, slowly.</summary>
public static class ReferenceMath
{
    // W. Kahan's formulas: the errors of Exp and Log cancel.
    public static double ExpM1(double x)
    {
        double u = Math.Exp(x);
        return u == 1 ? x : u - 1 == -1 ? -1 : double.IsInfinity(u) || double.IsNaN(u) ? u : Math.Abs(x) < 1 ? (u - 1) * (x / Math.Log(u)) : u - 1;
    }

    public static double LogP1(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : double.IsInfinity(u) || u <= 0 ? Math.Log(u) : Math.Abs(x) < 1 ? Math.Log(u) * (x / (u - 1)) : Math.Log(u) + (x - (u - 1)) / u;
    }

    public static double Sigmoid(double x) => x < 0 ? Math.Exp(x) / (1 + Math.Exp(x)) : 1 / (1 + Math.Exp(-x));

    public static double Softplus(double x) => Math.Max(x, 0) + LogP1(Math.Exp(-Math.Abs(x)));

    /// <summary>The error function by the series 2/√π·e^(-x²)·Σ 2ⁿ x²ⁿ⁺¹ / (2n + 1)‼, all of whose terms are positive.</summary>
    public static double Erf(double x)
    {
        if (double.IsNaN(x) || Math.Abs(x) < 1e-8)
        {
            return x * 1.1283791670955126;
        }

        if (Math.Abs(x) > 6)
        {
            return Math.Sign(x);
        }

        decimal y = (decimal)Math.Abs(x), exact = (decimal)(Math.Abs(x) - (double)y);
        y += exact;
        decimal square = y * y, term = y, sum = 0, exponential = 0, power = 1;
        for (int n = 0; n < 400; n++)
        {
            sum += term;
            exponential += power;
            term = term * 2 * square / (2 * n + 3);
            power = power * square / (n + 1);
        }

        // By way of text, which is rounded correctly; the cast is not.
        string text = (sum / exponential * 1.12837916709551257389615890m).ToString(CultureInfo.InvariantCulture);
        return Math.CopySign(double.Parse(text, CultureInfo.InvariantCulture), x);
    }
}
