using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SourceGrad.Benchmarks.Cases.HandTracking;

/// <summary>Each lane a corner of a point: weights and positions are gathered once for a model; each 3×4 transform then sweeps over all.</summary>
internal sealed class HandLanes
{
    private readonly HandModel _model;
    private readonly int _padded;
    private readonly double[] _positions, _weights, _local, _moves;
    private readonly bool[] _used;

    public HandLanes(HandModel model)
    {
        int width = Vector<double>.Count, vertices = model.Vertices.Length;
        _model = model;
        _padded = (vertices + width - 1) / width * width;
        _positions = new double[3 * _padded];
        _weights = new double[model.Bones * _padded];
        _local = new double[3 * _padded];
        _moves = new double[HandPose.FingerAngles * 3 * _padded];
        for (int v = 0; v < vertices; v++)
        {
            // The corners of a kind together, so that the points of each are neighbours.
            int at = v % model.Corners * model.Count + v / model.Corners;
            for (int i = 0; i < 3; i++)
            {
                _positions[i * _padded + at] = model.Positions[4 * model.Vertices[v] + i];
            }

            for (int b = 0; b < model.Bones; b++)
            {
                _weights[b * _padded + at] = model.Weights[model.Vertices[v] * model.Bones + b];
            }
        }

        _used = [.. Enumerable.Range(0, model.Bones).Select(b => _weights.AsSpan(b * _padded, _padded).ContainsAnyExcept(0.0))];
    }

    public void Jacobian(HandPose pose, ReadOnlySpan<double> theta, ReadOnlySpan<double> barycentric, Span<double> residuals, Span<double> jacobian)
    {
        pose.Compute(theta);
        Array.Clear(_local);
        Array.Clear(_moves);
        for (int b = 0; b < _model.Bones; b++)
        {
            if (_used[b])
            {
                Sweep(b, pose.Transforms.AsSpan(12 * b, 12), _local);
            }
        }

        for (int angle = 0; angle < HandPose.FingerAngles; angle++)
        {
            foreach (int b in pose.Hanging[angle])
            {
                if (_used[b])
                {
                    Sweep(b, pose.Moves.AsSpan((angle * _model.Bones + b) * 12, 12), _moves.AsSpan(angle * 3 * _padded, 3 * _padded));
                }
            }
        }

        Scatter(pose, theta, barycentric, residuals, jacobian);
    }

    public void Residuals(HandPose pose, ReadOnlySpan<double> theta, ReadOnlySpan<double> barycentric, Span<double> residuals)
    {
        pose.Compute(theta, false);
        Array.Clear(_local);
        for (int b = 0; b < _model.Bones; b++)
        {
            if (_used[b])
            {
                Sweep(b, pose.Transforms.AsSpan(12 * b, 12), _local);
            }
        }

        Scatter(pose, theta, barycentric, residuals, []);
    }

    private void Sweep(int bone, ReadOnlySpan<double> t, Span<double> sums)
    {
        ref double x = ref MemoryMarshal.GetArrayDataReference(_positions);
        ref double y = ref Unsafe.Add(ref x, _padded), z = ref Unsafe.Add(ref y, _padded);
        ref double weights = ref _weights[bone * _padded];
        ref double sx = ref MemoryMarshal.GetReference(sums);
        ref double sy = ref Unsafe.Add(ref sx, _padded), sz = ref Unsafe.Add(ref sy, _padded);
        Vector<double> t0 = new(t[0]), t1 = new(t[1]), t2 = new(t[2]), t3 = new(t[3]), t4 = new(t[4]), t5 = new(t[5]);
        Vector<double> t6 = new(t[6]), t7 = new(t[7]), t8 = new(t[8]), t9 = new(t[9]), t10 = new(t[10]), t11 = new(t[11]);
        for (nuint i = 0; i < (nuint)_padded; i += (nuint)Vector<double>.Count)
        {
            Vector<double> a = Vector.LoadUnsafe(ref x, i), b = Vector.LoadUnsafe(ref y, i), c = Vector.LoadUnsafe(ref z, i), w = Vector.LoadUnsafe(ref weights, i);
            (Vector.LoadUnsafe(ref sx, i) + w * (t0 * a + t1 * b + (t2 * c + t3))).StoreUnsafe(ref sx, i);
            (Vector.LoadUnsafe(ref sy, i) + w * (t4 * a + t5 * b + (t6 * c + t7))).StoreUnsafe(ref sy, i);
            (Vector.LoadUnsafe(ref sz, i) + w * (t8 * a + t9 * b + (t10 * c + t11))).StoreUnsafe(ref sz, i);
        }
    }

    private void Scatter(HandPose pose, ReadOnlySpan<double> theta, ReadOnlySpan<double> barycentric, Span<double> residuals, Span<double> jacobian)
    {
        int columns = jacobian.Length / residuals.Length, corners = _model.Corners, count = _model.Count, extra = columns - HandModel.Angles;
        ReadOnlySpan<double> local = _local, r = pose.Rotation, moves = pose.RotationMoves;
        for (int p = 0; p < count; p++)
        {
            double first = corners == 1 ? 1 : barycentric[2 * p], second = corners == 1 ? 0 : barycentric[2 * p + 1], third = corners == 1 ? 0 : 1 - first - second;
            int at1 = corners == 1 ? p : p + count, at2 = corners == 1 ? p : p + 2 * count;
            double x = first * local[p] + second * local[at1] + third * local[at2];
            double y = first * local[_padded + p] + second * local[_padded + at1] + third * local[_padded + at2];
            double z = first * local[2 * _padded + p] + second * local[2 * _padded + at1] + third * local[2 * _padded + at2];
            for (int i = 0; i < 3; i++)
            {
                Span<double> row = jacobian.Slice((3 * p + i) * columns, columns);
                double r0 = r[3 * i], r1 = r[3 * i + 1], r2 = r[3 * i + 2];
                residuals[3 * p + i] = _model.Points[3 * p + i] - theta[3 + i] - (r0 * x + r1 * y + r2 * z);
                if (row.IsEmpty)
                {
                    continue;
                }

                for (int k = 0; k < 3; k++)
                {
                    row[extra + k] = -(moves[9 * k + 3 * i] * x + moves[9 * k + 3 * i + 1] * y + moves[9 * k + 3 * i + 2] * z);
                    row[extra + 3 + k] = i == k ? -1 : 0;
                }

                for (int u = 0; u < extra; u++)
                {
                    int at = u == 0 ? p : at1;
                    row[u] = r0 * (local[at2] - local[at]) + r1 * (local[_padded + at2] - local[_padded + at]) + r2 * (local[2 * _padded + at2] - local[2 * _padded + at]);
                }

                ReadOnlySpan<double> angle = _moves.AsSpan(i * _padded);
                Span<double> targets = row[(extra + 6)..];
                for (int k = 0; k < targets.Length; k++)
                {
                    int start = k * 3 * _padded;
                    targets[k] = -(first * angle[start + p] + second * angle[start + at1] + third * angle[start + at2]);
                }
            }
        }
    }
}
