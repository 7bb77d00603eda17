namespace SourceGrad.Benchmarks.Cases.HandTracking;

internal static partial class HandPrimal
{
    /// <summary>
    /// How far the vertices of a posed hand are from measured points, as ADBench defines it: of the vertex that corresponds to a point,
    /// or, where there are barycentric coordinates, of a place in the triangle that does.
    /// </summary>
    /// <param name="theta">Rotation and translation of the hand, and four angles for each finger.</param>
    /// <param name="barycentric">Two coordinates for each point, or none.</param>
    /// <param name="parents">Each bone's parent, which comes before it; -1 for none.</param>
    /// <param name="relatives">Each bone's transform relative to its parent, at rest: 16 numbers, row by row.</param>
    /// <param name="inverses">Each bone's inverse absolute transform at rest.</param>
    /// <param name="positions">Each vertex at rest: four numbers.</param>
    /// <param name="weights">How much each bone moves a vertex: for each vertex, one number for each bone.</param>
    /// <param name="vertices">For each point its vertex, or the three of its triangle.</param>
    /// <param name="points">The measured points.</param>
    /// <param name="residuals">Three numbers for each point.</param>
    [Differentiable(nameof(theta), nameof(barycentric))]
    public static void Residuals(
        ReadOnlySpan<double> theta, ReadOnlySpan<double> barycentric, ReadOnlySpan<int> parents, ReadOnlySpan<double> relatives,
        ReadOnlySpan<double> inverses, ReadOnlySpan<double> positions, ReadOnlySpan<double> weights, ReadOnlySpan<int> vertices,
        ReadOnlySpan<double> points, Span<double> residuals)
    {
        int bones = parents.Length;
        double[] angles = new double[3 * bones];
        int angle = 6;
        int bone = 2;
        for (int finger = 0; finger < 5; finger++)
        {
            for (int joint = 0; joint < 3; joint++)
            {
                angles[3 * bone] = theta[angle];
                angle++;
                if (joint == 0)
                {
                    angles[3 * bone + 1] = theta[angle];
                    angle++;
                }

                bone++;
            }

            bone++;
        }

        double[] rotation = new double[9];
        double[] relative = new double[16];
        double[] absolutes = new double[16 * bones];
        double[] transforms = new double[16 * bones];
        for (int b = 0; b < bones; b++)
        {
            EulerRotation(angles[3 * b], angles[3 * b + 2], angles[3 * b + 1], rotation);
            for (int i = 0; i < 4; i++)
            {
                for (int j = 0; j < 3; j++)
                {
                    double sum = 0;
                    for (int m = 0; m < 3; m++)
                    {
                        sum += relatives[16 * b + 4 * i + m] * rotation[3 * m + j];
                    }

                    relative[4 * i + j] = sum;
                }

                relative[4 * i + 3] = relatives[16 * b + 4 * i + 3];
            }

            int parent = parents[b];
            if (parent < 0)
            {
                for (int i = 0; i < 16; i++)
                {
                    absolutes[16 * b + i] = relative[i];
                }
            }
            else
            {
                for (int i = 0; i < 4; i++)
                {
                    for (int j = 0; j < 4; j++)
                    {
                        double sum = 0;
                        for (int m = 0; m < 4; m++)
                        {
                            sum += absolutes[16 * parent + 4 * i + m] * relative[4 * m + j];
                        }

                        absolutes[16 * b + 4 * i + j] = sum;
                    }
                }
            }

            for (int i = 0; i < 4; i++)
            {
                for (int j = 0; j < 4; j++)
                {
                    double sum = 0;
                    for (int m = 0; m < 4; m++)
                    {
                        sum += absolutes[16 * b + 4 * i + m] * inverses[16 * b + 4 * m + j];
                    }

                    transforms[16 * b + 4 * i + j] = sum;
                }
            }
        }

        AxisRotation(theta[0], theta[1], theta[2], rotation);
        int count = points.Length / 3;
        int corners = vertices.Length / count;
        double[] place = new double[3];
        for (int p = 0; p < count; p++)
        {
            place[0] = 0;
            place[1] = 0;
            place[2] = 0;
            for (int corner = 0; corner < corners; corner++)
            {
                int vertex = vertices[p * corners + corner];
                double share = 1;
                if (corners == 3)
                {
                    share = corner < 2 ? barycentric[2 * p + corner] : 1 - barycentric[2 * p] - barycentric[2 * p + 1];
                }

                for (int i = 0; i < 3; i++)
                {
                    double sum = 0;
                    for (int b = 0; b < bones; b++)
                    {
                        double moved = 0;
                        for (int j = 0; j < 4; j++)
                        {
                            moved += transforms[16 * b + 4 * i + j] * positions[4 * vertex + j];
                        }

                        sum += weights[vertex * bones + b] * moved;
                    }

                    place[i] += share * sum;
                }
            }

            for (int i = 0; i < 3; i++)
            {
                double sum = theta[3 + i];
                for (int j = 0; j < 3; j++)
                {
                    sum += rotation[3 * i + j] * place[j];
                }

                residuals[3 * p + i] = points[3 * p + i] - sum;
            }
        }
    }

    /// <summary>Rz·Ry·Rx.</summary>
    private static void EulerRotation(double x, double y, double z, Span<double> r)
    {
        double sx = Math.Sin(x);
        double cx = Math.Cos(x);
        double sy = Math.Sin(y);
        double cy = Math.Cos(y);
        double sz = Math.Sin(z);
        double cz = Math.Cos(z);
        r[0] = cz * cy;
        r[1] = cz * sy * sx - sz * cx;
        r[2] = cz * sy * cx + sz * sx;
        r[3] = sz * cy;
        r[4] = sz * sy * sx + cz * cx;
        r[5] = sz * sy * cx - cz * sx;
        r[6] = -sy;
        r[7] = cy * sx;
        r[8] = cy * cx;
    }

    /// <summary>The rotation about an axis by its length.</summary>
    private static void AxisRotation(double x, double y, double z, Span<double> r)
    {
        double norm = Math.Sqrt(x * x + y * y + z * z);
        if (norm < 0.0001)
        {
            for (int i = 0; i < 9; i++)
            {
                r[i] = i % 4 == 0 ? 1 : 0;
            }
        }
        else
        {
            x /= norm;
            y /= norm;
            z /= norm;
            double s = Math.Sin(norm);
            double c = Math.Cos(norm);
            r[0] = x * x + (1 - x * x) * c;
            r[1] = x * y * (1 - c) - z * s;
            r[2] = x * z * (1 - c) + y * s;
            r[3] = x * y * (1 - c) + z * s;
            r[4] = y * y + (1 - y * y) * c;
            r[5] = y * z * (1 - c) - x * s;
            r[6] = x * z * (1 - c) - y * s;
            r[7] = z * y * (1 - c) + x * s;
            r[8] = z * z + (1 - z * z) * c;
        }
    }
}
