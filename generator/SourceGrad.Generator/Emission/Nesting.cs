using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>
/// Decides which operations are written inside the expression that uses them. From the end of each block to its start, so
/// that where the user will be evaluated is known: an operation may move there if nothing it reads changes on the way.
/// Only pure arithmetic moves into the arm of an If (it is then evaluated less often), nothing ever into a loop.
/// </summary>
internal sealed class Nesting
{
    private readonly Plan _plan;
    private readonly Effects _effects;
    private readonly HashSet<Node> _pureOnly = [];
    private readonly HashSet<Node> _inBound = [];
    private readonly HashSet<Node> _underSelect = [];

    private Nesting(Plan plan)
    {
        _plan = plan;
        _effects = new Effects(plan);
    }

    public static void Run(Plan plan)
    {
        Nesting nesting = new(plan);
        nesting.Nest(plan.Body);
        Widths.Limit(plan);
        nesting.FindMovable(plan.Body);
    }

    private void Nest(Block block)
    {
        bool isTail = true;
        for (int i = block.Nodes.Count - 1; i >= 0; i--)
        {
            Node node = block.Nodes[i];
            for (int inner = node.Blocks.Length - 1; inner >= 0; inner--)
            {
                Nest(node.Blocks[inner]);
            }

            if (node.IsNested)
            {
                continue;
            }

            Value? result = node.Statement switch
            {
                Let { Expression: not (Allocate or NewTape) } let => let.Result,
                If branch when IsExpression(node, branch) => branch.Outputs[0],
                _ => null,
            };
            node.IsExpression = node.Statement is If && result is not null;
            node.IsNested = result is not null && MayNest(_plan.Info(result), node, isTail);
            isTail &= node.IsNested;
        }
    }

    private static bool IsExpression(Node node, If branch) =>
        branch.Outputs.Count == 1
        && !node.EndsBlock
        && !PlanBuilder.KeepsName(branch)
        && node.Blocks.All(arm => !arm.Diverges && arm.Exit.Count == 1 && arm.Nodes.All(n => n.IsNested));

    private bool MayNest(ValueInfo info, Node node, bool isTail)
    {
        if (info.Uses != 1)
        {
            return false;
        }

        bool toOutput = info.UsedBy?.Output is { Kind: OutputKind.Out or OutputKind.AddTo };
        if (info.Value.Hint is not null && !toOutput)
        {
            return false;
        }

        bool sameBlock = ReferenceEquals(info.UseBlock, node.Block);
        bool toEnd = info.User is null && info.UseKind == UseKind.Transfer && info.UsedBy!.Output is null;
        if (toEnd && sameBlock && !isTail)
        {
            return false;
        }

        Node? user = info.User is { IsNested: true } ? info.User : null;
        bool inBound = info.UseKind == UseKind.LoopBound || (user is not null && _inBound.Contains(user));
        if (inBound && !IsCheapBound(node))
        {
            return false;
        }

        bool underSelect = info.User?.Statement is Let { Expression: Select } || (user is not null && _underSelect.Contains(user));
        bool pureOnly = !sameBlock || (user is not null && _pureOnly.Contains(user));
        if (!sameBlock && !OnlyArmsBetween(info.UseBlock!, node.Block))
        {
            return false;
        }

        IReadOnlyList<int> reads = _effects.ReadsOf(node);
        if (reads.Count > 0)
        {
            bool isPop = node.Statement is Let { Expression: Pop };
            if (pureOnly || (isPop && underSelect) || _effects.ChangesBetween(node.Block, reads, node.Position, Anchor(info)))
            {
                return false;
            }
        }

        Mark(_pureOnly, node, pureOnly);
        Mark(_inBound, node, inBound);
        Mark(_underSelect, node, underSelect);
        return true;
    }

    private static void Mark(HashSet<Node> set, Node node, bool isIn)
    {
        if (isIn)
        {
            set.Add(node);
        }
    }

    /// <summary>The position, in the value's own block, where its use is evaluated.</summary>
    private int Anchor(ValueInfo info)
    {
        while (info.User is { IsNested: true } user)
        {
            info = _plan.Info(user.Statement.Results.First());
        }

        return info.User?.Position ?? info.UseBlock!.Nodes.Count;
    }

    private bool IsCheapBound(Node node) =>
        node.Statement is Let { Expression: Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract, Type.IsInteger: true } binary }
        && _plan.ConstantOf(binary.Right) is not null;

    private static bool OnlyArmsBetween(Block use, Block definition)
    {
        Block? block = use;
        while (block is not null && !ReferenceEquals(block, definition))
        {
            if (block.Kind != BlockKind.Arm)
            {
                return false;
            }

            block = block.Parent;
        }

        return block is not null;
    }

    /// <summary>
    /// Values that feed the assignments at their block's end and were kept where they are for the sake of the source's
    /// order: should they fail to share their target's variable, writing them at the end saves one of their own.
    /// </summary>
    private void FindMovable(Block block)
    {
        foreach (Node node in block.Nodes)
        {
            foreach (Block inner in node.Blocks)
            {
                FindMovable(inner);
            }

            if (!node.IsNested && node.Statement is Let { Expression: not (Allocate or NewTape or Pop) } let)
            {
                ValueInfo info = _plan.Info(let.Result);
                info.MayMoveToEnd = info.Uses == 1
                    && info.User is null
                    && info.UseKind == UseKind.Transfer
                    && info.UsedBy!.Output is null
                    && (let.Result.Hint is null || let.Result.Hint == info.UsedBy.Target!.Hint)
                    && ReferenceEquals(info.UseBlock, block)
                    && MayMove(node, block);
            }
        }
    }

    private bool MayMove(Node node, Block block)
    {
        if (_effects.ChangesBetween(block, _effects.ReadsOf(node), node.Position, block.Nodes.Count))
        {
            return false;
        }

        foreach (Value operand in node.Statement.Operands)
        {
            Node? inner = _plan.Info(operand).Node;
            if (inner is { IsNested: true, Position: >= 0 } && ReferenceEquals(inner.Block, block) && !MayMove(inner, block))
            {
                return false;
            }
        }

        return true;
    }
}
