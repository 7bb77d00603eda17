namespace SourceGrad.Tests.Conformance;

/// <summary>Names that collide with generated ones or with keywords, and types in all nestings.</summary>
internal static class NamingRows
{
    public static readonly Row[] All =
    [
        new Row("parameters named like generated ones", """
            [Differentiable]
            public static double F(double adjoint, double seed, double tape, double _t0, double t0) => adjoint * seed * tape + _t0 * _t0 * t0;
            """).At(2.0, 3.0, 5.0, 7.0, 11.0).Gives(30.0 + 539, 15.0, 10.0, 6.0, 154.0, 49.0).Exactly(),

        new Row("locals named like generated ones", """
            [Differentiable]
            public static double F(double x, double y)
            {
                double xAdjoint = x * y, yAdjoint = xAdjoint * x, resultAdjoint = yAdjoint + y;
                double result = resultAdjoint * xAdjoint, value = result, x1 = value + x, xBefore = x1 * 2;
                return xBefore + value;
            }
            """).At(2.0, 3.0),

        new Row("a local named like a destination", """
            [Differentiable]
            public static double F(double x, double y)
            {
                double xGradient = x * x, yGradient = y * xGradient;
                return xGradient + yGradient;
            }
            """).At(2.0, 3.0).Gives(16.0, 16.0, 4.0),

        new Row("tapes named like the user's variables", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x)
            {
                double s = 1, sTape = 0, tape = 0.5, trips = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    s = Math.Sin(s) * x[i];
                    sTape += s * s;
                    tape *= sTape;
                    trips++;
                }
                return s + sTape + tape + trips;
            }
            """).At(new double[] { 0.5, 1.5, -2 }),

        new Row("keywords as names", """
            [Differentiable]
            public static double @double(double @class, double @int)
            {
                double @return = @class * @int;
                return @return * @class;
            }
            """).At(2.0, 3.0).Gives(12.0, 12.0, 4.0).Exactly(),

        new Row("contextual keywords as names", """
            [Differentiable]
            public static double F(double value, double field, double var, double record)
            {
                double async = value * field, when = var * record, nameof = 2;
                return async * when * nameof;
            }
            """).At(2.0, 3.0, 5.0, 7.0).Gives(420.0, 210.0, 140.0, 84.0, 60.0).Exactly(),

        new Row("unicode names", """
            [Differentiable]
            public static double Größe(double α, double β)
            {
                double σ2 = α * α, Δ = β - α;
                return σ2 * Δ;
            }
            """).At(2.0, 3.0).Gives(4.0, 0.0, 4.0).Exactly(),

        new Row("names that differ only in case", """
            [Differentiable]
            public static double F(double x, double X)
            {
                double a = x * X, A = a + X;
                return a * A;
            }
            """).At(2.0, 3.0).Gives(54.0, 45.0, 36.0).Exactly(),

        new Row("the same name in sibling scopes", """
            [Differentiable]
            public static double F(double x, double y)
            {
                double r = 0;
                if (x > 0) { double t = x * y; r += t; } else { double t = x - y; r -= t; }
                for (int i = 0; i < 2; i++) { double t = r * x; r = t + y; }
                for (int i = 0; i < 3; i++) { double t = r + y; r = t * 0.5; }
                return r;
            }
            """).At(2.0, 3.0).At(-2.0, 3.0),

        new Row("types named like the framework's", """
            public static class Inner
            {
                public static double Sin(double v) => v * v;
            }

            [Differentiable]
            public static double F(double x)
            {
                double Tape = Inner.Sin(x), Span = Tape * 2;
                return Tape * Span;
            }
            """).At(1.5).Gives(2 * 1.5 * 1.5 * 1.5 * 1.5, 8 * 3.375),

        new Row("nested type", """
            public static partial class Outer
            {
                public sealed partial class Middle
                {
                    internal static partial class Inner
                    {
                        [Differentiable]
                        internal static double F(double x) => x * x;
                    }
                }
            }
            """, "Outer.Middle.Inner").At(3.0).Gives(9.0, 6.0).Exactly(),

        new Row("nested generic types", """
            public partial class Outer<T>
                where T : struct
            {
                public partial struct Middle<TKey, TValue>
                {
                    public partial record Inner
                    {
                        [Differentiable]
                        public static double F(double x, double y) => x * x * y;
                    }
                }
            }
            """, "Outer<int>.Middle<string, object>.Inner").At(3.0, 2.0).Gives(18.0, 12.0, 9.0).Exactly(),

        new Row("generic interface constraint", """
            public abstract partial class Model<TSelf>
                where TSelf : Model<TSelf>, new()
            {
                private const double Gain = 3;

                [Differentiable]
                public static double F(double x) => Gain * x * x;
            }

            public sealed class Concrete : Model<Concrete>;
            """, "Model<Concrete>").At(2.0).Gives(12.0, 12.0).Exactly(),

        new Row("record struct and interface", """
            public partial interface IFormula
            {
                public readonly partial record struct Area(int Unit)
                {
                    [Differentiable]
                    public static double F(double x) => x * x * x;
                }
            }
            """, "IFormula.Area").At(2.0).Gives(8.0, 12.0).Exactly(),

        new Row("instance type with a static method and fields", """
            public partial class Holder
            {
                private readonly double _unused = 1;
                private static readonly double s_rate = 1.5;

                public double Unused => _unused;

                [Differentiable]
                public static double F(double x) => s_rate * x * x;
            }
            """, "Holder").At(2.0).Gives(6.0, 6.0).Exactly(),

        new Row("overloads", """
            [Differentiable]
            public static double F(double x, double y) => x * y;

            [Differentiable(Derivatives = DerivativeKinds.Gradient | DerivativeKinds.Vjp)]
            public static double F(double x) => x * x;

            [Differentiable(Derivatives = DerivativeKinds.Gradient | DerivativeKinds.Vjp)]
            public static float F(float x, float y) => x * y;
            """).At(2.0, 3.0).Gives(6.0, 3.0, 2.0).Exactly(),

        new Row("parameter named value with nested tuple names", """
            [Differentiable]
            public static double F(double Value, double Gradient) => Value * Value * Gradient;
            """).At(2.0, 3.0).Gives(12.0, 12.0, 4.0).Exactly(),
    ];
}
