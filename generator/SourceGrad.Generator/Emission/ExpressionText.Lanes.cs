using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <content>Lanes: operators where <c>Vector&lt;T&gt;</c> has them, functions of the library for the rest.</content>
internal sealed partial class ExpressionText
{
    private const string Memory = "global::SourceGrad.Runtime.LaneMemory";
    private const string Run = "global::SourceGrad.Runtime.LaneRun";
    private const string Vector = "global::System.Numerics.Vector";

    /// <summary>The members of a block.</summary>
    private static readonly string[] s_vectors = ["First", "Second", "Third", "Fourth"];

    /// <summary>The number of lanes, wherever a vector's loop counts.</summary>
    public static string Count(ScalarKind kind, int vectors = 1) => vectors == 1
        ? TypeText.Lanes(kind) + ".Count"
        : $"{vectors.ToString(System.Globalization.CultureInfo.InvariantCulture)} * {TypeText.Lanes(kind)}.Count";

    public override Fragment VisitBroadcast(Broadcast expression)
    {
        string type = TypeText.Of(expression.Type);
        if (plan.ConstantOf(expression.Operand) is Constant constant)
        {
            string? name = constant.Type == IrType.Bool ? (constant.AsBool ? "AllBitsSet" : "Zero") : constant.Is(0) ? "Zero" : constant.Is(1) ? "One" : null;
            if (name is not null)
            {
                return new Fragment($"{type}.{name}", Precedence.Primary, expression.Type);
            }
        }

        return expression.Operand.Type == IrType.Bool
            ? new Fragment($"{Of(expression.Operand).RightOf(Precedence.Conditional)} ? {type}.AllBitsSet : {type}.Zero", Precedence.Conditional, expression.Type)
            : Primary(plan.HasVectorCreate
                ? $"{Vector}.Create<{TypeText.Of(expression.Type.Kind)}>({Of(expression.Operand).Text})"
                : $"new {type}({Of(expression.Operand).Text})", expression);
    }

    public override Fragment VisitLaneLoad(LaneLoad expression)
    {
        string method = expression.Stride is not null ? (expression.IsInside ? "Gather" : "GatherChecked") : expression.IsInside ? "Load" : "LoadChecked";
        string stride = expression.Stride is Value value ? ", " + Exact(value).Text : "";
        return Primary($"{Memory}.{method}<{TypeText.Of(expression.Type.Kind)}>({Of(expression.Buffer).Text}, {Exact(expression.Index).Text}{stride})", expression);
    }

    public override Fragment VisitLaneSum(LaneSum expression) => Primary($"{Vector}.Sum({Of(expression.Operand).Text})", expression);

    public override Fragment VisitMultiplyAdd(MultiplyAdd expression) => plan.HasVectorCreate
        ? Primary($"{Vector}.MultiplyAddEstimate({Of(expression.Left).Text}, {Of(expression.Right).Text}, {Of(expression.Addend).Text})", expression)
        : new Fragment(
            $"{Of(expression.Left).At(Precedence.Multiplicative)} * {Of(expression.Right).RightOf(Precedence.Multiplicative)} + {Of(expression.Addend).RightOf(Precedence.Additive)}",
            Precedence.Additive,
            expression.Type);

    public override Fragment VisitLaneNumbers(LaneNumbers expression) =>
        Primary($"{Memory}.Numbers<{TypeText.Of(expression.Type.Kind)}>()", expression);

    public override Fragment VisitLaneCount(LaneCount expression) => Primary(Count(expression.Kind), expression);

    public string StoreLanes(Store store)
    {
        string method = store.Stride is not null ? "Scatter" : store.IsInside ? "Store" : "StoreChecked";
        string stride = store.Stride is Value value ? ", " + Exact(value).Text : "";
        return $"{Memory}.{method}<{TypeText.Of(store.Buffer.Type.Kind)}>({Of(store.Buffer).Text}, {Exact(store.Index).Text}{stride}, {Of(store.Operand).Text});";
    }

    public string AddLanes(Accumulate sum)
    {
        string method = (sum.Stride is not null ? "ScatterAdd" : "Add") + (sum.IsInside ? "" : "Checked");
        string stride = sum.Stride is Value value ? ", " + Exact(value).Text : "";
        return $"{Memory}.{method}<{TypeText.Of(sum.Buffer.Type.Kind)}>({Of(sum.Buffer).Text}, {Exact(sum.Index).Text}{stride}, {Of(sum.Operand).Text});";
    }

    private string BlockOf(Slice block, string buffer) => block.Unit > 1
        ? $"{Run}.At({buffer}, {Exact(block.Start).Text})"
        : $"{Memory}.Block<{TypeText.Of(block.Type.Element.Lane)}>({buffer}, {Exact(block.Start).Text})";

    private static string RunOf(Slice run, string buffer, string range) => run.Unit > 1
        ? $"{Run}.Blocks<{TypeText.Of(run.Type.Element.Lane)}>({buffer}, {range})"
        : $"{Run}.Of<{TypeText.Of(run.Type.Element)}>({buffer}, {range})";

    private string? ElementOfRun(Value run, string index) => plan.Info(run).Expression is Slice { IsRun: true } ? $"{Run}.At({Of(run).Text}, {index})" : null;

    private static Fragment Primary(string text, Expression expression) => new(text, Precedence.Primary, expression.Type);

    private Fragment Complement(Unary expression) =>
        new("~" + Of(expression.Operand).At(Precedence.Unary), Precedence.Unary, expression.Type);

    private Fragment Compare(Binary expression)
    {
        string arguments = $"({Of(expression.Left).Text}, {Of(expression.Right).Text})";
        return expression.Operator switch
        {
            BinaryOperator.Less => Primary($"{Vector}.LessThan{arguments}", expression),
            BinaryOperator.LessOrEqual => Primary($"{Vector}.LessThanOrEqual{arguments}", expression),
            BinaryOperator.Greater => Primary($"{Vector}.GreaterThan{arguments}", expression),
            BinaryOperator.GreaterOrEqual => Primary($"{Vector}.GreaterThanOrEqual{arguments}", expression),
            BinaryOperator.Equal => Primary($"{Vector}.Equals{arguments}", expression),
            _ => new Fragment($"~{Vector}.Equals{arguments}", Precedence.Unary, expression.Type),
        };
    }

    private Fragment ChooseLanes(Select expression) => Primary(
        $"{Vector}.ConditionalSelect({Of(expression.Condition).Text}, {Of(expression.WhenTrue).Text}, {Of(expression.WhenFalse).Text})", expression);

    /// <summary>A reference to a block. What is added to one of its vectors is assigned: of <c>+=</c> the JIT compiler keeps the vector's address in a register of its own.</summary>
    public bool IsBlock(Value buffer) => plan.Info(buffer).Expression is Slice { IsBlock: true };

    /// <summary>One of the vectors of a block.</summary>
    private string? VectorOf(Value buffer, Value index) => IsBlock(buffer)
        ? $"{Of(buffer).At(Precedence.Primary)}.{s_vectors[(int)plan.ConstantOf(index)!.Bits]}"
        : null;
}
