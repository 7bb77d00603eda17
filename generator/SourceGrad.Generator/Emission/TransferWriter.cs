using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>
/// Parallel assignments, one after the other: what another still has to read is overwritten after it is read. Where they
/// read each other in a circle, one value waits in a local (or two swap as a tuple).
/// </summary>
internal sealed class TransferWriter(Plan plan, ExpressionText expressions, Action<string?> comment, IndentedWriter writer)
{
    /// <summary>Some assignment has to be written: source and target are not one variable.</summary>
    public bool HasText(IEnumerable<Transfer> transfers) => transfers.Any(IsEffective);

    public IEnumerable<Variable> Targets(IEnumerable<Transfer> transfers) => transfers.Where(IsEffective).Select(t => plan.Info(t.Target!).Variable!);

    public HashSet<Variable> Reads(Value value)
    {
        List<ValueInfo> reads = [];
        plan.CollectReads(value, reads);
        return new HashSet<Variable>(reads.Select(r => r.Variable!));
    }

    public void Write(IEnumerable<Transfer> transfers, Block block)
    {
        List<Pending> pending = transfers
            .Where(IsEffective)
            .Select(t => new Pending(t, plan.Info(t.Target!).Variable!, Reads(t.Source)))
            .OrderBy(p => plan.Info(p.Transfer.Source).Node is { IsNested: true, Statement: Let { Expression: not Constant } } node ? node.Position : -1)
            .ToList();
        while (pending.Count > 0)
        {
            int next = pending.FindIndex(p => !pending.Any(q => !ReferenceEquals(p, q) && q.Reads.Contains(p.Target)));
            if (next < 0)
            {
                BreakCircle(pending, block);
                continue;
            }

            Pending ready = pending[next];
            pending.RemoveAt(next);
            comment(CommentOf(ready.Transfer.Source));
            writer.Line(ready.Saved is string saved
                ? Assignment(ready.Target, saved)
                : Assignment(ready.Target, ready.Transfer.Source));
        }
    }

    /// <summary>An assignment, as a declaration or a compound assignment where it can be one.</summary>
    public string? Assignment(Variable target, Value source)
    {
        if (target.IsDeclared && Compound(target.Name, r => ReferenceEquals(plan.Info(r).Variable, target), source) is string compound)
        {
            return compound;
        }

        return Assignment(target, expressions.Assigned(source));
    }

    /// <summary>The definition of a value that has a variable of its own.</summary>
    public string? Definition(ValueInfo info)
    {
        Variable target = info.Variable!;
        if (target.IsDeclared && Compound(target.Name, r => ReferenceEquals(plan.Info(r).Variable, target), info.Expression) is string compound)
        {
            return compound;
        }

        return Assignment(target, expressions.Definition(info).Text);
    }

    /// <summary>An assignment or a declaration; null where the variable has that value already.</summary>
    public static string? Assignment(Variable target, string text)
    {
        if (target.IsDeclared)
        {
            return text == target.Name ? null : $"{target.Name} = {text};";
        }

        target.IsDeclared = true;
        return $"{(target.IsOfStructs ? "var" : TypeText.Of(target.Type))} {target.Name} = {text};";
    }

    private bool IsEffective(Transfer transfer) =>
        transfer.Target is Value target
        && !ReferenceEquals(plan.Info(target).Variable, VariableOf(transfer.Source));

    private Variable? VariableOf(Value source)
    {
        ValueInfo info = plan.Info(source);
        return info.Node is { IsNested: true } ? null : info.Variable;
    }

    private string? Compound(string target, Func<Value, bool> isTarget, Value source)
    {
        ValueInfo info = plan.Info(source);
        return info.Node is { IsNested: true } ? Compound(target, isTarget, info.Expression) : null;
    }

    /// <summary><c>x += y</c> for <c>x = x + y</c>; addition and multiplication also with the operands exchanged.</summary>
    private string? Compound(string target, Func<Value, bool> isTarget, Expression? expression)
    {
        if (expression is not Binary { Operator: <= BinaryOperator.UnsignedShiftRight } binary || (ExpressionText.MayOverflow(binary) && binary.IsChecked != plan.ChecksOverflow))
        {
            return null;
        }

        BinaryOperator op = binary.Operator;
        Value operand = binary.Right;
        if (!IsVariable(binary.Left) || !isTarget(binary.Left))
        {
            bool exchange = op is BinaryOperator.Add or BinaryOperator.Multiply && IsVariable(binary.Right) && isTarget(binary.Right);
            if (!exchange)
            {
                return null;
            }

            operand = binary.Left;
        }

        if (op is BinaryOperator.Add or BinaryOperator.Subtract && expressions.Negated(operand) is Value negated)
        {
            op = op == BinaryOperator.Add ? BinaryOperator.Subtract : BinaryOperator.Add;
            operand = negated;
        }

        bool steps = binary.Type.IsInteger && plan.ConstantOf(operand)?.Is(1) == true;
        return steps && op is BinaryOperator.Add or BinaryOperator.Subtract && steps
            ? $"{target}{op.Symbol()}{op.Symbol()};"
            : $"{target} {op.Symbol()}= {expressions.Assigned(operand)};";
    }

    private bool IsVariable(Value value) => plan.Info(value) is { Variable: not null, Node: not { IsNested: true } };

    private void BreakCircle(List<Pending> pending, Block block)
    {
        if (pending.Count == 2 && pending.All(p => VariableOf(p.Transfer.Source) is not null && p.Saved is null))
        {
            string sources = string.Join(", ", pending.Select(p => expressions.Assigned(p.Transfer.Source)));
            writer.Line($"({string.Join(", ", pending.Select(p => p.Target.Name))}) = ({sources});");
            pending.Clear();
            return;
        }

        int waiting = InCircle(pending);
        Pending first = pending[waiting];
        string name = block.Scope.Declare(Identifiers.Clean(first.Target.Name) + "Next");
        comment(CommentOf(first.Transfer.Source));
        writer.Line($"{TypeText.Of(first.Target.Type)} {name} = {expressions.Assigned(first.Transfer.Source)};");
        pending[waiting] = first with { Reads = [], Saved = name };
    }

    /// <summary>One of those that read each other in a circle; others may only be read by these. Each has one that reads it, so whoever follows them comes round.</summary>
    private static int InCircle(List<Pending> pending)
    {
        HashSet<int> passed = [];
        int at = 0;
        while (passed.Add(at))
        {
            Pending read = pending[at];
            at = pending.FindIndex(q => !ReferenceEquals(q, read) && q.Reads.Contains(read.Target));
        }

        return at;
    }

    private string? CommentOf(Value source) => plan.Info(source).Node is { IsNested: true } node ? node.Statement.Comment : null;

    private sealed record Pending(Transfer Transfer, Variable Target, HashSet<Variable> Reads, string? Saved = null);
}
