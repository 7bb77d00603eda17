using System.Diagnostics;
using System.Globalization;
using SourceGrad.Mutation.Rewriting;

namespace SourceGrad.Mutation;

/// <summary>A campaign with its progress on the terminal and its survivors in a file.</summary>
internal static class Terminal
{
    private static readonly Lock s_lock = new();

    public static int Run(Settings settings)
    {
        TextWriter terminal = TextWriter.Synchronized(System.Console.Out);
        Stopwatch clock = Stopwatch.StartNew();
        GeneratorSource source = GeneratorSource.Rewrite([.. settings.Folders]);
        terminal.WriteLine($"{source.Mutants.Count} mutants in {clock.Elapsed.TotalSeconds:0} s, seed {settings.Seed}");
        Campaign campaign = new(source, settings.Workers, terminal);

        Mutant[] order = [.. source.Mutants];
        new Random(settings.Seed).Shuffle(order);
        order = [.. order.Where(m => settings.Only is null || $"{m.File}:{m.Line}".Contains(settings.Only, StringComparison.Ordinal))];
        if (settings.Again is { } earlier)
        {
            HashSet<string> listed = [.. File.ReadAllText(earlier).Split("\n\n").Select(text => string.Join('\n', text.Trim().Split('\n').Take(3)).Trim())];
            order = [.. order.Where(m => listed.Contains(m.ToString().Trim()))];
        }

        DateTime last = DateTime.UtcNow;
        campaign.Run(order, settings.Time, settings.Workers, () =>
        {
            lock (s_lock)
            {
                if (DateTime.UtcNow - last > TimeSpan.FromSeconds(10))
                {
                    last = DateTime.UtcNow;
                    terminal.WriteLine($"{clock.Elapsed.TotalSeconds:0} s  {Score(campaign.Verdicts)}");
                    Write(campaign, settings.Output);
                }
            }
        });
        foreach (IGrouping<string, KeyValuePair<Mutant, Verdict>> folder in campaign.Verdicts.GroupBy(v => v.Key.Folder).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            terminal.WriteLine($"{folder.Key}: {Score(folder)}, of {source.Mutants.Count(m => m.Folder == folder.Key)} in all");
        }

        terminal.WriteLine("noticed first by: " + string.Join(", ", campaign.Kills.OrderByDescending(k => k.Value).Select(k => $"{k.Key} {k.Value}")));
        Write(campaign, settings.Output);
        return 0;
    }

    private static string Score(IEnumerable<KeyValuePair<Mutant, Verdict>> verdicts)
    {
        int all = verdicts.Count(), killed = verdicts.Count(v => v.Value.IsKilled);
        return string.Create(CultureInfo.InvariantCulture, $"{killed} of {all} killed ({100.0 * killed / Math.Max(1, all):0.0} %)");
    }

    /// <summary>The survivors, and beside them what each of the others was noticed by.</summary>
    private static void Write(Campaign campaign, string path)
    {
        KeyValuePair<Mutant, Verdict>[] all = [.. campaign.Verdicts.OrderBy(v => v.Key.File, StringComparer.Ordinal).ThenBy(v => v.Key.Line).ThenBy(v => v.Key.Id)];
        File.WriteAllLines(path, all.Where(v => !v.Value.IsKilled).Select(v => $"{v.Key}\n  {Story(v.Value)}\n"));
        File.WriteAllLines(Path.ChangeExtension(path, ".killed.txt"), all.Where(v => v.Value.IsKilled).Select(v => $"{v.Key}\n  {v.Value.By}: {v.Value.How}\n"));
    }

    private static string Story(Verdict verdict) => verdict.Reaching == 0
        ? "no test reaches it"
        : $"{verdict.Tried} of {verdict.Reaching} tests that reach it; the code of {verdict.Changed} is another one";
}
