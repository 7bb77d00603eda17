using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>
/// Estimates how wide nested expressions become and takes parts out where a line would get too long. The parts become locals
/// of their own at the place where the IR has them, which is always allowed. Bounds the depth of expressions too.
/// </summary>
internal static class Widths
{
    private const int MostColumns = 88;
    private const int NameWidth = 6;

    public static void Limit(Plan plan) => Limit(plan, plan.Body);

    private static void Limit(Plan plan, Block block)
    {
        foreach (Node node in block.Nodes)
        {
            // Nobody uses it, so it is not written at all, nor are its operands.
            if (node is { IsNested: true, IsExpression: false } && (node.Statement is not Let let || plan.Info(let.Result).Uses == 0))
            {
                continue;
            }

            foreach (Block inner in node.Blocks)
            {
                Limit(plan, inner);
            }

            if (node.IsExpression)
            {
                Fit(plan, node, node.Blocks.Select(b => b.Exit[0].Source).Concat(node.Statement.Operands), 6);
                if (node.Width > MostColumns || !node.Blocks.All(b => b.Nodes.All(n => n.IsNested)))
                {
                    node.IsExpression = false;
                    node.IsNested = false;
                }
            }
            else
            {
                Fit(plan, node, node.Statement.Operands, Own(node));
            }
        }
    }

    private static void Fit(Plan plan, Node node, IEnumerable<Value> operands, int own)
    {
        List<ValueInfo> infos = operands.Select(plan.Info).ToList();
        while (true)
        {
            node.Width = own + infos.Sum(i => WidthOf(plan, i));
            ValueInfo? widest = infos.Where(i => i.Node is { IsNested: true } && !plan.IsFree(i)).OrderByDescending(i => i.Node!.Width).FirstOrDefault();
            if (node.Width <= MostColumns || widest is null || widest.Node!.Width <= 12)
            {
                return;
            }

            widest.Node.IsNested = false;
        }
    }

    private static int WidthOf(Plan plan, ValueInfo info)
    {
        if (info.Expression is Constant constant)
        {
            return LiteralText.Short(constant).Text.Length;
        }

        return info.Node is { IsNested: true, Position: >= 0 } node ? node.Width + 1 : info.Value.Hint?.Length ?? NameWidth;
    }

    /// <summary>What a statement writes besides its operands.</summary>
    private static int Own(Node node) => node.Statement switch
    {
        Let { Expression: Call call } => Math.Min(call.Method.Length + 10, 16) + 2 * call.Arguments.Count,
        Let { Expression: Binary } => 3,
        Let { Expression: External external } => external.Text.Length,
        Let { Expression: Select select } => select.Condition.Type.IsLanes ? 20 : 6,
        Let { Expression: LaneLoad or Slice { CanThrow: false } } => 16,
        Let { Expression: Broadcast } => 10,
        Let { Expression: Slice or Row } => 10,
        Let { Expression: Length } => 7,
        _ => 4,
    };
}
