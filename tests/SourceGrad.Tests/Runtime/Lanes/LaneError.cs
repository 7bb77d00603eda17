using System.Numerics;

namespace SourceGrad.Tests.Runtime.Lanes;

/// <summary>Measures lane functions in units in the last place of the expected result.</summary>
public static class LaneError
{
    private static readonly double[] s_special =
    [
        0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, -double.Epsilon, 1e-310, -1e-310,
        2.2250738585072014e-308, -2.2250738585072014e-308, double.MaxValue, double.MinValue, 1, -1, 0.5, -0.5, 2, -2, 4, 1024, 1e-8, -1e-8,
        Math.PI, -Math.PI, Math.PI / 2, Math.PI / 4, -Math.PI / 4, 1e5, -1e5, 1e6, -1e6, 1e7, 1e22, -1e22, 1e300,
        709.78, 709.79, 710.4, 710.5, 711, -708, -709, -745.1, -745.2, -746, -1e4, 19.06, 22, -22, 37, -37, 36.7, 40, -40, 41,
        0.4142135623730951, 2.414213562373095, 0.9999999999999999, 1.0000000000000002, Math.Sqrt(2), Math.Sqrt(0.5), 5.999, 6, 6.001,
        88.7, 88.8, -87.3, -103, -104, 1e-38, 1e-40, 1e-45, -1e-40, 3e38,
    ];

    /// <summary>Points over the range: evenly spread, evenly spread in the exponent, and special values outside it too.</summary>
    public static double[] Points(double from, double to, int count)
    {
        Random random = new(1);
        List<double> points = [];
        foreach (double special in s_special)
        {
            // One vector of itself, so that no huge neighbour sends it another way, and then one with neighbours.
            points.AddRange(Enumerable.Repeat(special, Vector<float>.Count));
        }

        points.AddRange(s_special);
        double largest = Math.Max(Math.Abs(from), Math.Abs(to));
        while (points.Count < count)
        {
            double even = largest > 1e100 ? double.NaN : from + (to - from) * random.NextDouble();
            double near = (random.NextDouble() * 20 - 10) % largest;
            double exponential = Math.ScaleB(1 + random.NextDouble(), random.Next(random.Next(2) == 0 ? -1074 : -40, Math.ILogB(largest) + 1));
            foreach (double x in new[] { even, near, exponential, -exponential })
            {
                if (x >= from && x <= to)
                {
                    points.Add(x);
                }
            }
        }

        return [.. points];
    }

    /// <summary>The error of one result; infinite where a special value or the sign of a zero is wrong.</summary>
    public static double Of(double actual, double expected)
    {
        if (double.IsNaN(expected) || double.IsInfinity(expected) || expected == 0)
        {
            bool same = double.IsNaN(expected) ? double.IsNaN(actual) : actual == expected && double.IsNegative(actual) == double.IsNegative(expected);
            return same ? 0 : expected == 0 && Math.Abs(actual) == double.Epsilon ? 1 : double.PositiveInfinity;
        }

        double error = Math.Abs(actual - expected) / (Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected));
        return double.IsNaN(error) ? double.PositiveInfinity : error;
    }

    /// <summary>The error of one result in single precision, of which the expected one is known in double.</summary>
    public static double Of(float actual, double expected)
    {
        float rounded = (float)expected;
        if (!float.IsFinite(rounded) || rounded == 0)
        {
            bool same = float.IsNaN(rounded) ? float.IsNaN(actual) : actual == rounded && float.IsNegative(actual) == float.IsNegative(rounded);
            bool limit = (rounded == 0 && Math.Abs(actual) == float.Epsilon) || (float.IsInfinity(rounded) && Math.Abs(expected) < 3.41e38 && Math.Abs(actual) == float.MaxValue);
            return same ? 0 : limit ? 1 : double.PositiveInfinity;
        }

        double error = Math.Abs(actual - expected) / (MathF.BitIncrement(Math.Abs(rounded)) - Math.Abs(rounded));
        return double.IsNaN(error) ? double.PositiveInfinity : error;
    }

    /// <summary>The largest error over the points, and where it is. Neighbouring lanes hold different points.</summary>
    public static (double Error, double At) Largest(LaneRow row, double[] points)
    {
        (double Error, double At) largest = default;
        Span<double> lanes = stackalloc double[Vector<double>.Count];
        for (int i = 0; i < points.Length; i += Vector<double>.Count)
        {
            lanes.Clear();
            points.AsSpan(i, Math.Min(lanes.Length, points.Length - i)).CopyTo(lanes);
            Vector<double> result = row.Double(new Vector<double>(lanes));
            for (int lane = 0; lane < lanes.Length; lane++)
            {
                double error = Of(result[lane], row.Expected(lanes[lane]));
                largest = error > largest.Error ? (error, lanes[lane]) : largest;
            }
        }

        return largest;
    }

    /// <summary>The same in single precision.</summary>
    public static (double Error, double At) LargestSingle(LaneRow row, double[] points)
    {
        (double Error, double At) largest = default;
        Span<float> lanes = stackalloc float[Vector<float>.Count];
        for (int i = 0; i < points.Length; i += Vector<float>.Count)
        {
            for (int lane = 0; lane < lanes.Length && i + lane < points.Length; lane++)
            {
                lanes[lane] = (float)points[i + lane];
            }

            Vector<float> result = row.Single(new Vector<float>(lanes));
            for (int lane = 0; lane < lanes.Length; lane++)
            {
                double error = Of(result[lane], row.Expected(lanes[lane]));
                largest = error > largest.Error ? (error, lanes[lane]) : largest;
            }
        }

        return largest;
    }
}
