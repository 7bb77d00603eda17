using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>How the one use of a single-use value is meant.</summary>
internal enum UseKind : byte
{
    /// <summary>An operand, read once when its statement runs.</summary>
    Operand,

    /// <summary>A loop's bound, which C# reads in every round.</summary>
    LoopBound,

    /// <summary>A source of the assignments at a block's end or before a loop.</summary>
    Transfer,

    /// <summary>Decides at a block's end whether the loop goes on.</summary>
    Continue,
}

/// <summary>What the emitter knows about one value.</summary>
internal sealed class ValueInfo(Value value, Block block, Node? node, int order)
{
    public Value Value { get; } = value;

    /// <summary>The block in whose statements the value is defined (for a loop's parameter, the loop's own block).</summary>
    public Block Block { get; } = block;

    /// <summary>The statement that defines it; null for a parameter of the function.</summary>
    public Node? Node { get; } = node;

    /// <summary>Program order of the definitions.</summary>
    public int Order { get; } = order;

    public bool IsLoopIndex { get; init; }

    public int Uses { get; set; }

    /// <summary>Where the use is that was counted last (the first in program order).</summary>
    public Block? UseBlock { get; set; }

    /// <summary>The statement that uses it; null for the block's end.</summary>
    public Node? User { get; set; }

    public UseKind UseKind { get; set; }

    public Transfer? UsedBy { get; set; }

    /// <summary>Not nested so far, but may be where its block ends.</summary>
    public bool MayMoveToEnd { get; set; }

    public Variable? Variable { get; set; }

    public Expression? Expression => (Node?.Statement as Let)?.Expression;
}
