namespace SourceGrad.Tests.Conformance;

/// <summary>Queries with lambdas: each becomes a loop.</summary>
internal static class LinqRows
{
    private static readonly double[] s_x = [1.5, -2, 0.5, 3];

    public static readonly Row[] All =
    [
        Linq("query: sum", """
            [Differentiable]
            public static double F(double[] x) => x.Sum() * x.Sum(v => v * v);
            """).At(s_x).Gives(46.5, new[] { 24.5, 3.5, 18.5, 33.5 }),

        Linq("query: select", """
            [Differentiable]
            public static double F(double[] x, double k) => x.Select(v => Math.Sin(v * k)).Select(v => v * v).Sum();
            """).At(s_x, 0.75),
    ];

    private static Row Linq(string name, string source) =>
        new(name, $"using System.Linq;\npublic static partial class Table\n{{\n{source}\n}}", "Table");
}
