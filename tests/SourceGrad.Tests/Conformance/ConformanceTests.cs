namespace SourceGrad.Tests.Conformance;

/// <summary>Every row of the table at every point, in every member, in every mode of the generator.</summary>
public sealed class ConformanceTests
{
    private const double DifferenceTolerance = 1e-7;
    private const double FloatTolerance = 2e-5;
    private const double FloatDifferenceTolerance = 2e-2;

    public static TheoryData<string, int, Mode> Cases => Points(_ => true);

    public static TheoryData<string, int, Mode> ReturningCases => Points(x => !x.Signature.IsVoid && x.Case.Exception is null);

    public static TheoryData<string, int, Mode> ReturnedGradientCases =>
        Points(x => !x.Signature.IsVoid && x.Signature.AllActiveAreScalars && x.Case.Exception is null);

    public static TheoryData<string, int, Mode> CompletingCases => Points(x => x.Case.Exception is null);

    /// <summary>Without those on several threads, which are started.</summary>
    public static TheoryData<string, int, Mode> ThriftyCases => Points(x => x.Case.Exception is null, mayAllocate: false);

    public static TheoryData<string, int, Mode> ThrowingCases => Points(x => x.Case.Exception is not null);

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
    [MemberData(nameof(ReturningCases))]
    public void ValueAndGradient(string name, int point, Mode mode)
    {
        Subject subject = new(name, point, mode);
        object[] primalArguments = subject.Case.CopyArguments();
        object primal = subject.Primal.Primal(primalArguments)!;

        object[] arguments = subject.Case.CopyArguments();
        object[] destinations = subject.Destinations(double.NaN);
        object value = subject.Probe.ValueAndGradient(arguments, destinations)!;

        AssertValue(subject, primal, value, mode);
        AssertEffects(subject, primalArguments, arguments, mode);
        AssertGradient(subject, destinations, seed: 1, subject.Adjoints(0), subject.Tolerance);
    }

    [Theory]
    [MemberData(nameof(ReturnedGradientCases))]
    public void GradientAsResult(string name, int point, Mode mode)
    {
        Subject subject = new(name, point, mode);
        object[] destinations = subject.Destinations(double.NaN);
        object value = subject.Probe.ValueAndGradient(subject.Case.CopyArguments(), destinations)!;

        Assert.Equal(destinations, subject.Probe.Gradient(subject.Case.CopyArguments()));
        Assert.Equal([value, .. destinations], subject.Probe.ValueAndGradientTuple(subject.Case.CopyArguments()));
    }

    [Theory]
    [MemberData(nameof(CompletingCases))]
    public void VjpAddsToItsDestinations(string name, int point, Mode mode)
    {
        Subject subject = new(name, point, mode);
        foreach ((double seed, object[] adjoints) in subject.Seeds())
        {
            object[] primalArguments = subject.Case.CopyArguments();
            object? primal = subject.Primal.Primal(primalArguments);

            object[] arguments = subject.Case.CopyArguments();
            object[] destinations = subject.Destinations(0.75);
            object[] adjointsBefore = [.. adjoints.Select(a => ((Array)a).Clone())];
            object? value = subject.Probe.Vjp(arguments, subject.Real(seed), adjoints, destinations);

            Assert.Equal(adjointsBefore, adjoints);
            if (primal is not null)
            {
                AssertValue(subject, primal, value!, mode);
            }

            AssertEffects(subject, primalArguments, arguments, mode);
            object[] increments = [.. destinations.Select(d => (object)Numbers.Of(d).Select(x => x - 0.75).ToArray())];
            // Adding to 0.75 and taking it away again rounds.
            AssertGradient(subject, increments, seed, adjoints, Math.Max(subject.Tolerance, 1e-12));
        }
    }

    [Theory]
    [MemberData(nameof(ThriftyCases))]
    public void AllocatesNothing(string name, int point, Mode mode)
    {
        Subject subject = new(name, point, mode);
        object[] destinations = subject.Destinations(0);
        Assert.Equal(0, subject.Probe.Allocated(subject.Case.CopyArguments(), subject.Real(1), subject.Adjoints(1), destinations));
    }

    [Theory]
    [MemberData(nameof(ThrowingCases))]
    public void ThrowsWhatThePrimalThrows(string name, int point, Mode mode)
    {
        Subject subject = new(name, point, mode);
        Type expected = subject.Case.Exception!;
        Exception primal = Assert.Throws(expected, () => subject.Primal.Primal(subject.Case.CopyArguments()));
        Exception vjp = Assert.Throws(expected, () =>
            subject.Probe.Vjp(subject.Case.CopyArguments(), subject.Real(1), subject.Adjoints(1), subject.Destinations(0)));
        Assert.Equal(primal.Message, vjp.Message);
        if (!subject.Signature.IsVoid)
        {
            Exception gradient = Assert.Throws(expected, () =>
                subject.Probe.ValueAndGradient(subject.Case.CopyArguments(), subject.Destinations(0)));
            Assert.Equal(primal.Message, gradient.Message);
        }
    }

    /// <summary>The table itself: the stated gradients are those of the primal, with no generated code involved.</summary>
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
            double tolerance = subject.IsFloat ? FloatDifferenceTolerance : DifferenceTolerance;
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
        ];
        IEnumerable<string> found = diagnostics.SelectMany(g => g.Select(d => $"{g.Key}: {d.Id}"));
        Assert.Equal(expected, found.Distinct().Order(StringComparer.Ordinal));
    }

    private static TheoryData<string, int, Mode> Points(Func<(Signature Signature, Row.Case Case), bool> isWanted, bool mayAllocate = true)
    {
        TheoryData<string, int, Mode> data = [];
        foreach (Row row in ConformanceTable.Rows)
        {
            Signature signature = Signature.Of(row);
            for (int k = 0; k < row.Cases.Count; k++)
            {
                if (isWanted((signature, row.Cases[k])))
                {
                    data.Add(row.Name, k, Mode.Plain);
                    if (row.Double is null)
                    {
                        data.Add(row.Name, k, Mode.SourceOrder);
                    }

                    data.Add(row.Name, k, Mode.Lanes);
                    if (mayAllocate && row.Double is null && row.HasLoops)
                    {
                        data.Add(row.Name, k, Mode.Cores);
                    }
                }
            }
        }

        return data;
    }

    /// <summary>In source order the value is the primal's bit for bit; where sums may be reordered, to rounding.</summary>
    private static void AssertValue(Subject subject, object primal, object value, Mode mode)
    {
        Assert.IsType(primal.GetType(), value);
        double rounding = subject.IsFloat ? 1e-5 : 1e-13;
        Numbers.AssertEqual(Numbers.Of(primal), Numbers.Of(value), mode >= Mode.Lanes || subject.Row.IsOfLibrary ? rounding : 0, "value against the primal's");
        if (subject.Case.Value is { } stated)
        {
            Numbers.AssertEqual(Numbers.Of(stated), Numbers.Of(value), subject.Tolerance, "value");
        }
    }

    private static void AssertEffects(Subject subject, object[] primalArguments, object[] arguments, Mode mode)
    {
        double rounding = subject.IsFloat ? 1e-5 : 1e-13;
        for (int k = 0; k < arguments.Length; k++)
        {
            Numbers.AssertEqual(
                Numbers.Of(primalArguments[k]), Numbers.Of(arguments[k]), mode >= Mode.Lanes || subject.Row.IsOfLibrary ? rounding : 0, $"{subject.Signature.Parameters[k].Name} after the call");
        }
    }

    private static void AssertGradient(Subject subject, object[] actual, double seed, object[] adjoints, double tolerance)
    {
        bool isStated = seed == 1 && subject.IsStatedFor(adjoints);
        for (int k = 0; k < actual.Length; k++)
        {
            string what = $"gradient of {subject.Signature.Active[k].Name} for seed {seed}";
            double[] numbers = Numbers.Of(actual[k]);
            double scale = Math.Max(1, Math.Abs(seed));
            if (isStated)
            {
                Numbers.AssertEqual(Numbers.Of(subject.Case.Gradient![k]), numbers, tolerance, what);
            }
            else if (subject.Row.IsKink)
            {
                double[] expected = [.. Numbers.Of(subject.Case.Gradient![k]).Select(x => x * seed)];
                Numbers.AssertEqual(expected, numbers, Math.Max(subject.Tolerance, 1e-12), what);
                continue;
            }

            if (subject.Row.IsKink)
            {
                continue;
            }

            if (subject.ByDuals(k, seed, adjoints) is { } duals)
            {
                Numbers.AssertEqual(duals, numbers, (subject.IsFloat ? FloatTolerance : Math.Max(subject.Tolerance, 1e-11)) * scale, what + ", by duals");
            }
            else
            {
                Numbers.AssertEqual(
                    subject.ByDifferences(k, seed, adjoints), numbers, (subject.IsFloat ? FloatDifferenceTolerance : DifferenceTolerance) * scale, what + ", by differences");
            }
        }
    }
}
