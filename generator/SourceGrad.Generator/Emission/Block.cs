using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

internal enum BlockKind : byte
{
    Function,
    Arm,
    LoopTest,
    LoopBody,
}

/// <summary>
/// A region on its way to C#: its statements with the emitter's decisions about them, and what happens at its end, which in
/// SSA is "yields" and in C# is assignments, <c>break</c> or <c>return</c>.
/// </summary>
internal sealed class Block(BlockKind kind, Block? parent, Node? owner)
{
    public BlockKind Kind { get; } = kind;

    public Block? Parent { get; } = parent;

    /// <summary>The statement that this block is a part of.</summary>
    public Node? Owner { get; } = owner;

    public int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    public List<Node> Nodes { get; } = [];

    /// <summary>The parallel assignment at the end; empty where an If that ends the block took it over.</summary>
    public List<Transfer> Exit { get; } = [];

    /// <summary>Bools that must hold at the end for another round of the loop this block ends.</summary>
    public List<Value> Continues { get; } = [];

    /// <summary>The loop is left at the end in any case: a <c>break</c>.</summary>
    public bool IsLeft { get; set; }

    /// <summary>Control does not reach the end.</summary>
    public bool Diverges { get; set; }

    /// <summary>The names that C# sees in this block; several blocks may be written between one pair of braces.</summary>
    public Scope Scope { get; set; } = null!;

    public bool IsInside(Block other)
    {
        Block? block = this;
        while (block is not null && block.Depth > other.Depth)
        {
            block = block.Parent;
        }

        return ReferenceEquals(block, other);
    }

    public static Block Common(Block a, Block b)
    {
        while (!ReferenceEquals(a, b))
        {
            if (a.Depth >= b.Depth)
            {
                a = a.Parent!;
            }
            else
            {
                b = b.Parent!;
            }
        }

        return a;
    }
}

/// <summary>A statement in its block.</summary>
internal sealed class Node(Statement statement, Block block, int position)
{
    public Statement Statement { get; } = statement;

    public Block Block { get; } = block;

    public int Position { get; } = position;

    /// <summary>Then and Else, or the body, or the test and the body.</summary>
    public Block[] Blocks { get; set; } = [];

    /// <summary>Written as part of the expression that uses it, or not at all.</summary>
    public bool IsNested { get; set; }

    /// <summary>An If that has the form of an expression.</summary>
    public bool IsExpression { get; set; }

    /// <summary>An If whose arms do what its block does at its end.</summary>
    public bool EndsBlock { get; set; }

    /// <summary>The assignments before a loop.</summary>
    public List<Transfer> Entry { get; } = [];

    /// <summary>Loop parameters that need no variable because <c>break</c> says the same.</summary>
    public HashSet<int> Flags { get; } = [];

    /// <summary>The loop's test says only that no flag was cleared: a do-while, or a loop left by <c>break</c>.</summary>
    public bool TestIsTrue { get; set; }

    /// <summary>Estimated width of the text, when nested.</summary>
    public int Width { get; set; }

    /// <summary>Variables to declare, without a value, before this statement.</summary>
    public List<Variable> DeclareBefore { get; } = [];
}

/// <summary>One assignment where control leaves or enters a region: to a variable, or to an output of the function.</summary>
internal sealed record Transfer(Value? Target, Value Source, Output? Output, int OutputIndex);
