using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Analysis;

/// <summary>Collects the values that statements and the regions in them define, those that loops carry included.</summary>
internal static class DefinedValues
{
    public static void Collect(IEnumerable<Statement> statements, HashSet<Value> defined)
    {
        foreach (Statement statement in statements)
        {
            defined.UnionWith(statement.Results);
            if (statement is For loop)
            {
                defined.Add(loop.Index);
                defined.UnionWith(loop.Parameters);
            }
            else if (statement is While open)
            {
                defined.UnionWith(open.Parameters);
            }

            foreach (Region region in statement.Regions)
            {
                Collect(region.Statements, defined);
            }
        }
    }
}
