using System.ComponentModel;
using System.Numerics;

namespace SourceGrad.Runtime;

/// <summary>Elementary functions of lanes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Lanes
{
    /// <summary>Exp of each lane.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The results.</returns>
    public static Vector<double> Exp(Vector<double> x)
    {
        Span<double> lanes = stackalloc double[Vector<double>.Count];
        for (int k = 0; k < lanes.Length; k++)
        {
            lanes[k] = double.Exp(x[k]);
        }

        return new Vector<double>(lanes);
    }

    /// <summary>ExpM1 of each lane.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The results.</returns>
    public static Vector<double> ExpM1(Vector<double> x)
    {
        Span<double> lanes = stackalloc double[Vector<double>.Count];
        for (int k = 0; k < lanes.Length; k++)
        {
            lanes[k] = double.ExpM1(x[k]);
        }

        return new Vector<double>(lanes);
    }

    /// <summary>Log of each lane.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The results.</returns>
    public static Vector<double> Log(Vector<double> x)
    {
        Span<double> lanes = stackalloc double[Vector<double>.Count];
        for (int k = 0; k < lanes.Length; k++)
        {
            lanes[k] = double.Log(x[k]);
        }

        return new Vector<double>(lanes);
    }

    /// <summary>LogP1 of each lane.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The results.</returns>
    public static Vector<double> LogP1(Vector<double> x)
    {
        Span<double> lanes = stackalloc double[Vector<double>.Count];
        for (int k = 0; k < lanes.Length; k++)
        {
            lanes[k] = double.LogP1(x[k]);
        }

        return new Vector<double>(lanes);
    }

    /// <summary>Sin of each lane.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The results.</returns>
    public static Vector<double> Sin(Vector<double> x)
    {
        Span<double> lanes = stackalloc double[Vector<double>.Count];
        for (int k = 0; k < lanes.Length; k++)
        {
            lanes[k] = double.Sin(x[k]);
        }

        return new Vector<double>(lanes);
    }

    /// <summary>Cos of each lane.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The results.</returns>
    public static Vector<double> Cos(Vector<double> x)
    {
        Span<double> lanes = stackalloc double[Vector<double>.Count];
        for (int k = 0; k < lanes.Length; k++)
        {
            lanes[k] = double.Cos(x[k]);
        }

        return new Vector<double>(lanes);
    }

    /// <summary>Tan of each lane.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The results.</returns>
    public static Vector<double> Tan(Vector<double> x)
    {
        Span<double> lanes = stackalloc double[Vector<double>.Count];
        for (int k = 0; k < lanes.Length; k++)
        {
            lanes[k] = double.Tan(x[k]);
        }

        return new Vector<double>(lanes);
    }

    /// <summary>Tanh of each lane.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The results.</returns>
    public static Vector<double> Tanh(Vector<double> x)
    {
        Span<double> lanes = stackalloc double[Vector<double>.Count];
        for (int k = 0; k < lanes.Length; k++)
        {
            lanes[k] = double.Tanh(x[k]);
        }

        return new Vector<double>(lanes);
    }

    /// <summary>Atan of each lane.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The results.</returns>
    public static Vector<double> Atan(Vector<double> x)
    {
        Span<double> lanes = stackalloc double[Vector<double>.Count];
        for (int k = 0; k < lanes.Length; k++)
        {
            lanes[k] = double.Atan(x[k]);
        }

        return new Vector<double>(lanes);
    }

    /// <summary>A power in each lane.</summary>
    /// <param name="x">The bases.</param>
    /// <param name="y">The exponents.</param>
    /// <returns>The powers.</returns>
    public static Vector<double> Pow(Vector<double> x, Vector<double> y)
    {
        Span<double> lanes = stackalloc double[Vector<double>.Count];
        for (int k = 0; k < lanes.Length; k++)
        {
            lanes[k] = double.Pow(x[k], y[k]);
        }

        return new Vector<double>(lanes);
    }

    /// <summary>Exp of each lane.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The results.</returns>
    public static Vector<float> Exp(Vector<float> x)
    {
        Span<float> lanes = stackalloc float[Vector<float>.Count];
        for (int k = 0; k < lanes.Length; k++)
        {
            lanes[k] = float.Exp(x[k]);
        }

        return new Vector<float>(lanes);
    }

    /// <summary>ExpM1 of each lane.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The results.</returns>
    public static Vector<float> ExpM1(Vector<float> x)
    {
        Span<float> lanes = stackalloc float[Vector<float>.Count];
        for (int k = 0; k < lanes.Length; k++)
        {
            lanes[k] = float.ExpM1(x[k]);
        }

        return new Vector<float>(lanes);
    }

    /// <summary>Log of each lane.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The results.</returns>
    public static Vector<float> Log(Vector<float> x)
    {
        Span<float> lanes = stackalloc float[Vector<float>.Count];
        for (int k = 0; k < lanes.Length; k++)
        {
            lanes[k] = float.Log(x[k]);
        }

        return new Vector<float>(lanes);
    }

    /// <summary>LogP1 of each lane.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The results.</returns>
    public static Vector<float> LogP1(Vector<float> x)
    {
        Span<float> lanes = stackalloc float[Vector<float>.Count];
        for (int k = 0; k < lanes.Length; k++)
        {
            lanes[k] = float.LogP1(x[k]);
        }

        return new Vector<float>(lanes);
    }

    /// <summary>Sin of each lane.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The results.</returns>
    public static Vector<float> Sin(Vector<float> x)
    {
        Span<float> lanes = stackalloc float[Vector<float>.Count];
        for (int k = 0; k < lanes.Length; k++)
        {
            lanes[k] = float.Sin(x[k]);
        }

        return new Vector<float>(lanes);
    }

    /// <summary>Cos of each lane.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The results.</returns>
    public static Vector<float> Cos(Vector<float> x)
    {
        Span<float> lanes = stackalloc float[Vector<float>.Count];
        for (int k = 0; k < lanes.Length; k++)
        {
            lanes[k] = float.Cos(x[k]);
        }

        return new Vector<float>(lanes);
    }

    /// <summary>Tan of each lane.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The results.</returns>
    public static Vector<float> Tan(Vector<float> x)
    {
        Span<float> lanes = stackalloc float[Vector<float>.Count];
        for (int k = 0; k < lanes.Length; k++)
        {
            lanes[k] = float.Tan(x[k]);
        }

        return new Vector<float>(lanes);
    }

    /// <summary>Tanh of each lane.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The results.</returns>
    public static Vector<float> Tanh(Vector<float> x)
    {
        Span<float> lanes = stackalloc float[Vector<float>.Count];
        for (int k = 0; k < lanes.Length; k++)
        {
            lanes[k] = float.Tanh(x[k]);
        }

        return new Vector<float>(lanes);
    }

    /// <summary>Atan of each lane.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>The results.</returns>
    public static Vector<float> Atan(Vector<float> x)
    {
        Span<float> lanes = stackalloc float[Vector<float>.Count];
        for (int k = 0; k < lanes.Length; k++)
        {
            lanes[k] = float.Atan(x[k]);
        }

        return new Vector<float>(lanes);
    }

    /// <summary>A power in each lane.</summary>
    /// <param name="x">The bases.</param>
    /// <param name="y">The exponents.</param>
    /// <returns>The powers.</returns>
    public static Vector<float> Pow(Vector<float> x, Vector<float> y)
    {
        Span<float> lanes = stackalloc float[Vector<float>.Count];
        for (int k = 0; k < lanes.Length; k++)
        {
            lanes[k] = float.Pow(x[k], y[k]);
        }

        return new Vector<float>(lanes);
    }
}
