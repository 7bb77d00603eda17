namespace SourceGrad.Tests.Routines;

public readonly record struct Point3(double X, double Y, double Z)
{
    public static Point3 operator +(Point3 a, Point3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static Point3 operator *(double k, Point3 a) => new(k * a.X, k * a.Y, k * a.Z);

    public double LengthSquared => Dot(this, this);

    public static double Dot(Point3 a, Point3 b) => a.X * b.X + a.Y * b.Y + a.Z * b.Z;

    public static Point3 Cross(Point3 a, Point3 b) => new(a.Y * b.Z - a.Z * b.Y, a.Z * b.X - a.X * b.Z, a.X * b.Y - a.Y * b.X);
}

public readonly record struct Pixel(double U, double V)
{
    public static Pixel operator -(Pixel a, Pixel b) => new(a.U - b.U, a.V - b.V);
}

public readonly record struct Observation(int Point, Pixel Where, double Weight);

/// <summary>Where the camera is: an axis-angle vector and a translation.</summary>
public struct Pose
{
    public Point3 Rotation;
    public Point3 Translation;
}

public struct Lens
{
    public double FocalX, FocalY, CenterX, CenterY;

    /// <summary>Radial.</summary>
    public double K1, K2, K3;

    /// <summary>Tangential.</summary>
    public double P1, P2;
}

/// <summary>
/// The residual that bundle adjustment minimizes (Triggs et al., Bundle Adjustment, a Modern Synthesis, 2000), with the rotation by
/// the formula of Rodrigues (1840) and the lens distortion of Brown (Photogrammetric Engineering 32, 1966).
/// </summary>
public static partial class PinholeCamera
{
    private static Point3 Rotate(Point3 axisAngle, Point3 p)
    {
        double thetaSquared = axisAngle.LengthSquared;
        if (thetaSquared < 1e-16)
        {
            // The first order of the formula, where the axis is not defined.
            return p + Point3.Cross(axisAngle, p);
        }

        double theta = Math.Sqrt(thetaSquared);
        (double sin, double cos) = Math.SinCos(theta);
        Point3 axis = 1 / theta * axisAngle;
        return cos * p + sin * Point3.Cross(axis, p) + (1 - cos) * Point3.Dot(axis, p) * axis;
    }

    private static void Distort(in Lens lens, ref double x, ref double y)
    {
        double r2 = x * x + y * y;
        double radial = 1 + r2 * (lens.K1 + r2 * (lens.K2 + r2 * lens.K3));
        double dx = 2 * lens.P1 * x * y + lens.P2 * (r2 + 2 * x * x);
        double dy = lens.P1 * (r2 + 2 * y * y) + 2 * lens.P2 * x * y;
        x = x * radial + dx;
        y = y * radial + dy;
    }

    private static bool TryProject(in Lens lens, in Pose pose, Point3 world, out Pixel pixel)
    {
        Point3 p = Rotate(pose.Rotation, world) + pose.Translation;
        if (p.Z <= 1e-9)
        {
            pixel = default;
            return false;
        }

        double x = p.X / p.Z, y = p.Y / p.Z;
        Distort(lens, ref x, ref y);
        pixel = new Pixel(lens.FocalX * x + lens.CenterX, lens.FocalY * y + lens.CenterY);
        return true;
    }

    /// <summary>Writes two weighted residuals for each observation; points behind the camera count nothing.</summary>
    [Differentiable]
    public static void Residuals(
        Lens lens, Pose pose, ReadOnlySpan<Point3> points, [NoGradient] ReadOnlySpan<Observation> observations, Span<double> residuals)
    {
        if (residuals.Length != 2 * observations.Length)
        {
            throw new ArgumentException("Two residuals for each observation.", nameof(residuals));
        }

        residuals.Clear();
        for (int i = 0; i < observations.Length; i++)
        {
            Observation seen = observations[i];
            if (!TryProject(lens, pose, points[seen.Point], out Pixel pixel))
            {
                continue;
            }

            Pixel error = pixel - seen.Where;
            residuals[2 * i] = seen.Weight * error.U;
            residuals[2 * i + 1] = seen.Weight * error.V;
        }
    }

    /// <summary>Half of the squared norm of the residuals.</summary>
    [Differentiable]
    public static double Cost(Lens lens, Pose pose, ReadOnlySpan<Point3> points, [NoGradient] ReadOnlySpan<Observation> observations)
    {
        double[] residuals = new double[2 * observations.Length];
        Residuals(lens, pose, points, observations, residuals);
        double sum = 0;
        foreach (double r in residuals)
        {
            sum += r * r;
        }

        return 0.5 * sum;
    }
}
