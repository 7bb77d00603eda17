using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SourceGrad.Benchmarks.Cases.BundleAdjustment;

/// <summary>Projects once and sends both rows back through the closed form of the rotation.</summary>
internal static class BundleScalar
{
    public static double Jacobian(Scene scene, Span<double> blocks, Span<double> weights)
    {
        double sum = 0;
        for (int i = 0; i < scene.Observations; i++)
        {
            sum += Block(
                scene.Cameras.AsSpan(scene.Camera(i), 11), scene.Points.AsSpan(scene.Point(i), 3), scene.Weights[i], scene.Features.AsSpan(2 * i, 2),
                blocks.Slice(i * Scene.Block, Scene.Block));
            double weight = scene.Weights[i];
            sum += 1 - weight * weight;
            weights[i] = -2 * weight;
        }

        return sum;
    }

    /// <summary>The Jacobian of one observation; returns the sum of its residuals.</summary>
    public static double Block(ReadOnlySpan<double> camera, ReadOnlySpan<double> point, double weight, ReadOnlySpan<double> feature, Span<double> block)
    {
        _ = (camera[10], point[2], feature[1], block[29]);
        double x = point[0] - camera[3], y = point[1] - camera[4], z = point[2] - camera[5];
        double a = camera[0], b = camera[1], c = camera[2];
        double square = a * a + b * b + c * c, angle = Math.Sqrt(square), inverse = square != 0 ? 1 / angle : 0;
        (double sin, double cos) = Math.SinCos(angle);
        (a, b, c) = (a * inverse, b * inverse, c * inverse);
        double crossX = b * z - c * y, crossY = c * x - a * z, crossZ = a * y - b * x;
        double along = a * x + b * y + c * z, versine = 1 - cos;
        double px = x * cos + crossX * sin + a * along * versine;
        double py = y * cos + crossY * sin + b * along * versine;
        double pz = z * cos + crossZ * sin + c * along * versine;

        // The derivative of the rotated point with respect to the angle.
        double tx = crossX * cos + (a * along - x) * sin, ty = crossY * cos + (b * along - y) * sin, tz = crossZ * cos + (c * along - z) * sin;
        double depth = 1 / pz, u = px * depth, v = py * depth;
        double radius = u * u + v * v, k1 = camera[9], k2 = camera[10], focal = camera[6];
        double distortion = 1 + radius * (k1 + k2 * radius), slope = 2 * (k1 + 2 * k2 * radius);
        double scale = weight * focal, cross = scale * u * v * slope * depth;
        double du = scale * (distortion + u * u * slope) * depth, dv = scale * (distortion + v * v * slope) * depth;
        double restU = focal * u * distortion + camera[7] - feature[0], restV = focal * v * distortion + camera[8] - feature[1];
        ref double row = ref MemoryMarshal.GetReference(block);
        for (int i = 0; i < 2; i++)
        {
            double first = i == 0 ? du : cross, second = i == 0 ? cross : dv, own = i == 0 ? u : v;
            double gx = first, gy = second, gz = -(first * u + second * v);
            double gAlong = a * gx + b * gy + c * gz, gAngle = gx * tx + gy * ty + gz * tz;
            double rx = gx * cos - (b * gz - c * gy) * sin + a * gAlong * versine;
            double ry = gy * cos - (c * gx - a * gz) * sin + b * gAlong * versine;
            double rz = gz * cos - (a * gy - b * gx) * sin + c * gAlong * versine;
            double wx = sin * (y * gz - z * gy) + versine * (along * gx + gAlong * x);
            double wy = sin * (z * gx - x * gz) + versine * (along * gy + gAlong * y);
            double wz = sin * (x * gy - y * gx) + versine * (along * gz + gAlong * z);
            double radial = gAngle - inverse * (a * wx + b * wy + c * wz);
            bool turned = square != 0;
            row = turned ? wx * inverse + a * radial : y * gz - z * gy;
            Unsafe.Add(ref row, 1) = turned ? wy * inverse + b * radial : z * gx - x * gz;
            Unsafe.Add(ref row, 2) = turned ? wz * inverse + c * radial : x * gy - y * gx;
            Unsafe.Add(ref row, 3) = -rx;
            Unsafe.Add(ref row, 4) = -ry;
            Unsafe.Add(ref row, 5) = -rz;
            Unsafe.Add(ref row, 6) = weight * own * distortion;
            Unsafe.Add(ref row, 7) = i == 0 ? weight : 0;
            Unsafe.Add(ref row, 8) = i == 0 ? 0 : weight;
            Unsafe.Add(ref row, 9) = scale * own * radius;
            Unsafe.Add(ref row, 10) = scale * own * radius * radius;
            Unsafe.Add(ref row, 11) = rx;
            Unsafe.Add(ref row, 12) = ry;
            Unsafe.Add(ref row, 13) = rz;
            Unsafe.Add(ref row, 14) = i == 0 ? restU : restV;
            row = ref Unsafe.Add(ref row, Scene.Row);
        }

        return weight * (restU + restV);
    }
}
