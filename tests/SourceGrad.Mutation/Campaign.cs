using System.Collections.Concurrent;
using System.Diagnostics;
using SourceGrad.Mutation.Rewriting;
using SourceGrad.Mutation.Suites;

namespace SourceGrad.Mutation;

/// <summary>Tries mutants in a random order on all tests that reach their place, until a test notices or none is left.</summary>
internal sealed class Campaign
{
    /// <summary>A mutant that changes the code of so many rows but no number is given up: it changes only how fast the code is.</summary>
    private const int MostChanges = 60;

    private readonly GeneratorSource _source;
    private readonly MutatedGenerator _generator;
    private readonly List<(ITest Test, bool[] Reached)> _tests = [];
    private readonly ConcurrentDictionary<string, int> _kills = [];
    private readonly bool[] _once;

    public Campaign(GeneratorSource source, int workers, TextWriter log)
    {
        _source = source;
        _generator = new MutatedGenerator(source.Image);
        int size = source.Mutants.Count == 0 ? 1 : source.Mutants.Max(m => m.Id) + 1;
        Stopwatch clock = Stopwatch.StartNew();
        // What is done once for all is done the first time, and is none of what a test reaches.
        _once = new bool[size];
        _generator.Start(0, _once);
        List<ITest> tests = [.. SnapshotTest.All(), .. UnitTest.All(_generator, source.Image), .. RowTest.All(), new UserTest()];
        tests = [.. tests.OrderBy(test => test is UnitTest { IsWholeProgram: true })];
        bool[]?[] reached = new bool[tests.Count][];
        foreach (ITest test in tests.Where(t => t is SnapshotTest))
        {
            test.Learn(_generator, _once);
        }

        Parallel.For(0, tests.Count, new ParallelOptions { MaxDegreeOfParallelism = workers }, k =>
        {
            bool[] marks = new bool[size];
            Stopwatch one = Stopwatch.StartNew();
            try
            {
                tests[k].Learn(_generator, marks);
            }
            catch (Exception exception)
            {
                log.WriteLine($"left out: {tests[k].Name}: {exception.GetType().Name} {exception.Message.ReplaceLineEndings(" ")}");
                return;
            }
            finally
            {
                _generator.Start(0);
            }

            if (tests[k] is UnitTest { IsWholeProgram: false } && one.ElapsedMilliseconds > 20_000)
            {
                log.WriteLine($"left out, too slow: {tests[k].Name}");
                return;
            }

            reached[k] = marks;
        });
        _tests.AddRange(tests.Zip(reached).Where(x => x.Second is not null).Select(x => (x.First, x.Second!)));
        log.WriteLine($"{_tests.Count} tests ({_tests.Count(t => t.Test is RowTest)} rows, {_tests.Count(t => t.Test is UnitTest)} unit tests, {_tests.Count(t => t.Test is SnapshotTest)} snapshots) in {clock.Elapsed.TotalSeconds:0} s");
    }

    /// <summary>What became of each mutant that was tried.</summary>
    public ConcurrentDictionary<Mutant, Verdict> Verdicts { get; } = [];

    /// <summary>How many mutants each kind of test noticed first.</summary>
    public IReadOnlyDictionary<string, int> Kills => _kills;

    public void Run(IReadOnlyList<Mutant> mutants, TimeSpan time, int workers, Action progress)
    {
        Stopwatch clock = Stopwatch.StartNew();
        ConcurrentQueue<Mutant> queue = new(mutants);
        Thread[] threads = [.. Enumerable.Range(0, workers).Select(_ => new Thread(() =>
        {
            while (clock.Elapsed < time && queue.TryDequeue(out Mutant? mutant))
            {
                Verdicts[mutant] = Judge(mutant);
                progress();
            }
        }, 16 << 20))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
    }

    private Verdict Judge(Mutant mutant)
    {
        List<ITest> tests = [.. _tests.Where(t => t.Reached[mutant.Id]).Select(t => t.Test)];
        return tests.Count > 0 ? Judge(mutant, tests, _generator)
            : _once[mutant.Id] ? OnItsOwn(mutant)
            : new Verdict(false, "", "", 0, 0, 0);
    }

    /// <summary>It is in a table that is made once, so it gets a generator of its own, with tests that know nothing of another one, or need not.</summary>
    private Verdict OnItsOwn(Mutant mutant)
    {
        MutatedGenerator generator = new(_source.Image);
        generator.Start(mutant.Id);
        HashSet<string> passing = [.. _tests.Select(t => t.Test).OfType<UnitTest>().Where(t => !t.IsWholeProgram).Select(t => t.Name)];
        List<ITest> tests;
        try
        {
            tests =
            [
                .. _tests.Select(t => t.Test).OfType<SnapshotTest>(),
                .. UnitTest.All(generator, _source.Image).Where(t => passing.Contains(t.Name)),
                .. _tests.Select(t => t.Test).Where((t, k) => t is UserTest || (t is RowTest && k % 5 == 0)),
            ];
        }
        catch (Exception exception)
        {
            // A test that cannot even say what its cases are has failed.
            return new Verdict(true, "cases of unit tests", exception.GetBaseException().GetType().Name, 1, 1, 0);
        }

        return Judge(mutant, tests, generator);
    }

    private Verdict Judge(Mutant mutant, List<ITest> tests, MutatedGenerator generator)
    {
        int tried = 0, changed = 0;
        foreach (ITest test in tests)
        {
            if (changed >= MostChanges && test is RowTest)
            {
                continue;
            }

            tried++;
            Notice notice = test.Try(generator, mutant.Id);
            if (notice.How is { } how)
            {
                _kills.AddOrUpdate(test.GetType().Name, 1, (_, n) => n + 1);
                return new Verdict(true, test.Name, how, tests.Count, tried, changed);
            }

            changed += notice.ChangesCode ? 1 : 0;
        }

        return new Verdict(false, "", "", tests.Count, tried, changed);
    }
}
