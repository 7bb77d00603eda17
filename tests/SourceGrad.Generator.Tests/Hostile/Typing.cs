using System.Globalization;
using SourceGrad.Tests.Conformance;

namespace SourceGrad.Generator.Tests.Hostile;

/// <summary>The conformance cases as they look while someone types or edits them.</summary>
internal static class Typing
{
    private static readonly Lazy<IReadOnlyList<Tokens>> s_cases = new(() => [.. ConformanceTable.Rows.Select(Tokens.Of)]);

    /// <summary>Each case as far as each of its tokens, with the brackets left open and with them closed.</summary>
    public static IEnumerable<Piece> Prefixes => s_cases.Value.SelectMany(tokens => Enumerable.Range(0, tokens.All.Count + 1).SelectMany(length => new[]
    {
        new Piece(Name(tokens, $"the first {length} tokens"), tokens.Open(tokens.All.Take(length))),
        new Piece(Name(tokens, $"the first {length} tokens, closed"), tokens.Closed(tokens.All.Take(length))),
    }));

    /// <summary>Cases with a few tokens left out, written twice, swapped, or taken from elsewhere. The same ones for the same seed.</summary>
    public static IEnumerable<Piece> Edits(int seed)
    {
        Random random = new(seed);
        for (int k = 0; ; k++)
        {
            Tokens tokens = s_cases.Value[random.Next(s_cases.Value.Count)];
            List<string> edited = [.. tokens.All];
            int edits = 1 + random.Next(3);
            for (int e = 0; e < edits && edited.Count > 1; e++)
            {
                Edit(edited, random);
            }

            yield return new Piece(Name(tokens, $"edit {k} of seed {seed}"), tokens.Open(edited) + "\n}");
        }
    }

    private static void Edit(List<string> tokens, Random random)
    {
        int at = random.Next(tokens.Count), other = random.Next(tokens.Count);
        switch (random.Next(6))
        {
            case 0:
                tokens.RemoveAt(at);
                break;
            case 1:
                tokens.RemoveRange(at, Math.Min(1 + random.Next(8), tokens.Count - at));
                break;
            case 2:
                tokens.InsertRange(at, tokens.GetRange(at, Math.Min(1 + random.Next(8), tokens.Count - at)));
                break;
            case 3:
                (tokens[at], tokens[other]) = (tokens[other], tokens[at]);
                break;
            case 4:
                tokens[at] = tokens[other];
                break;
            default:
                IReadOnlyList<string> elsewhere = s_cases.Value[random.Next(s_cases.Value.Count)].All;
                tokens.Insert(at, elsewhere[random.Next(elsewhere.Count)]);
                break;
        }
    }

    private static string Name(Tokens tokens, FormattableString what) => $"'{tokens.Name}', {what.ToString(CultureInfo.InvariantCulture)}";
}
