using System.Globalization;
using System.Text;

namespace SourceGrad.Generator.Ir;

/// <summary>
/// A function as text, one statement a line: what tests compare and what one looks at when a pass goes wrong. The text
/// depends on nothing but the function: equal functions print alike.
/// </summary>
internal sealed class Printer : StatementVisitor<bool>
{
    private readonly StringBuilder _text = new();
    private readonly ExpressionPrinter _expressions = new();
    private int _depth;

    private Printer()
    {
    }

    public static string Print(Function function)
    {
        var printer = new Printer();
        string outputs = string.Join(", ", function.Outputs.Select(Describe));
        printer.Line($"function {function.Name}({Declare(function.Parameters)}) -> ({outputs}) {{");
        printer.Block(function.Body);
        printer.Line("}");
        return printer._text.ToString();
    }

    public override bool VisitLet(Let statement) =>
        Line($"{Declare(statement.Result)} = {statement.Expression.Accept(_expressions)}", statement);

    public override bool VisitStore(Store statement) =>
        Line($"store {statement.Buffer}[{statement.Index}{Stride(statement.Stride)}] = {statement.Operand}", statement);

    public override bool VisitAccumulate(Accumulate statement) =>
        Line($"accumulate {statement.Buffer}[{statement.Index}{Stride(statement.Stride)}] += {statement.Operand}", statement);

    public override bool VisitClear(Clear statement) => Line($"clear {statement.Buffer}", statement);

    public override bool VisitCopy(Copy statement) => Line($"copy {statement.From} to {statement.To}", statement);

    public override bool VisitPush(Push statement) => Line($"push {statement.Tape}, {statement.Operand}", statement);

    public override bool VisitGuard(Guard statement)
    {
        string keyword = statement.Diverges ? "diverge" : "guard";
        return Line($"{keyword} `{statement.Template}` ({List(statement.Arguments)})", statement);
    }

    public override bool VisitInvoke(Invoke statement)
    {
        string passing = string.Join(", ", statement.Callee.Passing.Select(p => p.ToString().ToLowerInvariant()));
        string derivative = statement.Callee.Pullback is Pullback pullback
            ? $" by {pullback.Form.ToString().ToLowerInvariant()} `{pullback.Method}` [{string.Join(", ", pullback.Active.Select(Text))}]"
                + (pullback.Called is null ? "" : $" of {pullback.Called}")
            : "";
        string call = $"invoke `{statement.Callee.Method}` {Text(statement.Callee.Returned)} ({passing}) ({List(statement.Arguments)})";
        return Line(Results(statement.Outputs) + call + derivative, statement);
    }

    public override bool VisitIf(If statement)
    {
        Line($"{Results(statement.Outputs)}if {statement.Condition} {{", statement);
        Block(statement.Then);
        if (statement.Else.Statements.Count > 0 || statement.Else.Yields.Count > 0)
        {
            Line("} else {");
            Block(statement.Else);
        }

        return Line("}");
    }

    public override bool VisitFor(For statement)
    {
        string reversed = statement.Reversed ? " reversed" : "";
        string lanes = statement.LaneKind is ScalarKind kind ? $" lanes<{kind.ToString().ToLowerInvariant()}>{(statement.IsPadded ? " padded" : "")}" : "";
        Line(
            $"{Results(statement.Results.ToList())}for {Declare(statement.Index)} from {statement.From} to {statement.To} step {Text(statement.Step)}{reversed}{lanes} "
            + $"({Carried(statement.Parameters, statement.Initials)}) {{",
            statement);
        Block(statement.Body);
        return Line("}");
    }

    public override bool VisitWhile(While statement)
    {
        Line($"{Results(statement.Outputs)}while ({Carried(statement.Parameters, statement.Initials)}) {{", statement);
        Block(statement.Test);
        Line("} do {");
        Block(statement.Body);
        return Line("}");
    }

    private static string Describe(Output output) => output.Kind switch
    {
        OutputKind.Return => $"return {output.Name}: {output.Type}",
        OutputKind.Out => $"out {output.Name}: {output.Type}",
        OutputKind.AddTo => $"add {output.Name}: {output.Type}",
    };

    private static string Declare(Value value) => $"{value}: {value.Type}";

    private static string Declare(IEnumerable<Value> values) => string.Join(", ", values.Select(Declare));

    private static string List(IEnumerable<Value> values) => string.Join(", ", values);

    private static string Results(IReadOnlyList<Value> outputs) => outputs.Count == 0 ? "" : Declare(outputs) + " = ";

    private static string Carried(IReadOnlyList<Value> parameters, IReadOnlyList<Value> initials) =>
        string.Join(", ", parameters.Zip(initials, (parameter, initial) => $"{Declare(parameter)} = {initial}"));

    private static string Stride(Value? stride) => stride is null ? "" : $" stride {stride}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void Block(Region region)
    {
        _depth++;
        foreach (Statement statement in region.Statements)
        {
            statement.Accept(this);
        }

        if (region.Yields.Count > 0)
        {
            Line("yield " + List(region.Yields));
        }

        _depth--;
    }

    private bool Line(string text, Statement? statement = null)
    {
        _text.Append(' ', 2 * _depth).Append(text);
        if (statement?.Comment is string comment)
        {
            _text.Append("  // ").Append(comment);
        }

        if (statement?.Source is string source)
        {
            _text.Append("  # ").Append(source);
        }

        _text.Append('\n');
        return true;
    }

    private sealed class ExpressionPrinter : ExpressionVisitor<string>
    {
        public override string VisitConstant(Constant expression)
        {
            string value = expression.Type switch
            {
                { Kind: ScalarKind.Bool } => expression.AsBool ? "true" : "false",
                { IsFloating: true } => Real(expression.AsDouble),
                _ => expression.Bits.ToString(CultureInfo.InvariantCulture),
            };
            return expression.Literal is null || expression.Literal == value ? value : $"{value} `{expression.Literal}`";
        }

        public override string VisitUnary(Unary expression) => expression.Operator.Symbol() + expression.Operand;

        public override string VisitBinary(Binary expression) =>
            $"{(expression.IsChecked ? "checked " : "")}{expression.Left} {expression.Operator.Symbol()} {expression.Right}";

        public override string VisitConvert(Convert expression) => $"{(expression.IsChecked ? "checked " : "")}convert {expression.Operand}";

        public override string VisitCall(Call expression) => $"{expression.Method}({List(expression.Arguments)})";

        public override string VisitSelect(Select expression) =>
            $"{expression.Condition} ? {expression.WhenTrue} : {expression.WhenFalse}";

        public override string VisitStopGradient(StopGradient expression) => $"stop {expression.Operand}";

        public override string VisitLoad(Load expression) => $"{expression.Buffer}[{expression.Index}]";

        public override string VisitLength(Length expression) => $"length {expression.Buffer}{(expression.Dimension > 0 ? $" {Text(expression.Dimension)}" : "")}";

        public override string VisitSlice(Slice expression) =>
            $"{(expression.IsClamped ? "part" : expression.IsRun ? "run" : "slice")} {expression.Buffer}, {expression.Start}, {expression.Count}{(expression.Unit > 1 ? $" of {Text(expression.Unit)}" : "")}{(expression.Rows > 1 ? $", {Text(expression.Rows)} rows" : "")}{(expression.IsInside ? " inside" : "")}";

        public override string VisitRow(Row expression) => $"row {expression.Table}, {expression.Index}";

        public override string VisitAllocate(Allocate expression) =>
            (expression.OnStack ? "stackalloc " : expression.IsOverwritten ? "uncleared " : "allocate ") + expression.Count;

        public override string VisitNewTape(NewTape expression) =>
            expression.Capacity is null ? "stack" : $"tape {expression.Capacity}";

        public override string VisitPop(Pop expression) => $"pop {expression.Tape}";

        public override string VisitExternal(External expression) => $"external `{expression.Text}`";

        public override string VisitBroadcast(Broadcast expression) => $"broadcast {expression.Operand}";

        public override string VisitLaneLoad(LaneLoad expression) => $"lanes {expression.Buffer}[{expression.Index}{Stride(expression.Stride)}]";

        public override string VisitLaneSum(LaneSum expression) => $"sum {expression.Operand}";

        public override string VisitMultiplyAdd(MultiplyAdd expression) => $"fma {expression.Left}, {expression.Right}, {expression.Addend}";

        public override string VisitLaneNumbers(LaneNumbers expression) => "numbers";

        public override string VisitLaneCount(LaneCount expression) => $"count {expression.Kind.ToString().ToLowerInvariant()}";

        /// <summary>Hosts on .NET Framework write −0.0 as "0" and the not-numbers with symbols; this does not.</summary>
        private static string Real(double value)
        {
            if (double.IsNaN(value))
            {
                return "nan";
            }

            if (double.IsInfinity(value))
            {
                return value > 0 ? "infinity" : "-infinity";
            }

            return value == 0
                ? (BitConverter.DoubleToInt64Bits(value) == 0 ? "0" : "-0")
                : value.ToString("R", CultureInfo.InvariantCulture);
        }
    }
}
