namespace SourceGrad.Generator.Tests.Diagnostics;

/// <content>What is differentiated, with a warning.</content>
internal static partial class UnsupportedRows
{
    /// <summary>What loses a derivative on purpose, perhaps: a warning until it is wrapped.</summary>
    public static readonly UnsupportedRow[] Warnings =
    [
        Statement("conversion to int", "x *= (int)x; /*!*/", "SG0016"),
        Statement("conversion to long", "long n = (long)(x * 2); /*!*/ x *= n;", "SG0016"),
        Statement("floor", "x -= Math.Floor(x); /*!*/", "SG0016"),
        Statement("round", "x = Math.Round(x) * x; /*!*/", "SG0016"),
        Statement("sign", "x = Math.Sign(x) * x; /*!*/", "SG0016"),
        Statement("integer division of literals", "x *= 1 / 2; /*!*/", "SG0017"),
    ];

    private static UnsupportedRow Statement(string name, string statement, string id) => new(name, $$"""
        [Differentiable]
        public static double F(double x)
        {
            {{statement}}
            return x;
        }
        """, id);

    private static UnsupportedRow WithUsing(this UnsupportedRow row, string name) =>
        row with { Source = $"using {name};\npublic static partial class Subject\n{{\n{row.Source}\n}}" };
}
