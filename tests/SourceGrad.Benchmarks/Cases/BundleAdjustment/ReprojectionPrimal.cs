namespace SourceGrad.Benchmarks.Cases.BundleAdjustment;

internal static partial class ReprojectionPrimal
{
    /// <summary>
    /// How far from where it was seen a camera projects a point, as ADBench defines it. A camera: rotation vector, centre, focal
    /// length, principal point, two radial distortions.
    /// </summary>
    [Differentiable(nameof(camera), nameof(point), nameof(weight))]
    public static void Residual(
        ReadOnlySpan<double> camera, ReadOnlySpan<double> point, double weight, ReadOnlySpan<double> feature, Span<double> residual)
    {
        double x = point[0] - camera[3];
        double y = point[1] - camera[4];
        double z = point[2] - camera[5];
        double a = camera[0];
        double b = camera[1];
        double c = camera[2];
        double square = a * a + b * b + c * c;
        double px, py, pz;
        if (square != 0)
        {
            double angle = Math.Sqrt(square);
            double cos = Math.Cos(angle);
            double sin = Math.Sin(angle);
            a /= angle;
            b /= angle;
            c /= angle;
            double along = (a * x + b * y + c * z) * (1 - cos);
            px = x * cos + (b * z - c * y) * sin + a * along;
            py = y * cos + (c * x - a * z) * sin + b * along;
            pz = z * cos + (a * y - b * x) * sin + c * along;
        }
        else
        {
            px = x + b * z - c * y;
            py = y + c * x - a * z;
            pz = z + a * y - b * x;
        }

        double u = px / pz;
        double v = py / pz;
        double radius = u * u + v * v;
        double distortion = 1 + camera[9] * radius + camera[10] * radius * radius;
        residual[0] = weight * (camera[6] * u * distortion + camera[7] - feature[0]);
        residual[1] = weight * (camera[6] * v * distortion + camera[8] - feature[1]);
    }

    /// <summary>What keeps a weight near one.</summary>
    [Differentiable]
    public static double WeightError(double weight) => 1 - weight * weight;
}
