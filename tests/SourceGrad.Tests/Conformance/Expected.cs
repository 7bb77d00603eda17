namespace SourceGrad.Tests.Conformance;

/// <summary>What the generated members of a row must give, and at which points.</summary>
internal static class Expected
{
    public const double DifferenceTolerance = 1e-7;
    public const double FloatDifferenceTolerance = 2e-2;

    private const double FloatTolerance = 2e-5;

    /// <summary>The points that are wanted, in each mode.</summary>
    public static TheoryData<string, int, Mode> At(Func<(Signature Signature, Row.Case Case), bool> isWanted, bool mayAllocate = true)
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
    public static void Value(Subject subject, object primal, object value, Mode mode)
    {
        Assert.IsType(primal.GetType(), value);
        double rounding = subject.IsFloat ? 1e-5 : 1e-13;
        Numbers.AssertEqual(Numbers.Of(primal), Numbers.Of(value), mode >= Mode.Lanes || subject.Row.IsOfLibrary ? rounding : 0, "value against the primal's");
        if (subject.Case.Value is { } stated)
        {
            Numbers.AssertEqual(Numbers.Of(stated), Numbers.Of(value), subject.Tolerance, "value");
        }
    }

    /// <summary>What the call left in its arguments is what the method leaves.</summary>
    public static void Effects(Subject subject, object[] primalArguments, object[] arguments, Mode mode)
    {
        double rounding = subject.IsFloat ? 1e-5 : 1e-13;
        for (int k = 0; k < arguments.Length; k++)
        {
            Numbers.AssertEqual(
                Numbers.Of(primalArguments[k]), Numbers.Of(arguments[k]), mode >= Mode.Lanes || subject.Row.IsOfLibrary ? rounding : 0, $"{subject.Signature.Parameters[k].Name} after the call");
        }
    }

    /// <summary>The gradient is the stated one, and that of dual numbers or, where a row has no dual form, of differences.</summary>
    public static void Gradient(Subject subject, object[] actual, double seed, object[] adjoints, double tolerance)
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
