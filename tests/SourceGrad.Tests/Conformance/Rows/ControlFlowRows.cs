namespace SourceGrad.Tests.Conformance;

/// <summary>Jumps between the sections of a switch, code that runs at the end, resources.</summary>
internal static class ControlFlowRows
{
    private static readonly double[] s_x = [1.5, -2, 0.5, 3];

    public static readonly Row[] All =
    [
        new Row("goto case and goto default", """
            [Differentiable]
            public static double F(double x, int n)
            {
                double s = x;
                switch (n)
                {
                    case 0:
                        s *= 2;
                        goto case 1;
                    case 1:
                        s += x * x;
                        if (x > 2) goto default;
                        break;
                    case 2:
                        goto default;
                    default:
                        s = Math.Sin(s);
                        break;
                    case 3:
                        return s * s * s;
                }
                return s * x;
            }
            """).At(0.5, 0).At(2.5, 0).At(0.5, 1).At(2.5, 1).At(0.5, 2).At(0.5, 3).At(0.5, 4),

        new Row("default beside cases in the middle", """
            [Differentiable]
            public static double F(double x, int n)
            {
                switch (n)
                {
                    case 0: return x;
                    case 1:
                    default:
                    case 7: x *= x; break;
                    case > 3: x = 3 * x; break;
                }
                return x;
            }
            """).At(0.5, 0).At(0.5, 1).At(0.5, 2).At(0.5, 7).At(0.5, 5),

        new Row("try with finally", """
            [Differentiable]
            public static double F(double x, int n)
            {
                double s = 0;
                int depth = 0;
                for (int i = 0; i < 4; i++)
                {
                    try
                    {
                        depth++;
                        if (i == n) continue;
                        if (i == 2 * n) return s * depth + x;
                        s += x * i;
                    }
                    finally
                    {
                        depth--;
                        s *= x;
                    }
                }
                return s + depth;
            }
            """).At(0.5, 9).At(0.5, 0).At(0.5, 1).At(0.5, 3),

        new Row("exception through finally", """
            [Differentiable]
            public static double F(double x)
            {
                double s = x;
                try
                {
                    if (x < 0) throw new ArgumentException("negative");
                    s *= x;
                }
                finally
                {
                    s += 1;
                }
                return s;
            }
            """).At(0.5).At(-0.5).Throws<ArgumentException>(),

        new Row("using statements and declarations", """
            private sealed class Scale(double k) : IDisposable
            {
                public double Total;
                public bool Done;
                public double Of(double v) { Total += v; return k * v; }
                public void Dispose() => Done = true;
            }

            [Differentiable]
            public static double F(double[] x, double k)
            {
                Scale outer;
                double s = 0;
                using (outer = new Scale(k))
                {
                    foreach (double v in x) s += outer.Of(v * v);
                }
                using Scale inner = new(s);
                s += inner.Of(outer.Total);
                if (outer.Done && !inner.Done) return s * inner.Total;
                return s;
            }
            """).At(s_x, 0.75),

        new Row("foreach by reference", """
            [Differentiable]
            public static double F(double x, double y)
            {
                Span<double> a = stackalloc double[3] { x, y, 1 };
                foreach (ref double v in a) v *= v + 1;
                double s = 0;
                foreach (ref readonly double v in a) s += v * x;
                return s;
            }
            """).At(0.5, 2.0),
    ];
}
