using System.Globalization;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>Loops as C#: <c>for</c>, <c>while</c>, <c>do … while</c>, or <c>while (true)</c> left by <c>break</c>.</summary>
internal sealed class LoopWriter(Plan plan, ExpressionText expressions, TransferWriter transfers, StatementWriter statements, IndentedWriter writer)
{
    /// <summary>The body whose end is the condition of a <c>do … while</c>.</summary>
    public Block? DoWhileBody { get; private set; }

    public void Write(Node node, For loop)
    {
        transfers.Write(node.Entry, node.Block);
        Variable variable = plan.Info(loop.Index).Variable!;
        string index = variable.Name, type = TypeText.Of(loop.Index.Type);
        if (loop.LaneKind is ScalarKind kind)
        {
            if (loop.Next is not null && !ReferenceEquals(plan.Info(loop.From).Variable, variable))
            {
                writer.Line(TransferWriter.Assignment(variable, expressions.Assigned(loop.From)));
            }

            string start = loop.Next is null ? $"{type} {index} = {expressions.Assigned(loop.From)}" : "";
            string count = ExpressionText.Count(kind, loop.Step);
            string whole = loop.IsPadded ? $"{index} < {Bound(loop.To)}" : $"{index} <= {expressions.Exact(loop.To).At(Precedence.Additive)} - {count}";
            writer.Line($"for ({start}; {whole}; {index} += {count})");
            statements.WriteBraced(node.Blocks[0]);
            return;
        }

        bool goesOn = ReferenceEquals(plan.Info(loop.From).Variable, variable);
        string head = loop.Reversed
            ? $"{type} {index} = {LastIndex(loop)}; {index} >= {Bound(loop.From)}; {Step(index, "-", loop.Step)}"
            : $"{(goesOn ? "" : $"{type} {index} = {expressions.Assigned(loop.From)}")}; {Below(index, loop.To)}; {Step(index, "+", loop.Step)}";
        writer.Line($"for ({head})");
        statements.WriteBraced(node.Blocks[0]);
    }

    public void Write(Node node)
    {
        Block test = node.Blocks[0], body = node.Blocks[1];
        transfers.Write(node.Entry, node.Block);
        if (node.TestIsTrue && test.Nodes.All(n => n.IsNested) && IsDoWhile(body))
        {
            Block? outer = DoWhileBody;
            DoWhileBody = body;
            writer.Line("do");
            writer.Open();
            statements.Write(body);
            writer.Close($"}} while ({expressions.Assigned(body.Continues[0])});");
            DoWhileBody = outer;
            return;
        }

        bool isSimple = !node.TestIsTrue && test.Nodes.All(n => n.IsNested) && test.Continues.Count <= 1;
        if (isSimple)
        {
            writer.Line($"while ({(test.Continues.Count == 0 ? "true" : expressions.Assigned(test.Continues[0]))})");
            statements.WriteBraced(body);
            return;
        }

        writer.Line("while (true)");
        writer.Open();
        statements.Write(test);
        foreach (Value value in test.Continues)
        {
            writer.Line($"if ({expressions.Not(value).Text})");
            writer.Open();
            writer.Line("break;");
            writer.Close();
            writer.Blank();
        }

        statements.Write(body);
        writer.Close();
    }

    /// <summary>The only way round is through the body's end, whose condition reads nothing that the body declares.</summary>
    private bool IsDoWhile(Block body)
    {
        if (body.Continues.Count != 1 || body.Diverges || HasBreak(body))
        {
            return false;
        }

        HashSet<Variable> reads = transfers.Reads(body.Continues[0]);
        return reads.All(v => !v.Declaration.IsInside(body)) && !transfers.Targets(body.Exit).Any(reads.Contains);
    }

    private static bool HasBreak(Block block) =>
        block.IsLeft || block.Nodes.Any(n => n.Statement is If && n.EndsBlock && n.Blocks.Any(b => b.Continues.Count > 0 || HasBreak(b)));

    private string Below(string index, Value to)
    {
        // i < n + 1 is what i <= n was lowered to.
        if (Sum(to) is (Value value, 1))
        {
            return $"{index} <= {Bound(value)}";
        }

        return $"{index} < {Bound(to)}";
    }

    private string LastIndex(For loop)
    {
        if (loop.Step == 1)
        {
            return Plus(loop.To, -1);
        }

        string step = loop.Step.ToString(CultureInfo.InvariantCulture);
        if (plan.ConstantOf(loop.From) is Constant from && plan.ConstantOf(loop.To) is Constant to)
        {
            long rounds = to.Bits <= from.Bits ? 0 : (to.Bits - from.Bits + loop.Step - 1) / loop.Step;
            return (from.Bits + (rounds - 1) * loop.Step).ToString(CultureInfo.InvariantCulture);
        }

        // Rounded up first, so that an empty range starts below its end.
        bool fromZero = plan.ConstantOf(loop.From)?.Is(0) == true;
        string start = expressions.Exact(loop.From).RightOf(Precedence.Additive);
        string count = fromZero
            ? Plus(loop.To, loop.Step - 1)
            : $"{expressions.Exact(loop.To).At(Precedence.Additive)} - {start} + {(loop.Step - 1).ToString(CultureInfo.InvariantCulture)}";
        string last = $"({count}) / {step} * {step} - {step}";
        return fromZero ? last : $"{expressions.Exact(loop.From).At(Precedence.Additive)} + {last}";
    }

    /// <summary>An unnamed sum with a constant, taken apart.</summary>
    private (Value Value, long Offset)? Sum(Value value)
    {
        ValueInfo info = plan.Info(value);
        if (info.Node is { IsNested: true }
            && info.Expression is Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } binary
            && plan.ConstantOf(binary.Right) is Constant constant)
        {
            return (binary.Left, binary.Operator == BinaryOperator.Add ? constant.Bits : -constant.Bits);
        }

        return null;
    }

    private string Plus(Value value, long offset)
    {
        if (plan.ConstantOf(value) is Constant constant)
        {
            return (constant.Bits + offset).ToString(CultureInfo.InvariantCulture);
        }

        if (Sum(value) is (Value inner, long more))
        {
            return Plus(inner, more + offset);
        }

        string text = expressions.Exact(value).At(Precedence.Additive);
        return offset == 0 ? text : $"{text} {(offset < 0 ? "-" : "+")} {Math.Abs(offset).ToString(CultureInfo.InvariantCulture)}";
    }

    private string Bound(Value value) => expressions.Exact(value).RightOf(Precedence.Relational);

    private static string Step(string index, string sign, int step) => step == 1
        ? index + sign + sign
        : $"{index} {sign}= {step.ToString(CultureInfo.InvariantCulture)}";
}
