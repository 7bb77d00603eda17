using SourceGrad.Tests.Conformance;

namespace SourceGrad.Tests.Hostile;

/// <summary>A conformance case with other arguments.</summary>
/// <param name="Subject">The case, in source order: there the value is the primal's to the last bit.</param>
/// <param name="What">What is different.</param>
/// <param name="Make">Makes the arguments, new ones each time.</param>
internal sealed record Variant(Subject Subject, string What, Func<object[]> Make)
{
    /// <summary>Numbers at which floating point is at its worst.</summary>
    private static readonly double[] s_numbers =
        [double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, 0.0, double.Epsilon, -double.Epsilon, 1e-310, double.MaxValue, double.MinValue];

    /// <summary>
    /// In these a loop or a recursion might not end, or not soon, for another argument. A <c>for</c> whose bound is no real number does.
    /// </summary>
    private static readonly string[] s_endless = ["while", "do\n", "do {", "(int)", "(long)", "for (double", "for (float", "ToInt32", "goto", "ILogB"];

    private static readonly string[] s_recursive = ["RecursionRows", "RecursiveBufferRows", "CallRows", "FuzzRows", "RuleRows", "AlgorithmRows", "IssueRows", "ObjectRows"];

    public string Name => $"'{Subject.Row.Name}' with {What}";

    public static IEnumerable<Subject> Cases(bool anyArguments) => ConformanceTable.Rows
        .Where(row => !anyArguments || (!s_recursive.Contains(row.Family) && !s_endless.Any(mark => row.Source.Contains(mark, StringComparison.Ordinal))))
        .SelectMany(row => Enumerable.Range(0, anyArguments ? 1 : row.Cases.Count).Select(point => new Subject(row.Name, point, Mode.SourceOrder)));

    /// <summary>Every real number, and the first one alone, replaced by each of the worst.</summary>
    public static IEnumerable<Variant> OfNumbers(Subject subject) => s_numbers.SelectMany(number => new[]
    {
        new Variant(subject, FormattableString.Invariant($"{number:R} everywhere"), () => Replaced(subject, number, int.MaxValue)),
        new Variant(subject, FormattableString.Invariant($"{number:R} first"), () => Replaced(subject, number, 1)),
    });

    /// <summary>All buffers empty.</summary>
    public static Variant Empty(Subject subject) =>
        new(subject, "empty buffers", () => [.. subject.Case.CopyArguments().Select(a => a is Array array ? Array.CreateInstance(array.GetType().GetElementType()!, 0) : a)]);

    private static object[] Replaced(Subject subject, double number, int most)
    {
        object[] arguments = subject.Case.CopyArguments();
        for (int k = 0; k < arguments.Length; k++)
        {
            switch (arguments[k])
            {
                case double when most-- > 0:
                    arguments[k] = number;
                    break;
                case float when most-- > 0:
                    arguments[k] = (float)number;
                    break;
                case double[] reals:
                    for (int i = 0; i < reals.Length && most-- > 0; i++)
                    {
                        reals[i] = number;
                    }

                    break;
                case float[] reals:
                    for (int i = 0; i < reals.Length && most-- > 0; i++)
                    {
                        reals[i] = (float)number;
                    }

                    break;
            }
        }

        return arguments;
    }

    /// <summary>Destinations and adjoints as long as the buffers of the arguments, all <paramref name="content"/>.</summary>
    public object[] Like(object[] arguments, double content, Func<Parameter, bool> isWanted) =>
        [.. Subject.Signature.Parameters.Select((parameter, k) => (parameter, k)).Where(x => isWanted(x.parameter)).Select(x => Filled(x.parameter, arguments[x.k], content))];

    private static object Filled(Parameter parameter, object like, double content)
    {
        int length = like is Array array ? array.Length : 1;
        if (parameter.Element == "float")
        {
            float[] floats = [.. Enumerable.Repeat((float)content, length)];
            return parameter.IsBuffer ? floats : floats[0];
        }

        double[] doubles = [.. Enumerable.Repeat(content, length)];
        return parameter.IsBuffer ? doubles : doubles[0];
    }
}
