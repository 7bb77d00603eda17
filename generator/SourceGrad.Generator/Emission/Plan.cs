using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>A function as a tree of blocks, with everything the emitter decides about its values.</summary>
internal sealed class Plan(Function function, Block body, ValueInfo?[] values)
{
    public Function Function { get; } = function;

    public Block Body { get; } = body;

    /// <summary>How C# refers to the function's parameters.</summary>
    public IReadOnlyList<InputBinding> Inputs { get; init; } = [];

    /// <summary>See <see cref="MethodHeader.HasVectorCreate"/>.</summary>
    public bool HasVectorCreate { get; init; }

    /// <summary>See <see cref="MethodHeader.ChecksOverflow"/>.</summary>
    public bool ChecksOverflow { get; init; }

    public IEnumerable<ValueInfo> Values => values.Where(v => v is not null)!;

    public ValueInfo Info(Value value) => values[Resolve(value).Id]!;

    /// <summary>The value behind unnamed values that only stand for another.</summary>
    public Value Resolve(Value value)
    {
        while (value.Hint is null && values[value.Id]?.Expression is StopGradient alias)
        {
            value = alias.Operand;
        }

        return value;
    }

    public Constant? ConstantOf(Value value) => Info(value).Expression as Constant;

    /// <summary>The buffer whose memory a view shares; itself for what is not a view.</summary>
    public Value Root(Value buffer)
    {
        buffer = Resolve(buffer);
        while (values[buffer.Id]?.Expression is Slice or Row)
        {
            buffer = Resolve(values[buffer.Id]!.Expression is Slice slice ? slice.Buffer : ((Row)values[buffer.Id]!.Expression!).Table);
        }

        return buffer;
    }

    /// <summary>For a buffer of structs what follows the index to reach the number.</summary>
    public string ElementOf(Value buffer)
    {
        buffer = Resolve(buffer);
        while (values[buffer.Id]?.Expression is Slice slice)
        {
            buffer = Resolve(slice.Buffer);
        }

        return values[buffer.Id]?.Expression is Row ? "" : values[buffer.Id]?.Variable?.Element ?? "";
    }

    /// <summary>The buffer is one of structs whose members cannot be assigned: the struct is, with that member changed.</summary>
    public bool SetsCopy(Value buffer)
    {
        Value root = Root(buffer);
        return Function.Parameters.Zip(Inputs, (parameter, input) => parameter == root && input.Element.IndexOf('!') >= 0).Any(sets => sets);
    }

    /// <summary>The root is one known buffer, not whichever one a branch or a loop handed over.</summary>
    public bool IsStaticRoot(Value root)
    {
        ValueInfo info = values[root.Id]!;
        return info.Node is null || info.Node.Statement is Let;
    }

    /// <summary>Memory that others see: whatever the function has not made itself.</summary>
    public bool IsSeen(Value buffer) => Root(buffer) is var root && values[root.Id]!.Expression is not (Allocate or NewTape);

    /// <summary>Costs nothing to write wherever it is used.</summary>
    public bool IsFree(ValueInfo info) => info.Expression switch
    {
        Constant or External or LaneCount => true,
        Broadcast broadcast => info.Value.Hint is null && ConstantOf(broadcast.Operand) is not null,
        StopGradient => info.Value.Hint is null,
        Length length => info.Value.Hint is null && IsVariable(Info(length.Buffer)),
        _ => false,
    };

    private static bool IsVariable(ValueInfo info) => info.Expression is null or Allocate or External || info.Value.Hint is not null;

    /// <summary>The values an unnested statement reads, through everything nested in it; not those of its blocks.</summary>
    public void CollectReads(Node node, ICollection<ValueInfo> reads)
    {
        if (node.Statement is If branch && node.IsExpression)
        {
            CollectReads(branch.Condition, reads);
            foreach (Block arm in node.Blocks)
            {
                CollectReads(arm.Exit[0].Source, reads);
            }

            return;
        }

        foreach (Value operand in HeadOperands(node))
        {
            CollectReads(operand, reads);
        }
    }

    public void CollectReads(Value value, ICollection<ValueInfo> reads)
    {
        ValueInfo info = Info(value);
        if (IsFree(info) || info.Node is { IsNested: true })
        {
            if (info.Node is not null)
            {
                CollectReads(info.Node, reads);
            }
        }
        else
        {
            reads.Add(info);
        }
    }

    /// <summary>Evaluating the value where it is used may throw, or does more than give it.</summary>
    public bool HasEffect(Value value)
    {
        if (Info(value).Node is not { IsNested: true } node)
        {
            return false;
        }

        return node.Statement is Let let && UseCounter.HasEffect(let.Expression)
            || HeadOperands(node).Any(HasEffect)
            || node.Blocks.Any(arm => arm.Exit.Any(transfer => HasEffect(transfer.Source)));
    }

    /// <summary>What the statement itself evaluates; a loop's initial values are its entry transfers instead.</summary>
    public static IEnumerable<Value> HeadOperands(Node node) => node.Statement switch
    {
        For loop => [loop.From, loop.To],
        While => [],
        Statement statement => statement.Operands,
    };
}
