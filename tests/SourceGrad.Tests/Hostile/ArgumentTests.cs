using SourceGrad.Tests.Conformance;
using Xunit.Abstractions;

namespace SourceGrad.Tests.Hostile;

/// <summary>The conformance programs at the worst of arguments: what they return, throw and leave is what the primal does.</summary>
public sealed class ArgumentTests(ITestOutputHelper output)
{
    private const int MostShown = 20;

    [Fact]
    public void TheValueIsThePrimalsForAllNumbers() => AssertLikePrimal(Variant.Cases(anyArguments: true).SelectMany(Variant.OfNumbers));

    [Fact]
    public void EmptyBuffersAreLikeThePrimals() => AssertLikePrimal(Variant.Cases(anyArguments: true).Select(Variant.Empty));

    /// <summary>What is multiplied by an adjoint of zero is zero, even where a function's derivative is infinite; as long as the primal itself is finite.</summary>
    [Fact]
    public void AnAdjointOfZeroGivesZero()
    {
        List<string> wrong = [];
        int asked = 0;
        foreach (Variant variant in Variant.Cases(anyArguments: true).SelectMany(Variant.OfNumbers).Where(v => v.What.Contains("0 ", StringComparison.Ordinal) && !v.What.Contains('E', StringComparison.Ordinal)))
        {
            object[] arguments = variant.Make();
            object[] destinations = variant.Like(arguments, 0, p => p.IsActive);
            object[] left = variant.Make();
            object? primal = null;
            if (Exceptions(() => primal = variant.Subject.Primal.Primal(left)) is not null || !left.Append(primal ?? 0.0).SelectMany(Numbers.Of).All(double.IsFinite))
            {
                continue;
            }

            asked++;
            variant.Subject.Probe.Vjp(arguments, variant.Subject.Real(0), variant.Like(arguments, 0, p => p is { IsWritten: true, IsReal: true }), destinations);
            if (destinations.SelectMany(Numbers.Of).Any(g => g != 0))
            {
                wrong.Add($"{variant.Name}: {string.Join(", ", destinations.SelectMany(Numbers.Of))}");
            }
        }

        Report(asked, wrong);
    }

    /// <summary>A destination that is too short, too long, or the argument itself is refused before anything is touched.</summary>
    [Fact]
    public void DestinationsThatDoNotFitAreRefused()
    {
        List<string> wrong = [];
        int asked = 0;
        foreach (Subject subject in Variant.Cases(anyArguments: false).Where(s => s.Case.Exception is null))
        {
            (Parameter Parameter, int At)[] active = [.. subject.Signature.Parameters.Select((p, k) => (p, k)).Where(x => x.p.IsActive)];
            for (int k = 0; k < active.Length; k++)
            {
                if (!active[k].Parameter.IsBuffer)
                {
                    continue;
                }

                object[] before = subject.Case.CopyArguments();
                int length = ((Array)before[active[k].At]).Length;
                foreach (int wanted in new[] { 0, length - 1, length + 1, -1 }.Where(w => w != length && w >= -1 && (w >= 0 || length > 0)).Distinct())
                {
                    object[] arguments = subject.Case.CopyArguments(), destinations = subject.Destinations(0.75);
                    destinations[k] = wanted < 0 ? arguments[active[k].At] : Array.CreateInstance(((Array)destinations[k]).GetType().GetElementType()!, wanted);
                    asked++;
                    foreach (Func<object?> call in Calls(subject, arguments, destinations))
                    {
                        Exception? thrown = Exceptions(call);
                        bool untouched = arguments.Zip(before, Bits.AreEqual).All(same => same)
                            && destinations.Where((_, d) => d != k).SelectMany(Numbers.Of).All(x => x == 0.75);
                        if (thrown is not ArgumentException || !untouched)
                        {
                            wrong.Add($"'{subject.Row.Name}', '{active[k].Parameter.Name}Gradient' {(wanted < 0 ? "is the argument" : $"of {wanted} for {length}")}: {thrown?.GetType().Name ?? "no exception"}{(untouched ? "" : ", and something is touched")}");
                        }
                    }
                }
            }
        }

        Report(asked, wrong);
    }

    private static IEnumerable<Func<object?>> Calls(Subject subject, object[] arguments, object[] destinations)
    {
        if (!subject.Signature.IsVoid)
        {
            yield return () => subject.Probe.ValueAndGradient(arguments, destinations);
        }

        yield return () => subject.Probe.Vjp(arguments, subject.Real(1), subject.Adjoints(1), destinations);
    }

    private void AssertLikePrimal(IEnumerable<Variant> variants)
    {
        List<string> wrong = [];
        int asked = 0;
        foreach (Variant variant in variants)
        {
            asked++;
            Subject subject = variant.Subject;
            object[] expected = variant.Make(), arguments = variant.Make();
            object? primal = null, value = null;
            Exception? primalThrows = Exceptions(() => primal = subject.Primal.Primal(expected));
            object[] destinations = variant.Like(arguments, 0, p => p.IsActive), adjoints = variant.Like(arguments, 1, p => p is { IsWritten: true, IsReal: true });
            Exception? throws = Exceptions(() => value = subject.Signature.IsVoid
                ? subject.Probe.Vjp(arguments, subject.Real(1), adjoints, destinations)
                : subject.Probe.ValueAndGradient(arguments, destinations));
            if (primalThrows?.GetType() != throws?.GetType())
            {
                wrong.Add($"{variant.Name}: the primal throws {primalThrows?.GetType().Name ?? "nothing"}, the gradient {throws?.ToString() ?? "nothing"}");
            }
            else if (throws is null && !subject.Row.IsOfLibrary && !((primal is null || Bits.AreEqual(primal, value!)) && expected.Zip(arguments, Bits.AreEqual).All(same => same)))
            {
                wrong.Add($"{variant.Name}: {Text(primal, expected)} for the primal, {Text(value, arguments)} with the gradient");
            }
        }

        Report(asked, wrong);
    }

    private void Report(int asked, List<string> wrong)
    {
        output.WriteLine($"{asked} calls, {wrong.Count} wrong");
        Assert.NotEqual(0, asked);
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {asked}:\n{string.Join("\n", wrong.Take(MostShown))}");
    }

    private static string Text(object? value, object[] arguments) =>
        string.Join(", ", (value is null ? [] : Numbers.Of(value)).Concat(arguments.SelectMany(Numbers.Of)));

    private static Exception? Exceptions(Func<object?> call)
    {
        try
        {
            call();
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }
}
