using System.Diagnostics;
using SourceGrad.Fuzz.Checking;
using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz;

/// <summary>A series of programs from a seed, batch by batch, on one thread or several.</summary>
internal sealed class Campaign(ulong seed)
{
    private readonly Stopwatch _watch = new();
    private readonly List<Failure> _failures = [];
    private readonly Dictionary<string, int> _rejections = [];
    private int _nextBatch;
    private int _programs;
    private int _rejected;
    private int _refused;
    private int _flat;

    public ulong Seed => seed;

    public int BatchSize { get; init; } = 100;

    public int Workers { get; init; } = 1;

    /// <summary>The only configuration; by default they alternate.</summary>
    public Configuration? Only { get; init; }

    /// <summary>Stop at so many failures.</summary>
    public int MostFailures { get; init; } = int.MaxValue;

    public int FirstBatch
    {
        init => _nextBatch = value;
    }

    /// <summary>Programs that have been compared.</summary>
    public int Programs => _programs;

    /// <summary>Programs that were thrown away because there was nothing to compare with.</summary>
    public int Rejected => _rejected;

    /// <summary>Programs that the generator refuses as the documentation says.</summary>
    public int Refused => _refused;

    /// <summary>Programs whose gradient is zero, at the first point that counts.</summary>
    public int Flat => _flat;

    public IReadOnlyDictionary<string, int> Rejections => _rejections;

    public TimeSpan Elapsed => _watch.Elapsed;

    public IReadOnlyList<Failure> Failures
    {
        get
        {
            lock (_failures)
            {
                return [.. _failures];
            }
        }
    }

    /// <summary>Runs until the time is over or enough programs have run.</summary>
    public void Run(TimeSpan time, int programs = int.MaxValue, Action? afterBatch = null)
    {
        _watch.Start();
        void Work()
        {
            while (_watch.Elapsed < time && Volatile.Read(ref _programs) < programs && Failures.Count < MostFailures)
            {
                int batch = Interlocked.Increment(ref _nextBatch) - 1;
                RunBatch(batch);
                lock (_failures)
                {
                    afterBatch?.Invoke();
                }
            }
        }

        Task[] others = [.. Enumerable.Range(1, Workers - 1).Select(_ => Task.Factory.StartNew(Work, TaskCreationOptions.LongRunning))];
        Work();
        Task.WaitAll(others);
        _watch.Stop();
    }

    private void RunBatch(int batch)
    {
        List<FuzzProgram> programs = [];
        for (int k = 0; k < BatchSize; k++)
        {
            FuzzProgram program = ProgramGen.Create(seed, (uint)((batch * BatchSize) + k));
            if (IsFair(program))
            {
                programs.Add(program);
            }
        }

        IReadOnlyList<Failure> failures = BatchRun.Check(programs, Only ?? Configuration.OfBatch(batch));
        lock (_failures)
        {
            List<Failure> refusals = [.. failures.Where(f => f.Kind == FailureKind.RefusedAsDocumented)];
            _programs += programs.Count - refusals.Count;
            _refused += refusals.Count;
            refusals.ForEach(refusal => _rejections[refusal.Key] = _rejections.GetValueOrDefault(refusal.Key) + 1);
            _failures.AddRange(failures.Except(refusals));
        }
    }

    /// <summary>There is a point where the program can be compared.</summary>
    private bool IsFair(FuzzProgram program)
    {
        string reason = "";
        foreach (Point point in program.Points)
        {
            try
            {
                Reference reference = Machine.Run(program, point);
                if (Slopes.IsFlat(reference))
                {
                    Interlocked.Increment(ref _flat);
                }

                return true;
            }
            catch (Rejected rejected)
            {
                reason = rejected.Message;
            }
        }

        lock (_failures)
        {
            _rejected++;
            _rejections[reason] = _rejections.GetValueOrDefault(reason) + 1;
        }

        return false;
    }
}
