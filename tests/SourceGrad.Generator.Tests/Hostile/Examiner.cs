using System.Diagnostics;
using Xunit.Abstractions;

namespace SourceGrad.Generator.Tests.Hostile;

/// <summary>Examines many pieces, in batches, each within a time that is ample.</summary>
internal sealed class Examiner(ITestOutputHelper output)
{
    private const int BatchSize = 200;
    private const int MostReported = 20;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2), s_leastPatience = TimeSpan.FromSeconds(15);

    public void AssertAllAnswered(IEnumerable<Piece> pieces)
    {
        Stopwatch watch = Stopwatch.StartNew();
        List<Finding> findings = [];
        int examined = 0, accepted = 0;
        foreach (IReadOnlyList<Piece> batch in Batches(pieces))
        {
            (IReadOnlyList<Finding> found, int compile) = Examine(batch, s_patience);
            findings.AddRange(found);
            accepted += compile;
            examined += batch.Count;
        }

        output.WriteLine($"{examined} pieces, of which {accepted} compile, in {watch.Elapsed.TotalSeconds:F1} s: {findings.Count} findings");
        Assert.True(findings.Count == 0, $"{findings.Count} findings\n{string.Join("\n", findings.DistinctBy(Key).Take(MostReported))}");
        Assert.NotEqual(0, examined);
    }

    /// <summary>Findings that are probably one and the same.</summary>
    private static string Key(Finding finding) => finding.What + string.Concat(finding.Details.Split('\n').Take(3).Select(line => line[(line.IndexOf(": ", StringComparison.Ordinal) + 1)..]));

    private static IEnumerable<IReadOnlyList<Piece>> Batches(IEnumerable<Piece> pieces)
    {
        foreach (Piece[] chunk in pieces.Chunk(BatchSize))
        {
            if (chunk.Where(piece => !piece.IsAlone).ToArray() is { Length: > 0 } together)
            {
                yield return together;
            }

            foreach (Piece alone in chunk.Where(piece => piece.IsAlone))
            {
                yield return [alone];
            }
        }
    }

    /// <summary>The findings of a batch. One that does not end is halved, with less patience for each of its halves, until the piece is found.</summary>
    private static (IReadOnlyList<Finding> Findings, int Accepted) Examine(IReadOnlyList<Piece> batch, TimeSpan patience)
    {
        (IReadOnlyList<Finding> Findings, int Accepted) result = ([], 0);
        Exception? thrown = null;
        Thread thread = new(
            () =>
            {
                try
                {
                    Examination examination = Examination.Of(batch);
                    result = (examination.Findings, examination.Accepted);
                }
                catch (Exception exception)
                {
                    thrown = exception;
                }
            },
            batch.Max(piece => piece.StackBytes))
        {
            // One that hangs must not keep the process alive.
            IsBackground = true,
        };
        thread.Start();
        if (thread.Join(patience))
        {
            return thrown is null ? result : ([new Finding(batch[0], "an exception out of the compiler", thrown.ToString())], 0);
        }

        if (batch.Count == 1)
        {
            // The compiler itself does not end on some code that is being typed; then nothing is to be said of the generator.
            return (CompilerEnds(batch) ? [new Finding(batch[0], $"no end within {patience}", "")] : [], 0);
        }

        TimeSpan less = patience / 2 < s_leastPatience ? s_leastPatience : patience / 2;
        (IReadOnlyList<Finding> Findings, int Accepted)[] halves = [Examine([.. batch.Take(batch.Count / 2)], less), Examine([.. batch.Skip(batch.Count / 2)], less)];
        IReadOnlyList<Finding> found = [.. halves.SelectMany(half => half.Findings)];
        bool isKnown = found.Count > 0 || !CompilerEnds(batch);
        return (isKnown ? found : [new Finding(batch[0], $"no end within {patience}, only together with the {batch.Count} pieces around it", "")], halves.Sum(half => half.Accepted));
    }

    private static bool CompilerEnds(IReadOnlyList<Piece> batch)
    {
        Thread thread = new(() => Examination.Compile(batch), batch.Max(piece => piece.StackBytes)) { IsBackground = true };
        thread.Start();
        return thread.Join(s_leastPatience);
    }
}
