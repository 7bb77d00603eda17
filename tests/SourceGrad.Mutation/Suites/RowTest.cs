using System.Globalization;
using SourceGrad.Testing;
using SourceGrad.Tests.Conformance;

namespace SourceGrad.Mutation.Suites;

/// <summary>
/// A row of the conformance table in one mode. Where the mutant changes what is generated, that is compiled and run at the row's points, and what comes
/// out is compared with what comes out without the mutant: values, gradients, what is left in buffers, exceptions, and bytes allocated.
/// </summary>
internal sealed class RowTest(Row row, Mode mode) : ITest
{
    private readonly Signature _signature = Signature.Of(row);
    private readonly GeneratedText _text = new(GeneratorHarness.Compile(RowBatch.Trees(row, 0, keepsOrder: mode != Mode.Lanes)), mode != Mode.Plain);
    private readonly Lock _lock = new();
    private List<Outcome>? _expected;

    public string Name => $"row {row.Name} ({mode})";

    public static IEnumerable<RowTest> All() =>
        Enum.GetValues<Mode>().Reverse().SelectMany(mode => ConformanceTable.Rows.Select(row => new RowTest(row, mode)));

    public void Learn(MutatedGenerator generator, bool[] reached) => _text.Learn(generator, reached);

    public Notice Try(MutatedGenerator generator, int mutant) => _text.Try(generator, mutant, code => Difference(Expected(), Run(code)));

    private List<Outcome> Expected()
    {
        lock (_lock)
        {
            if (_expected is null)
            {
                using GuardedCode code = GuardedCode.Load(_text.Compilation, _text.Files.Values)
                    ?? throw new InvalidOperationException($"'{row.Name}' does not compile without a mutant.");
                _expected = Run(code);
            }

            return _expected;
        }
    }

    private List<Outcome> Run(GuardedCode code)
    {
        Probe probe = new(code.Assembly.GetType("Row000.Probe", throwOnError: true)!);
        List<Outcome> outcomes = [];
        foreach (Row.Case at in row.Cases)
        {
            double tolerance = at.Gradient is null ? 1e-10 : Math.Max(row.Tolerance, 1e-12);
            if (!_signature.IsVoid)
            {
                outcomes.Add(Outcome.Of(code, "gradient", tolerance, at, numbers =>
                {
                    object[] arguments = at.CopyArguments(), destinations = Destinations(at, double.NaN);
                    numbers.Add(probe.ValueAndGradient(arguments, destinations));
                    numbers.AddRange(destinations);
                    numbers.AddRange(arguments);
                }));
            }

            foreach ((double seed, object[] adjoints) in new[] { (1.0, at.Adjoints ?? Adjoints(at, 0)), (-2.5, Adjoints(at, row.IsKink ? 0 : 1)) })
            {
                outcomes.Add(Outcome.Of(code, "Vjp", tolerance, at, numbers =>
                {
                    object[] arguments = at.CopyArguments(), destinations = Destinations(at, 0.75);
                    numbers.Add(probe.Vjp(arguments, Seed(seed), adjoints, destinations));
                    numbers.AddRange(destinations);
                    numbers.AddRange(arguments);
                    numbers.AddRange(adjoints);
                }));
            }

            if (at.Exception is null)
            {
                outcomes.Add(Outcome.Of(code, "allocation", 0, at, numbers =>
                    numbers.Add(probe.Allocated(at.CopyArguments(), Seed(1), Adjoints(at, 1), Destinations(at, 0)))));
            }
        }

        return outcomes;
    }

    private static string? Difference(List<Outcome> expected, List<Outcome> actual) =>
        expected.Zip(actual, (e, a) => e.Difference(a)).FirstOrDefault(d => d is not null);

    private object Seed(double value) => _signature.ReturnType == "float" ? (float)value : value;

    private object[] Destinations(Row.Case at, double content) => Like(at, p => p.IsActive, _ => content);

    private object[] Adjoints(Row.Case at, double scale) => Like(at, p => p is { IsWritten: true, IsReal: true }, e => scale * 0.5 * (e + 1));

    private object[] Like(Row.Case at, Func<Parameter, bool> isWanted, Func<int, double> content) =>
        [.. _signature.Parameters.Select((p, k) => (p, Argument: at.Arguments[k])).Where(x => isWanted(x.p)).Select(x => Filled(x.p, x.Argument, content))];

    private static object Filled(Parameter parameter, object like, Func<int, double> content)
    {
        IEnumerable<double> numbers = Enumerable.Range(0, like is Array array ? array.Length : 1).Select(content);
        return (parameter.Element, parameter.IsBuffer) switch
        {
            ("float", true) => numbers.Select(x => (float)x).ToArray(),
            ("float", false) => (float)numbers.First(),
            (_, true) => numbers.ToArray(),
            _ => numbers.First(),
        };
    }

    /// <summary>What one call came to: numbers, or an exception.</summary>
    private sealed record Outcome(string What, double[] Numbers, string Exception, double Tolerance)
    {
        public static Outcome Of(GuardedCode code, string what, double tolerance, Row.Case at, Action<List<object?>> call)
        {
            code.Refill();
            List<object?> results = [];
            string exception = "";
            try
            {
                call(results);
            }
            catch (Exception thrown)
            {
                exception = $"{thrown.GetType().Name}: {thrown.Message}";
                results.Clear();
            }

            bool isSingle = at.Arguments.Concat(results).Any(a => a is float or float[]);
            double[] numbers = [.. results.Where(r => r is not null).SelectMany(r => Tests.Conformance.Numbers.Of(r!))];
            return new Outcome(what, numbers, exception, isSingle && tolerance > 0 ? 1e-5 : tolerance);
        }

        public string? Difference(Outcome other)
        {
            if (Exception != other.Exception)
            {
                return $"{What}: {(other.Exception.Length > 0 ? other.Exception : "no " + Exception)}";
            }

            int at = Enumerable.Range(0, Math.Min(Numbers.Length, other.Numbers.Length)).FirstOrDefault(k => !AreSame(Numbers[k], other.Numbers[k]), -1);
            return at < 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{What}: {other.Numbers[at]:R} instead of {Numbers[at]:R}");
        }

        private bool AreSame(double expected, double actual) => expected.Equals(actual) || Math.Abs(expected - actual) <= Tolerance * Math.Max(1, Math.Abs(expected));
    }
}
