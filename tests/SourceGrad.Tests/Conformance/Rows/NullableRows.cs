namespace SourceGrad.Tests.Conformance;

/// <summary>Nullable values, and the operators on what may be null.</summary>
internal static class NullableRows
{
    public static readonly Row[] All =
    [
        new Row("nullable local", """
            private static double? Root(double x) => x < 0 ? null : Math.Sqrt(x);

            [Differentiable]
            public static double F(double x, double y)
            {
                double? r = Root(x);
                double s = r.HasValue ? r.Value * y : y;
                s += r ?? 2;
                s += r.GetValueOrDefault() + r.GetValueOrDefault(5);
                return s;
            }
            """).At(4.0, 3.0).At(-4.0, 3.0),

        new Row("lifted operators", """
            [Differentiable]
            public static double F(double x, double y, int n)
            {
                double? a = n > 0 ? x : null, b = n > 1 ? y : null;
                double? c = a * b + 1;
                double s = c ?? x + y;
                if (a > b) s *= 2;
                if (a == b) s += 1;
                if (b != null) s += b.Value;
                return s - (-a ?? 0);
            }
            """).At(2.0, 3.0, 0).At(2.0, 3.0, 1).At(2.0, 3.0, 2).At(3.0, 2.0, 2),

        new Row("value of null throws", """
            [Differentiable]
            public static double F(double x)
            {
                double? r = x > 0 ? x * x : null;
                return r!.Value + (double)r;
            }
            """).At(2.0).At(-2.0).Throws<InvalidOperationException>(),

        new Row("nullable integers and enums", """
            private enum Mode { Plain, Square }

            [Differentiable]
            public static double F(double x, int n)
            {
                int? k = n > 2 ? n : null;
                Mode? mode = k is null ? null : k % 2 == 0 ? Mode.Square : Mode.Plain;
                k ??= 7;
                double s = mode switch { null => x, Mode.Square => x * x, _ => 3 * x };
                if (k is > 3 and { } v) s *= v;
                return s * k.Value;
            }
            """).At(0.5, 0).At(0.5, 3).At(0.5, 4),

        new Row("null-conditional on objects", """
            private sealed class Prior { public double Mean; public Prior? Parent; public double Log(double x) => -(x - Mean) * (x - Mean); }

            private static double Energy(double x, Prior? prior)
            {
                double e = prior?.Log(x) ?? x;
                e += prior?.Parent?.Mean * 2 ?? 1;
                Prior p = prior ?? new Prior { Mean = 3 };
                return e + p.Log(x);
            }

            [Differentiable]
            public static double F(double x, double m) =>
                Energy(x, null) + Energy(x, new Prior { Mean = m }) * Energy(x, new Prior { Mean = m, Parent = new Prior { Mean = x } });
            """).At(0.5, 2.0),

        new Row("nullable in an option struct", """
            private readonly record struct Options(double? Ridge = null, int? Order = 2);

            private static double Fit(double x, Options o = default) =>
                x * x + (o.Ridge is double r ? r * x : 0) + (o.Order is { } n ? n * x : 1);

            [Differentiable]
            public static double F(double x, double r) => Fit(x) * Fit(x, new Options(r)) + Fit(x, new Options { Order = 3 });
            """).At(0.5, 2.0),
    ];
}
