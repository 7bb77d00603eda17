namespace SourceGrad.Tests.Conformance;

/// <summary>Queries with lambdas: each becomes a loop.</summary>
internal static class LinqRows
{
    private static readonly double[] s_x = [1.5, -2, 0.5, 3];
    private static readonly double[] s_y = [0.25, 1, -3];
    private static readonly double[] s_none = [];

    public static readonly Row[] All =
    [
        Linq("query: sum", """
            [Differentiable]
            public static double F(double[] x) => x.Sum() * x.Sum(v => v * v);
            """).At(s_x).Gives(46.5, new[] { 24.5, 3.5, 18.5, 33.5 }),

        Linq("query: select", """
            [Differentiable]
            public static double F(double[] x, double k) => x.Select(v => Math.Sin(v * k)).Select((v, i) => v * v * i).Sum();
            """).At(s_x, 0.75),

        Linq("query: where", """
            [Differentiable]
            public static double F(double[] x, double k)
            {
                var large = x.Where(v => v > k);
                return large.Sum(v => v * v) / large.Count() + x.Where(v => v < 0).Select((v, i) => v * (i + 1)).Average();
            }
            """).At(s_x, 0.75),

        Linq("query: zip", """
            [Differentiable]
            public static double F(double[] x, double[] y) =>
                x.Zip(y, (a, b) => a * b).Sum() + x.Zip(y).Sum(p => p.First * p.First + p.Second) + x.Where(v => v > 0).Zip(y).Sum(p => p.First * p.Second);
            """).At(s_x, s_y),

        Linq("query: zip with effects", """
            [Differentiable]
            public static double F(double[] x, double[] y)
            {
                double seen = 0;
                double See(double v)
                {
                    seen += v;
                    return v * v;
                }

                double sum = x.Select(v => See(v)).Zip(y, (a, b) => a * b).Sum();
                sum += x.Where(v => See(v) > 1.125).Zip(y.Where(v => See(v) > 0.5), (a, b) => a * b).Take(2).Sum();
                sum += y.Select(v => See(v)).Zip(x.Take(1), (a, b) => a * b).Concat(x).Append(2).Sum();
                return sum * seen + x.Zip(y, (a, b) => See(a * b)).Skip(1).Count() * seen;
            }
            """).At(s_x, s_y).At(s_y, s_x),

        Linq("query: read when it is enumerated", """
            [Differentiable]
            public static double F(double[] x, double[] y)
            {
                double factor = 1;
                double[] own = x.ToArray(), others = y.ToArray();
                var backwards = own.Select(v => v * v * factor).Reverse();
                var both = own.Zip(others.Where(v => v > 0), (a, b) => a * b);
                own[0] = x[1] * 3;
                others[1] = x[2];
                factor = x[0];
                double sum = both.Sum();
                int position = 1;
                foreach (double v in backwards)
                {
                    sum += v * position;
                    position++;
                }

                return sum + backwards.First();
            }
            """).At(s_x, s_y),

        Linq("query: enumerated inside itself", """
            [Differentiable]
            public static double F(double[] x)
            {
                var some = x.Where(v => v > 0).Take(2);
                var others = x.Select((v, i) => v * i).Where(v => v < 10).Skip(1);
                double sum = 0;
                foreach (double a in some)
                {
                    foreach (double b in some)
                    {
                        sum += a * Math.Sin(b);
                    }
                }

                return sum + others.Select(v => v * others.Sum()).Sum() + some.Zip(some, (a, b) => a * b).Sum() + others.Concat(others).Count();
            }
            """).At(s_x).At(s_y),

        Linq("query: an argument that throws", """
            [Differentiable]
            public static double F(double[] x)
            {
                double sum = 0;
                foreach (double v in Enumerable.Repeat(1.0, 1).Prepend(x.Length < 0 ? x[0] : throw new InvalidOperationException("none")))
                {
                    sum += v;
                }

                return sum;
            }
            """).At(s_x).Throws<InvalidOperationException>(),

        Linq("query: aggregate", """
            [Differentiable]
            public static double F(double[] x) =>
                x.Aggregate((a, b) => a * b + 1) + x.Aggregate(0.5, (s, v) => Math.Tanh(s + v)) + x.Aggregate(1.0, (s, v) => s + v * v, s => Math.Sqrt(s));
            """).At(s_x),

        Linq("query: extremes", """
            [Differentiable]
            public static double F(double[] x) => x.Max() * x.Min() + x.Max(v => -v * v) + x.Min(v => Math.Cos(v)) + x.Average();
            """).At(s_x).At(s_y),

        Linq("query: first of a tie", """
            [Differentiable]
            public static double F(double[] x) => x.Max() + 2 * x.Min();
            """).At(new double[] { 1, 2, 2, 1 }).Gives(4.0, new double[] { 2, 1, 0, 0 }).AtKink(),

        Linq("query: empty throws", """
            [Differentiable]
            public static double F(double[] x) => x.Max() + x.Where(v => v > 1).Average();
            """).At(s_none).Throws<InvalidOperationException>().At(new double[] { 0.5 }).Throws<InvalidOperationException>().At(s_x),

        Linq("query: take and skip", """
            [Differentiable]
            public static double F(double[] x, int n) =>
                x.Take(n).Sum(v => v * v) + x.Skip(n).Sum(Math.Sin) + x.Where(v => v > 0).Skip(1).Take(1).Sum() * x.Skip(1).Take(2).Sum();
            """).At(s_x, 2).At(s_x, 0).At(s_x, 9),

        Linq("query: range", """
            [Differentiable]
            public static double F(double x, int n)
            {
                double s = 0;
                foreach (int k in Enumerable.Range(1, n)) s += Math.Pow(x, k) / k;
                return s + Enumerable.Range(0, n).Sum(k => k * x) + Enumerable.Repeat(x, n).Aggregate(1.0, (a, b) => a * b);
            }
            """).At(0.75, 4).At(0.75, 0),

        Linq("query: arrays and lists", """
            [Differentiable]
            public static double F(double[] x)
            {
                double[] squares = x.Select(v => v * v).ToArray();
                List<double> positive = x.Where(v => v > 0).ToList();
                double s = 0;
                for (int i = 0; i < positive.Count; i++) s += positive[i] * squares[i];
                return s + x.Where(v => v < 2).ToArray().Length * squares[0];
            }
            """).At(s_x),

        Linq("query: any and all", """
            [Differentiable]
            public static double F(double[] x) =>
                x.Any(v => v < 0) ? x.Sum() : x.All(v => v > 1) ? x.Sum(v => v * v) : x.Any() ? x[0] : 3;
            """).At(s_x).At(new double[] { 1.5, 2 }).At(new double[] { 0.5, 2 }).At(s_none),

        Linq("query: foreach with pairs", """
            [Differentiable]
            public static double F(double[] x, double[] y)
            {
                double s = 0;
                foreach (var (a, b) in x.Zip(y)) s += a * a * b;
                foreach (var (i, v) in x.Select((v, i) => (i, v))) { if (i > 2) break; s += i * v; }
                return s + x.Reverse().First() * x.Last() + x.Concat(y).Append(x[0]).Sum(v => v * v);
            }
            """).At(s_x, s_y),

        Linq("query: lambda that captures and assigns", """
            [Differentiable]
            public static double F(double[] x)
            {
                double product = 1;
                double s = 0;
                for (int n = 0; n < 2; n++)
                {
                    s += x.Select(v => { product *= v; return product; }).Sum();
                }
                return s + product;
            }
            """).At(s_x),

        Linq("query: of structs", """
            private readonly record struct Particle(double X, double M);

            [Differentiable]
            public static double F(double[] x, double[] m)
            {
                Particle[] p = new Particle[3];
                for (int i = 0; i < 3; i++) p[i] = new(x[i], m[i]);
                double mass = p.Sum(q => q.M);
                return p.Select(q => q with { X = q.X * 2 }).Sum(q => q.X * q.M) / mass;
            }
            """).At(s_x, new double[] { 1, 2, 0.5 }),

        Linq("query: a reversed second part is read when its turn comes", """
            [Differentiable]
            public static double F(double[] d)
            {
                double s = 0;
                foreach (double x in d.Select(y => y * y).Reverse().Prepend(d[0]))
                {
                    d[0] = x * 0.5;
                    s += x * d[^1];
                }
                return s;
            }
            """).At(new double[] { 2, 3 }).Gives(36.0, new double[] { 6, 30 }).Leaves("d", new double[] { 0.5, 3 }),

        Linq("query: a reversed filter behind a first part", """
            [Differentiable]
            public static double F(double[] d)
            {
                double s = 0;
                foreach (double x in d.Where(y => y > 0).Reverse().Skip(1).Prepend(d[0]))
                {
                    d[0] = x * 0.5;
                    s += x * d[^1];
                }
                return s;
            }
            """).At(new double[] { 2, -1, 3 }).Gives(9.0, new double[] { 4.5, 0, 3 }).Leaves("d", new double[] { 0.5, -1, 3 }),

        Linq("query: a second part that skips", """
            [Differentiable]
            public static double F(double[] d)
            {
                double s = 0;
                foreach (double x in d.Concat(d.Select((y, i) => y * i).Skip(1)))
                {
                    d[0] = x * 0.5;
                    s += x * d[^1];
                }
                return s;
            }
            """).At(new double[] { 2, 3 }).Gives(24.0, new double[] { 3, 14 }).Leaves("d", new double[] { 1.5, 3 }),

        Linq("query: a second part of which all is passed over", """
            [Differentiable]
            public static double F(double[] d)
            {
                double s = 0;
                foreach (double x in d.Take(1).Concat(d.Select((y, i) => d[1] *= y * (i + 1)).Skip(5)))
                {
                    s += x;
                }
                return s * d[1];
            }
            """).At(new double[] { 2, 3 }).Gives(144.0, new double[] { 216, 96 }).Leaves("d", new double[] { 2, 72 }),

        Linq("query: a reversed second part of which all is passed over", """
            [Differentiable]
            public static double F(double[] d)
            {
                double s = 0;
                foreach (double x in d.Take(1).Concat(d.Select(y => d[1] *= y).Reverse().Skip(5)))
                {
                    s += x;
                }
                return s * d[1];
            }
            """).At(new double[] { 2, 3 }).Gives(72.0, new double[] { 108, 48 }).Leaves("d", new double[] { 2, 36 }),

        Linq("query: the second of two sequences is reversed after the first began", """
            [Differentiable]
            public static double F(double[] d)
            {
                double s = 0;
                foreach (double x in d.Select(y => d[1] *= y).Zip(d.Reverse(), (a, b) => a * b))
                {
                    s += x;
                }
                return s;
            }
            """).At(new double[] { 2, 3 }).Gives(108.0, new double[] { 144, 72 }).Leaves("d", new double[] { 2, 36 }),
    ];

    private static Row Linq(string name, string source) =>
        new(name, $"using System.Linq;\npublic static partial class Table\n{{\n{source}\n}}", "Table");
}
