namespace SourceGrad.Tests.Conformance;

/// <summary>
/// Loops round loops in lanes, several iterations of which are done side by side, at sizes that leave some over; and loops which look like them
/// whose iterations need one another.
/// </summary>
internal static class TileRows
{
    private static readonly (int Batch, int Outputs, int Inputs)[] s_sizes = [(0, 3, 2), (1, 4, 8), (2, 5, 9), (3, 3, 13), (5, 9, 5), (4, 8, 16)];

    public static readonly Row[] All =
    [
        Layer("tiles: dense layer", "", "b * outputs + o", "t"),
        Layer("tiles: rows that overlap", "", "b * 2 + o", "t"),
        Layer("tiles: rows that overlap, added to", "", "b * 2 + o", "y[b * 2 + o] + t"),
        Layer("tiles: rows that read what is in their place", "", "b * outputs + o", "y[b * outputs + o] * 0.5 + t"),
        Layer("tiles: rows that read the row before", "if (b > 0) t += 0.5 * y[(b - 1) * outputs + o];", "b * outputs + o", "t")
            .InDoubleOnly("some numbers of its gradient are small differences of large ones"),
        Layer("tiles: rows from behind", "", "(batch - 1 - b) * outputs + o", "t"),
        Layer("tiles: columns", "", "o * batch + b", "t"),

        Sizes(new Row("tiles: recurrent layer", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> w, ReadOnlySpan<double> x, int batch, int outputs, int inputs)
            {
                double[] state = new double[(batch + 1) * inputs];
                for (int i = 0; i < inputs; i++) state[i] = x[i];
                for (int b = 0; b < batch; b++)
                {
                    for (int o = 0; o < inputs; o++)
                    {
                        double t = 0;
                        for (int i = 0; i < inputs; i++) t += w[(o % outputs) * inputs + i] * state[b * inputs + i];
                        state[(b + 1) * inputs + o] = t * 0.25;
                    }
                }

                double s = 0;
                for (int i = 0; i < inputs; i++) s += state[batch * inputs + i] * state[batch * inputs + i];
                return s;
            }
            """)),

        Sizes(new Row("tiles: sums of squares that are carried on, and a place that counts", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> w, ReadOnlySpan<double> x, int batch, int outputs, int inputs)
            {
                double s = 0;
                int at = 0;
                for (int o = 0; o < outputs; o++)
                {
                    double t = 0;
                    for (int i = 0; i < inputs; i++) t += w[at + i] * x[i];
                    s += t * t;
                    at += inputs;
                }

                return s * (batch + 1);
            }
            """)),

        Sizes(new Row("tiles: two products, one of the other", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> w, ReadOnlySpan<double> x, int batch, int outputs, int inputs)
            {
                double[] scores = new double[batch * outputs];
                double[] mixed = new double[batch * inputs];
                for (int b = 0; b < batch; b++)
                {
                    for (int o = 0; o < outputs; o++)
                    {
                        double t = 0;
                        for (int i = 0; i < inputs; i++) t += w[o * inputs + i] * x[b * inputs + i];
                        scores[b * outputs + o] = t;
                    }
                }

                for (int b = 0; b < batch; b++)
                {
                    for (int o = 0; o < outputs; o++)
                    {
                        for (int i = 0; i < inputs; i++) mixed[b * inputs + i] += scores[b * outputs + o] * w[o * inputs + i];
                    }
                }

                double s = 0;
                for (int i = 0; i < batch * inputs; i++) s += mixed[i] * mixed[i] * (i + 1);
                return s;
            }
            """).InDoubleOnly("its gradient is a small difference of large numbers")),
    ];

    /// <summary>A product of matrices that is stored somewhere, and then summed with weights and squared.</summary>
    private static Row Layer(string name, string more, string place, string stored) => Sizes(new Row(name, $$"""
        [Differentiable]
        public static double F(ReadOnlySpan<double> w, ReadOnlySpan<double> x, int batch, int outputs, int inputs)
        {
            double[] y = new double[(batch + 1) * outputs + 2 * batch];
            for (int i = 0; i < y.Length; i++) y[i] = 0.125 * i;
            for (int b = 0; b < batch; b++)
            {
                for (int o = 0; o < outputs; o++)
                {
                    double t = 0.5 * o;
                    for (int i = 0; i < inputs; i++) t += w[o * inputs + i] * x[b * inputs + i];
                    {{more}}
                    y[{{place}}] = {{stored}};
                }
            }

            double s = 0;
            for (int i = 0; i < y.Length; i++) s += y[i] * y[i] * (i + 1);
            return s;
        }
        """));

    private static Row Sizes(Row row) => s_sizes.Aggregate(row, (at, size) => at.At(
        Numbers(size.Outputs * size.Inputs, 0.3), Numbers(Math.Max(size.Batch, 1) * size.Inputs, 0.7), size.Batch, size.Outputs, size.Inputs));

    private static double[] Numbers(int count, double phase) => [.. Enumerable.Range(0, count).Select(i => Math.Sin((1.7 * i) + phase))];
}
