namespace SourceGrad.Tests.Routines;

/// <summary>
/// Improved noise in three dimensions (K. Perlin, Improving Noise, SIGGRAPH 2002): gradients at the corners of a lattice, blended by
/// a polynomial of fifth degree, and its sum over octaves. The table is a shuffle of our own.
/// </summary>
public static partial class PerlinNoise
{
    private const int Period = 256;

    private static readonly int[] s_permutation = CreatePermutation();

    private static int[] CreatePermutation()
    {
        int[] table = new int[2 * Period];
        for (int i = 0; i < Period; i++)
        {
            table[i] = i;
        }

        uint state = 2463534242;
        for (int i = Period - 1; i > 0; i--)
        {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            int j = (int)(state % (uint)(i + 1));
            (table[i], table[j]) = (table[j], table[i]);
        }

        Array.Copy(table, 0, table, Period, Period);
        return table;
    }

    private static double Fade(double t) => t * t * t * (t * (t * 6 - 15) + 10);

    private static double Lerp(double t, double a, double b) => a + t * (b - a);

    /// <summary>The product of (x, y, z) with one of twelve edges of the cube.</summary>
    private static double Grad(int hash, double x, double y, double z)
    {
        int h = hash & 15;
        double u = h < 8 ? x : y;
        double v = h < 4 ? y : h is 12 or 14 ? x : z;
        return ((h & 1) == 0 ? u : -u) + ((h & 2) == 0 ? v : -v);
    }

    [Differentiable]
    public static double Noise(double x, double y, double z)
    {
        int cellX = (int)Differentiation.StopGradient(Math.Floor(x));
        int cellY = (int)Differentiation.StopGradient(Math.Floor(y));
        int cellZ = (int)Differentiation.StopGradient(Math.Floor(z));
        x -= cellX;
        y -= cellY;
        z -= cellZ;
        cellX &= Period - 1;
        cellY &= Period - 1;
        cellZ &= Period - 1;

        double u = Fade(x), v = Fade(y), w = Fade(z);
        int[] p = s_permutation;
        int a = p[cellX] + cellY, aa = p[a] + cellZ, ab = p[a + 1] + cellZ;
        int b = p[cellX + 1] + cellY, ba = p[b] + cellZ, bb = p[b + 1] + cellZ;

        return Lerp(
            w,
            Lerp(
                v,
                Lerp(u, Grad(p[aa], x, y, z), Grad(p[ba], x - 1, y, z)),
                Lerp(u, Grad(p[ab], x, y - 1, z), Grad(p[bb], x - 1, y - 1, z))),
            Lerp(
                v,
                Lerp(u, Grad(p[aa + 1], x, y, z - 1), Grad(p[ba + 1], x - 1, y, z - 1)),
                Lerp(u, Grad(p[ab + 1], x, y - 1, z - 1), Grad(p[bb + 1], x - 1, y - 1, z - 1))));
    }

    /// <summary>Octaves of rising frequency and falling amplitude, to an amplitude of one in all.</summary>
    [Differentiable]
    public static double Fractal(double x, double y, double z, int octaves, double lacunarity, double gain)
    {
        double sum = 0, amplitude = 1, total = 0;
        for (int octave = 0; octave < octaves; octave++)
        {
            sum += amplitude * Noise(x, y, z);
            total += amplitude;
            amplitude *= gain;
            x *= lacunarity;
            y *= lacunarity;
            z *= lacunarity;
        }

        return sum / total;
    }

    /// <summary>Folds in the noise make ridges (F. K. Musgrave, in Texturing and Modeling, 2003).</summary>
    [Differentiable]
    public static double Ridged(double x, double y, double z, int octaves, double offset)
    {
        double sum = 0, frequency = 1, weight = 1;
        for (int octave = 0; octave < octaves; octave++)
        {
            double signal = offset - Math.Abs(Noise(x * frequency, y * frequency, z * frequency));
            signal *= signal * weight;
            sum += signal / frequency;
            weight = Math.Clamp(2 * signal, 0, 1);
            if (weight <= 0)
            {
                break;
            }

            frequency *= 2;
        }

        return sum;
    }
}
