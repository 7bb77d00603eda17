namespace SourceGrad.Tests.Conformance;

/// <summary>The table itself, with no generated code involved.</summary>
public sealed class ConformanceTableTests
{
    public static TheoryData<string, int> SmoothPoints
    {
        get
        {
            TheoryData<string, int> data = [];
            foreach (Row row in ConformanceTable.Rows.Where(r => !r.IsKink))
            {
                for (int k = 0; k < row.Cases.Count; k++)
                {
                    if (row.Cases[k].Exception is null)
                    {
                        data.Add(row.Name, k);
                    }
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(SmoothPoints))]
    public void StatedGradientsAreThoseOfThePrimal(string name, int point)
    {
        Subject subject = new(name, point, Mode.Lanes);
        object[] adjoints = subject.Case.Adjoints ?? subject.Adjoints(0);
        object[] primalArguments = subject.Case.CopyArguments();
        object? primal = subject.Primal.Primal(primalArguments);
        if (subject.Case.Value is { } value)
        {
            Numbers.AssertEqual(Numbers.Of(value), Numbers.Of(primal!), subject.Tolerance, "value of the primal");
        }

        foreach ((string parameter, Array contents) in subject.Case.After)
        {
            int at = subject.Signature.Parameters.ToList().FindIndex(p => p.Name == parameter);
            Numbers.AssertEqual(Numbers.Of(contents), Numbers.Of(primalArguments[at]), subject.Tolerance, parameter);
        }

        for (int k = 0; k < subject.Signature.Active.Count; k++)
        {
            double[] differences = subject.ByDifferences(k, 1, adjoints);
            double tolerance = subject.IsFloat ? Expected.FloatDifferenceTolerance : Expected.DifferenceTolerance;
            if (subject.ByDuals(k, 1, adjoints) is { } duals)
            {
                Numbers.AssertEqual(duals, differences, tolerance, "differences against duals");
            }

            if (subject.Case.Gradient is { } gradient)
            {
                Numbers.AssertEqual(Numbers.Of(gradient[k]), differences, tolerance, "differences against stated");
            }
        }
    }

    [Fact]
    public void TheTableIsLargeAndItsNamesAreUnique()
    {
        Assert.True(ConformanceTable.Rows.Count(r => r.Double is null) >= 550, $"{ConformanceTable.Rows.Count} rows");
        Assert.True(ConformanceTable.Rows.Count(r => r.Double is not null) >= 400, $"{ConformanceTable.Rows.Count(r => r.Double is not null)} rows in single precision");
        Assert.Equal(ConformanceTable.Rows.Count, ConformanceTable.Rows.Select(r => r.Name).Distinct().Count());
        Assert.All(ConformanceTable.Rows, r => Assert.NotEmpty(r.Cases));
    }

    /// <summary>Were the rewriting to duals to break, the rows would quietly fall back on differences.</summary>
    [Fact]
    public void MostRowsRunOnDualNumbers() =>
        Assert.True(PrimalBatch.Duals.Count > ConformanceTable.Rows.Count(r => !r.IsOfLibrary) * 0.85, $"{PrimalBatch.Duals.Count} of {ConformanceTable.Rows.Count}");

    /// <summary>All of the table is supported C#; warnings are only for the rows that ask for one.</summary>
    [Fact]
    public void AnalyzerFindsNothingToSay()
    {
        ILookup<string, Microsoft.CodeAnalysis.Diagnostic> diagnostics = PrimalBatch.Plain.Analyze();
        string[] expected =
        [
            "bounds of loops that references change, in float: SG0016", "bounds of loops that references change: SG0016",
            "bounds of loops that their bodies change, in float: SG0016", "bounds of loops that their bodies change: SG0016",
            "constants fold, in float: SG0017", "constants fold: SG0017",
            "sign in a long loop, in float: SG0016", "sign in a long loop: SG0016",
            "sign in a loop that writes, in float: SG0016", "sign in a loop that writes: SG0016",
        ];
        IEnumerable<string> found = diagnostics.SelectMany(g => g.Select(d => $"{g.Key}: {d.Id}"));
        Assert.Equal(expected, found.Distinct().Order(StringComparer.Ordinal));
    }
}
