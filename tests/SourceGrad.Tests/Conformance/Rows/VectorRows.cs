namespace SourceGrad.Tests.Conformance;

/// <summary>Vectors, quaternions, planes and matrices of <c>System.Numerics</c>: all in <c>float</c>.</summary>
internal static class VectorRows
{
    public static readonly Row[] All =
    [
        Vector("vector: dot product", """
            [Differentiable]
            public static float F(float a, float b, float c, float d, float e, float f)
            {
                Vector3 v = new(a, b, c), w = new(d, e, f);
                return Vector3.Dot(v, w);
            }
            """).At(1f, 2f, 3f, 4f, 5f, 6f).Gives(32f, 4f, 5f, 6f, 1f, 2f, 3f),

        Vector("vector: cross product", """
            [Differentiable]
            public static float F(float a, float b, float c, float d, float e, float f)
            {
                Vector3 v = new(a, b, c), w = new(d, e, f);
                return Vector3.Cross(v, w).X + 2 * Vector3.Cross(v, w).Z;
            }
            """).At(1f, 2f, 3f, 4f, 5f, 6f).Gives(-9f, 10f, -2f, -5f, -4f, -1f, 2f),

        Vector("vector: operators with vectors", """
            [Differentiable]
            public static float F(float a, float b, float c, float d, float e, float f)
            {
                Vector3 v = new(a, b, c), w = new(d, e, f);
                return Vector3.Sum(v + w - v * w / new Vector3(2, 4, 8) + -v);
            }
            """).At(0.75f, -0.5f, 1.25f, 0.5f, 1f, -0.25f),

        Vector("vector: operators with numbers", """
            [Differentiable]
            public static float F(float a, float b, float c, float d, float e, float f)
            {
                Vector3 v = new(a, b, c), w = new(d, e, f);
                return Vector3.Dot(2 * v - w / a, v * c);
            }
            """).At(0.75f, -0.5f, 1.25f, 0.5f, 1f, -0.25f),

        Vector("vector: methods for operators", """
            [Differentiable]
            public static float F(float a, float b, float c, float d, float e, float f)
            {
                Vector3 v = new(a, b, c), w = new(d, e, f);
                return Vector3.Dot(Vector3.Add(v, Vector3.Negate(w)), Vector3.Multiply(2, Vector3.Divide(Vector3.Subtract(v, w), 3)));
            }
            """).At(0.75f, -0.5f, 1.25f, 0.5f, 1f, -0.25f),

        Vector("vector: compound assignments", """
            [Differentiable]
            public static float F(float a, float b, float c, float d, float e, float f)
            {
                Vector3 v = new(a, b, c), w = new(d, e, f);
                v += w;
                v *= 2;
                v -= w * v.X;
                v.Y /= 3;
                return v.Length() + v.Y;
            }
            """).At(0.75f, -0.5f, 1.25f, 0.5f, 1f, -0.25f),

        Vector("vector: length", """
            [Differentiable]
            public static float F(float a, float b, float c, float d, float e, float f)
            {
                Vector3 v = new(a, b, c), w = new(d, e, f);
                return v.Length();
            }
            """).At(2f, 3f, 6f, 0f, 0f, 0f).Gives(7f, 2f / 7, 3f / 7, 6f / 7, 0f, 0f, 0f),

        Vector("vector: normalize and distance", """
            [Differentiable]
            public static float F(float a, float b, float c, float d, float e, float f)
            {
                Vector3 v = new(a, b, c), w = new(d, e, f);
                return Vector3.Dot(Vector3.Normalize(v), w) + Vector3.Distance(v, w) * Vector3.DistanceSquared(v, w);
            }
            """).At(0.75f, -0.5f, 1.25f, 0.5f, 1f, -0.25f),

        Vector("vector: linear interpolation", """
            [Differentiable]
            public static float F(float a, float b, float c, float d, float e, float f)
            {
                Vector3 v = new(a, b, c), w = new(d, e, f);
                return Vector3.Lerp(v, w, a).LengthSquared() + Vector3.Lerp(v, w, w).X;
            }
            """).At(0.75f, -0.5f, 1.25f, 0.5f, 1f, -0.25f),

        Vector("vector: reflect", """
            [Differentiable]
            public static float F(float a, float b, float c, float d, float e, float f)
            {
                Vector3 v = new(a, b, c), w = new(d, e, f);
                return Vector3.Dot(Vector3.Reflect(v, w), new Vector3(1, 2, 3));
            }
            """).At(0.75f, -0.5f, 1.25f, 0.5f, 1f, -0.25f),

        Vector("vector: max, min and clamp", """
            [Differentiable]
            public static float F(float a, float b, float c, float d, float e, float f)
            {
                Vector3 v = new(a, b, c), w = new(d, e, f);
                return Vector3.Dot(Vector3.Max(v, w), Vector3.Min(v, w) + Vector3.Clamp(v, -Vector3.One, new Vector3(0.5f)));
            }
            """).At(0.75f, -0.5f, 1.25f, 0.5f, 1f, -0.25f),

        Vector("vector: max and min of equals", """
            [Differentiable]
            public static float F(float a, float b, float c, float d, float e, float f)
            {
                Vector3 v = new(a, b, c), w = new(d, e, f);
                return Vector3.Dot(Vector3.Max(v, w), new Vector3(1, 2, 4)) + Vector3.Min(v, w).X;
            }
            """).At(1f, 2f, 3f, 1f, 1f, 4f).Gives(22f, 2f, 2f, 0f, 0f, 0f, 4f).AtKink(),

        Vector("vector: abs at zero", """
            [Differentiable]
            public static float F(float a, float b, float c, float d, float e, float f)
            {
                Vector3 v = new(a, b, c), w = new(d, e, f);
                return Vector3.Sum(Vector3.Abs(v));
            }
            """).At(0f, -2f, 3f, 0f, 0f, 0f).Gives(5f, 0f, -1f, 1f, 0f, 0f, 0f).AtKink(),

        Vector("vector: elementwise functions", """
            [Differentiable]
            public static float F(float a, float b, float c, float d, float e, float f)
            {
                Vector3 v = new(a, b, c), w = new(d, e, f);
                return Vector3.Sum(Vector3.Sin(v) * Vector3.Exp(w) + Vector3.Cos(v) * Vector3.SquareRoot(v * v) + Vector3.Log(w * w) + Vector3.Hypot(v, w));
            }
            """).At(0.75f, -0.5f, 1.25f, 0.5f, 1f, -0.25f),

        Vector("vector: constants", """
            [Differentiable]
            public static float F(float a, float b, float c, float d, float e, float f)
            {
                Vector3 v = new(a, b, c), w = new(d, e, f);
                return Vector3.Dot(v, Vector3.UnitX * 2 + Vector3.UnitZ) + Vector3.Dot(w, Vector3.One + Vector3.UnitY - Vector3.Zero);
            }
            """).At(1f, 2f, 3f, 4f, 5f, 6f).Gives(25f, 2f, 0f, 1f, 1f, 2f, 1f),

        Vector("vector: indexer", """
            [Differentiable]
            public static float F(float a, float b, float c)
            {
                Vector3 v = new(a, b, c);
                float s = 0;
                for (int i = 0; i < 3; i++) s += v[i] * v[2 - i];
                v[1] = s;
                return v.Y * v[0];
            }
            """).At(2f, 3f, 5f).Gives(58f, 49f, 12f, 8f),

        Vector("vector: index out of range", """
            [Differentiable]
            public static float F(float a, int i)
            {
                Vector3 v = new(a);
                return v[i];
            }
            """).At(2f, 3).Throws<ArgumentOutOfRangeException>(),

        Vector("vector: branch on equality", """
            [Differentiable]
            public static float F(float a, float b)
            {
                Vector2 v = new(a, b);
                if (v == Vector2.Zero) return 3 * a;
                return v != new Vector2(1, b) ? v.Length() : a * b;
            }
            """).At(0f, 0f).Gives(0f, 3f, 0f).At(1f, 5f).Gives(5f, 5f, 1f).At(3f, 4f).Gives(5f, 0.6f, 0.8f).AtKink(),

        Vector("vector: elements of a span", """
            [Differentiable]
            public static float F(ReadOnlySpan<float> x)
            {
                Span<Vector3> v = stackalloc Vector3[4];
                for (int i = 0; i < 4; i++) v[i] = new Vector3(x[i], x[i + 1], x[i + 2]);
                Vector3 sum = Vector3.Zero;
                for (int i = 1; i < 4; i++)
                {
                    v[i] += Vector3.Cross(v[i - 1], v[i]);
                    sum += v[i] * v[i].X;
                }
                return sum.Length();
            }
            """).At(new float[] { 0.5f, -1, 0.75f, 0.25f, -0.5f, 1 }),

        Vector("vector: result of a helper, field of a struct", """
            private struct Body { public Vector3 Position; public Vector3 Velocity; public float Mass; }

            private static Vector3 Force(in Body body) => -body.Position * (body.Mass / (1 + body.Position.LengthSquared()));

            [Differentiable]
            public static float F(float x, float m, int steps)
            {
                Body body = new() { Position = new Vector3(x, 0.5f, -x), Velocity = Vector3.UnitY, Mass = m };
                for (int i = 0; i < steps; i++)
                {
                    body.Velocity += 0.1f * Force(in body) / body.Mass;
                    body.Position += 0.1f * body.Velocity * m;
                }
                return body.Position.Length() + body.Velocity.X;
            }
            """).At(0.75f, 1.5f, 5),

        Vector("vector: static readonly direction", """
            private static readonly Vector3 s_gravity = new(0, -9.81f, 1);

            [Differentiable]
            public static float F(float x, float t)
            {
                Vector3 p = new Vector3(x, 0, 0) + s_gravity * (t * t / 2);
                return p.LengthSquared();
            }
            """).At(0.75f, 0.5f),

        Vector("vector: two dimensions", """
            [Differentiable]
            public static float F(float a, float b, float c)
            {
                Vector2 v = new(a, b), w = new(c);
                v = Vector2.Reflect(v, Vector2.Normalize(w)) + Vector2.Lerp(v, w, 0.25f);
                return Vector2.Dot(v, w) + v.Length() * Vector2.Distance(v, w);
            }
            """).At(0.75f, -0.5f, 1.25f),

        Vector("vector: four dimensions", """
            [Differentiable]
            public static float F(float a, float b, float c, float d)
            {
                Vector4 v = new(a, b, c, d), w = new(new Vector3(c, a, b), 2);
                v = Vector4.Normalize(v) - w * v.W + new Vector4(new Vector2(a), b, c);
                return Vector4.Dot(v, w) + v.Length() * Vector4.Distance(v, w) + Vector4.Sum(v);
            }
            """).At(0.75f, -0.5f, 1.25f, 0.5f),

        Vector("matrix: transform", """
            [Differentiable]
            public static float F(float angle, float x, float y, float z)
            {
                Matrix4x4 m = Matrix4x4.CreateRotationX(angle) * Matrix4x4.CreateRotationY(x) * Matrix4x4.CreateRotationZ(y) * Matrix4x4.CreateTranslation(x, y, z);
                Vector3 v = Vector3.Transform(new Vector3(x, y, z), m), n = Vector3.TransformNormal(new Vector3(1, z, 2), m);
                return v.X * v.Y + v.Z + Vector3.Dot(v, n);
            }
            """).At(0.5f, 0.75f, -0.5f, 1.25f),

        Vector("matrix: axis and angle, yaw, pitch and roll", """
            [Differentiable]
            public static float F(float angle, float x, float y)
            {
                Matrix4x4 m = Matrix4x4.CreateFromAxisAngle(Vector3.Normalize(new Vector3(x, y, 1)), angle) * Matrix4x4.CreateFromYawPitchRoll(x, y, angle);
                return m.M11 + 2 * m.M12 + 3 * m.M23 * m.M31 + m.Translation.X;
            }
            """).At(0.5f, 0.75f, -0.5f),

        Vector("matrix: inverse and determinant", """
            [Differentiable]
            public static float F(ReadOnlySpan<float> x)
            {
                Matrix4x4 m = new(x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7], x[8], x[9], x[10], x[11], x[12], x[13], x[14], x[15]);
                if (!Matrix4x4.Invert(m, out Matrix4x4 inverse)) return x[0];
                return inverse.M11 * inverse.M23 + inverse.M42 + inverse.M34 * inverse.M14 + Matrix4x4.Transpose(inverse).M21 + m.GetDeterminant();
            }
            """).At(new float[] { 2, 0.5f, -1, 0.25f, 0.75f, 3, 0.5f, -0.5f, 1, -0.25f, 2.5f, 0.5f, 0.25f, 1, -0.75f, 1.5f }).At(new float[16]),

        Vector("matrix: camera", """
            [Differentiable]
            public static float F(float x, float y, float z, float view)
            {
                Matrix4x4 look = Matrix4x4.CreateLookAt(new Vector3(x, y, z), new Vector3(0.5f, 0, y), Vector3.UnitY);
                Matrix4x4 projection = Matrix4x4.CreatePerspectiveFieldOfView(view, 1.5f, 0.25f, 10);
                Vector4 p = Vector4.Transform(new Vector3(1, 2, -3), look * projection);
                return p.X / p.W + p.Y / p.W * p.Z;
            }
            """).At(2f, 1.5f, 3f, 1f),

        Vector("matrix: projections", """
            [Differentiable]
            public static float F(float w, float h, float n, float f)
            {
                Matrix4x4 m = Matrix4x4.CreatePerspective(w, h, n, f) + Matrix4x4.CreatePerspectiveOffCenter(-w, h, -h, w, n, f) * 2 - Matrix4x4.CreateOrthographic(w, h, n, f) + Matrix4x4.CreateOrthographicOffCenter(-w, h, h, w, n, f);
                return m.M11 + m.M22 * m.M33 + m.M43 + m.M31 * m.M32 + m.M41 * m.M42;
            }
            """).At(2f, 1.5f, 0.5f, 4f),

        Vector("matrix: field of view out of range", """
            [Differentiable]
            public static float F(float view)
            {
                return Matrix4x4.CreatePerspectiveFieldOfView(view, 1.5f, 0.25f, 10).M11;
            }
            """).At(4f).Throws<ArgumentOutOfRangeException>(),

        Vector("matrix: scale, world, reflection and shadow", """
            [Differentiable]
            public static float F(float x, float y, float z)
            {
                Vector3 v = new(x, y, z);
                Matrix4x4 m = Matrix4x4.CreateScale(v, new Vector3(1, 2, 3)) * Matrix4x4.CreateWorld(v, v * v, Vector3.UnitY);
                m = Matrix4x4.Lerp(m, Matrix4x4.CreateReflection(new Plane(v, x)), z) + Matrix4x4.CreateShadow(v, new Plane(y, z, x, 1));
                return m.M11 * m.M22 + m.M33 + m.M41 * m.M43 + m.M12 + m[1, 2];
            }
            """).At(0.5f, 0.75f, 1.25f),

        Vector("matrix: three by two", """
            [Differentiable]
            public static float F(float angle, float x, float y)
            {
                Matrix3x2 m = Matrix3x2.CreateRotation(angle, new Vector2(x, y)) * Matrix3x2.CreateScale(x, y) * Matrix3x2.CreateSkew(0.25f, x) * Matrix3x2.CreateTranslation(y, 1);
                Matrix3x2.Invert(m, out Matrix3x2 inverse);
                Vector2 v = Vector2.Transform(new Vector2(x, y), m) + Vector2.TransformNormal(new Vector2(1, x), inverse);
                return v.X * v.Y + m.GetDeterminant() + inverse.M31;
            }
            """).At(0.5f, 0.75f, 1.25f),

        Vector("matrix: rotation by exactly nothing", """
            [Differentiable]
            public static float F(float angle)
            {
                Matrix3x2 m = Matrix3x2.CreateRotation(angle);
                return m.M11 + 3 * m.M12;
            }
            """).At(0f).Gives(1f, 3f).At(MathF.PI / 2).Gives(3f, -1f).AtKink(),

        Vector("quaternion: rotation", """
            [Differentiable]
            public static float F(float angle, float x, float y, float z)
            {
                Quaternion q = Quaternion.CreateFromAxisAngle(Vector3.Normalize(new Vector3(x, y, z)), angle) * Quaternion.CreateFromYawPitchRoll(x, y, z);
                Vector3 v = Vector3.Transform(new Vector3(x, 2, y), q);
                return v.X + 2 * v.Y * v.Z + q.W;
            }
            """).At(0.5f, 0.75f, -0.5f, 1.25f),

        Vector("quaternion: of another length than one", """
            [Differentiable]
            public static float F(float x, float y, float z, float w)
            {
                Quaternion q = new(x, y, z, w);
                Vector3 v = Vector3.Transform(new Vector3(x, 2, y), q);
                Vector4 u = Vector4.Transform(new Vector4(1, x, 2, y), q);
                Vector2 t = Vector2.Transform(new Vector2(x, y), q);
                return v.X + v.Y * v.Z + u.X + u.W + t.X * t.Y;
            }
            """).At(0.5f, 0.75f, -0.5f, 1.25f),

        Vector("quaternion: operators and functions", """
            [Differentiable]
            public static float F(float x, float y, float z, float w)
            {
                Quaternion q = new(x, y, z, w), p = new(new Vector3(y, z, 1), x);
                Quaternion r = Quaternion.Concatenate(q, p) + Quaternion.Inverse(p) * 2 - Quaternion.Conjugate(q) / p;
                return Quaternion.Dot(Quaternion.Normalize(r), q) + r.Length() * -r.W;
            }
            """).At(0.5f, 0.75f, -0.5f, 1.25f),

        Vector("quaternion: interpolation", """
            [Differentiable]
            public static float F(float x, float y, float t)
            {
                Quaternion q = Quaternion.Normalize(new Quaternion(x, y, 0.5f, 1)), p = Quaternion.Normalize(new Quaternion(y, 1, x, 0.25f));
                Quaternion r = Quaternion.Slerp(q, p, t), s = Quaternion.Lerp(q, -p, t);
                return r.X + 2 * r.Y * r.Z + s.W * s.X;
            }
            """).At(0.5f, 0.75f, 0.25f),

        Vector("quaternion: from a matrix and back", """
            [Differentiable]
            public static float F(float a, float b, float c)
            {
                Matrix4x4 m = Matrix4x4.CreateFromYawPitchRoll(a, b, c);
                Quaternion q = Quaternion.CreateFromRotationMatrix(m);
                return q.X + 2 * q.Y + 3 * q.Z * q.W + Matrix4x4.CreateFromQuaternion(q).M12;
            }
            """).At(0.5f, 0.25f, -0.75f).At(3f, 0.25f, -0.5f).At(0.5f, 3f, 0.25f).At(0.5f, 0.25f, 3f),

        Vector("plane", """
            [Differentiable]
            public static float F(float x, float y, float z, float d)
            {
                Plane p = Plane.Normalize(new Plane(x, y, z, d));
                Plane q = Plane.CreateFromVertices(new Vector3(x, 0, 1), new Vector3(1, y, 0), new Vector3(0, 1, z));
                q = Plane.Transform(q, Matrix4x4.CreateRotationX(d) * Matrix4x4.CreateScale(2, x, y));
                return Plane.DotCoordinate(p, new Vector3(1, 2, 3)) + Plane.DotNormal(q, p.Normal) * q.D + Plane.Dot(q, new Vector4(x));
            }
            """).At(0.5f, 0.75f, -0.5f, 1.25f),
    ];

    private static Row Vector(string name, string source) =>
        new Row(name, $"using System.Numerics;\npublic static partial class Table\n{{\n{source}\n}}", "Table").OfLibrary();
}
