using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static SourceGrad.Runtime.Lanes;

namespace SourceGrad.Benchmarks.Cases.BundleAdjustment;

/// <summary>Each lane an observation, gathered before and scattered after; a vector with a camera that is not turned goes one by one.</summary>
internal static class BundleLanes
{
    public static double Residuals(Scene scene) => Evaluate(scene, [], [], false);

    public static double Jacobian(Scene scene, Span<double> blocks, Span<double> weights) => Evaluate(scene, blocks, weights, true);

    private static double Evaluate(Scene scene, Span<double> blocks, Span<double> weights, bool withGradient)
    {
        int width = Vector<double>.Count, i = 0;
        Span<double> gathered = stackalloc double[17 * width];
        Span<double> results = stackalloc double[Scene.Block * width];
        Span<double> alone = stackalloc double[Scene.Block];
        Vector<double> sum = Vector<double>.Zero;
        double rest = 0;
        for (; i <= scene.Observations - width; i += width)
        {
            Gather(scene, i, gathered);
            Vector<double> square = Column(gathered, 0) * Column(gathered, 0) + Column(gathered, 1) * Column(gathered, 1) + Column(gathered, 2) * Column(gathered, 2);
            Vector<double> weight = Column(gathered, 14);
            sum += Vector<double>.One - weight * weight;
            if (withGradient)
            {
                (-2 * weight).CopyTo(weights[i..]);
            }

            if (Vector.EqualsAny(square, Vector<double>.Zero))
            {
                for (int lane = i; lane < i + width; lane++)
                {
                    rest += One(scene, lane, withGradient ? blocks.Slice(lane * Scene.Block, Scene.Block) : alone);
                }

                continue;
            }

            sum += Block(gathered, square, results, withGradient);
            if (withGradient)
            {
                Scatter(results, blocks.Slice(i * Scene.Block, Scene.Block * width));
            }
        }

        for (; i < scene.Observations; i++)
        {
            rest += One(scene, i, withGradient ? blocks.Slice(i * Scene.Block, Scene.Block) : alone);
            rest += 1 - scene.Weights[i] * scene.Weights[i];
            if (withGradient)
            {
                weights[i] = -2 * scene.Weights[i];
            }
        }

        return Vector.Sum(sum) + rest;
    }

    private static double One(Scene scene, int i, Span<double> block) => BundleScalar.Block(
        scene.Cameras.AsSpan(scene.Camera(i), 11), scene.Points.AsSpan(scene.Point(i), 3), scene.Weights[i], scene.Features.AsSpan(2 * i, 2), block);

    private static Vector<double> Block(ReadOnlySpan<double> input, Vector<double> square, Span<double> results, bool withGradient)
    {
        Vector<double> x = Column(input, 11) - Column(input, 3), y = Column(input, 12) - Column(input, 4), z = Column(input, 13) - Column(input, 5);
        Vector<double> one = Vector<double>.One, angle = Sqrt(square), inverse = one / angle, sin = Sin(angle), cos = Cos(angle);
        Vector<double> a = Column(input, 0) * inverse, b = Column(input, 1) * inverse, c = Column(input, 2) * inverse;
        Vector<double> crossX = b * z - c * y, crossY = c * x - a * z, crossZ = a * y - b * x;
        Vector<double> along = a * x + b * y + c * z, versine = one - cos, turned = along * versine;
        Vector<double> px = x * cos + crossX * sin + a * turned, py = y * cos + crossY * sin + b * turned, pz = z * cos + crossZ * sin + c * turned;
        Vector<double> depth = one / pz, u = px * depth, v = py * depth;
        Vector<double> radius = u * u + v * v, k1 = Column(input, 9), k2 = Column(input, 10), focal = Column(input, 6), weight = Column(input, 14);
        Vector<double> distortion = one + radius * (k1 + k2 * radius);
        Vector<double> restU = focal * u * distortion + Column(input, 7) - Column(input, 15), restV = focal * v * distortion + Column(input, 8) - Column(input, 16);
        if (!withGradient)
        {
            return weight * (restU + restV);
        }

        Vector<double> tx = crossX * cos + (a * along - x) * sin, ty = crossY * cos + (b * along - y) * sin, tz = crossZ * cos + (c * along - z) * sin;
        Vector<double> slope = 2 * (k1 + 2 * k2 * radius), scale = weight * focal, scaled = scale * depth, cross = scaled * u * v * slope;
        Vector<double> du = scaled * (distortion + u * u * slope), dv = scaled * (distortion + v * v * slope);
        ref double target = ref MemoryMarshal.GetReference(results);
        for (int i = 0; i < 2; i++)
        {
            Vector<double> gx = i == 0 ? du : cross, gy = i == 0 ? cross : dv, own = i == 0 ? u : v, gz = -(gx * u + gy * v);
            Vector<double> gAlong = a * gx + b * gy + c * gz, gTurned = gAlong * versine;
            Vector<double> rx = gx * cos - (b * gz - c * gy) * sin + a * gTurned;
            Vector<double> ry = gy * cos - (c * gx - a * gz) * sin + b * gTurned;
            Vector<double> rz = gz * cos - (a * gy - b * gx) * sin + c * gTurned;
            Vector<double> wx = sin * (y * gz - z * gy) + turned * gx + gTurned * x;
            Vector<double> wy = sin * (z * gx - x * gz) + turned * gy + gTurned * y;
            Vector<double> wz = sin * (x * gy - y * gx) + turned * gz + gTurned * z;
            Vector<double> radial = gx * tx + gy * ty + gz * tz - inverse * (a * wx + b * wy + c * wz);
            Store(ref target, 0, wx * inverse + a * radial);
            Store(ref target, 1, wy * inverse + b * radial);
            Store(ref target, 2, wz * inverse + c * radial);
            Store(ref target, 3, -rx);
            Store(ref target, 4, -ry);
            Store(ref target, 5, -rz);
            Store(ref target, 6, weight * own * distortion);
            Store(ref target, 7, i == 0 ? weight : Vector<double>.Zero);
            Store(ref target, 8, i == 0 ? Vector<double>.Zero : weight);
            Store(ref target, 9, scale * own * radius);
            Store(ref target, 10, scale * own * radius * radius);
            Store(ref target, 11, rx);
            Store(ref target, 12, ry);
            Store(ref target, 13, rz);
            Store(ref target, 14, i == 0 ? restU : restV);
            target = ref Unsafe.Add(ref target, Scene.Row * Vector<double>.Count);
        }

        return weight * (restU + restV);
    }

    private static void Gather(Scene scene, int first, Span<double> columns)
    {
        int width = Vector<double>.Count;
        for (int lane = 0; lane < width; lane++)
        {
            ref double target = ref columns[lane];
            ref double camera = ref scene.Cameras[scene.Camera(first + lane)], point = ref scene.Points[scene.Point(first + lane)];
            for (int j = 0; j < 11; j++)
            {
                Unsafe.Add(ref target, j * width) = Unsafe.Add(ref camera, j);
            }

            for (int j = 0; j < 3; j++)
            {
                Unsafe.Add(ref target, (11 + j) * width) = Unsafe.Add(ref point, j);
            }

            Unsafe.Add(ref target, 14 * width) = scene.Weights[first + lane];
            Unsafe.Add(ref target, 15 * width) = scene.Features[2 * (first + lane)];
            Unsafe.Add(ref target, 16 * width) = scene.Features[2 * (first + lane) + 1];
        }
    }

    private static void Scatter(ReadOnlySpan<double> results, Span<double> blocks)
    {
        int width = Vector<double>.Count;
        ref double source = ref MemoryMarshal.GetReference(results);
        ref double target = ref MemoryMarshal.GetReference(blocks);
        for (int lane = 0; lane < width; lane++)
        {
            for (int j = 0; j < Scene.Block; j++)
            {
                Unsafe.Add(ref target, lane * Scene.Block + j) = Unsafe.Add(ref source, j * width + lane);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Column(ReadOnlySpan<double> columns, int index) =>
        Vector.LoadUnsafe(ref MemoryMarshal.GetReference(columns), (nuint)(index * Vector<double>.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref double target, int index, Vector<double> value) => value.StoreUnsafe(ref target, (nuint)(index * Vector<double>.Count));
}
