using System.Globalization;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>
/// Writes a scalar of a straight-line function as mathematics, for its doc comment: products with a middle dot, functions by
/// their lower-case name, the user's own names for what the user named.
/// </summary>
internal sealed class Formula
{
    private const int MaximalLength = 70;
    private const int MaximalDepth = 16;

    private readonly Dictionary<Value, Let> _definitions;

    private Formula(Dictionary<Value, Let> definitions) => _definitions = definitions;

    /// <summary>The user's named values that formulas written so far refer to, in order.</summary>
    public List<Value> Named { get; } = [];

    /// <summary>A writer for the function's values; null where the function branches, loops or touches memory.</summary>
    public static Formula? For(Function function)
    {
        Dictionary<Value, Let> definitions = [];
        foreach (Statement statement in function.Body.Statements)
        {
            if (statement is not Let { Expression: Constant or Unary or Binary or Ir.Convert or Call } let)
            {
                return null;
            }

            definitions[let.Result] = let;
        }

        return new Formula(definitions);
    }

    /// <summary>The formula of a value; null where it would be too long to read.</summary>
    public string? Of(Value value) => Accept(Text(value, Precedence.Sum, 0));

    /// <summary>The formula that defines a value the user named.</summary>
    public string? DefinitionOf(Value value) => Accept(Text(_definitions[value], Precedence.Sum, 0));

    private static string? Accept(string? text) => text is { Length: <= MaximalLength } ? text : null;

    private enum Precedence
    {
        Sum,
        Product,
        Factor,
    }

    private string? Text(Value value, Precedence context, int depth)
    {
        if (!_definitions.TryGetValue(value, out Let? let))
        {
            return value.Hint;
        }

        bool isUsers = value.Hint is not null && let.Comment is null && let.Expression is not Constant;
        if (isUsers)
        {
            if (!Named.Contains(value))
            {
                Named.Add(value);
            }

            return value.Hint;
        }

        return Text(let, context, depth);
    }

    private string? Text(Let let, Precedence context, int depth)
    {
        if (depth > MaximalDepth)
        {
            return null;
        }

        switch (let.Expression)
        {
            case Constant constant:
                return Number(constant, context);
            case Unary { Operator: UnaryOperator.Negate } negation:
                return Wrap("-" + Text(negation.Operand, Precedence.Factor, depth + 1), context > Precedence.Sum);
            case Ir.Convert convert:
                return Text(convert.Operand, context, depth + 1);
            case Call call when call.Key == "Pow":
                return Power(call, depth);
            case Call call:
                return Known(call.Arguments.Select(argument => Text(argument, Precedence.Sum, depth + 1)), call.Key.ToLowerInvariant());
            case Binary binary:
                return Text(binary, context, depth + 1);
            default:
                return null;
        }
    }

    private string? Text(Binary binary, Precedence context, int depth)
    {
        (string? symbol, Precedence own, Precedence right) = binary.Operator switch
        {
            BinaryOperator.Add => (" + ", Precedence.Sum, Precedence.Sum),
            BinaryOperator.Subtract => (" - ", Precedence.Sum, Precedence.Product),
            BinaryOperator.Multiply => ("·", Precedence.Product, Precedence.Product),
            BinaryOperator.Divide => ("/", Precedence.Product, Precedence.Factor),
            _ => ((string?)null, Precedence.Sum, Precedence.Sum),
        };
        string? leftText = Text(binary.Left, own, depth), rightText = Text(binary.Right, right, depth);
        return symbol is null || leftText is null || rightText is null || leftText.Length + rightText.Length > 2 * MaximalLength
            ? null
            : Wrap(leftText + symbol + rightText, context > own);
    }

    private string? Power(Call call, int depth)
    {
        string? root = Text(call.Arguments[0], Precedence.Factor, depth + 1), exponent = Text(call.Arguments[1], Precedence.Factor, depth + 1);
        return root is null || exponent is null ? null : $"{root}^{exponent}";
    }

    private static string? Known(IEnumerable<string?> arguments, string function)
    {
        List<string?> texts = [.. arguments];
        return texts.Contains(null) ? null : $"{function}({string.Join(", ", texts)})";
    }

    private static string Number(Constant constant, Precedence context)
    {
        string text = constant.Type.IsFloating
            ? constant.AsDouble.ToString("R", CultureInfo.InvariantCulture)
            : constant.Bits.ToString(CultureInfo.InvariantCulture);
        return Wrap(text, context > Precedence.Sum && text.StartsWith("-", StringComparison.Ordinal))!;
    }

    private static string? Wrap(string? text, bool parenthesize) => parenthesize && text is not null ? $"({text})" : text;
}
