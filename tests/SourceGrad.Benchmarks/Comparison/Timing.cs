using Clock = System.Diagnostics.Stopwatch;

namespace SourceGrad.Benchmarks.Comparison;

/// <summary>
/// Times the implementations of a problem in turn, round after round, so that what else the machine does strikes all
/// alike; each round gives one ratio, and the median of these is reported.
/// </summary>
internal sealed class Timing(Problem problem)
{
    private const int FewestRounds = 7, MostRounds = 41;

    // Shorter than a time slice, so that in most batches nobody interrupts.
    private static readonly TimeSpan s_batch = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan s_warmUp = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_longestWarmUp = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan s_all = TimeSpan.FromMilliseconds(2500);
    private int _point;

    /// <summary>Measures the problem.</summary>
    public Measurement Measure()
    {
        // Thrice with a pause: the JIT counts calls, instruments, and compiles in the background.
        Dictionary<Implementation, int> calls = [];
        for (int pass = 0; pass < 3; pass++)
        {
            foreach (Implementation implementation in problem.Implementations)
            {
                calls[implementation] = WarmUp(implementation);
            }

            Thread.Sleep(120);
        }

        Dictionary<Implementation, List<double>> times = problem.Implementations.ToDictionary(i => i, _ => new List<double>());
        double allocated = double.MaxValue;
        long start = Clock.GetTimestamp();
        for (int round = 0; round < MostRounds && (round < FewestRounds || Clock.GetElapsedTime(start) < s_all); round++)
        {
            foreach (Implementation implementation in problem.Implementations)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                double time = Time(implementation, calls[implementation]);
                double bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)(calls[implementation] + 1);
                times[implementation].Add(time);
                allocated = implementation == Implementation.Generated ? Math.Min(allocated, bytes) : allocated;
            }
        }

        return new Measurement(
            problem.Name,
            times.ToDictionary(pair => pair.Key, pair => Median(pair.Value)),
            Ratio(times, Implementation.Scalar),
            Ratio(times, Implementation.Lanes),
            Ratio(times, Implementation.Primal)!.Value,
            Ratio(times, Implementation.LanesPrimal),
            allocated,
            Remarks.Recorded(problem.GeneratedMember));
    }

    /// <summary>Calls until the time is up, if it may be as often as tiered compilation wants, and returns the calls that fill a batch.</summary>
    private int WarmUp(Implementation implementation)
    {
        long start = Clock.GetTimestamp();
        int calls = 0;
        while (Clock.GetElapsedTime(start) < (calls < 32 ? s_longestWarmUp : s_warmUp))
        {
            Run(implementation);
            calls++;
        }

        return Math.Max(1, (int)(calls * s_batch.TotalSeconds / Clock.GetElapsedTime(start).TotalSeconds));
    }

    /// <summary>
    /// The microseconds that one of so many calls takes, after one that is not counted: what the implementation before left in the caches is not what
    /// this one finds in a loop of its own. By the clock or by the processor's time, whichever is less. Where others keep
    /// the thread waiting the processor's time is right, and where code runs on several cores the clock.
    /// </summary>
    private double Time(Implementation implementation, int calls)
    {
        Run(implementation);
        TimeSpan before = Environment.CpuUsage.TotalTime;
        long start = Clock.GetTimestamp();
        for (int call = 0; call < calls; call++)
        {
            Run(implementation);
        }

        double elapsed = Clock.GetElapsedTime(start).TotalMicroseconds;
        return Math.Min(elapsed, (Environment.CpuUsage.TotalTime - before).TotalMicroseconds) / calls;
    }

    private void Run(Implementation implementation)
    {
        _point = _point + 1 < problem.Points ? _point + 1 : 0;
        problem.Run(implementation, _point);
    }

    private static double? Ratio(Dictionary<Implementation, List<double>> times, Implementation to) =>
        times.TryGetValue(to, out List<double>? others) && times.TryGetValue(Implementation.Generated, out List<double>? own)
            ? Median([.. own.Zip(others, (x, y) => x / y)])
            : null;

    private static double Median(IReadOnlyCollection<double> values) => values.Order().ElementAt(values.Count / 2);
}
