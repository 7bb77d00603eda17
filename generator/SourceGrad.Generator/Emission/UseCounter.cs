using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>
/// Counts how often each value is used, from the end to the start, so that what only dead operations use is dead too.
/// An unused operation stays if it can throw or takes from a tape.
/// </summary>
internal static class UseCounter
{
    public static void Count(Plan plan) => Count(plan, plan.Body);

    private static void Count(Plan plan, Block block)
    {
        foreach (Transfer transfer in block.Exit)
        {
            Use(plan, transfer.Source, block, null, UseKind.Transfer, transfer);
        }

        block.Continues.RemoveAll(c => plan.ConstantOf(c) is { AsBool: true });
        if (block.Kind != BlockKind.LoopTest && block.Continues.Any(c => plan.ConstantOf(c) is { AsBool: false }))
        {
            block.IsLeft = true;
            block.Continues.Clear();
        }

        foreach (Value value in block.Continues)
        {
            Use(plan, value, block, null, UseKind.Continue);
        }

        for (int i = block.Nodes.Count - 1; i >= 0; i--)
        {
            Count(plan, block.Nodes[i]);
        }
    }

    private static void Count(Plan plan, Node node)
    {
        switch (node.Statement)
        {
            case Let let when plan.IsFree(plan.Info(let.Result)) || let.Expression is StopGradient && let.Result.Hint is null:
                node.IsNested = true;
                if (let.Expression is Length length)
                {
                    Use(plan, length.Buffer, node.Block, node, UseKind.Operand);
                }

                return;
            case Let let when plan.Info(let.Result).Uses == 0 && !HasEffect(let.Expression):
                node.IsNested = true;
                return;
            case If branch:
                for (int arm = 1; arm >= 0; arm--)
                {
                    if (!node.EndsBlock)
                    {
                        RemoveUnused(plan, node.Blocks[arm]);
                    }

                    Count(plan, node.Blocks[arm]);
                }

                // Where neither arm does anything the choice is dead too, but what it was made by may still throw.
                node.IsNested = node.Blocks.All(IsEmpty);
                if (!node.IsNested)
                {
                    Use(plan, branch.Condition, node.Block, node, UseKind.Operand);
                }

                return;
            case For loop:
                Count(plan, node.Blocks[0]);
                Use(plan, loop.To, node.Block, node, UseKind.LoopBound);
                Use(plan, loop.From, node.Block, node, loop.Reversed ? UseKind.LoopBound : UseKind.Operand);
                CountEntry(plan, node);
                return;
            case While:
                Count(plan, node.Blocks[1]);
                Count(plan, node.Blocks[0]);
                CountEntry(plan, node);
                return;
            case Statement statement:
                foreach (Value operand in statement.Operands.Reverse())
                {
                    Use(plan, operand, node.Block, node, UseKind.Operand);
                }

                // A struct that is made anew to change a member of it is read for the others.
                Value? index = statement is Store store && plan.SetsCopy(store.Buffer) ? store.Index
                    : statement is Accumulate sum && plan.SetsCopy(sum.Buffer) ? sum.Index
                    : null;
                if (index is not null)
                {
                    Use(plan, index, node.Block, node, UseKind.Operand);
                }

                return;
        }
    }

    /// <summary>Drops the assignments to values that nobody uses, also where an If at the arm's end has taken them over.</summary>
    private static void RemoveUnused(Plan plan, Block arm)
    {
        arm.Exit.RemoveAll(t => plan.Info(t.Target!).Uses == 0);
        foreach (Block inner in arm.Nodes.Where(n => n.EndsBlock).SelectMany(n => n.Blocks))
        {
            RemoveUnused(plan, inner);
        }
    }

    private static bool IsEmpty(Block arm) =>
        arm is { Diverges: false, IsLeft: false, Exit.Count: 0, Continues.Count: 0 } && arm.Nodes.All(n => n.IsNested);

    private static void CountEntry(Plan plan, Node node)
    {
        foreach (Transfer transfer in node.Entry)
        {
            Use(plan, transfer.Source, node.Block, node, UseKind.Transfer, transfer);
        }
    }

    private static void Use(Plan plan, Value value, Block block, Node? user, UseKind kind, Transfer? transfer = null)
    {
        ValueInfo info = plan.Info(value);
        info.Uses++;
        info.UseBlock = block;
        info.User = user;
        info.UseKind = kind;
        info.UsedBy = transfer;
    }

    /// <summary>It may throw, or does more than give a value.</summary>
    public static bool HasEffect(Expression expression) => expression switch
    {
        Pop or Load or LaneLoad { IsInside: false } or Slice { CanThrow: true } or Row or Allocate => true,
        Binary { IsChecked: true } or Ir.Convert { IsChecked: true } => true,
        Binary binary => binary.Type.IsInteger && binary.Operator is BinaryOperator.Divide or BinaryOperator.Remainder,
        Call call => call.Key is "Abs" or "Clamp" or "DivRem" or "Round" or "Sign" || !call.Method.StartsWith("System.Math", StringComparison.Ordinal),
        _ => false,
    };
}
