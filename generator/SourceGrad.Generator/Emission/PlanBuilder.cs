using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>
/// Turns a function's regions into blocks. Two things happen on the way.
/// An If that ends its block and yields only to that end takes the end over: its arms assign to the block's own targets (or
/// return, or break), so that no variable stands between.
/// A loop's flag (a carried bool, true at first, that only the loop's test reads) disappears: where it becomes false, the loop is left.
/// </summary>
internal sealed class PlanBuilder
{
    // An If that ends its block repeats, in both arms, the assignments that do not come from it; more than a few are not worth it.
    private const int RepeatedTransfers = 3;
    private const int ConditionalOperations = 10;

    /// <summary>Of statements, constants included; behind more of them an early return is easier to read.</summary>
    private const int ShortArm = 8;

    private readonly ValueInfo?[] _values;
    private readonly int[] _uses;
    private int _order;

    private PlanBuilder(Function function)
    {
        _values = new ValueInfo?[function.NextId];
        _uses = new int[function.NextId];
    }

    public static Plan Build(Function function, IReadOnlyList<InputBinding> inputs, MethodHeader header)
    {
        PlanBuilder builder = new(function);
        builder.CountUses(function.Body);
        Block body = new(BlockKind.Function, null, null);
        foreach (Value parameter in function.Parameters)
        {
            builder.Define(parameter, body, null);
        }

        List<Transfer> outputs = [];
        for (int i = 0; i < function.Outputs.Count && i < function.Body.Yields.Count; i++)
        {
            outputs.Add(new Transfer(null, function.Body.Yields[i], function.Outputs[i], i));
        }

        builder.Fill(body, function.Body, outputs, []);
        return new Plan(function, body, builder._values) { Inputs = inputs, HasVectorCreate = header.HasVectorCreate, ChecksOverflow = header.ChecksOverflow };
    }

    private void CountUses(Region region)
    {
        foreach (Statement statement in region.Statements)
        {
            foreach (Value operand in statement.Operands)
            {
                _uses[operand.Id]++;
            }

            foreach (Region inner in statement.Regions)
            {
                CountUses(inner);
            }
        }

        foreach (Value yield in region.Yields)
        {
            _uses[yield.Id]++;
        }
    }

    private void Define(Value value, Block block, Node? node, bool isIndex = false) =>
        _values[value.Id] = new ValueInfo(value, block, node, _order++) { IsLoopIndex = isIndex };

    private void Fill(Block block, Region region, List<Transfer> exit, List<Value> continues)
    {
        int count = region.Statements.Count;
        for (int i = 0; i < count; i++)
        {
            Statement statement = region.Statements[i];
            Node node = new(statement, block, block.Nodes.Count);
            block.Nodes.Add(node);
            switch (statement)
            {
                case If branch when i + 1 == count && TakesEnd(branch, region, exit, continues):
                    node.EndsBlock = true;
                    node.Blocks = [new Block(BlockKind.Arm, block, node), new Block(BlockKind.Arm, block, node)];
                    FillEnd(node.Blocks[0], branch, branch.Then, exit, continues);
                    FillEnd(node.Blocks[1], branch, branch.Else, exit, continues);
                    return;
                case If branch:
                    node.Blocks = [new Block(BlockKind.Arm, block, node), new Block(BlockKind.Arm, block, node)];
                    Fill(node.Blocks[0], branch.Then, Transfers(branch.Outputs, branch.Then.Yields), []);
                    Fill(node.Blocks[1], branch.Else, Transfers(branch.Outputs, branch.Else.Yields), []);
                    break;
                case For loop:
                    Add(node, loop);
                    break;
                case While loop:
                    Add(node, loop);
                    break;
            }

            foreach (Value result in statement.Results)
            {
                Define(result, block, node);
            }
        }

        block.Diverges = region.Diverges;
        if (!block.Diverges)
        {
            block.Exit.AddRange(exit);
            block.Continues.AddRange(continues);
        }
    }

    private void FillEnd(Block arm, If branch, Region region, List<Transfer> exit, List<Value> continues)
    {
        Value Substitute(Value value)
        {
            for (int k = 0; k < branch.Outputs.Count; k++)
            {
                if (branch.Outputs[k].Id == value.Id)
                {
                    return region.Yields[k];
                }
            }

            return value;
        }

        bool meaningless = region.Yields.Count < branch.Outputs.Count;
        Fill(
            arm,
            region,
            meaningless ? [] : exit.Select(t => t with { Source = Substitute(t.Source) }).ToList(),
            meaningless ? [] : continues.Select(Substitute).ToList());
    }

    private bool TakesEnd(If branch, Region region, List<Transfer> exit, List<Value> continues)
    {
        if (branch.Outputs.Count == 1 && !region.Diverges && IsConditional(branch, out int operations) && operations <= ConditionalOperations)
        {
            return false;
        }

        // if (c) { x[0] += a; } return s;
        if (branch.Outputs.Count == 0 && branch.Regions.Any(arm => arm.Statements.Count == 0) && branch.Regions.All(arm => !arm.Diverges && arm.Statements.Count <= ShortArm))
        {
            return false;
        }

        HashSet<int> outputs = new(branch.Outputs.Select(o => o.Id));
        int usesAtEnd = region.Yields.Count(y => outputs.Contains(y.Id));
        int usesOfExit = exit.Count(t => outputs.Contains(t.Source.Id)) + continues.Count(c => outputs.Contains(c.Id));
        int repeated = exit.Count(t => !outputs.Contains(t.Source.Id) && t.Source.Id != t.Target?.Id);
        return branch.Outputs.Sum(o => _uses[o.Id]) == usesAtEnd
            && usesOfExit + repeated > 0
            && (repeated <= RepeatedTransfers || region.Diverges);
    }

    /// <summary>Could be written as <c>c ? a : b</c>, <c>&amp;&amp;</c> or <c>||</c>.</summary>
    private bool IsConditional(If branch, out int operations)
    {
        operations = 0;
        if (KeepsName(branch))
        {
            return false;
        }

        foreach (Region arm in branch.Regions)
        {
            if (arm.Yields.Count != 1 || arm.Diverges)
            {
                return false;
            }

            foreach (Statement statement in arm.Statements)
            {
                int inner = 1;
                bool fits = statement switch
                {
                    Let { Expression: Constant or External } => true,
                    Let { Expression: Pop or Allocate or NewTape } => false,
                    Let let => let.Result.Hint is null && _uses[let.Result.Id] == 1,
                    If nested => nested.Outputs.Count == 1 && nested.Outputs[0].Hint is null && IsConditional(nested, out inner),
                    _ => false,
                };
                if (!fits)
                {
                    return false;
                }

                operations += inner;
            }
        }

        return true;
    }

    /// <summary>The user's <c>if (c) x = …;</c>: one arm leaves a named variable alone.</summary>
    public static bool KeepsName(If branch) =>
        branch.Outputs.Count == 1
        && branch.Outputs[0].Hint is string name
        && branch.Regions.Any(arm => arm.Yields.Count == 1 && arm.Yields[0].Hint == name && !arm.Statements.Any(s => s.Results.Contains(arm.Yields[0])));

    private static List<Transfer> Transfers(IReadOnlyList<Value> targets, IReadOnlyList<Value> sources)
    {
        List<Transfer> transfers = [];
        for (int k = 0; k < targets.Count && k < sources.Count; k++)
        {
            transfers.Add(new Transfer(targets[k], sources[k], null, k));
        }

        return transfers;
    }

    private void Add(Node node, For loop)
    {
        Block body = new(BlockKind.LoopBody, node.Block, node);
        node.Blocks = [body];
        node.Entry.AddRange(Transfers(loop.Parameters, loop.Initials));
        Define(loop.Index, body, node, isIndex: true);
        foreach (Value parameter in loop.Parameters)
        {
            Define(parameter, node.Block, node);
        }

        Fill(body, loop.Body, Transfers(loop.Parameters, loop.Body.Yields), []);
    }

    private void Add(Node node, While loop)
    {
        Region test = loop.Test;
        List<Value> continues = [];
        while (FlagOf(node, loop, test) is int k)
        {
            node.Flags.Add(k);
            continues.Add(loop.Body.Yields[k]);
            node.TestIsTrue = test.Yields[0].Id == loop.Parameters[k].Id;
            if (node.TestIsTrue)
            {
                break;
            }

            Region inner = ((If)test.Statements[test.Statements.Count - 1]).Then;
            test = new Region(
                Infrastructure.EquatableArray.ToEquatable(test.Statements.Take(test.Statements.Count - 1).Concat(inner.Statements)),
                inner.Yields);
        }

        Block testBlock = new(BlockKind.LoopTest, node.Block, node);
        Block body = new(BlockKind.LoopBody, testBlock, node);
        node.Blocks = [testBlock, body];
        bool Kept(Transfer transfer) => !node.Flags.Contains(transfer.OutputIndex);
        node.Entry.AddRange(Transfers(loop.Parameters, loop.Initials).Where(Kept));
        for (int k = 0; k < loop.Parameters.Count; k++)
        {
            // Inside the loop a flag is true, or it would have been left.
            Value parameter = loop.Parameters[k];
            Node? always = node.Flags.Contains(k)
                ? new Node(new Let(parameter, Constant.Bool(true)), node.Block, -1) { IsNested = true }
                : null;
            Define(parameter, node.Block, always ?? node);
        }

        Fill(testBlock, test, [], node.TestIsTrue ? [] : [test.Yields[0]]);
        Fill(body, loop.Body, Transfers(loop.Parameters, loop.Body.Yields).Where(Kept).ToList(), continues);
    }

    /// <summary>The parameter that is a flag read first by the test: <c>If(go){…}{false}</c>, or the bare flag.</summary>
    private int? FlagOf(Node node, While loop, Region test)
    {
        Value asked;
        if (test.Statements.Count > 0
            && test.Statements[test.Statements.Count - 1] is If { Outputs.Count: 1, Else.Statements.Count: <= 1 } branch
            && branch.Outputs[0].Id == test.Yields[0].Id
            && _uses[branch.Outputs[0].Id] == 1
            && IsFalse(branch.Else.Yields[0], branch.Else, test))
        {
            asked = branch.Condition;
        }
        else
        {
            asked = test.Yields[0];
        }

        for (int k = 0; k < loop.Parameters.Count; k++)
        {
            bool isFlag = loop.Parameters[k].Id == asked.Id
                && !node.Flags.Contains(k)
                && UsesIn(loop.Test, asked) == 1
                && _uses[loop.Outputs[k].Id] == 0
                && _values[loop.Initials[k].Id]?.Expression is Constant { AsBool: true };
            if (isFlag)
            {
                return k;
            }
        }

        return null;
    }

    private static int UsesIn(Region region, Value value) =>
        region.Yields.Count(y => y.Id == value.Id)
        + region.Statements.Sum(s => s.Operands.Count(o => o.Id == value.Id) + s.Regions.Sum(r => UsesIn(r, value)));

    /// <summary>The value is the constant false, defined in one of the regions (which are not blocks yet) or around them.</summary>
    private bool IsFalse(Value value, Region inner, Region outer)
    {
        Let? definition = inner.Statements.Concat(outer.Statements).OfType<Let>().FirstOrDefault(l => l.Result.Id == value.Id);
        return (definition?.Expression ?? _values[value.Id]?.Expression) is Constant { AsBool: false };
    }
}
