namespace SourceGrad.Tests.Conformance;

/// <summary>Vectors of <c>System.Numerics</c>, which are all in <c>float</c>.</summary>
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

        Vector("vector: extremes, comparisons and copies", """
            [Differentiable]
            public static float F(float x, float y)
            {
                Vector3 a = new(x, y, x * y), b = Vector3.Create([y, x, 2f]);
                (Vector3 sin, Vector3 cos) = Vector3.SinCos(a);
                float[] copy = new float[4];
                sin.CopyTo(copy, 1);
                Vector3 m = Vector3.MaxMagnitude(a, -b) + Vector3.CopySign(a, -b) + Vector3.MinNative(a, b) + Vector3.MaxNumber(a, b);
                float chosen = Vector3.LessThanAny(a, b) ? x : y;
                return Vector3.Dot(sin, cos) + copy[2] * copy[3] + m.X * m.Y * m.Z + chosen + Vector3.IndexOf(b, 2f) + Vector3.CreateScalar(x).X;
            }
            """).At(0.5f, 0.75f),
    ];

    private static Row Vector(string name, string source) =>
        new Row(name, $"using System.Numerics;\npublic static partial class Table\n{{\n{source}\n}}", "Table").OfLibrary();
}
