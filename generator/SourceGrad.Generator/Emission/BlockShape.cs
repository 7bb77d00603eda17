using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>How an If is written: which arm comes first, and whether the other needs an else.</summary>
internal static class BlockShape
{
    /// <summary>Control leaves the block at its end for somewhere else than the statement after it.</summary>
    public static bool IsAbrupt(Block block)
    {
        if (block.Diverges || block.Exit.Any(t => t.Output is { Kind: OutputKind.Return }) || block.IsLeft)
        {
            return true;
        }

        Node? last = block.Nodes.Count > 0 ? block.Nodes[block.Nodes.Count - 1] : null;
        return last is { EndsBlock: true } && last.Blocks.All(IsAbrupt);
    }

    /// <summary>The method is over after this block without being told to return.</summary>
    public static bool IsLast(Block block, Func<Block, bool> hasText)
    {
        if (block.Owner is not { } owner)
        {
            return true;
        }

        Block? flat = FlatArm(owner);
        return owner.EndsBlock
            && IsLast(owner.Block, hasText)
            && (flat is null || ReferenceEquals(flat, block) || !hasText(flat));
    }

    /// <summary>The arm that follows the If without an else, because the other arm never gets to its end; null if both need braces.</summary>
    public static Block? FlatArm(Node node)
    {
        if (node.Statement is not If || node.IsExpression)
        {
            return null;
        }

        return IsAbrupt(node.Blocks[0]) ? node.Blocks[1] : IsAbrupt(node.Blocks[1]) ? node.Blocks[0] : null;
    }
}
