namespace SourceGrad.Tests.Conformance;

/// <summary>Enums and the integers beside int and long: no derivative flows through them, but they steer the computation.</summary>
internal static class IntegerRows
{
    public static readonly Row[] All =
    [
        new Row("enum local and switch", """
            private enum Loss { Squared, Absolute, Huber = 7 }

            private static Loss Choose(double x) => x > 2 ? Loss.Huber : x > 1 ? Loss.Absolute : Loss.Squared;

            [Differentiable]
            public static double F(double x)
            {
                Loss loss = Choose(x);
                double s = loss switch { Loss.Squared => x * x, Loss.Absolute => Math.Abs(x), _ => 2 * x - 1 };
                switch (loss)
                {
                    case Loss.Huber: s *= x; break;
                    case Loss.Absolute or Loss.Squared: s += (int)loss; break;
                }
                return s;
            }
            """).At(0.5).At(1.5).At(3.0),

        new Row("enum arithmetic and flags", """
            [Flags]
            private enum Term : byte { None, A = 1, B = 2, C = 4 }

            [Differentiable]
            public static double F(double x, int n)
            {
                Term t = (Term)n | Term.A;
                if (n > 5) t &= ~Term.A;
                double s = 0;
                if (t.HasFlag(Term.A)) s += x;
                if ((t & Term.B) != 0) s += x * x;
                if (t >= Term.C) s += Math.Sin(x);
                return s;
            }
            """).At(0.5, 0).At(0.5, 2).At(0.5, 6),

        new Row("bytes wrap around", """
            [Differentiable]
            public static double F(double x, int n)
            {
                byte b = (byte)n;
                b += 200;
                b++;
                sbyte s = (sbyte)(b - 100);
                ushort u = (ushort)(n * 7000);
                short h = (short)(u + 30000);
                char c = (char)('a' + n % 26);
                return x * b + x * x * s + u * x * 1e-4 + h * x * 1e-4 + (c == 'c' ? x : c * x);
            }
            """).At(0.5, 3).At(0.5, 200).At(0.5, 2),

        new Row("unsigned hash", """
            [Differentiable]
            public static double F(double x, int n)
            {
                uint h = 2166136261u;
                for (int i = 0; i < n; i++)
                {
                    h = (h ^ (uint)i) * 16777619u;
                    h ^= h >> 13;
                    h += h << 5;
                }
                return x * (h & 0xFFFF) / 65536.0 + (h > 2147483648u ? x * x : ~h % 7 * x);
            }
            """).At(0.5, 0).At(0.5, 3).At(0.5, 8).At(0.5, 9),

        new Row("enum in a struct", """
            private enum Axis { X, Y, Z }
            private record struct Step(Axis Along, double Length);

            private static double Move(Step s, double x) => s is { Along: Axis.Y } ? x * s.Length : x + s.Length * (double)s.Along;

            [Differentiable]
            public static double F(double x, double y) => Move(new Step(Axis.Y, y), x) + Move(new Step(Axis.Z, y), x * x);
            """).At(0.5, 2.0),

        new Row("constants that C# would not compute", """
            [Differentiable]
            public static double F(double x)
            {
                int i = 4, m = int.MinValue, q = 65534;
                long l = 5000000000;
                double big = 3e10;
                q *= q;
                return x * (i * 1000000000) + q + x * -m + (m - 1) * x + (int)l * x + (int)big * x + (i << 30) * x + (int)(big * 2);
            }
            """).At(0.5),

        new Row("constants that throw", """
            [Differentiable]
            public static double F(double x)
            {
                int i = 4, m = int.MinValue, n = -1, z = 0;
                int r = x > 3 ? m / n : x > 2 ? checked(i * 1000000000) : x > 1 ? i % z : 3;
                return x * r;
            }
            """).At(0.5).At(1.5).Throws<DivideByZeroException>().At(2.5).Throws<OverflowException>().At(3.5).Throws<OverflowException>(),

        new Row("checked around unchecked", """
            private static int Half(int n) => unchecked(n * 1500000000) / 2;

            [Differentiable]
            public static double F(ReadOnlySpan<double> x, int n)
            {
                double s = 0;
                for (int i = 0; i < x.Length; i++) s += x[i] * checked(Half(n) + unchecked(n * 2000000000)) * unchecked(checked(n + i) * 2000000000);
                return s;
            }
            """).At(new[] { 0.5, 1.5, -2.0 }, 3).At(new[] { 0.5 }, 2).At(new[] { 0.5, 0.25 }, int.MaxValue).Throws<OverflowException>(),

        new Row("arrays whose length is a long", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, long n)
            {
                double[] squares = new double[n];
                for (int i = 0; i < squares.Length; i++)
                {
                    squares[i] = x[i] * x[0];
                }

                double s = 0;
                for (int i = 0; i < squares.Length; i++)
                {
                    s += squares[i] * squares[i];
                }

                return s;
            }
            """).At(new double[] { 1.5, -2, 3 }, 3L).At(new double[] { 1.5, -2, 3 }, 0L).At(new double[] { 1.5 }, -1L).Throws<OverflowException>(),
    ];
}
