using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>Fresh buffers: <c>new T[n]</c>, <c>stackalloc T[n]</c>, and the lists of elements that fill them.</summary>
internal sealed partial class MethodLowering
{
    private Lowered NewArray(IArrayCreationOperation creation)
    {
        if (TypeMap.Of(creation.Type) is not { Shape: Shape.Array } type)
        {
            return UnsupportedType(creation, creation.Type);
        }

        if (creation.Initializer is not { } initializer)
        {
            return Fresh(type, Scalar(creation.DimensionSizes[0]), false);
        }

        return Filled(type, initializer.ElementValues, false);
    }

    private Lowered CollectionExpression(ICollectionExpressionOperation collection)
    {
        if (TypeMap.Of(collection.Type) is not { IsBuffer: true } type || collection.Elements.Any(element => element is ISpreadOperation))
        {
            return Unsupported(collection, "Only arrays and spans of listed numbers are supported as collections in a differentiable method; allocate the array and fill it in a loop");
        }

        return Filled(type.As(Shape.Array), collection.Elements, false);
    }

    private Lowered Filled(IrType type, IReadOnlyList<IOperation> elements, bool onStack)
    {
        List<Value> values = elements.Select(element => ConvertTo(type.Element, Scalar(element))).ToList();
        Value buffer = Fresh(type, Let(Constant.Int(values.Count)), onStack);
        for (int i = 0; i < values.Count; i++)
        {
            _builder.Add(new Store(buffer, Let(Constant.Int(i)), values[i]));
        }

        return buffer;
    }

    /// <summary>A <c>stackalloc</c>, recognized by its syntax; null where the expression is something else.</summary>
    private Lowered? Stackalloc(IOperation expression)
    {
        SyntaxNode syntax = Bare(expression.Syntax);
        InitializerExpressionSyntax? initializer;
        ExpressionSyntax? count = null;
        switch (syntax)
        {
            case StackAllocArrayCreationExpressionSyntax { Type: ArrayTypeSyntax { RankSpecifiers: [{ Sizes: [var size] }] } } explicitly:
                initializer = explicitly.Initializer;
                count = size is OmittedArraySizeExpressionSyntax ? null : size;
                break;
            case ImplicitStackAllocArrayCreationExpressionSyntax implicitly:
                initializer = implicitly.Initializer;
                break;
            default:
                return null;
        }

        SemanticModel model = _compilation.GetSemanticModel(syntax.SyntaxTree);
        TypeInfo info = model.GetTypeInfo(syntax, _cancellation);
        if ((TypeMap.Of(info.ConvertedType) ?? TypeMap.Of(info.Type)) is not { IsBuffer: true } type)
        {
            return UnsupportedType(expression, info.ConvertedType ?? info.Type);
        }

        type = type.As(Shape.Span);
        if (initializer is not null)
        {
            IOperation?[] elements = initializer.Expressions.Select(element => model.GetOperation(Bare(element), _cancellation)).ToArray();
            return elements.Any(element => element is null)
                ? Unsupported(expression, UnsupportedText(expression))
                : Filled(type, elements!, true);
        }

        return count is not null && model.GetOperation(Bare(count), _cancellation) is { } length
            ? Fresh(type, Scalar(length), true)
            : Unsupported(expression, UnsupportedText(expression));
    }

    /// <summary>Parentheses have no operation of their own.</summary>
    private static SyntaxNode Bare(SyntaxNode syntax)
    {
        while (syntax is ParenthesizedExpressionSyntax parenthesized)
        {
            syntax = parenthesized.Expression;
        }

        return syntax;
    }
}
