using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Diagnostics;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>Constant expressions, folded by the compiler; a literal or a named constant keeps its text.</summary>
internal sealed partial class MethodLowering
{
    /// <param name="expression">Any expression.</param>
    /// <param name="besideReal">
    /// It is an operand of an operator whose other operand is a real value that is not a constant: there <c>2</c> may stay <c>2</c>
    /// where it means 2.0.
    /// </param>
    private Constant? ConstantOf(IOperation expression, bool besideReal)
    {
        if (!expression.ConstantValue.HasValue || TypeOf(expression.Type) is not { IsScalar: true } type
            || expression is ILocalReferenceOperation or IAssignmentOperation)
        {
            return null;
        }

        WarnIntegerDivision(expression);
        object? value = expression.ConstantValue.Value;
        return value is null ? null : new Constant(type, Bits(value), LiteralText(expression, besideReal));
    }

    private static long Bits(object value) => value switch
    {
        bool flag => flag ? 1 : 0,
        double real => BitConverter.DoubleToInt64Bits(real),
        float real => BitConverter.DoubleToInt64Bits(real),
        _ => System.Convert.ToInt64(value, CultureInfo.InvariantCulture),
    };

    private string? LiteralText(IOperation expression, bool besideReal)
    {
        switch (expression)
        {
            case IParenthesizedOperation parenthesized:
                return LiteralText(parenthesized.Operand, besideReal);
            case ILiteralOperation { Syntax: LiteralExpressionSyntax literal }:
                return literal.Token.Text;
            case IFieldReferenceOperation { Field: { IsConst: true } field } when IsVisible(field):
                return TypeMap.Cast(field.Type, TypeMap.Text(field.ContainingType) + "." + EscapedName(field.Name));
            case IConversionOperation { IsImplicit: true, Operand: ILiteralOperation { Type.SpecialType: SpecialType.System_Int32, Syntax: LiteralExpressionSyntax literal } }
                when besideReal && literal.IsKind(SyntaxKind.NumericLiteralExpression):
                return literal.Token.Text;
            default:
                return null;
        }
    }

    /// <summary>Generated code stands in the root method's type; from there it must be able to name the symbol.</summary>
    private bool IsVisible(ISymbol symbol) =>
        !symbol.DeclaringSyntaxReferences.Any(reference => DefinitionSet.Contains(reference.SyntaxTree))
        && !IsFileLocal(symbol)
        && _compilation.IsSymbolAccessibleWithin(symbol, _root.ContainingType);

    /// <summary>Generated code stands in another file.</summary>
    private static bool IsFileLocal(ISymbol symbol) => symbol is INamedTypeSymbol { IsFileLocal: true } || (symbol.ContainingType is { } container && IsFileLocal(container));

    /// <summary>As <see cref="IsVisible"/>; a public member of a definition stands for the framework's own.</summary>
    private bool IsNameable(ISymbol symbol) => symbol.DeclaringSyntaxReferences.Any(reference => DefinitionSet.Contains(reference.SyntaxTree))
        ? symbol.DeclaredAccessibility == Accessibility.Public
        : IsVisible(symbol);

    private static string EscapedName(string name) =>
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    private void WarnIntegerDivision(IOperation expression)
    {
        if (expression is not IConversionOperation { IsImplicit: true, Type.SpecialType: SpecialType.System_Double or SpecialType.System_Single } conversion)
        {
            return;
        }

        IOperation operand = conversion.Operand;
        while (operand is IParenthesizedOperation parenthesized)
        {
            operand = parenthesized.Operand;
        }

        if (operand is IBinaryOperation
            {
                OperatorKind: BinaryOperatorKind.Divide,
                Type.SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64,
                LeftOperand.ConstantValue: { HasValue: true, Value: { } left },
                RightOperand.ConstantValue: { HasValue: true, Value: { } right },
            } division
            && System.Convert.ToInt64(right, CultureInfo.InvariantCulture) is not (0 or -1) and var divisor
            && System.Convert.ToInt64(left, CultureInfo.InvariantCulture) % divisor != 0)
        {
            Report(
                division,
                Descriptors.IntegerDivision,
                SourceText.Of(division.Syntax),
                System.Convert.ToString(division.ConstantValue.Value, CultureInfo.InvariantCulture)!,
                "(double)" + SourceText.Of(division.LeftOperand.Syntax) + " / " + SourceText.Of(division.RightOperand.Syntax));
        }
    }
}
