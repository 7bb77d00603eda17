namespace SourceGrad.Tests.Conformance;

/// <summary>What published routines turned out to need, at its smallest.</summary>
internal static class RoutineRows
{
    public static readonly Row[] All =
    [
        new Row("an array copies itself into another", """
            [Differentiable]
            public static double F(double[] a, int start)
            {
                double[] b = new double[a.Length + 2];
                a.CopyTo(b, start);
                double[] c = new double[b.Length];
                b.CopyTo(c, 0);
                c.CopyTo(c, 0);
                return c[0] * c[1] + c[2] * c[3];
            }
            """).At(new double[] { 2, 3 }, 0).Gives(6.0, new double[] { 3, 2 })
            .At(new double[] { 2, 3 }, 2).Gives(6.0, new double[] { 3, 2 })
            .At(new double[] { 2, 3 }, 1).Gives(0.0, new double[] { 0, 0 })
            .At(new double[] { 2, 3 }, 3).Throws<ArgumentException>(),
    ];
}
