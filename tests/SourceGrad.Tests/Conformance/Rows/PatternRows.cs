namespace SourceGrad.Tests.Conformance;

/// <summary>Patterns in <c>is</c>, in switch statements and in switch expressions.</summary>
internal static class PatternRows
{
    private static readonly double[] s_x = [1.5, -2, 0.5];
    private static readonly double[] s_four = [1.5, -2, 0.5, 3];
    private static readonly double[] s_one = [1.25];
    private static readonly double[] s_none = [];

    public static readonly Row[] All =
    [
        new Row("positional patterns on tuples", """
            [Differentiable]
            public static double F(double x, double y, int n) => (x > y, n) switch
            {
                (true, 0) => x * y,
                (true, > 2 and < 5) => x * x,
                (false, var m) when m > 3 => y * m,
                (_, -1 or 1) => x + 2 * y,
                _ => x / y,
            };
            """).At(3.0, 2.0, 0).At(3.0, 2.0, 4).At(1.0, 2.0, 7).At(1.0, 2.0, 1).At(3.0, 2.0, -3),

        new Row("positional patterns on a record", """
            private abstract record Shape;
            private sealed record Circle(double R) : Shape;
            private sealed record Box(double W, double H) : Shape;

            private static double Area(Shape s) => s switch
            {
                Circle(var r) => Math.PI * r * r,
                Box(var w, var h) when w > h => w * h,
                Box { W: > 1 } b => b.W + b.H,
                Box => 1,
                _ => 0,
            };

            [Differentiable]
            public static double F(double x, double y) => Area(new Circle(x)) + Area(new Box(x, y)) * Area(new Box(y, x));
            """).At(2.0, 1.5).At(0.5, 0.75),

        new Row("property patterns, nested", """
            private struct Point { public double X, Y; public double Norm => X * X + Y * Y; }
            private sealed class Body { public Point At; public double Mass { get; set; } public int Kind; }

            [Differentiable]
            public static double F(double x, double y)
            {
                Body b = new() { At = new Point { X = x, Y = y }, Mass = x * y, Kind = 2 };
                if (b is { At: { X: > 1, Norm: var norm }, Kind: 1 or 2 }) return norm * b.Mass;
                if (b is { At.Y: < 0 }) return b.Mass;
                return b is { Mass: var m and > 0 } ? m * m : x;
            }
            """).At(2.0, 3.0).At(0.5, -1.0).At(0.5, 1.0).At(-0.5, 1.0),

        new Row("list and slice patterns on a span", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x) => x switch
            {
                [] => 7,
                [var a] => a * a,
                [> 1, .., var last] => last * x[0],
                [var a, var b, .. var rest] when rest.Length > 0 => a * b + rest[0],
                _ => x[0],
            };
            """).At(s_four).At(s_one).At(s_none).At(new double[] { 0.5, 2, 3 }).At(new double[] { 0.5, 2 }),

        new Row("list patterns on an array", """
            [Differentiable]
            public static double F(double[] x)
            {
                double s = 0;
                if (x is [.., var last]) s += last * last * x.Length;
                if (x.AsSpan() is [.. var head, _] && head is [var h, ..]) s += h * h * head.Length;
                if (x is [_, < 0, ..]) s += x[1] * x[0];
                return s;
            }
            """).At(s_x).At(s_one).At(s_none),

        new Row("type and declaration patterns", """
            private interface IGain { double Of(double v); }
            private sealed class Linear(double k) : IGain { public double K => k; public double Of(double v) => k * v; }
            private sealed class Square : IGain { public double Of(double v) => v * v; }

            private static double Apply(IGain g, double v)
            {
                if (g is Linear { K: var k }) return k + v;
                if (g is not Square) return 0;
                switch (g)
                {
                    case Linear: return 1;
                    case Square s: return s.Of(v) + 1;
                    default: return 2;
                }
            }

            [Differentiable]
            public static double F(double x, double y) => Apply(new Linear(x), y) * Apply(new Square(), x);
            """).At(2.0, 3.0),

        new Row("null patterns", """
            private sealed class Node { public double V; public Node? Next; }

            private static double Sum(Node? n) => n is null ? 0 : n.Next is { } next ? n.V * next.V : n.V is > 0 ? n.V : -n.V;

            [Differentiable]
            public static double F(double x, double y)
            {
                Node a = new() { V = x };
                Node b = new() { V = y, Next = a };
                double s = Sum(a) + Sum(b) + Sum(null);
                return a.Next is not null || b.Next == null ? s * s : s;
            }
            """).At(2.0, 3.0).At(-2.0, 3.0),

        new Row("relational and logical patterns in a switch statement", """
            [Differentiable]
            public static double F(double x, int n)
            {
                double s = x;
                switch (x)
                {
                    case < 0 and not -1: s = x * x; break;
                    case >= 0 and < 1 or > 10: s = 3 * x; break;
                    case var v when v > n: s = x * x * x; break;
                }
                return s;
            }
            """).At(-2.0, 0).At(0.5, 0).At(11.0, 0).At(2.0, 1).At(2.0, 5),

        new Row("casts decided while compiling", """
            private abstract class Unit { public abstract double Of(double v); }
            private sealed class Tanh : Unit { public double K = 2; public override double Of(double v) => Math.Tanh(K * v); }
            private sealed class Relu : Unit { public override double Of(double v) => Math.Max(v, 0); }

            [Differentiable]
            public static double F(double x)
            {
                Unit u = new Tanh { K = x };
                Relu? r = u as Relu;
                return ((Tanh)u).K * u.Of(x) + (r?.Of(x) ?? 3) + (u is Tanh ? x : 0);
            }
            """).At(0.75),

        new Row("deconstruction method in a pattern", """
            private readonly struct Pair(double a, double b)
            {
                public void Deconstruct(out double sum, out double product) { sum = a + b; product = a * b; }
            }

            [Differentiable]
            public static double F(double x, double y) => new Pair(x, y) is (> 1, var product) ? product * x : y * y;
            """).At(2.0, 3.0).At(0.25, 0.5),
    ];
}
