using System.Diagnostics;
using SourceGrad.Fuzz.Checking;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Shrinking;

/// <summary>
/// Makes a failing program smaller as long as it fails in the same way. All reductions of a program are tried in batches, so a step takes
/// a compilation or two.
/// </summary>
internal static class Shrinker
{
    private const int AtOnce = 60;

    public static Failure Shrink(Failure failure, TimeSpan time)
    {
        Stopwatch watch = Stopwatch.StartNew();
        bool progress = true;
        while (progress && watch.Elapsed < time)
        {
            progress = false;
            foreach (FuzzProgram[] candidates in Reductions.Of(failure.Program).Chunk(AtOnce))
            {
                Failure? smaller = BatchRun.Check(candidates, failure.Configuration)
                    .Where(f => f.IsLike(failure))
                    .MinBy(f => f.Program.Size());
                if (smaller is not null)
                {
                    failure = smaller;
                    progress = true;
                    break;
                }

                if (watch.Elapsed >= time)
                {
                    break;
                }
            }
        }

        return failure;
    }
}
