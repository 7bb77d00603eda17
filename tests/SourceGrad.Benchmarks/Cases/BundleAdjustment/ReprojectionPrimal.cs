namespace SourceGrad.Benchmarks.Cases.BundleAdjustment;

internal static partial class ReprojectionPrimal
{
    /// <summary>
    /// How far from where they were seen cameras project points, as ADBench defines it: for each observation a camera (rotation vector, centre, focal
    /// length, principal point, two radial distortions), a point, a weight, and where the camera saw the point.
    /// </summary>
    [Differentiable(nameof(cameras), nameof(points), nameof(weights))]
    public static void Residuals(
        ReadOnlySpan<double> cameras, ReadOnlySpan<double> points, ReadOnlySpan<double> weights, ReadOnlySpan<double> features, Span<double> residuals)
    {
        for (int i = 0; i < weights.Length; i++)
        {
            double x = points[i * 3] - cameras[i * 11 + 3];
            double y = points[i * 3 + 1] - cameras[i * 11 + 4];
            double z = points[i * 3 + 2] - cameras[i * 11 + 5];
            double a = cameras[i * 11];
            double b = cameras[i * 11 + 1];
            double c = cameras[i * 11 + 2];
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
            double distortion = 1 + cameras[i * 11 + 9] * radius + cameras[i * 11 + 10] * radius * radius;
            residuals[i * 2] = weights[i] * (cameras[i * 11 + 6] * u * distortion + cameras[i * 11 + 7] - features[i * 2]);
            residuals[i * 2 + 1] = weights[i] * (cameras[i * 11 + 6] * v * distortion + cameras[i * 11 + 8] - features[i * 2 + 1]);
        }
    }

    /// <summary>What keeps a weight near one.</summary>
    [Differentiable]
    public static double WeightError(double weight) => 1 - weight * weight;
}
