using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Spectre.Console;

namespace SourceGrad.Benchmarks.Comparison;

/// <summary>Prints the measurements as a table, and writes them as JSON.</summary>
internal sealed partial class Report
{
    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
    });

    private readonly List<Measurement> _measurements = [];

    public Report()
    {
        if (Console.IsOutputRedirected)
        {
            _console.Profile.Width = 220; // A file has no edge to wrap lines at.
        }
    }

    /// <summary>Says what goes on.</summary>
    public void Line(string text) => _console.WriteLine(text);

    /// <summary>Takes a row of the table.</summary>
    public void Add(Measurement measurement) => _measurements.Add(measurement);

    /// <summary>Prints the table.</summary>
    public void Print()
    {
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumn("problem");
        foreach (string heading in new[]
        {
            "primal µs", "generated µs", "scalar µs", "lanes µs", "lanes primal µs", "÷ scalar", "÷ lanes", "÷ primal", "÷ lanes primal", "bytes allocated",
        })
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }

        table.AddColumn("recorded each iteration");
        foreach (Measurement m in _measurements)
        {
            table.AddRow(
                m.Problem,
                Time(m, Implementation.Primal),
                Time(m, Implementation.Generated),
                Time(m, Implementation.Scalar),
                Time(m, Implementation.Lanes),
                Time(m, Implementation.LanesPrimal),
                Ratio(m.OverScalar),
                Ratio(m.OverLanes),
                Ratio(m.OverPrimal),
                Ratio(m.OverLanesPrimal),
                m.BytesAllocated.ToString("F0", CultureInfo.InvariantCulture),
                Markup.Escape(Shortened(m.Recorded)));
        }

        _console.Write(table);
        _console.WriteLine("Ratios are the generated gradient's time over another implementation's, medians of rounds that run all of them in turn. Recorded is what the generated doc comment lists, each record once for its own loop's iteration.");
    }

    /// <summary>Writes all measurements to a file.</summary>
    public void Write(FileInfo file)
    {
        JsonSerializerOptions options = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
        File.WriteAllText(file.FullName, JsonSerializer.Serialize(_measurements, options));
    }

    /// <summary>The bytes of all records that the remark lists; the JSON has the remark itself.</summary>
    private static string Shortened(string text)
    {
        int[] sizes = [.. Size().Matches(text).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))];
        return sizes.Length == 0 ? text : $"{sizes.Sum()} bytes in {sizes.Length}";
    }

    [GeneratedRegex(@"\((\d+) bytes")]
    private static partial Regex Size();

    private static string Time(Measurement m, Implementation implementation) =>
        m.Microseconds.TryGetValue(implementation, out double time) ? time.ToString(time < 10 ? "F2" : "F0", CultureInfo.InvariantCulture) : "-";

    private static string Ratio(double? ratio) => ratio?.ToString("F2", CultureInfo.InvariantCulture) ?? "-";
}
