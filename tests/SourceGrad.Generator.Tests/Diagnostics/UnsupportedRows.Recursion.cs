namespace SourceGrad.Generator.Tests.Diagnostics;

/// <content>Methods that call themselves.</content>
internal static partial class UnsupportedRows
{
    private static UnsupportedRow[] Recursion =>
    [
        new("recursion with a delegate", """
            [Differentiable]
            public static double F(double x) => Down(v => v * v, x, 5);

            private static double Down(Func<double, double> f, double x, int n) => n == 0 ? f(x) : x * Down(f, x, n - 1); /*!*/
            """, "SG0011"),

        new("recursion on an object", """
            private sealed class Node(double w)
            {
                public double Down(double x, int n) => n == 0 ? x : w * Down(x, n - 1); /*!*/
            }

            [Differentiable]
            public static double F(double x) => new Node(2).Down(x, 3);
            """, "SG0011"),

        new("recursion of a constructor", """
            private sealed class Tree
            {
                public double Value;
                public Tree? Left;

                public Tree(double value, int depth)
                {
                    Value = value;
                    if (depth > 0)
                    {
                        Left = new Tree(value / 2, depth - 1); /*!*/
                    }
                }
            }

            [Differentiable]
            public static double F(double x, int depth) => x * new Tree(x, depth).Value;
            """, "SG0011"),

        new("recursion that sees its reference change", """
            [Differentiable]
            public static double F(double x) => x * Down(ref x, in x, 2); /*!*/

            private static double Down(ref double s, in double x, int n)
            {
                s += x;
                return n <= 0 ? x : x * Down(ref s, 0.5, n - 1);
            }
            """, "SG0008"),

        new("recursion over a span of structs", """
            public partial class Subject
            {
                public struct P { public double X, Y; }

                [Differentiable]
                public static double F(Span<P> points) => Down(points, 2); /*!*/

                private static double Down(Span<P> points, int n)
                {
                    points[0].X *= points[1].Y;
                    return n <= 0 ? points[0].X : points[0].Y * Down(points, n - 1);
                }
            }
            """, "SG0008"),

        new("recursion that returns a buffer", """
            private static double[] Down(double[] v, int n) => n == 0 ? v : Down(v, n - 1); /*!*/

            [Differentiable]
            public static double F(double[] x) => Down(x, 3)[0];
            """, "SG0013"),
    ];
}
