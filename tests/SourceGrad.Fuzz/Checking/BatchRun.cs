using System.Runtime.Loader;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Checking;

/// <summary>
/// Compiles programs together, runs each at its points, and compares. It works on a thread of its own, so that a program that
/// never ends is a failure of that program.
/// </summary>
internal sealed class BatchRun
{
    private const int StackBytes = 64 << 20;

    private static readonly TimeSpan s_toCompile = TimeSpan.FromSeconds(180);
    private static readonly TimeSpan s_toRun = TimeSpan.FromSeconds(15);

    private readonly List<Failure> _failures = [];
    private readonly Configuration _configuration;
    private readonly IReadOnlyList<FuzzProgram> _programs;
    private volatile FuzzProgram? _running;
    private Exception? _exception;

    private BatchRun(IReadOnlyList<FuzzProgram> programs, Configuration configuration)
    {
        _programs = programs;
        _configuration = configuration;
    }

    /// <summary>What went wrong, in the order of the programs for each kind.</summary>
    public static IReadOnlyList<Failure> Check(IReadOnlyList<FuzzProgram> programs, Configuration configuration)
    {
        BatchRun run = new(programs, configuration);
        Thread thread = new(run.Work, StackBytes) { IsBackground = true };
        thread.Start();
        DateTime start = DateTime.UtcNow;
        (FuzzProgram? last, DateTime since) = (null, start);
        while (!thread.Join(50))
        {
            FuzzProgram? running = run._running;
            if (!ReferenceEquals(running, last))
            {
                (last, since) = (running, DateTime.UtcNow);
            }

            if (running is null ? DateTime.UtcNow - start > s_toCompile && last is null : DateTime.UtcNow - since > s_toRun)
            {
                return Hung(run, programs, configuration, running);
            }
        }

        return run._exception is null ? run._failures : throw new InvalidOperationException("The fuzzer itself failed.", run._exception);
    }

    /// <summary>The thread stays where it is; the programs beside the one that hangs are checked again.</summary>
    private static IReadOnlyList<Failure> Hung(BatchRun run, IReadOnlyList<FuzzProgram> programs, Configuration configuration, FuzzProgram? culprit)
    {
        if (programs.Count == 1)
        {
            string what = culprit is null ? "The generator or the compiler does not end." : "A call does not end.";
            return [new Failure(programs[0], configuration, FailureKind.Hang, what) { Key = what }];
        }

        return culprit is null
            ? [.. Check([.. programs.Take(programs.Count / 2)], configuration), .. Check([.. programs.Skip(programs.Count / 2)], configuration)]
            : [.. programs.Where(p => p != culprit).ToList() is var rest ? Check(rest, configuration) : [], .. Check([culprit], configuration)];
    }

    private void Work()
    {
        AssemblyLoadContext context = new("Fuzz", isCollectible: true);
        try
        {
            (IReadOnlyList<Subject> subjects, IReadOnlyList<Failure> failures) = Compiler.Run(_programs, _configuration, context);
            _failures.AddRange(failures);
            foreach (Subject subject in subjects)
            {
                _running = subject.Program;
                Run(subject);
            }
        }
        catch (Exception exception)
        {
            _exception = exception;
        }
        finally
        {
            context.Unload();
        }
    }

    private void Run(Subject subject)
    {
        foreach (Point point in subject.Program.Points)
        {
            Reference reference;
            try
            {
                reference = Machine.Run(subject.Program, point);
            }
            catch (Rejected)
            {
                continue;
            }

            if (new Trial(subject, point, reference) { OnCores = _configuration.OnCores }.Check() is (FailureKind kind, string message))
            {
                _failures.Add(new Failure(subject.Program, _configuration, kind, message));
                return;
            }
        }
    }
}
