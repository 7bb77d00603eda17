using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz;

/// <summary>How many programs of a series have each construct: one that none has is a production that is never reached.</summary>
internal static class Census
{
    public static IReadOnlyList<(string Construct, int Programs)> Of(ulong seed, int programs)
    {
        Dictionary<string, int> counts = typeof(Node).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(Node)) && !t.IsAbstract)
            .ToDictionary(t => t.Name, _ => 0);
        for (int k = 0; k < programs; k++)
        {
            foreach (string name in ProgramGen.Create(seed, (uint)k).Nodes().Select(n => n.GetType().Name).Distinct())
            {
                counts[name]++;
            }
        }

        return [.. counts.OrderBy(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => (c.Key, c.Value))];
    }
}
