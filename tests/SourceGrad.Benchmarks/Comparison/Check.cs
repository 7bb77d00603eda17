namespace SourceGrad.Benchmarks.Comparison;

/// <summary>Compares all implementations with each other and with the expected result, before any of them is timed.</summary>
internal static class Check
{
    /// <summary>Returns what is wrong, or null.</summary>
    public static string? Failure(Problem problem)
    {
        for (int point = 0; point < Math.Min(problem.Points, 3); point++)
        {
            (double Value, double[] Output)? reference = point == 0 ? problem.Expected : null;
            string referenceName = "the independent implementation";
            foreach (Implementation implementation in problem.Implementations)
            {
                problem.ClearOutput();
                double value = problem.Run(implementation, point);
                bool hasOutput = implementation is not (Implementation.Primal or Implementation.LanesPrimal);
                if (reference is null)
                {
                    if (hasOutput)
                    {
                        (reference, referenceName) = ((value, problem.Output()), implementation.ToString());
                    }

                    continue;
                }

                if (Difference(value, reference.Value.Value, problem.Tolerance, 0))
                {
                    return $"{problem.Name}, point {point}: {implementation} gives {value:R}, {referenceName} {reference.Value.Value:R}.";
                }

                if (hasOutput && OutputFailure(problem.Output(), reference.Value.Output, problem.Tolerance) is string failure)
                {
                    return $"{problem.Name}, point {point}: {implementation} against {referenceName}: {failure}";
                }
            }
        }

        return null;
    }

    private static string? OutputFailure(double[] actual, double[] expected, double tolerance)
    {
        if (actual.Length != expected.Length)
        {
            return $"{actual.Length} derivatives, not {expected.Length}.";
        }

        // Components that are small beside the largest carry the rounding of large terms that cancel.
        double floor = 1e-3 * expected.Max(Math.Abs);
        for (int i = 0; i < actual.Length; i++)
        {
            if (Difference(actual[i], expected[i], tolerance, floor))
            {
                return $"derivative {i} is {actual[i]:R}, not {expected[i]:R}.";
            }
        }

        return null;
    }

    private static bool Difference(double actual, double expected, double tolerance, double floor) =>
        !(Math.Abs(actual - expected) <= tolerance * Math.Max(Math.Abs(expected), floor));
}
