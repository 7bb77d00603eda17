namespace SourceGrad.Tests.Conformance;

/// <summary>Inline arrays, memory, enumerators and arrays of arrays.</summary>
internal static class TypeRows
{
    public static readonly Row[] All =
    [
        new Row("inline array: elements, slices, foreach", """
            [System.Runtime.CompilerServices.InlineArray(4)] public struct Buf { double e; }
            [Differentiable] public static double F(double x, double y)
            {
                Buf b = default;
                for (int i = 0; i < 4; i++) b[i] = x * i + y;
                Buf c = b;
                c[1] *= 3;
                b[2] = y;
                Span<double> s = c[1..];
                s[0] += x;
                double t = 0;
                foreach (double v in b) t += v * v;
                foreach (ref double v in c[..]) { v *= y; t += v; }
                ReadOnlySpan<double> r = c;
                return t * r[^1] + c[^2] + b[2];
            }
            """).At(1.5, 0.3),

        new Row("inline array: copies, swapped, returned, chosen", """
            [System.Runtime.CompilerServices.InlineArray(2)] public struct Buf { double e; public double Sum() => this[0] + this[1]; }
            static Buf Make(double x, double y) { Buf b = new(); b[0] = x; if (x > y) { b[1] = y; return b; } b[1] = 2 * y; return b; }
            [Differentiable] public static double F(double x, double y)
            {
                Buf a = Make(x, y), b = Make(y, x);
                (a, b) = (b, a);
                Buf c = x > 1 ? a : b;
                Buf d0 = (int)Differentiation.StopGradient(x) switch { 1 => c, _ => a };
                for (int i = 0; i < 3; i++) { Buf d = c; c[0] = d[1] * x; c[1] = d[0] + y; }
                return a.Sum() * b[0] + c.Sum() * d0[1];
            }
            """).At(1.5, 0.3),

        new Row("inline array in structs and objects", """
            [System.Runtime.CompilerServices.InlineArray(2)] public struct Buf { double e; }
            public struct S { public Buf W; public double K; }
            public sealed class C { public Buf W; public S Inner; }
            [Differentiable] public static double F(double x, double y)
            {
                S s = default;
                s.W[0] = x;
                s.K = y;
                S t = s;
                t.W[0] *= 2;
                var c = new C();
                c.W = t.W;
                c.Inner = s;
                c.Inner.W[1] = x * y;
                s = c.Inner;
                s.W[0] += 1;
                return c.W[0] * t.K + c.Inner.W[0] * s.W[1] + s.W[0];
            }
            """).At(1.5, 0.3),

        new Row("inline array of structs", """
            public struct V { public double X, Y; }
            [System.Runtime.CompilerServices.InlineArray(3)] public struct Buf { V e; }
            [Differentiable] public static double F(double x, double y)
            {
                Buf b = default;
                for (int i = 0; i < 3; i++) { b[i].X = x * i; b[i] = b[i] with { Y = y + i }; }
                Buf c = b;
                c[1].X = 7;
                double t = 0;
                foreach (var v in b) t += v.X * v.Y;
                return t + c[1].X * c[2].X;
            }
            """).At(1.5, 0.3),

        new Row("inline array, generic, of integers", """
            [System.Runtime.CompilerServices.InlineArray(3)] public struct Buf<T> { T e; }
            [Differentiable] public static double F(double x, int n)
            {
                Buf<int> k = default;
                k[0] = n;
                k[1] = 1;
                Buf<double> d = default;
                d[k[0]] = x;
                d[k[1]] = x * x;
                return d[2] * d[1];
            }
            """).At(1.5, 2),

        new Row("inline array in loops and local functions", """
            [System.Runtime.CompilerServices.InlineArray(3)] public struct Buf { double e; }
            [Differentiable] public static double F(double x, double y)
            {
                Buf b = default;
                void Add(int i, double v) { b[i] += v; } for (int i = 0; i < 5; i++) { Add(i % 3, x * i); if (i == 3) break; } int n = 0;
                while (b[0] < 20) { b[0] *= 1 + y; b[1] += b[0]; n++; } return b[1] + b[2];
            }
            """).At(1.5, 0.3),

        new Row("memory written through its span", """
            [Differentiable] public static double F(Memory<double> m, ReadOnlyMemory<double> r)
            {
                m.Span[0] *= r.Span[1];
                var t = m[1..];
                t.Span[0] += m.Span[0];
                ReadOnlyMemory<double> q = m.Slice(1, 2);
                double s = 0;
                foreach (double v in q.Span) s += v * v;
                if (!q.IsEmpty) s += q.Length;
                return s * r.Span[0];
            }
            """).At(new[] { 1.5, 0.3, 2.0 }, new[] { 2.0, 3.0 }).Leaves("m", new[] { 1.5 * 3, 0.3 + 1.5 * 3, 2.0 }),

        new Row("memory of an array, sliced", """
            static double Dot(ReadOnlyMemory<double> a, ReadOnlyMemory<double> b) { double s = 0; for (int i = 0; i < a.Length; i++) s += a.Span[i] * b.Span[i]; return s; }
            [Differentiable] public static double F(double[] x)
            {
                Memory<double> m = new double[3];
                x.CopyTo(m);
                Memory<double> h = x.AsMemory(1);
                h.Span[0] += 1;
                m.Span[1] *= 2;
                double[] back = m.ToArray();
                return Dot(m, x) * back[1] + Dot(h, m[1..]);
            }
            """).At(new[] { 1.5, 0.3, 2.0 }).Leaves("x", new[] { 1.5, 1.3, 2.0 }),

        new Row("memory read in a loop", """
            [Differentiable] public static double F(ReadOnlyMemory<double> m)
            {
                ReadOnlySpan<double> s = m.Span;
                double t = 0;
                for (int i = 0; i < s.Length; i++) t += Math.Exp(s[i]);
                return t;
            }
            """).At(new[] { 1.5, 0.3, 2.0 }),

        new Row("enumerator that is a class", """
            public sealed class Seq(double x, int n) { public En GetEnumerator() => new(x, n); public sealed class En(double x, int n) { int i; double c = 1; public double Current { get; private set; } public bool MoveNext() { if (i++ >= n) return false; c *= x; Current = c; return true; } } }
            [Differentiable] public static double F(double x, int n)
            {
                double s = 0;
                foreach (double d in new Seq(x, n)) { if (d < 2) continue; s += d; }
                return s;
            }
            """).At(1.5, 4),

        new Row("enumerator over a span, by reference", """
            public ref struct Stride(Span<double> s, int k) { Span<double> s = s; int i = -k; public Stride GetEnumerator() => this; public bool MoveNext() => (i += k) < s.Length; public ref double Current => ref s[i]; }
            [Differentiable] public static double F(double[] x)
            {
                foreach (ref double d in new Stride(x, 2)) d *= d;
                double s = 1;
                foreach (double d in new Stride(x, 1)) s *= d;
                return s;
            }
            """).At(new[] { 1.5, 0.3, 2.0, 4.0 }).Leaves("x", new[] { 1.5 * 1.5, 0.3, 4.0, 4.0 }),

        new Row("enumerator by an extension method, left early", """
            public struct Rng { public int I, N; public int Current => I; public bool MoveNext() => ++I < N; public void Dispose() { N = 0; } }
            public static class X { public static Rng GetEnumerator(this int n) => new() { I = -1, N = n }; }
            public static partial class Subject { static double Find(double x, int n) { foreach (int i in n) { if (i * x > 3) return i * x; } return x; } [Differentiable] public static double F(double x, int n)
            {
                double s = 0;
                foreach (int i in n) foreach (int j in i) s += x * i * j;
                return s + Find(x, n);
                }
            }
            """, "Subject").At(1.6, 4),

        new Row("enumerator through IEnumerable", """
            public sealed class En(double x, int n) : IEnumerator<double> { int i; public double Current => x * i; object System.Collections.IEnumerator.Current => Current; public bool MoveNext() => i++ < n; public void Reset() { } public void Dispose() { } }
            public sealed class Seq(double x, int n) : IEnumerable<double> { public IEnumerator<double> GetEnumerator() => new En(x, n); System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator(); }
            [Differentiable] public static double F(double x, int n)
            {
                IEnumerable<double> q = new Seq(x, n);
                double s = 0;
                foreach (double d in q) s += d * d;
                foreach (var d in new Seq(s, 2)) s += d;
                return s;
            }
            """).At(1.5, 4),

        new Row("enumerator that is a struct", """
            public readonly struct Geo(double x, int n) { public En GetEnumerator() => new(x, n); public struct En(double x, int n) { int i = -1; double c = 1; public bool MoveNext() { c *= x; return ++i < n; } public double Current => c; } }
            [Differentiable] public static double F(double x, int n)
            {
                double s = 0;
                foreach (double d in new Geo(x, n)) { if (d > 4) break; s += d; }
                return s;
            }
            """).At(1.5, 4),

        new Row("foreach with a conversion of its own", """
            public readonly struct W(double v) { readonly double v = v; public static implicit operator double(W w) => w.v * 2; }
            [Differentiable] public static double F(double x)
            {
                W[] a = [new W(x), new W(x * x)];
                double s = 0;
                foreach (double d in a) s += d;
                foreach (byte b in new[] { 1, 257 }) s += b * x;
                return s;
            }
            """).At(1.5),

        new Row("array of arrays, written out", """
            [Differentiable] public static double F(double x)
            {
                double[][] a = [[1, x], [x, 2]];
                double s = 0;
                for (int i = 0; i < a.Length; i++) for (int j = 0; j < a[i].Length; j++) s += a[i][j] * a[j][i];
                return s;
            }
            """).At(1.5),

        new Row("array of arrays with rows of several lengths", """
            static double Tot(double[][] a) { double s = 0; foreach (var r in a) s += r.Length > 0 ? r[^1] : 1; return s; }
            [Differentiable] public static double F(double x)
            {
                double[] r = [x, 2, x * x];
                double[][] a = [[1, x], [.. r, x], new double[2], []];
                a[2][1] = x * a[1][2];
                double s = 0;
                foreach (double[] row in a) for (int j = 0; j < row.Length; j++) s += row[j] * (j + 1);
                double[][] b = { new[] { x, 1 }, new[] { 2.0, x } };
                double[] c = a[1][1..];
                c[0] = 100;
                return s + b[0][0] * b[1][1] + a.Length + a[1][1] * Tot(a) + c[0];
            }
            """).At(1.5),
    ];
}
