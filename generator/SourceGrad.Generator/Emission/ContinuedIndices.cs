using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>
/// A loop in lanes and the loop that goes on where it stopped count in one variable, which lives around both:
/// <c>int i = 0; for (; i &lt;= n - Count; i += Count) { … } for (; i &lt; n; i++) { … }</c>. Whatever else reads where the first one stopped
/// stands between the two.
/// </summary>
internal static class ContinuedIndices
{
    public static void Run(Plan plan) => Run(plan, plan.Body);

    private static void Run(Plan plan, Block block)
    {
        foreach (Node node in block.Nodes)
        {
            if (node.Statement is For { Next: Value next } first)
            {
                Share(plan, plan.Info(next).Variable!, first.Index);
            }

            if (node.Statement is For { Reversed: false } loop && GoesOn(plan, loop))
            {
                Variable variable = plan.Info(loop.From).Variable!;
                Share(plan, variable, loop.Index);
                if (loop.Next is not null)
                {
                    Share(plan, variable, loop.Next);
                }
            }

            foreach (Block inner in node.Blocks)
            {
                Run(plan, inner);
            }
        }
    }

    private static bool GoesOn(Plan plan, For loop) =>
        plan.Info(loop.From) is { Node.Statement: For { Next: Value next } } && next.Equals(loop.From);

    private static void Share(Plan plan, Variable variable, Value index)
    {
        ValueInfo info = plan.Info(index);
        info.Variable?.Members.Remove(info);
        info.Variable = variable;
        variable.Members.Add(info);
    }
}
