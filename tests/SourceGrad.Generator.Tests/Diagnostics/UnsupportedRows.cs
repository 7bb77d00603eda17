namespace SourceGrad.Generator.Tests.Diagnostics;

/// <summary>C# that has no exact derivative, or none yet: an error where it stands.</summary>
internal static partial class UnsupportedRows
{
    public static readonly UnsupportedRow[] All =
    [
        Statement("catch", "try /*!*/ { x *= 2; } catch (Exception) { x += 1; }", "SG0007"),
        Statement("goto case in a circle", "switch ((int)Differentiation.StopGradient(x)) { case 1: goto case 2; case 2: x *= 2; goto case 1; } /*!*/", "SG0007"),
        Statement("goto case out of a loop", "switch ((int)Differentiation.StopGradient(x)) { case 1: while (true) { x *= 2; goto case 2; } case 2: break; } /*!*/", "SG0007"),
        Statement("unsigned 64-bit integer", "ulong n = 3; /*!*/", "SG0006"),
        Statement("checked byte", "byte b = checked((byte)(int)Differentiation.StopGradient(x)); /*!*/", "SG0008"),
        Statement("list of unknown length", "var list = new List<double>(); while (x < 9) { x *= 2; list.Add(x); /*!*/ }", "SG0008"),
        Statement("slice of an array in a pattern", "double[] a = { x, 1 }; if (a is [_, .. var rest]) x += rest[0]; /*!*/", "SG0008"),
        Statement("cast that fails", "object text = \"a\"; if (text is System.IO.Stream) x++; /*!*/", "SG0008"),
        Statement("string of an array", "double[] a = { x }; string s = string.Join(',', a); Console.WriteLine(s); /*!*/", "SG0008"),
        Statement("stopwatch", "var watch = System.Diagnostics.Stopwatch.StartNew(); /*!*/", "SG"),
        Statement("comparing strings", "string a = $\"{x}\"; if (a == \"1\") x++; /*!*/", "SG"),
        Statement("sorted list", "List<double> a = [x, 1]; a.Sort(); /*!*/", "SG0010"),
        Statement("goto", "again: /*!*/ x *= 2; if (x < 10) goto again; /*!*/", "SG0007"),
        Statement("lock", "lock (typeof(Subject)) /*!*/ { x *= 2; }", "SG0007"),
        Statement("using", "using System.IO.MemoryStream stream = new(); /*!*/", "SG"),
        Statement("call without source", "x += Random.Shared.NextDouble(); /*!*/", "SG"),
        Statement("dynamic", "dynamic d = x; /*!*/", "SG"),
        Statement("decimal", "decimal d = (decimal)x; /*!*/", "SG"),
        Statement("three-dimensional array", "double[,,] m = new double[2, 2, 2]; /*!*/", "SG"),
        Statement("jagged array", "double[][] m = new double[2][]; /*!*/", "SG"),
        Statement("array of arrays that exist already", "double[] r = [x, 1]; double[][] m = [r, r]; /*!*/", "SG0008"),
        Statement("row assigned", "double[][] m = [[x], [1, 2]]; m[1] = m[0]; /*!*/ x += m[1][0];", "SG0008"),
        Statement("bits of a real", "long bits = BitConverter.DoubleToInt64Bits(x); /*!*/ x += bits;", "SG"),
        Statement("unsafe pointer", "unsafe { double* p = &x; /*!*/ x = *p; }", "SG"),
        Statement("query that sorts", "x += new[] { 1.0, x }.OrderBy(v => v).First(); /*!*/", "SG").WithUsing("System.Linq"),
        Statement("hardware vector", "System.Numerics.Vector<double> v = new(x); /*!*/ x += v[0];", "SG"),
        Statement("function of hardware vectors", "x += System.Numerics.Vector.Sum(System.Numerics.Vector<double>.One); /*!*/", "SG"),
        Statement("intrinsics", "x += System.Runtime.Intrinsics.Vector128.Create(x, 1)[0]; /*!*/", "SG"),
        Statement("complex function without a definition", "x += System.Numerics.Complex.MaxMagnitude(x, 1).Real; /*!*/", "SG"),
        Statement("stackalloc in a loop variable of another type", "Span<decimal> d = stackalloc decimal[2]; /*!*/", "SG"),
        Statement("buffer chosen by a conditional, then written", "double[] a = new double[2], b = new double[2], c = x > 0 ? a : b; /*!*/\n c[0] = x; x += c[1];", "SG0013"),
        Statement("buffer chosen by a branch", "Span<double> a = stackalloc double[2], b = stackalloc double[2], c = a; if (x > 0) c = b; /*!*/ c[0] = x; x += c[0];", "SG"),

        new("array of arrays that is written", """
            [Differentiable]
            public static double F(double[][] a) /*!*/
            {
                a[0][1] = a[0][0] * 2;
                return a[0][1];
            }
            """, "SG0005"),

        new("iterator that is called", """
            private static IEnumerable<double> Powers(double x)
            {
                yield return x;
                yield return x * x;
            }

            [Differentiable]
            public static double F(double x)
            {
                double sum = 0;
                foreach (double power in Powers(x)) sum += power; /*!*/
                return sum;
            }
            """, "SG0008"),

        new("records compared by value", """
            private record Pair(double A, double B);

            [Differentiable]
            public static double F(double x) => new Pair(x, 1) == new Pair(1, x) ? x : x * x; /*!*/
            """, "SG0008"),

        new("private field computed at run time", """
            public partial class Subject
            {
                public static class Other
                {
                    private static readonly double s_now = Environment.TickCount;

                    public static double Scale(double x) => x * s_now; /*!*/
                }

                [Differentiable]
                public static double F(double x) => Other.Scale(x);
            }
            """, "SG0018"),

        new("finally that writes for the caller", """
            [Differentiable]
            public static double F(double x, double[] a)
            {
                try { x *= a[0]; } finally { a[0] = 0; } /*!*/
                return x;
            }
            """, "SG0007"),

        new("buffer of structs in a model", """
            public partial class Subject
            {
                public System.Numerics.Vector3[] Points = new System.Numerics.Vector3[2];

                [Differentiable]
                public float F(float x) => x * Points[0].X; /*!*/
            }
            """, "SG"),

        .. Recursion,

        new("delegate call", """
            private static readonly Func<double, double> s_f = v => v * v;

            [Differentiable]
            public static double F(double x) => s_f(x); /*!*/
            """, "SG"),

        new("mutable static field read", """
            private static double s_k = 2;

            [Differentiable]
            public static double F(double x) => s_k * x; /*!*/
            """, "SG0018"),

        new("static field written", """
            private static double s_last;

            public static double Last => s_last;

            [Differentiable]
            public static double F(double x)
            {
                s_last = x; /*!*/
                return x * x;
            }
            """, "SG"),

        new("static array written", """
            private static readonly double[] s_log = new double[1];

            [Differentiable]
            public static double F(double x)
            {
                s_log[0] = x; /*!*/
                return x * x;
            }
            """, "SG"),

        new("virtual call", """
            public partial class Subject
            {
                public abstract class Shape { public abstract double Area(double r); }

                public static readonly Shape Round = null!;

                [Differentiable]
                public static double F(double x) => Round.Area(x); /*!*/
            }
            """, "SG"),

        new("parameter of an unknown type", """
            [Differentiable]
            public static double F(double x, string name) => x * name.Length; /*!*/
            """, "SG"),

        new("nothing active", """
            [Differentiable] /*!*/
            public static double F(int n) => n;
            """, "SG0003"),

        new("everything switched off", """
            [Differentiable] /*!*/
            public static double F([NoGradient] double x) => x;
            """, "SG0003"),

        new("result of an integer", """
            [Differentiable]
            public static int F(double x) => x > 0 ? 1 : 0; /*!*/
            """, "SG"),

        new("void without an effect", """
            [Differentiable]
            public static void F(double x) /*!*/
            {
            }
            """, "SG"),

        new("type that is not partial", """
            public static class Subject /*!*/
            {
                [Differentiable]
                public static double F(double x) => x; /*!*/
            }
            """, "SG0001"),

        new("outer type that is not partial", """
            public static class Outer /*!*/
            {
                public static partial class Subject
                {
                    [Differentiable]
                    public static double F(double x) => x; /*!*/
                }
            }
            """, "SG0001"),

        new("unknown parameter name", """
            [Differentiable("z")] /*!*/
            public static double F(double x) => x;
            """, "SG0002"),

        new("kind that does not exist yet", """
            [Differentiable(Derivatives = DerivativeKinds.Hessian)] /*!*/
            public static double F(double x) => x * x; /*!*/
            """, "SG0015"),

        new("async", """
            [Differentiable]
            public static async System.Threading.Tasks.Task<double> F(double x) /*!*/
            {
                await System.Threading.Tasks.Task.Yield();
                return x;
            }
            """, "SG"),

        new("iterator", """
            [Differentiable]
            public static IEnumerable<double> F(double x) /*!*/
            {
                yield return x; /*!*/
            }
            """, "SG"),

        new("type parameter that may be anything", """
            [Differentiable(nameof(x))]
            public static double F<T>(double x, T y) => x * x; /*!*/
            """, "SG0005"),

        new("result of a type parameter that may be anything", """
            [Differentiable]
            public static T F<T>(double x, Func<double, T> f) => f(x); /*!*/
            """, "SG0014"),

        new("buffer of a type parameter that may be anything", """
            [Differentiable(nameof(x))]
            public static double F<T>(double x, ReadOnlySpan<T> y) where T : struct => x * y.Length; /*!*/
            """, "SG0005"),

        new("type parameter without the logarithm that a power needs", """
            [Differentiable]
            public static T F<T>(T x, T y) where T : System.Numerics.IPowerFunctions<T> => T.Pow(x, y); /*!*/
            """, "SG0008"),

        new("type parameter without the order that an absolute value needs", """
            [Differentiable]
            public static T F<T>(T x) where T : System.Numerics.INumberBase<T>
            {
                T y = x * x;
                return T.Abs(y - x); /*!*/
            }
            """, "SG0008"),

        new("remainder without rounding", """
            [Differentiable]
            public static T F<T>(T x, T y) where T : System.Numerics.INumber<T> => x % y; /*!*/
            """, "SG0008"),

        new("static member of an interface of one's own", """
            public partial class Subject
            {
                public interface IScale<T> { static abstract T Scale(T x); }

                [Differentiable]
                public static T F<T>(T x) where T : System.Numerics.INumber<T>, IScale<T> => T.Scale(x); /*!*/
            }
            """, "SG0008"),

        new("extern method", """
            [Differentiable]
            [System.Runtime.InteropServices.DllImport("nowhere")]
            public static extern double F(double x); /*!*/
            """, "SG"),

        new("ref parameter", """
            [Differentiable]
            public static double F(double y, ref (double X, double Y) x) => x.X * y; /*!*/
            """, "SG"),
    ];
}
