namespace SourceGrad.Fuzz.Machines;

/// <summary>
/// The derivative of a number with respect to every input at once, and for each the sum of the magnitudes of all paths that it came by:
/// what rounding errors are proportional to.
/// </summary>
public sealed class Tangent
{
    private readonly double[] _derivatives;
    private readonly double[] _magnitudes;

    private Tangent(double[] derivatives, double[] magnitudes)
    {
        _derivatives = derivatives;
        _magnitudes = magnitudes;
    }

    public double this[int input] => _derivatives[input];

    public double Magnitude(int input) => _magnitudes[input];

    public static Tangent Unit(int inputs, int input)
    {
        double[] derivatives = new double[inputs];
        derivatives[input] = 1;
        return new Tangent(derivatives, (double[])derivatives.Clone());
    }

    /// <summary>The chain rule for functions of one number.</summary>
    public static Tangent? Of(Tangent? x, Slope dx)
    {
        if (x is null)
        {
            return null;
        }

        double[] derivatives = new double[x._derivatives.Length];
        double[] magnitudes = new double[derivatives.Length];
        Add(x, dx, derivatives, magnitudes);
        return new Tangent(derivatives, magnitudes);
    }

    /// <summary>The chain rule for functions of two.</summary>
    public static Tangent? Of(Tangent? x, Slope dx, Tangent? y, Slope dy)
    {
        if (x is null || y is null)
        {
            return x is null ? Of(y, dy) : Of(x, dx);
        }

        double[] derivatives = new double[x._derivatives.Length];
        double[] magnitudes = new double[derivatives.Length];
        Add(x, dx, derivatives, magnitudes);
        Add(y, dy, derivatives, magnitudes);
        return new Tangent(derivatives, magnitudes);
    }

    /// <summary>Everything is finite and below a bound.</summary>
    public bool IsWithin(double bound)
    {
        foreach (double magnitude in _magnitudes)
        {
            if (!(magnitude <= bound))
            {
                return false;
            }
        }

        return true;
    }

    private static void Add(Tangent x, Slope dx, double[] derivatives, double[] magnitudes)
    {
        double bound = Math.Max(Math.Abs(dx.Value), dx.Bound);
        for (int i = 0; i < derivatives.Length; i++)
        {
            if (x._magnitudes[i] != 0)
            {
                derivatives[i] += x._derivatives[i] * dx.Value;
                magnitudes[i] += x._magnitudes[i] * bound;
            }
        }
    }
}
