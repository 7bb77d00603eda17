using System.Globalization;
using System.Text;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>
/// Expressions as C#: nested operations inside one another with no more parentheses than their order needs. Conversions that
/// C# makes by itself are left out where the type around an operand decides them; see <see cref="Fragment.Type"/>.
/// </summary>
internal sealed partial class ExpressionText(Plan plan) : ExpressionVisitor<Fragment>
{
    /// <summary>Its absolute value is no int.</summary>
    private const string IntMinimum = "-2147483648";

    // Functions with one overload (or none that an int would select), whose arguments may be written as ints.
    private static readonly HashSet<string> OneOverload = new(StringComparer.Ordinal)
    {
        "Acos", "Acosh", "Asin", "Asinh", "Atan", "Atan2", "Atanh", "Cbrt", "Cos", "Cosh", "Exp", "Log", "Log10", "Log2", "Pow",
        "Sin", "Sinh", "Sqrt", "Tan", "Tanh", "FusedMultiplyAdd", "CopySign",
    };

    private readonly CSharpConstants _constants = new(plan);

    // What is written now stands where C# throws if an integer overflows.
    private bool _checks = plan.ChecksOverflow;

    // Types that C# has words for.
    private static readonly string[] s_whole = ["double.", "float.", "int.", "long."];

    /// <summary>The value wherever C# converts by itself: an assignment, a store, a return.</summary>
    public string Assigned(Value value) => Of(value).Text;

    /// <summary>The value in its very type.</summary>
    public Fragment Exact(Value value)
    {
        Fragment text = Of(value);
        if (text.Type == value.Type || !value.Type.IsScalar)
        {
            return text;
        }

        return plan.ConstantOf(value) is Constant constant
            ? LiteralText.Exact(constant)
            : new Fragment($"({TypeText.Of(value.Type)}){text.At(Precedence.Unary)}", Precedence.Unary, value.Type);
    }

    public Fragment Of(Value value)
    {
        ValueInfo info = plan.Info(value);
        return plan.IsFree(info) || info.Node is { IsNested: true }
            ? Definition(info)
            : new Fragment(info.Variable!.Name, Precedence.Primary, info.Value.Type);
    }

    /// <summary>The operation that defines the value, whether or not it is nested.</summary>
    public Fragment Definition(ValueInfo info) => info.Node!.Statement is If branch
        ? Conditional(branch, info.Node)
        : info.Expression!.Accept(this);

    /// <summary>The condition's opposite.</summary>
    public Fragment Not(Value condition)
    {
        ValueInfo info = plan.Info(condition);
        if (info.Node is { IsNested: true } && info.Expression is Expression expression)
        {
            switch (expression)
            {
                case Unary { Operator: UnaryOperator.Not } not:
                    return Of(not.Operand);
                case Constant constant:
                    return LiteralText.Exact(Constant.Bool(!constant.AsBool));
                case Binary { Operator: BinaryOperator.Equal } equal:
                    return Visit(BinaryOperator.NotEqual, equal.Left, equal.Right);
                case Binary { Operator: BinaryOperator.NotEqual } different:
                    return Visit(BinaryOperator.Equal, different.Left, different.Right);
                // With NaN the opposite of < is not >=, so only integers turn around.
                case Binary { Left.Type.IsInteger: true } compare when compare.Operator.IsComparison():
                    return Visit(Opposite(compare.Operator), compare.Left, compare.Right);
            }
        }

        return new Fragment("!" + Of(condition).At(Precedence.Unary), Precedence.Unary, IrType.Bool);
    }

    public override Fragment VisitConstant(Constant expression) => LiteralText.Short(expression);

    public override Fragment VisitUnary(Unary expression)
    {
        if (expression.Operator == UnaryOperator.Not)
        {
            return expression.Type.IsLanes ? Complement(expression) : Not(expression.Operand);
        }

        return expression is { Operator: UnaryOperator.Negate, Type.IsInteger: true } ? Checking(false, () => Plain(expression)) : Plain(expression);
    }

    private Fragment Plain(Unary expression)
    {
        Fragment operand = _constants.Refuses(expression) ? AtRunTime(expression.Operand) : Exact(expression.Operand);
        string text = operand.At(Precedence.Unary);
        text = text[0] is '-' ? $"({text})" : text;
        return new Fragment(expression.Operator.Symbol() + text, Precedence.Unary, expression.Type);
    }

    public override Fragment VisitBinary(Binary expression)
    {
        if (expression.Type.IsLanes && expression.Operator.IsComparison())
        {
            return Compare(expression);
        }

        return MayOverflow(expression) ? Checking(expression.IsChecked, () => Plain(expression)) : Plain(expression);
    }

    /// <summary>Integer arithmetic that is another one in a checked context.</summary>
    public static bool MayOverflow(Binary expression) => expression is { Type.IsInteger: true, Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply };

    private Fragment Plain(Binary expression)
    {
        if (!_constants.Refuses(expression) && !IsDivisionByZero(expression))
        {
            return Visit(expression.Operator, expression.Left, expression.Right);
        }

        Precedence own = Binding(expression.Operator);
        return new Fragment($"{Exact(expression.Left).At(own)} {expression.Operator.Symbol()} {AtRunTime(expression.Right).Text}", own, expression.Type);
    }

    /// <summary>What throws where an integer overflows, or does not: C# asks for all that stands in the parentheses, however deep.</summary>
    private Fragment Checking(bool isChecked, Func<Fragment> make)
    {
        bool outer = _checks;
        if (isChecked == outer)
        {
            return make();
        }

        _checks = isChecked;
        Fragment made = make();
        _checks = outer;
        return new Fragment($"{(isChecked ? "checked" : "unchecked")}({made.Text})", Precedence.Primary, made.Type);
    }

    /// <summary>No C# with a literal zero, but with a variable that is zero it throws.</summary>
    private bool IsDivisionByZero(Binary expression) =>
        expression is { Type.IsInteger: true, Operator: BinaryOperator.Divide or BinaryOperator.Remainder } && plan.ConstantOf(expression.Right) is { Bits: 0 };

    /// <summary>The operand of what C# would refuse to compute with constants.</summary>
    private Fragment AtRunTime(Value value) => new($"global::SourceGrad.Runtime.AtRunTime.Value({Exact(value).Text})", Precedence.Primary, value.Type);

    public override Fragment VisitConvert(Ir.Convert expression)
    {
        bool mayNotFit = expression.Type.IsInteger && expression.Operand.Type.Kind > expression.Type.Kind && !expression.Operand.Type.IsParameter;
        return mayNotFit ? Checking(expression.IsChecked, () => Plain(expression)) : Plain(expression);
    }

    private Fragment Plain(Ir.Convert expression)
    {
        Fragment operand = _constants.Refuses(expression) ? AtRunTime(expression.Operand) : Exact(expression.Operand);
        if (expression.Type.IsParameter || expression.Operand.Type.IsParameter)
        {
            return new Fragment($"{TypeText.Of(expression.Type)}.CreateChecked({operand.Text})", Precedence.Primary, expression.Type);
        }

        if (expression.Type == expression.Operand.Type)
        {
            return operand;
        }

        bool isImplicit = expression.Operand.Type.Kind != ScalarKind.Bool && expression.Type.Kind > expression.Operand.Type.Kind;
        return isImplicit
            ? operand with { IsLiteral = false }
            : new Fragment($"({TypeText.Of(expression.Type)}){operand.At(Precedence.Unary)}", Precedence.Unary, expression.Type);
    }

    public override Fragment VisitCall(Call expression)
    {
        bool math = expression.Method.StartsWith("System.Math", StringComparison.Ordinal);
        bool loose = math && OneOverload.Contains(expression.Key);
        IEnumerable<string> arguments = expression.Arguments.Select(a => loose ? Of(a).Text : Exact(a).Text);
        bool whole = s_whole.Any(type => expression.Method.StartsWith(type, StringComparison.Ordinal)) || expression.IsOfParameter || expression.Method.StartsWith("global::", StringComparison.Ordinal);
        string method = whole ? expression.Method : "global::" + expression.Method;
        return new Fragment($"{method}({string.Join(", ", arguments)})", Precedence.Primary, expression.Type);
    }

    public override Fragment VisitSelect(Select expression) => expression.Condition.Type.IsLanes
        ? ChooseLanes(expression)
        : Choose(expression.Condition, expression.WhenTrue, expression.WhenFalse);

    public override Fragment VisitStopGradient(StopGradient expression) => Of(expression.Operand);

    public override Fragment VisitLoad(Load expression) => new(Element(expression.Buffer, expression.Index), Precedence.Primary, expression.Type);

    public override Fragment VisitLength(Length expression) =>
        new(
            Of(expression.Buffer).At(Precedence.Primary) + (expression.Buffer.Type.Shape == Shape.Grid ? $".GetLength({(expression.Dimension == 0 ? "0" : "1")})" : ".Length"),
            Precedence.Primary,
            IrType.Int);

    public override Fragment VisitSlice(Slice expression)
    {
        string buffer = Of(expression.Buffer).At(Precedence.Primary);
        string range = $"{Exact(expression.Start).Text}, {Exact(expression.Count).Text}";
        if (expression.IsBlock || expression.IsRun)
        {
            return new Fragment(expression.IsBlock ? BlockOf(expression, buffer) : RunOf(expression, buffer, range), Precedence.Primary, expression.Type);
        }

        if (expression.IsClamped || expression.IsInside)
        {
            string kind = (expression.Type.Shape == Shape.ReadOnlySpan ? "ReadOnly" : "") + (expression.IsInside ? "Row" : expression.Rows > 1 ? "WholeRows" : "Part");
            string rows = expression.Rows > 1 ? $", {expression.Rows.ToString(CultureInfo.InvariantCulture)}" : "";
            return new Fragment($"{Memory}.{kind}<{TypeText.Of(expression.Type.Element)}>({buffer}, {range}{rows})", Precedence.Primary, expression.Type);
        }

        string text = IsArray(expression.Buffer) && plan.ElementOf(expression.Buffer).Length > 0
            ? $"global::System.MemoryExtensions.AsSpan({buffer}, {range})"
            : IsArray(expression.Buffer)
            ? $"new {TypeText.Of(expression.Type.Shape == Shape.Array ? expression.Type.As(Shape.Span) : expression.Type)}({buffer}, {range})"
            : $"{buffer}.Slice({range})";
        return new Fragment(text, Precedence.Primary, expression.Type);
    }

    public override Fragment VisitRow(Row expression)
    {
        string table = Of(expression.Table).At(Precedence.Primary), index = Exact(expression.Index).Text;
        string text = expression.Table.Type.Shape == Shape.Grid
            ? $"global::SourceGrad.Runtime.Table.Row<{TypeText.Of(expression.Type.Kind)}>({table}, {index})"
            : $"{table}[{index}]{plan.ElementOf(expression.Table)}";
        return new Fragment(text, Precedence.Primary, expression.Type);
    }

    public override Fragment VisitAllocate(Allocate expression) =>
        new($"stackalloc {TypeText.Of(expression.Type.Element)}[{Exact(expression.Count).Text}]", Precedence.Primary, expression.Type);

    public override Fragment VisitNewTape(NewTape expression) =>
        new($"global::SourceGrad.Runtime.Tape.Rent<{TypeText.Of(expression.Type.Element)}>()", Precedence.Primary, expression.Type);

    public override Fragment VisitPop(Pop expression) => new(Of(expression.Tape).Text + ".Pop()", Precedence.Primary, expression.Type);

    public override Fragment VisitExternal(External expression) => new(expression.Text, Precedence.Primary, expression.Type);

    public string Element(Value buffer, Value index) => VectorOf(buffer, index) ?? Element(buffer, Exact(index).Text);

    public string Element(Value buffer, string index) => ElementOfRun(buffer, index) ?? GridElement(buffer, index) ?? $"{Of(buffer).At(Precedence.Primary)}[{index}]{string.Join(".", plan.ElementOf(buffer).Split('!').Select(NameOf))}";

    /// <summary><c>table[row, column]</c>, where the row has no name of its own.</summary>
    private string? GridElement(Value buffer, string column)
    {
        ValueInfo info = plan.Info(buffer);
        return info.Node is { IsNested: true } && info.Expression is Row { Table.Type.Shape: Shape.Grid } row
            ? $"{Of(row.Table).At(Precedence.Primary)}[{Exact(row.Index).Text}, {column}]"
            : null;
    }

    /// <summary><c>buffer[index] = text</c>, at an element that no struct holds.</summary>
    public string Assign(Value buffer, Value index, string text) =>
        VectorOf(buffer, index) is { } vector ? $"{vector} = {text};" : Assign(buffer, Exact(index).Text, text);

    /// <summary><c>buffer[index] = text</c>; where a struct's member cannot be assigned, the struct is, with that member changed.</summary>
    public string Assign(Value buffer, string index, string text)
    {
        if ((ElementOfRun(buffer, index) ?? GridElement(buffer, index)) is { } element)
        {
            return $"{element} = {text};";
        }

        string[] steps = plan.ElementOf(buffer).Split('!');
        string whole = $"{Of(buffer).At(Precedence.Primary)}[{index}]{steps[0]}";
        for (int i = steps.Length - 1; i > 0; i--)
        {
            string before = whole + string.Concat(steps.Take(i).Skip(1).Select(step => "." + NameOf(step)));
            string[] made = steps[i].Split('|');
            string set = text;
            text = made.Length == 1
                ? $"{before} with {{ {steps[i]} = {text} }}"
                : $"new {made[1]}({string.Join(", ", made.Skip(2).Select(member => member == made[0] ? set : before + "." + member))})";
        }

        return $"{whole} = {text};";
    }

    /// <summary>Of a member that only a constructor sets, the name: see <c>Input.Remade</c> in the lowering.</summary>
    private static string NameOf(string step) => step.Split('|')[0];

    /// <summary>The member is set in a copy of the struct.</summary>
    public bool SetsCopy(Value buffer) => plan.ElementOf(buffer).IndexOf('!') >= 0;

    /// <summary>An array in C#; scratch buffers of array type are spans there.</summary>
    public bool IsArray(Value buffer)
    {
        ValueInfo info = plan.Info(buffer);
        return info.Value.Type.Shape == Shape.Array && info.Expression is not (Allocate or Slice);
    }

    /// <summary>A guard's text, its braces filled in.</summary>
    public string Fill(Guard guard)
    {
        StringBuilder text = new();
        string template = guard.Template;
        for (int i = 0; i < template.Length; i++)
        {
            char c = template[i];
            if (c is '{' or '}' && i + 1 < template.Length && template[i + 1] == c)
            {
                text.Append(c);
                i++;
            }
            else if (c == '{' && template.IndexOf('}', i) is int close and > 0)
            {
                int argument = int.Parse(template.Substring(i + 1, close - i - 1), CultureInfo.InvariantCulture);
                text.Append(Exact(guard.Arguments[argument]).At(Precedence.Primary));
                i = close;
            }
            else
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }
}
