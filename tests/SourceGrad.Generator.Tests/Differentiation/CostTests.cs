using System.Globalization;
using System.Text;
using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Optimization;
using SourceGrad.Testing;

namespace SourceGrad.Generator.Tests.Differentiation;

/// <summary>
/// What the gradient of each program costs, once it is optimized: an analysis that finds less than before is still right, and only this tells.
/// With <c>SOURCEGRAD_ACCEPT=1</c> in the environment, what is found is the new expectation; read the difference.
/// </summary>
public sealed class CostTests
{
    private static readonly string s_file = Path.Combine(RepositoryFiles.TestProject, "Differentiation", "costs.txt");
    private static readonly Lazy<Dictionary<string, string>> s_kept = new(() => Read());

    public static TheoryData<string> Names => [.. Programs.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void CostsWhatItDid(string program)
    {
        Subject subject = Programs.Find(program);
        string found = $"gradient {Cost(subject.Gradient!)}; vjp {Cost(subject.Vjp)}";
        if (Environment.GetEnvironmentVariable("SOURCEGRAD_ACCEPT") == "1")
        {
            s_kept.Value[program] = found;
            File.WriteAllLines(s_file, Programs.Names.Where(s_kept.Value.ContainsKey).Select(name => $"{name}: {s_kept.Value[name]}"));
        }

        Assert.Equal(s_kept.Value.GetValueOrDefault(program), found);
    }

    [Fact]
    public void NothingIsKeptThatIsNoProgram() => Assert.Equal(Programs.Names, s_kept.Value.Keys);

    private static Dictionary<string, string> Read() => !File.Exists(s_file) ? [] : File.ReadAllLines(s_file)
        .Select(line => line.Split(": ", 2))
        .ToDictionary(parts => parts[0], parts => parts[1]);

    /// <summary>Operations, calls, reads and writes of memory and of tapes, at each depth of loops.</summary>
    private static string Cost(Function function)
    {
        Function optimized = PassList.Run(function, new GeneratorOptions(true, false, string.Empty), reordersSums: true, CancellationToken.None);
        SortedDictionary<int, Counts> levels = [];
        Count(optimized.Body, 0, levels);
        StringBuilder text = new();
        foreach ((int depth, Counts counts) in levels)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(depth == 0 ? "" : " | ")}{counts}");
        }

        return text.ToString();
    }

    private static void Count(Region region, int depth, SortedDictionary<int, Counts> levels)
    {
        foreach (Statement statement in region.Statements)
        {
            Counts counts = levels.TryGetValue(depth, out Counts? known) ? known : levels[depth] = new Counts();
            counts.Add(statement);
            foreach (Region inner in statement.Regions)
            {
                Count(inner, statement is For or While ? depth + 1 : depth, levels);
            }
        }
    }

    private sealed class Counts
    {
        private readonly SortedDictionary<string, int> _kinds = new(StringComparer.Ordinal);

        public void Add(Statement statement)
        {
            string kind = statement switch
            {
                Let { Expression: Constant or Length or Slice } => "",
                Let { Expression: Call } => "calls",
                Let { Expression: NewTape } => "tapes",
                Let { Expression: Allocate } => "buffers",
                Let { Expression: Load or Pop } let => let.Expression.Operands.First().Type.Shape is Shape.Tape or Shape.Stack ? "taken back" : "loads",
                Let => "operations",
                Store store => store.Buffer.Type.Shape == Shape.Tape ? "recorded" : "stores",
                _ => statement.GetType().Name.ToLowerInvariant(),
            };
            if (kind.Length > 0)
            {
                _kinds[kind] = _kinds.GetValueOrDefault(kind) + 1;
            }
        }

        public override string ToString() => string.Join(", ", _kinds.Select(k => string.Create(CultureInfo.InvariantCulture, $"{k.Value} {k.Key}")));
    }
}
