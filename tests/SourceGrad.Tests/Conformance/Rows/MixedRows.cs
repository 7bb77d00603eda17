namespace SourceGrad.Tests.Conformance;

/// <summary>Programs that mix many features, as models do.</summary>
internal static class MixedRows
{
    public static readonly Row[] All =
    [
        new Row("number of a private field of another class", """
            public static class Other { private const double C = 2; private static readonly double s_a = Math.Sqrt(C) / 3, s_b = 1 / s_a; private static readonly int s_n = 4; private static readonly double s_c = Environment.TickCount; public static double Scale(double x) => x * s_b * s_n; public static double Bad(double x) => x * s_c; }
            [Differentiable] public static double F(double x) => Other.Scale(x);
            """).At(1.5),

        new Row("delegate to a method of a struct", """
            public struct S { public double X; public double M(double y) => X * y; }
            [Differentiable] public static double F(double x)
            {
                S s = new() { X = x };
                Func<double, double> f = s.M;
                s.X = 5;
                return f(x) + s.X;
            }
            """).At(1.5),

        new Row("property that changes its object, in a test", """
            public sealed class C { int n; public double V; public bool Next { get { n++; V *= 1.5; return n < 4; } } }
            [Differentiable] public static double F(double x, double y)
            {
                var c = new C { V = x };
                double s = 0;
                while (c.Next) s += c.V * y;
                return s;
            }
            """).At(1.5, 0.3),

        new Row("operator that changes its object, in a test", """
            public sealed class C { public int N; public double V; public static bool operator true(C c) { c.N++; c.V *= 1.5; return c.N < 4; } public static bool operator false(C c) => false; public static implicit operator double(C c) => c.V; }
            [Differentiable] public static double F(double x, double y)
            {
                var c = new C { V = x };
                double s = 0;
                while (c) s += c * y;
                return s;
            }
            """).At(1.5, 0.3),

        new Row("records compared with null", """
            public record P(double X);
            [Differentiable] public static double F(double x, double y)
            {
                P p = new(x), q = null!, r = p;
                double s = p == null ? 1 : p.X;
                if (q is null || q == null) s *= y;
                if (r == p) s += y;
                return s;
            }
            """).At(1.5, 0.3),

        new Row("object changed in loops of its own", """
            public sealed class C { public double P; double q; public double Go(double k, int n) { for (int i = 0; i < n; i++) { k *= P; q += k; this.P += 0.1; Step(); } return q; } void Step() { while (q > 10) q -= 1; } }
            [Differentiable] public static double F(double x, double y)
            {
                var c = new C { P = x };
                var d = c;
                double s = 0;
                for (int i = 0; i < 3; i++) { s += c.Go(y, 4); d.P *= 0.5; }
                return s + d.P;
            }
            """).At(1.5, 0.3),

        new Row("objects in objects, changed in a loop", """
            public sealed class N { public double V; public N Next; }
            [Differentiable] public static double F(double x, double y)
            {
                var a = new N { V = x, Next = new N { V = y } };
                for (int i = 0; i < 4; i++) { a.Next.V += a.V; a.V *= y; var t = a.Next; t.V *= 0.9; }
                return a.V * a.Next.V;
            }
            """).At(1.5, 0.3),

        new Row("optimizer object with a loop", """
            public sealed class Adam(int n) { readonly double[] m = new double[n]; int t; public double Rate { get; init; } = 0.1; public void Step(Span<double> w, ReadOnlySpan<double> g) { t++; for (int i = 0; i < w.Length; i++) { m[i] = 0.9 * m[i] + 0.1 * g[i]; w[i] -= Rate * m[i] / (1 - Math.Pow(0.9, t)); } } }
            [Differentiable] public static double F(double[] w, int steps)
            {
                var opt = new Adam(w.Length) { Rate = 0.2 };
                double[] g = new double[w.Length], v = [.. w];
                for (int s = 0; s < steps; s++) { for (int i = 0; i < w.Length; i++) g[i] = v[i] * v[i]; opt.Step(v, g); }
                double r = 0;
                foreach (double d in v) r += d * d;
                return r;
            }
            """).At(new[] { 1.5, 0.3 }, 3),

        new Row("stack over a span", """
            public ref struct Stack<T>(Span<T> s) { readonly Span<T> s = s; int n; public void Push(T v) => s[n++] = v; public T Pop() => s[--n]; public readonly int Count => n; }
            [Differentiable] public static double F(double x, double y)
            {
                var st = new Stack<double>(stackalloc double[8]);
                st.Push(x);
                st.Push(y);
                while (st.Count > 1) { double b = st.Pop(), a = st.Pop(); st.Push(a * b + a); } return st.Pop();
            }
            """).At(1.5, 0.3),

        new Row("expression tree of objects", """
            public interface INode { double Eval(IEnv e); }
            public interface IEnv { double this[int i] { get; } }
            public sealed class Env(double x, double y) : IEnv { public double this[int i] => i == 0 ? x : y; }
            public sealed class Var(int i) : INode { public double Eval(IEnv e) => e[i]; }
            public sealed class Mul(INode a, INode b) : INode { public double Eval(IEnv e) => a.Eval(e) * b.Eval(e); }
            public sealed class Sin(INode a) : INode { public double Eval(IEnv e) => Math.Sin(a.Eval(e)); }
            [Differentiable] public static double F(double x, double y)
            {
                INode n = new Mul(new Var(0), new Sin(new Mul(new Var(1), new Var(0))));
                return n.Eval(new Env(x, y));
            }
            """).At(1.5, 0.3),

        new Row("static virtual members of a generic interface", """
            public interface IVec<T> where T : IVec<T> { static abstract T operator +(T a, T b); static abstract double Dot(T a, T b); static virtual T Zero => throw new NotSupportedException(); }
            public readonly record struct V2(double X, double Y) : IVec<V2> { public static V2 operator +(V2 a, V2 b) => new(a.X + b.X, a.Y + b.Y); public static double Dot(V2 a, V2 b) => a.X * b.X + a.Y * b.Y; public static V2 Zero => new(0, 0); }
            static double Norm<T>(ReadOnlySpan<T> a) where T : struct, IVec<T> { T s = T.Zero; foreach (T v in a) s += v; return T.Dot(s, s); }
            [Differentiable] public static double F(double x, double y) => Norm<V2>([new(x, y), new(y, x * x)]);
            """).At(1.5, 0.3),

        new Row("generic fold over tuples", """
            static T Fold<T>(ReadOnlySpan<double> a, T seed, Func<T, double, T> f) { T t = seed; foreach (double d in a) t = f(t, d); return t; }
            [Differentiable] public static double F(double x, double y)
            {
                var r = Fold([x, y, x * y], (S: 0.0, P: 1.0), (t, d) => (t.S + d, t.P * (1 + d)));
                return r.S * r.P;
            }
            """).At(1.5, 0.3),

        new Row("goto default in a loop", """
            [Differentiable] public static double F(double x, int n)
            {
                double s = 0;
                for (int i = 0; i < n; i++) { switch (i % 4) { case 0: s += x; continue; case 1: if (i > 4) goto default; s *= x; break; case 2 when i > 2: s -= x; goto case 1; default: s += Math.Sin(s); break; } s *= 0.9; }
                return s;
            }
            """).At(1.5, 7),

        new Row("span of tuples", """
            [Differentiable] public static double F(double x, double y)
            {
                Span<(double A, int N)> s = [(x, 1), (y, 2), (x * y, 3)];
                double t = 0;
                foreach (var (a, n) in s) t += Math.Pow(a, n);
                s[0].A *= 2;
                return t * s[0].A;
            }
            """).At(1.5, 0.3),

        new Row("list patterns with when", """
            [Differentiable] public static double F(double[] a) => a switch { [] => 0, [var x] => x, [var x, .., var y] when x < y => x * y * y, [> 1, ..] => a[0], _ => 7 };
            """).At(new[] { 1.5, 2.0, 3.0 }),

        new Row("composed static abstract functions", """
            public interface IAct { static abstract double Apply(double x); }
            public readonly struct Tanh : IAct { public static double Apply(double x) => Math.Tanh(x); }
            public readonly struct Sq : IAct { public static double Apply(double x) => x * x; }
            public readonly struct Comp<A, B> : IAct where A : IAct where B : IAct { public static double Apply(double x) => B.Apply(A.Apply(x)); }
            static double Run<A>(double x) where A : IAct => A.Apply(x) + A.Apply(2 * x);
            [Differentiable] public static double F(double x, double y) => Run<Comp<Tanh, Comp<Sq, Tanh>>>(x * y) * y;
            """).At(1.5, 0.3),

        new Row("base call in a virtual method", """
            public abstract class Shape(double s) { protected double S { get; } = s; public abstract double Area(); public virtual double Twice() => 2 * Area(); }
            public class Disc(double r, double s) : Shape(s) { public override double Area() => Math.PI * r * r * S; }
            public sealed class Ring(double r, double q, double s) : Disc(r, s) { public override double Twice() => base.Twice() - q; }
            [Differentiable] public static double F(double x, double y)
            {
                Shape a = new Ring(x, y, x * y);
                Shape b = new Disc(y, x);
                return a.Twice() * b.Twice();
            }
            """).At(1.5, 0.3),

        new Row("record with a property of its own", """
            public record Pose(double X, double Y) { public double Norm => Math.Sqrt(X*X+Y*Y); public double W { get; init; } = 2; }
            [Differentiable] public static double F(double a, double b)
            {
                var p = new Pose(a, b) { W = a*b };
                var q = p with { X = p.Y * 3, W = p.W + 1 };
                return q.Norm * p.Norm * q.W;
            }
            """).At(1.5, 0.7),

        new Row("parameters named like contextual keywords", """
            [Differentiable] public static double F(double from, double[] yield, double @await, double nameof, double scoped, double dynamic)
            {
                double s = 0;
                for (int @var = 0; @var < yield.Length; @var++) s += yield[@var] * Math.Sin(from * @await + nameof) * scoped;
                return s * Math.Exp(dynamic) * s;
            }
            """).At(1.5, new[] { 1.0, 2.0 }, 0.5, 0.7, 0.2, 0.1),

        new Row("local function called nameof", """
            [Differentiable] public static double F(double[] x)
            {
                double nameof(double y) => y * x[0];
                double @var(double z) => nameof(z);
                return @var(x[1]);
            }
            """).At(new[] { 1.5, 2.0 }),
    ];
}
