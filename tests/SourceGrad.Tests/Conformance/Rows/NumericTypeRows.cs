namespace SourceGrad.Tests.Conformance;

/// <summary><c>float</c>, <c>int</c>, <c>long</c>, and conversions between them.</summary>
internal static class NumericTypeRows
{
    private static readonly float[] s_x = [1.5f, -2, 0.5f];

    public static readonly Row[] All =
    [
        new Row("float formula", """
            [Differentiable]
            public static float F(float x, float y) => x * x * y - y / x;
            """).At(2f, 3f).Gives(10.5f, 12.75f, 3.5f),

        new Row("float functions", """
            [Differentiable]
            public static float F(float x, float y) => MathF.Sin(x) * MathF.Exp(y) + MathF.Sqrt(x * y) + MathF.Tanh(x) + MathF.Pow(x, 3) + MathF.Log(y);
            """).At(0.5f, 1.25f),

        new Row("float max, min and abs", """
            [Differentiable]
            public static float F(float x, float y) => MathF.Max(x, y) * MathF.Min(x, 2 * y) + MathF.Abs(x) + Math.Clamp(y, 0f, 1f);
            """).At(-0.5f, 0.75f),

        new Row("float atan2, cbrt and friends", """
            [Differentiable]
            public static float F(float x, float y) => MathF.Atan2(y, x) + MathF.Cbrt(x) * MathF.Cosh(y) + MathF.FusedMultiplyAdd(x, y, x) + float.Hypot(x, y);
            """).At(0.5f, 1.25f),

        new Row("float buffers", """
            [Differentiable]
            public static float F(ReadOnlySpan<float> x, float[] w)
            {
                float s = 0;
                for (int i = 0; i < x.Length; i++) s += x[i] * w[i] * w[i];
                return s;
            }
            """).At(s_x, new float[] { 1, 2, 3 }).Gives(-2f, new float[] { 1, 4, 9 }, new float[] { 3, -8, 3 }),

        new Row("float in place", """
            [Differentiable]
            public static float F(Span<float> x)
            {
                for (int i = 1; i < x.Length; i++) x[i] = x[i] * x[i - 1] + 1;
                return x[^1];
            }
            """).At(s_x).Gives(0f, new float[] { -1, 0.75f, -2 }).Leaves("x", new float[] { 1.5f, -2, 0 }),

        new Row("float scratch and while", """
            [Differentiable]
            public static float F(float x)
            {
                Span<float> t = stackalloc float[4];
                int n = 0;
                while (x < 10) { t[n++ % 4] = x; x = x * x + 0.5f; }
                float s = 0;
                foreach (float v in t) s += v;
                return s;
            }
            """).At(1.25f),

        new Row("float stays float", """
            [Differentiable]
            public static float F(float x, float y) => (x + y) - x;
            """).At(16777216f, 1f).Gives(0f, 0f, 1f).Exactly().AtKink(),

        new Row("double narrowed to float", """
            [Differentiable]
            public static double F(double x)
            {
                float f = (float)(x * x);
                return f * x;
            }
            """).At(1.5).Gives(3.375, 6.75).Exactly().AtKink(),

        new Row("float widened to double", """
            [Differentiable]
            public static double F(float x, double y)
            {
                double d = x;
                return d * d * y + Math.Sin(x);
            }
            """).At(1.5f, 2.0).Gives(4.5 + Math.Sin(1.5), 6 + Math.Cos(1.5), 2.25),

        new Row("int parameters in expressions", """
            [Differentiable]
            public static double F(double x, int n) => x * n + n / 2 + (double)n / 2 * x;
            """).At(2.0, 3).Gives(6.0 + 1 + 3, 4.5).Exactly(),

        new Row("long parameters in expressions", """
            [Differentiable]
            public static double F(double x, long n)
            {
                long m = n * 3 - 1;
                return x * m + m % 4 + n;
            }
            """).At(2.0, 5L).Gives(28.0 + 2 + 5, 14.0).Exactly(),

        new Row("integer arithmetic", """
            [Differentiable]
            public static double F(double x, int n)
            {
                int a = n * 7 % 5 - n / 2, b = -n + (a << 2) - (n >> 1);
                a += b; a -= 2; a *= 3; a /= 2; a %= 11; b ^= a; b &= 0xFF; b |= 16; b = ~b; b <<= 1; b >>= 2; b >>>= 3;
                return x * a + x * x * (b % 1000);
            }
            """).At(1.5, 9).At(1.5, -4),

        new Row("integer increments", """
            [Differentiable]
            public static double F(double x, int n)
            {
                int a = n++ + ++n, b = n-- - --n;
                return x * a * (n + 1) + b * x * x;
            }
            """).At(2.0, 3).Gives(2.0 * 8 * 4 + 2 * 4, 32.0 + 8).Exactly(),

        new Row("integer functions", """
            [Differentiable]
            public static double F(double x, int n) => x * Math.Max(n, 2) + Math.Abs(-n) * x * x - Math.Min(n, 1);
            """).At(2.0, 3).Gives(6.0 + 12 - 1, 3.0 + 12).Exactly(),

        new Row("conversion of a real to int under stop gradient", """
            [Differentiable]
            public static double F(double x, double y) => x * (int)Differentiation.StopGradient(y) + y;
            """).At(2.0, 3.75).Gives(9.75, 3.0, 1.0).Exactly().AtKink(),

        new Row("long and int conversions", """
            [Differentiable]
            public static double F(double x, int n)
            {
                long big = (long)n * 1_000_000_000L * 10;
                int low = unchecked((int)big);
                return x * (big / 1_000_000_000) + low % 7 * x;
            }
            """).At(2.0, 3),

        new Row("mixed float and double", """
            [Differentiable]
            public static double F(ReadOnlySpan<float> x, ReadOnlySpan<double> w)
            {
                double s = 0;
                for (int i = 0; i < x.Length; i++) s += x[i] * w[i];
                return s * s;
            }
            """).At(s_x, new double[] { 1, 2, 3 }).Gives(1.0, new float[] { -2, -4, -6 }, new double[] { -3, 4, -1 }),

        new Row("integer division before the conversion", """
            [Differentiable]
            public static double F(double x, int n) => x * (n / 2) + (n * 1.0 / 2);
            """).At(2.0, 5).Gives(4.0 + 2.5, 2.0).Exactly(),

        new Row("checked arithmetic overflows", """
            [Differentiable]
            public static double F(double x, int n)
            {
                int m = checked(n * 2);
                return x * m;
            }
            """).At(2.0, 4).Gives(16.0, 8.0).At(2.0, int.MaxValue).Throws<OverflowException>(),
    ];
}
