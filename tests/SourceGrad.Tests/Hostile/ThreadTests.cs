using SourceGrad.Tests.Conformance;

namespace SourceGrad.Tests.Hostile;

/// <summary>Many threads at once get what one gets.</summary>
public sealed class ThreadTests
{
    private const int Threads = 16;
    private const int Rounds = 10;

    [Fact]
    public void SixteenThreadsGetWhatOneGets()
    {
        Subject[] subjects = [.. Variant.Cases(anyArguments: false).Where(s => s.Case.Exception is null)];
        object[][] expected = [.. subjects.Select(Evaluate)];
        using Barrier start = new(Threads);
        List<string>[] wrong = [.. Enumerable.Range(0, Threads).Select(_ => new List<string>())];
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(t => new Thread(() =>
        {
            start.SignalAndWait();
            Random random = new(t);
            for (int round = 0; round < Rounds * subjects.Length; round++)
            {
                int k = random.Next(subjects.Length);
                if (!Evaluate(subjects[k]).Zip(expected[k], Bits.AreEqual).All(same => same))
                {
                    wrong[t].Add(subjects[k].Row.Name);
                }
            }
        }))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        Assert.Empty(wrong.SelectMany(list => list).Distinct());
    }

    /// <summary>Everything that comes out of a call: value, gradient, and what is left in the arguments.</summary>
    private static object[] Evaluate(Subject subject)
    {
        object[] arguments = subject.Case.CopyArguments(), destinations = subject.Destinations(0);
        object? value = subject.Probe.Vjp(arguments, subject.Real(1), subject.Adjoints(1), destinations);
        return [value ?? 0.0, .. destinations, .. arguments];
    }
}
