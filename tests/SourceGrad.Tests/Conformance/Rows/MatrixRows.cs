namespace SourceGrad.Tests.Conformance;

/// <summary>Matrices, quaternions and planes of <c>System.Numerics</c>, which are all in <c>float</c>.</summary>
internal static class MatrixRows
{
    public static readonly Row[] All =
    [
        Matrix("matrix: transform", """
            [Differentiable]
            public static float F(float angle, float x, float y, float z)
            {
                Matrix4x4 m = Matrix4x4.CreateRotationX(angle) * Matrix4x4.CreateRotationY(x) * Matrix4x4.CreateRotationZ(y) * Matrix4x4.CreateTranslation(x, y, z);
                Vector3 v = Vector3.Transform(new Vector3(x, y, z), m), n = Vector3.TransformNormal(new Vector3(1, z, 2), m);
                return v.X * v.Y + v.Z + Vector3.Dot(v, n);
            }
            """).At(0.5f, 0.75f, -0.5f, 1.25f),

        Matrix("matrix: axis and angle, yaw, pitch and roll", """
            [Differentiable]
            public static float F(float angle, float x, float y)
            {
                Matrix4x4 m = Matrix4x4.CreateFromAxisAngle(Vector3.Normalize(new Vector3(x, y, 1)), angle) * Matrix4x4.CreateFromYawPitchRoll(x, y, angle);
                return m.M11 + 2 * m.M12 + 3 * m.M23 * m.M31 + m.Translation.X;
            }
            """).At(0.5f, 0.75f, -0.5f),

        Matrix("matrix: inverse and determinant", """
            [Differentiable]
            public static float F(ReadOnlySpan<float> x)
            {
                Matrix4x4 m = new(x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7], x[8], x[9], x[10], x[11], x[12], x[13], x[14], x[15]);
                if (!Matrix4x4.Invert(m, out Matrix4x4 inverse)) return x[0];
                return inverse.M11 * inverse.M23 + inverse.M42 + inverse.M34 * inverse.M14 + Matrix4x4.Transpose(inverse).M21 + m.GetDeterminant();
            }
            """).At(new float[] { 2, 0.5f, -1, 0.25f, 0.75f, 3, 0.5f, -0.5f, 1, -0.25f, 2.5f, 0.5f, 0.25f, 1, -0.75f, 1.5f }).At(new float[16]),

        Matrix("matrix: camera", """
            [Differentiable]
            public static float F(float x, float y, float z, float view)
            {
                Matrix4x4 look = Matrix4x4.CreateLookAt(new Vector3(x, y, z), new Vector3(0.5f, 0, y), Vector3.UnitY);
                Matrix4x4 projection = Matrix4x4.CreatePerspectiveFieldOfView(view, 1.5f, 0.25f, 10);
                Vector4 p = Vector4.Transform(new Vector3(1, 2, -3), look * projection);
                return p.X / p.W + p.Y / p.W * p.Z;
            }
            """).At(2f, 1.5f, 3f, 1f),

        Matrix("matrix: projections", """
            [Differentiable]
            public static float F(float w, float h, float n, float f)
            {
                Matrix4x4 m = Matrix4x4.CreatePerspective(w, h, n, f) + Matrix4x4.CreatePerspectiveOffCenter(-w, h, -h, w, n, f) * 2 - Matrix4x4.CreateOrthographic(w, h, n, f) + Matrix4x4.CreateOrthographicOffCenter(-w, h, h, w, n, f);
                return m.M11 + m.M22 * m.M33 + m.M43 + m.M31 * m.M32 + m.M41 * m.M42;
            }
            """).At(2f, 1.5f, 0.5f, 4f),

        Matrix("matrix: field of view out of range", """
            [Differentiable]
            public static float F(float view)
            {
                return Matrix4x4.CreatePerspectiveFieldOfView(view, 1.5f, 0.25f, 10).M11;
            }
            """).At(4f).Throws<ArgumentOutOfRangeException>(),

        Matrix("matrix: scale, world, reflection and shadow", """
            [Differentiable]
            public static float F(float x, float y, float z)
            {
                Vector3 v = new(x, y, z);
                Matrix4x4 m = Matrix4x4.CreateScale(v, new Vector3(1, 2, 3)) * Matrix4x4.CreateWorld(v, v * v, Vector3.UnitY);
                m = Matrix4x4.Lerp(m, Matrix4x4.CreateReflection(new Plane(v, x)), z) + Matrix4x4.CreateShadow(v, new Plane(y, z, x, 1));
                return m.M11 * m.M22 + m.M33 + m.M41 * m.M43 + m.M12 + m[1, 2];
            }
            """).At(0.5f, 0.75f, 1.25f),

        Matrix("matrix: three by two", """
            [Differentiable]
            public static float F(float angle, float x, float y)
            {
                Matrix3x2 m = Matrix3x2.CreateRotation(angle, new Vector2(x, y)) * Matrix3x2.CreateScale(x, y) * Matrix3x2.CreateSkew(0.25f, x) * Matrix3x2.CreateTranslation(y, 1);
                Matrix3x2.Invert(m, out Matrix3x2 inverse);
                Vector2 v = Vector2.Transform(new Vector2(x, y), m) + Vector2.TransformNormal(new Vector2(1, x), inverse);
                return v.X * v.Y + m.GetDeterminant() + inverse.M31;
            }
            """).At(0.5f, 0.75f, 1.25f),

        Matrix("matrix: rotation by exactly nothing", """
            [Differentiable]
            public static float F(float angle)
            {
                Matrix3x2 m = Matrix3x2.CreateRotation(angle);
                return m.M11 + 3 * m.M12;
            }
            """).At(0f).Gives(1f, 3f).At(MathF.PI / 2).Gives(3f, -1f).AtKink(),

        Matrix("quaternion: rotation", """
            [Differentiable]
            public static float F(float angle, float x, float y, float z)
            {
                Quaternion q = Quaternion.CreateFromAxisAngle(Vector3.Normalize(new Vector3(x, y, z)), angle) * Quaternion.CreateFromYawPitchRoll(x, y, z);
                Vector3 v = Vector3.Transform(new Vector3(x, 2, y), q);
                return v.X + 2 * v.Y * v.Z + q.W;
            }
            """).At(0.5f, 0.75f, -0.5f, 1.25f),

        Matrix("quaternion: of another length than one", """
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

        Matrix("quaternion: operators and functions", """
            [Differentiable]
            public static float F(float x, float y, float z, float w)
            {
                Quaternion q = new(x, y, z, w), p = new(new Vector3(y, z, 1), x);
                Quaternion r = Quaternion.Concatenate(q, p) + Quaternion.Inverse(p) * 2 - Quaternion.Conjugate(q) / p;
                return Quaternion.Dot(Quaternion.Normalize(r), q) + r.Length() * -r.W;
            }
            """).At(0.5f, 0.75f, -0.5f, 1.25f),

        Matrix("quaternion: interpolation", """
            [Differentiable]
            public static float F(float x, float y, float t)
            {
                Quaternion q = Quaternion.Normalize(new Quaternion(x, y, 0.5f, 1)), p = Quaternion.Normalize(new Quaternion(y, 1, x, 0.25f));
                Quaternion r = Quaternion.Slerp(q, p, t), s = Quaternion.Lerp(q, -p, t);
                return r.X + 2 * r.Y * r.Z + s.W * s.X;
            }
            """).At(0.5f, 0.75f, 0.25f),

        Matrix("quaternion: from a matrix and back", """
            [Differentiable]
            public static float F(float a, float b, float c)
            {
                Matrix4x4 m = Matrix4x4.CreateFromYawPitchRoll(a, b, c);
                Quaternion q = Quaternion.CreateFromRotationMatrix(m);
                return q.X + 2 * q.Y + 3 * q.Z * q.W + Matrix4x4.CreateFromQuaternion(q).M12;
            }
            """).At(0.5f, 0.25f, -0.75f).At(3f, 0.25f, -0.5f).At(0.5f, 3f, 0.25f).At(0.5f, 0.25f, 3f),

        Matrix("plane", """
            [Differentiable]
            public static float F(float x, float y, float z, float d)
            {
                Plane p = Plane.Normalize(new Plane(x, y, z, d));
                Plane q = Plane.CreateFromVertices(new Vector3(x, 0, 1), new Vector3(1, y, 0), new Vector3(0, 1, z));
                q = Plane.Transform(q, Matrix4x4.CreateRotationX(d) * Matrix4x4.CreateScale(2, x, y));
                return Plane.DotCoordinate(p, new Vector3(1, 2, 3)) + Plane.DotNormal(q, p.Normal) * q.D + Plane.Dot(q, new Vector4(x));
            }
            """).At(0.5f, 0.75f, -0.5f, 1.25f),

        Matrix("matrix: rows and elements by number", """
            [Differentiable]
            public static float F(float x, float y)
            {
                Matrix4x4 m = Matrix4x4.CreateViewport(x, y, 2f, 3f, x * y, 5f);
                m[2] = new Vector4(x, y, 1f, 2f);
                Matrix4x4 n = m.WithElement(0, 1, y * y).WithRow(3, new Vector4(x));
                Matrix3x2 k = Matrix3x2.Create(x);
                k[1, 0] = y;
                k[2] = new Vector2(y, x);
                return n.GetElement(0, 1) * n.GetRow(2).Y + n.M44 + m.M43 + k.M21 * k.M31 + k[2, 1] * k.GetRow(0).X + Matrix4x4.Create(y).M22;
            }
            """).At(0.5f, 0.75f),
    ];

    private static Row Matrix(string name, string source) =>
        new Row(name, $"using System.Numerics;\npublic static partial class Table\n{{\n{source}\n}}", "Table").OfLibrary();
}
