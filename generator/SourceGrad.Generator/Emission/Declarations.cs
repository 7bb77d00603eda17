using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>
/// Where the first assignment to a variable lies deeper than its declaration (in the arms of an If), the declaration is
/// written alone, before the statement with that assignment.
/// </summary>
internal static class Declarations
{
    public static void Run(Plan plan)
    {
        foreach (Variable variable in plan.Values.OrderBy(v => v.Order).Where(v => v.Variable is not null).Select(v => v.Variable!).Distinct())
        {
            // An index shares the variable of where its loop stops, which is the one that stands in the block around.
            ValueInfo? first = variable.Members.Where(m => !m.IsLoopIndex).OrderBy(m => m.Order).FirstOrDefault();
            if (variable.IsDeclared || first?.Node is null)
            {
                continue;
            }

            Node node = first.Node;
            Block block = first.Block;
            while (!ReferenceEquals(block, variable.Declaration))
            {
                node = block.Owner!;
                block = node.Block;
            }

            bool declaresItself = ReferenceEquals(node, first.Node) && (node.Statement is not If || node.IsExpression);
            if (!declaresItself)
            {
                node.DeclareBefore.Add(variable);
            }
        }
    }
}
