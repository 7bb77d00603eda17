namespace SourceGrad.Benchmarks.Cases.HandTracking;

/// <summary>Forward: each angle moves the bones that hang from its joint, and of a vertex only those that have a weight.</summary>
internal static class HandScalar
{
    public static void Jacobian(HandModel model, HandPose pose, ReadOnlySpan<double> theta, ReadOnlySpan<double> barycentric, Span<double> residuals, Span<double> jacobian)
    {
        pose.Compute(theta);
        int columns = jacobian.Length / residuals.Length, corners = model.Corners, extra = columns - HandModel.Angles;
        Span<double> place = stackalloc double[3];
        Span<double> local = stackalloc double[9];
        for (int p = 0; p < model.Count; p++)
        {
            Span<double> rows = jacobian.Slice(3 * p * columns, 3 * columns);
            rows.Clear();
            place.Clear();
            local.Clear();
            for (int corner = 0; corner < corners; corner++)
            {
                double share = corners == 1 ? 1 : corner < 2 ? barycentric[2 * p + corner] : 1 - barycentric[2 * p] - barycentric[2 * p + 1];
                Corner(model, pose, model.Vertices[p * corners + corner], share, local.Slice(3 * corner, 3), rows, columns, extra + 6);
                for (int i = 0; i < 3; i++)
                {
                    place[i] += share * local[3 * corner + i];
                }
            }

            for (int i = 0; i < 3; i++)
            {
                Span<double> row = rows.Slice(i * columns, columns);
                residuals[3 * p + i] = model.Points[3 * p + i] - theta[3 + i] - Dot(pose.Rotation.AsSpan(3 * i, 3), place);
                for (int k = 0; k < 3; k++)
                {
                    row[extra + k] = -Dot(pose.RotationMoves.AsSpan(9 * k + 3 * i, 3), place);
                }

                row[extra + 3 + i] = -1;
                for (int u = 0; u < extra; u++)
                {
                    ReadOnlySpan<double> r = pose.Rotation.AsSpan(3 * i, 3);
                    row[u] = Dot(r, local.Slice(6, 3)) - Dot(r, local.Slice(3 * u, 3));
                }
            }
        }
    }

    private static void Corner(HandModel model, HandPose pose, int vertex, double share, Span<double> local, Span<double> rows, int columns, int firstAngle)
    {
        ReadOnlySpan<double> position = model.Positions.AsSpan(4 * vertex, 4);
        ReadOnlySpan<double> weights = model.Weights.AsSpan(vertex * model.Bones, model.Bones);
        double x = position[0], y = position[1], z = position[2];
        for (int b = 0; b < weights.Length; b++)
        {
            double weight = weights[b];
            if (weight != 0)
            {
                ReadOnlySpan<double> t = pose.Transforms.AsSpan(12 * b, 12);
                local[0] += weight * (t[0] * x + t[1] * y + t[2] * z + t[3]);
                local[1] += weight * (t[4] * x + t[5] * y + t[6] * z + t[7]);
                local[2] += weight * (t[8] * x + t[9] * y + t[10] * z + t[11]);
            }
        }

        for (int angle = 0; angle < HandPose.FingerAngles; angle++)
        {
            double mx = 0, my = 0, mz = 0;
            foreach (int b in pose.Hanging[angle])
            {
                double weight = weights[b];
                if (weight != 0)
                {
                    ReadOnlySpan<double> t = pose.Moves.AsSpan((angle * weights.Length + b) * 12, 12);
                    mx += weight * (t[0] * x + t[1] * y + t[2] * z + t[3]);
                    my += weight * (t[4] * x + t[5] * y + t[6] * z + t[7]);
                    mz += weight * (t[8] * x + t[9] * y + t[10] * z + t[11]);
                }
            }

            rows[firstAngle + angle] -= share * mx;
            rows[columns + firstAngle + angle] -= share * my;
            rows[2 * columns + firstAngle + angle] -= share * mz;
        }
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
