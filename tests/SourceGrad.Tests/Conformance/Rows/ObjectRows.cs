namespace SourceGrad.Tests.Conformance;

/// <summary>Structs, records, classes and their members inside a method.</summary>
internal static class ObjectRows
{
    private static readonly double[] s_x = [1.5, -2, 0.5];

    public static readonly Row[] All =
    [
        new Row("struct with fields", """
            private struct Vec { public double X, Y; }

            [Differentiable]
            public static double F(double x, double y)
            {
                Vec v; v.X = x; v.Y = y * x;
                Vec w = v;
                w.X *= 3;
                return v.X * w.Y + w.X;
            }
            """).At(2.0, 3.0).Gives(18.0, 15.0, 4.0).Exactly(),

        new Row("readonly record struct with operators", """
            private readonly record struct Vec(double X, double Y)
            {
                public static Vec operator +(Vec a, Vec b) => new(a.X + b.X, a.Y + b.Y);
                public static Vec operator *(double k, Vec a) => new(k * a.X, k * a.Y);
                public static Vec operator -(Vec a) => new(-a.X, -a.Y);
                public double Dot(Vec o) => X * o.X + Y * o.Y;
                public double Length => Math.Sqrt(Dot(this));
            }

            [Differentiable]
            public static double F(double x, double y)
            {
                Vec a = new(x, y), b = new(y, 2);
                Vec c = a + x * b;
                c += -b;
                return c.Dot(a) + c.Length;
            }
            """).At(2.0, 3.0),

        new Row("method that changes its struct", """
            private struct Counter
            {
                public double Sum;
                public int N;
                public void Add(double v) { Sum += v * v; N++; }
                public readonly double Mean() => Sum / N;
            }

            [Differentiable]
            public static double F(ReadOnlySpan<double> x)
            {
                Counter c = new();
                for (int i = 0; i < x.Length; i++) c.Add(x[i]);
                Counter d = c;
                d.Add(10);
                return c.Mean() * d.Sum;
            }
            """).At(s_x),

        new Row("class by reference", """
            private sealed class State
            {
                public double Value = 1;
                public State? Other { get; set; }
                public void Push(double v) => Value = Value * v + 1;
            }

            [Differentiable]
            public static double F(double x, double y)
            {
                State a = new(), b = a;
                State c = new() { Value = y, Other = a };
                a.Push(x);
                b.Push(y);
                c.Push(2);
                c.Other!.Push(x);
                return a.Value * c.Value;
            }
            """).At(2.0, 3.0),

        new Row("class changed in a loop", """
            private sealed class Accumulator
            {
                private double _sum;
                public double Total => _sum;
                public void Add(double v) => _sum = 0.5 * _sum + v * v;
            }

            [Differentiable]
            public static double F(ReadOnlySpan<double> x)
            {
                var a = new Accumulator();
                foreach (double v in x) { if (v > -10) a.Add(v); }
                int n = 0;
                while (n < 3) { a.Add(x[n]); n++; }
                return a.Total;
            }
            """).At(s_x),

        new Row("record with a copy", """
            private sealed record Point(double X, double Y) { public double Z { get; init; } = 2; }

            [Differentiable]
            public static double F(double x, double y)
            {
                Point p = new(x, y);
                Point q = p with { X = y, Z = x };
                var (a, b) = q;
                return p.X * q.X + q.Z * p.Z * a + b;
            }
            """).At(2.0, 3.0).Gives(21.0, 9.0, 7.0).Exactly(),

        new Row("primary constructors and inheritance", """
            private abstract class Shape(double scale)
            {
                public double Scale { get; } = scale * 2;
                public abstract double Area();
                public virtual double Edge() => scale;
            }

            private sealed class Disc(double r) : Shape(r + 1)
            {
                public override double Area() => 3 * r * r;
                public override double Edge() => base.Edge() * r;
            }

            private static double Measure(Shape s) => s.Area() * s.Scale + s.Edge();

            [Differentiable]
            public static double F(double x) => Measure(new Disc(x)) + new Disc(2 * x).Edge();
            """).At(2.0),

        new Row("properties with code", """
            private struct Angle
            {
                private double _radians;
                public double Degrees { readonly get => _radians * 57; set => _radians = value / 57; }
                public double Half { get { return _radians / 2; } }
                public double this[int power] => Math.Pow(_radians, power);
            }

            [Differentiable]
            public static double F(double x)
            {
                Angle a = default;
                a.Degrees = x * x;
                a.Degrees += 3;
                return a.Half + a[2] * a.Degrees;
            }
            """).At(2.0),

        new Row("constructors that chain", """
            private class Base { public readonly double A; protected double B = 3; public Base(double a) { A = a; } public Base() : this(7) { } }
            private sealed class Derived : Base
            {
                public double C;
                public Derived(double c) : base(c * c) { C = c + B; }
                public Derived() { C = B * A; }
            }

            [Differentiable]
            public static double F(double x) => new Derived(x).A * new Derived(x).C + x * new Derived().C;
            """).At(2.0).Gives(62.0, 20.0 + 4 + 21),

        new Row("user-defined conversions", """
            private readonly struct Celsius
            {
                private readonly double _v;
                public Celsius(double v) => _v = v;
                public static implicit operator Celsius(double v) => new(v);
                public static explicit operator double(Celsius c) => c._v * 1.8 + 32;
                public static Celsius operator ++(Celsius c) => new(c._v + 1);
            }

            [Differentiable]
            public static double F(double x) { Celsius c = x; c++; return (double)c * x; }
            """).At(2.0),

        new Row("generic struct and generic methods", """
            private readonly struct Pair<T>(T a, T b) { public T A => a; public T B { get; } = b; public Pair<T> Swap() => new(b, a); }
            private static T First<T>(Pair<T> p) => p.A;
            private static Pair<Pair<T>> Twice<T>(Pair<T> p) => new(p, p.Swap());

            [Differentiable]
            public static double F(double x, double y)
            {
                var p = new Pair<double>(x, y * y);
                var q = Twice(p);
                return First(q).B * First(q.B) + First(p);
            }
            """).At(2.0, 3.0),

        new Row("static abstract members", """
            private interface IActivation { static abstract double Apply(double x); static virtual double Scale => 2; }
            private readonly struct Tanh : IActivation { public static double Apply(double x) => Math.Tanh(x); }
            private readonly struct Relu : IActivation { public static double Apply(double x) => Math.Max(x, 0); public static double Scale => 3; }
            private static double Layer<A>(double x) where A : struct, IActivation => A.Apply(x * 2);

            [Differentiable]
            public static double F(double x) => Layer<Tanh>(x) * Layer<Relu>(x);
            """).At(0.7),

        new Row("generic math in a callee", """
            private static T Square<T>(T x) where T : System.Numerics.INumber<T> => x * x + T.One;
            private static T Wave<T>(T x, T k) where T : System.Numerics.IFloatingPointIeee754<T> => T.Sin(k * x) * T.CreateChecked(0.5) + T.Exp(-x);

            [Differentiable]
            public static double F(double x, double y) => Square(x) * Wave(x, y) + Square(3);
            """).At(0.7, 1.3),

        new Row("lambdas", """
            private static double Integrate(Func<double, double> f, double a, double b, int n)
            {
                double h = (b - a) / n, s = 0;
                for (int i = 0; i < n; i++) s += f(a + (i + 0.5) * h);
                return s * h;
            }

            [Differentiable]
            public static double F(double x, double y)
            {
                double k = x;
                Func<double, double> g = t => k * t * t;
                k = y;
                return Integrate(g, 0, x, 5) + Integrate(t => Integrate(u => u * t, 0, x, 3), 0, y, 4) + Integrate(Math.Sin, 0, x, 4);
            }
            """).At(0.7, 1.3),

        new Row("a lambda that assigns what it captures", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x)
            {
                double total = 1;
                Action<double> add = v => total = total * 0.5 + v * v;
                for (int i = 0; i < x.Length; i++) add(x[i]);
                return total;
            }
            """).At(s_x),

        new Row("ref locals, ref returns and aliasing arguments", """
            private static ref double At(Span<double> a, int i) => ref a[i];
            private static void Mix(ref double a, ref double b) { a *= b; b += a; }

            [Differentiable]
            public static double F(double x, double y)
            {
                Span<double> a = stackalloc double[2];
                a[0] = x; a[1] = y;
                ref double first = ref a[0];
                first *= y;
                At(a, 1) += first;
                Mix(ref a[0], ref a[1]);
                Mix(ref x, ref x);
                ref double alias = ref x;
                alias += 1;
                return a[0] * a[1] + x;
            }
            """).At(2.0, 3.0),

        new Row("in parameters", """
            private readonly struct Big { public readonly double A, B; public Big(double a, double b) { A = a; B = b; } }
            private static double Use(in Big b, in double k) => b.A * b.B * k;

            [Differentiable]
            public static double F(double x, double y) { Big b = new(x, y); return Use(in b, x) + Use(new Big(y, y), 2); }
            """).At(2.0, 3.0),

        new Row("buffers of structs", """
            private struct Particle { public double X, V; public int Id; }

            [Differentiable]
            public static double F(double x, double v)
            {
                Particle[] p = new Particle[3];
                for (int i = 0; i < p.Length; i++) p[i] = new Particle { X = x * i, V = v, Id = i };
                for (int t = 0; t < 4; t++)
                {
                    for (int i = 0; i < p.Length; i++)
                    {
                        p[i].V -= 0.1 * Math.Sin(p[i].X);
                        p[i].X += 0.1 * p[i].V;
                    }
                }

                double e = 0;
                foreach (Particle q in p) e += q.V * q.V * q.Id;
                foreach (ref readonly Particle q in p.AsSpan(1)) e += q.X;
                return e;
            }
            """).At(0.5, 0.3),

        new Row("struct in a struct, returned and passed", """
            private struct V2 { public double X, Y; public V2(double x, double y) { X = x; Y = y; } }
            private struct Pose { public V2 P; public double A; }
            private static Pose Move(Pose p, double d) { p.P.X += d * Math.Cos(p.A); p.P.Y += d * Math.Sin(p.A); return p; }

            [Differentiable]
            public static double F(double a, double d)
            {
                Pose p = new() { P = new V2(1, 2), A = a };
                Pose q = Move(Move(p, d), d * d);
                q.P.X *= 2;
                return q.P.X * q.P.Y + p.P.X;
            }
            """).At(0.5, 0.3),

        new Row("extension method and tuple of structs", """
            private struct S { public double V; }

            [Differentiable]
            public static double F(double x)
            {
                (S A, double B) t = (new S { V = x }, x * x);
                t.A.V += t.B;
                var u = t;
                u.A.V = 0;
                return t.A.V * t.B + u.B;
            }
            """).At(2.0).Gives(28.0, 48.0).Exactly(),

        new Row("conditional on structs", """
            private readonly record struct P(double A, double B);

            [Differentiable]
            public static double F(double x, double y)
            {
                P p = x > y ? new P(x, y) : new P(y * y, x);
                P q = (x > 0) switch { true => p, false => new P(1, 1) };
                if (y > 1) q = q with { B = 3 * x };
                return q.A * q.B;
            }
            """).At(2.0, 3.0).Gives(54.0, 27.0, 36.0).At(3.0, 0.5).Gives(1.5, 0.5, 3.0).Exactly(),

        new Row("interface on a sealed type", """
            private interface ILoss { double Of(double r); }
            private sealed class Huber(double d) : ILoss { public double Of(double r) => Math.Abs(r) < d ? r * r : d * Math.Abs(r); }

            [Differentiable]
            public static double F(double x, double d) { ILoss loss = new Huber(d); return loss.Of(x) + loss.Of(3 * x); }
            """).At(0.5, 1.0).Gives(1.75, 4.0, 1.5).Exactly(),
    ];
}
