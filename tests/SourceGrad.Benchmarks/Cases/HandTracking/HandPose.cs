namespace SourceGrad.Benchmarks.Cases.HandTracking;

/// <summary>
/// What both handwritten Jacobians compute once for a pose: the transforms of the bones, 3×4 each; how they move with each angle of a
/// finger, in the bones that hang from the joint only and turned by the global rotation already; the global rotation and how it moves.
/// </summary>
internal sealed class HandPose
{
    public const int FingerAngles = 20;
    private readonly HandModel _model;
    private readonly int[] _bones = new int[FingerAngles], _axes = new int[FingerAngles];
    private readonly double[] _relatives, _absolutes, _tangents, _euler = new double[9], _scratch = new double[12];

    public HandPose(HandModel model)
    {
        _model = model;
        (_relatives, _absolutes, _tangents) = (new double[12 * model.Bones], new double[12 * model.Bones], new double[12 * model.Bones]);
        Transforms = new double[12 * model.Bones];
        Moves = new double[FingerAngles * model.Bones * 12];
        for (int finger = 0, angle = 0; finger < 5; finger++)
        {
            for (int joint = 0; joint < 3; joint++)
            {
                for (int axis = 0; axis < (joint == 0 ? 2 : 1); axis++, angle++)
                {
                    (_bones[angle], _axes[angle]) = (2 + 4 * finger + joint, axis);
                }
            }
        }

        Hanging = [.. _bones.Select(joint => Enumerable.Range(0, model.Bones).Where(b => Hangs(b, joint)).ToArray())];
    }

    /// <summary>For each angle the bones that it moves, parents first.</summary>
    public int[][] Hanging { get; }

    public double[] Transforms { get; }

    /// <summary>For each angle and bone the derivative of the turned transform.</summary>
    public double[] Moves { get; }

    public double[] Rotation { get; } = new double[9];

    /// <summary>The derivatives of the rotation, one after the other.</summary>
    public double[] RotationMoves { get; } = new double[27];

    /// <summary>Computes all of it, or the transforms and the rotation alone.</summary>
    public void Compute(ReadOnlySpan<double> theta, bool withMoves = true)
    {
        Rotate(theta);
        for (int b = 0; b < _model.Bones; b++)
        {
            int angle = Array.IndexOf(_bones, b);
            double x = angle < 0 ? 0 : theta[6 + angle];
            double z = angle >= 0 && angle + 1 < FingerAngles && _bones[angle + 1] == b ? theta[7 + angle] : 0;
            Euler(x, z, -1, _euler);
            Turned(b, _euler, _relatives.AsSpan(12 * b, 12), true);
            int parent = _model.Parents[b];
            if (parent < 0)
            {
                _relatives.AsSpan(12 * b, 12).CopyTo(_absolutes.AsSpan(12 * b));
            }
            else
            {
                Multiply(_absolutes.AsSpan(12 * parent, 12), _relatives.AsSpan(12 * b, 12), _absolutes.AsSpan(12 * b, 12), true);
            }

            Multiply(_absolutes.AsSpan(12 * b, 12), _model.Inverses.AsSpan(16 * b, 12), Transforms.AsSpan(12 * b, 12), true);
        }

        for (int angle = 0; angle < FingerAngles && withMoves; angle++)
        {
            Move(theta, angle);
        }
    }

    private void Move(ReadOnlySpan<double> theta, int angle)
    {
        int joint = _bones[angle];
        int first = Array.IndexOf(_bones, joint);
        double z = first + 1 < FingerAngles && _bones[first + 1] == joint ? theta[7 + first] : 0;
        Euler(theta[6 + first], z, _axes[angle], _euler);
        foreach (int b in Hanging[angle])
        {
            Span<double> tangent = _tangents.AsSpan(12 * b, 12);
            int parent = _model.Parents[b];
            if (b == joint)
            {
                Turned(b, _euler, _scratch, false);
                Multiply(_absolutes.AsSpan(12 * parent, 12), _scratch, tangent, false);
            }
            else
            {
                Multiply(_tangents.AsSpan(12 * parent, 12), _relatives.AsSpan(12 * b, 12), tangent, true);
            }

            Multiply(tangent, _model.Inverses.AsSpan(16 * b, 12), _scratch, true);
            Span<double> move = Moves.AsSpan((angle * _model.Bones + b) * 12, 12);
            for (int i = 0; i < 3; i++)
            {
                for (int j = 0; j < 4; j++)
                {
                    move[4 * i + j] = Rotation[3 * i] * _scratch[j] + Rotation[3 * i + 1] * _scratch[4 + j] + Rotation[3 * i + 2] * _scratch[8 + j];
                }
            }
        }
    }

    /// <summary>Rz·Rx, or its derivative with respect to the angle of an axis.</summary>
    private static void Euler(double x, double z, int axis, Span<double> r)
    {
        (double sx, double cx) = Math.SinCos(x);
        (double sz, double cz) = Math.SinCos(z);
        (double one, double keep) = (axis == 0 ? 0 : 1, axis == 1 ? 0 : 1);
        (sx, cx) = axis == 0 ? (cx, -sx) : (sx, cx);
        (sz, cz) = axis == 1 ? (cz, -sz) : (sz, cz);
        (r[0], r[1], r[2]) = (cz * one, -sz * cx, sz * sx);
        (r[3], r[4], r[5]) = (sz * one, cz * cx, -cz * sx);
        (r[6], r[7], r[8]) = (0, sx * keep, cx * keep);
    }

    /// <summary>A bone's transform at rest times a rotation; a derivative has no translation.</summary>
    private void Turned(int bone, ReadOnlySpan<double> r, Span<double> result, bool withTranslation)
    {
        ReadOnlySpan<double> rest = _model.Relatives.AsSpan(16 * bone, 12);
        for (int i = 0; i < 12; i += 4)
        {
            for (int j = 0; j < 3; j++)
            {
                result[i + j] = rest[i] * r[j] + rest[i + 1] * r[3 + j] + rest[i + 2] * r[6 + j];
            }

            result[i + 3] = withTranslation ? rest[i + 3] : 0;
        }
    }

    /// <summary>The product of two transforms, whose last row is (0, 0, 0, 1), or (0, 0, 0, 0) of a derivative on the right.</summary>
    private static void Multiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> result, bool affine)
    {
        for (int i = 0; i < 12; i += 4)
        {
            for (int j = 0; j < 4; j++)
            {
                result[i + j] = a[i] * b[j] + a[i + 1] * b[4 + j] + a[i + 2] * b[8 + j] + (j == 3 && affine ? a[i + 3] : 0);
            }
        }
    }

    private void Rotate(ReadOnlySpan<double> theta)
    {
        double norm = Math.Sqrt(theta[0] * theta[0] + theta[1] * theta[1] + theta[2] * theta[2]);
        Array.Clear(RotationMoves);
        if (norm < 0.0001)
        {
            Array.Clear(Rotation);
            (Rotation[0], Rotation[4], Rotation[8]) = (1, 1, 1);
            return;
        }

        Span<double> axis = [theta[0] / norm, theta[1] / norm, theta[2] / norm];
        (double s, double c) = Math.SinCos(norm);
        Span<double> move = stackalloc double[3];
        move.Clear();
        Axis(axis, move, s, c, 0, 0, Rotation, []);
        for (int k = 0; k < 3; k++)
        {
            for (int i = 0; i < 3; i++)
            {
                move[i] = ((i == k ? 1 : 0) - axis[i] * axis[k]) / norm;
            }

            Axis(axis, move, s, c, c * axis[k], -s * axis[k], [], RotationMoves.AsSpan(9 * k, 9));
        }
    }

    /// <summary>c·I + s·[n]ₓ + (1 - c)·n·nᵀ, or its derivative.</summary>
    private static void Axis(
        ReadOnlySpan<double> n, ReadOnlySpan<double> move, double s, double c, double sMove, double cMove, Span<double> rotation, Span<double> rotationMove)
    {
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                int k = 3 - i - j;
                double sign = i == j ? 0 : (j - i + 3) % 3 == 1 ? -1 : 1;
                if (!rotation.IsEmpty)
                {
                    rotation[3 * i + j] = (i == j ? c : sign * s * n[k]) + (1 - c) * n[i] * n[j];
                }
                else
                {
                    rotationMove[3 * i + j] = (i == j ? cMove : sign * (sMove * n[k] + s * move[k])) - cMove * n[i] * n[j] + (1 - c) * (move[i] * n[j] + n[i] * move[j]);
                }
            }
        }
    }

    private bool Hangs(int bone, int joint)
    {
        while (bone >= 0 && bone != joint)
        {
            bone = _model.Parents[bone];
        }

        return bone == joint;
    }
}
