using System.Globalization;
using SourceGrad.Fuzz.Checking;
using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Reporting;
using SourceGrad.Fuzz.Shrinking;
using SourceGrad.Fuzz.Tree;
using Spectre.Console;

namespace SourceGrad.Fuzz;

/// <summary>A campaign with its progress on the terminal and its failures in a file.</summary>
internal static class Terminal
{
    private static readonly TimeSpan s_toShrink = TimeSpan.FromSeconds(60);

    /// <summary>Failures alike are shrunk but so many times.</summary>
    private const int ShrunkOfAKind = 3;

    public static int Run(Settings settings)
    {
        using Sabotage? sabotage = settings.Inject is { } kind ? Sabotage.Of(kind) : null;
        if (settings.Census is { } programs)
        {
            foreach ((string construct, int count) in Census.Of(settings.Seed, programs))
            {
                System.Console.WriteLine($"{count,6} {construct}");
            }

            return 0;
        }

        if (settings.Show is { } number)
        {
            return Show(settings.Seed, uint.Parse(number, CultureInfo.InvariantCulture));
        }

        Campaign campaign = new(settings.Seed) { BatchSize = settings.Batch, Workers = settings.Workers, FirstBatch = settings.First / settings.Batch };
        AnsiConsole.MarkupLineInterpolated($"seed [bold]{settings.Seed}[/]");
        DateTime last = DateTime.MinValue;
        int reported = 0;
        campaign.Run(settings.Time, settings.Programs, () =>
        {
            foreach (Failure failure in campaign.Failures.Skip(reported))
            {
                reported++;
                System.Console.WriteLine($"{failure.Program.Origin} {failure.Configuration.Name}: {failure.Kind} {failure.Key} {Brief(failure.Message)}");
            }

            if (DateTime.UtcNow - last > TimeSpan.FromSeconds(2))
            {
                last = DateTime.UtcNow;
                System.Console.WriteLine(Line(campaign));
            }
        });
        System.Console.WriteLine(Line(campaign));
        System.Console.WriteLine($"zero gradient: {campaign.Flat}");
        System.Console.WriteLine("rejected: " + string.Join(", ", campaign.Rejections.OrderByDescending(r => r.Value).Select(r => $"{r.Value} {r.Key}")));
        Report(campaign, settings.Output);
        return campaign.Failures.Count == 0 ? 0 : 1;
    }

    private static string Brief(string message) => message.ReplaceLineEndings(" ")[..Math.Min(200, message.Length)];

    private static string Line(Campaign campaign)
    {
        double seconds = Math.Max(campaign.Elapsed.TotalSeconds, 1e-3);
        double rejected = 100.0 * campaign.Rejected / Math.Max(1, campaign.Rejected + campaign.Programs);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{seconds:0} s  {campaign.Programs} programs  {campaign.Programs / seconds:0}/s  {rejected:0.0} % rejected  {campaign.Refused} refused as documented  {campaign.Failures.Count} disagreements");
    }

    private static void Report(Campaign campaign, string path)
    {
        List<string> rows = [];
        Dictionary<(FailureKind, string), int> seen = [];
        foreach (Failure failure in campaign.Failures)
        {
            int alike = seen[(failure.Kind, failure.Key)] = seen.GetValueOrDefault((failure.Kind, failure.Key)) + 1;
            if (alike > ShrunkOfAKind)
            {
                continue;
            }

            Failure smallest = Shrinker.Shrink(failure, s_toShrink);
            string row = RowText.Of(smallest);
            System.Console.WriteLine(row);
            rows.Add(row);
            File.WriteAllLines(path, rows);
        }

        foreach (((FailureKind kind, string key), int count) in seen)
        {
            System.Console.WriteLine($"{count} × {kind} {key}");
        }
    }

    private static int Show(ulong seed, uint number)
    {
        FuzzProgram program = ProgramGen.Create(seed, number);
        System.Console.WriteLine(program.Text("[Differentiable]"));
        Failure[] failures = [.. Configuration.All.SelectMany(c => BatchRun.Check([program], c)).Where(f => f.Kind != FailureKind.RefusedAsDocumented)];
        foreach (IGrouping<(FailureKind, string), Failure> alike in failures.GroupBy(f => (f.Kind, f.Message)))
        {
            System.Console.WriteLine($"{string.Join(", ", alike.Select(f => f.Configuration.Name))}: {alike.Key.Item1} {alike.Key.Item2}");
        }

        return failures.Length == 0 ? 0 : 1;
    }
}
