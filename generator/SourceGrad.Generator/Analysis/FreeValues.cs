using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Analysis;

/// <summary>Collects the values that statements and the regions in them read, wherever those are defined.</summary>
internal static class FreeValues
{
    public static void Collect(IEnumerable<Statement> statements, HashSet<Value> reads)
    {
        foreach (Statement statement in statements)
        {
            reads.UnionWith(statement.Operands);
            foreach (Region region in statement.Regions)
            {
                Collect(region.Statements, reads);
                reads.UnionWith(region.Yields);
            }
        }
    }
}
