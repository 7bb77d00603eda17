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
        if (creation.DimensionSizes.Length != 1 || TreeOf(creation.Type) is not { IsBuffer: true } tree)
        {
            return UnsupportedType(creation, creation.Type);
        }

        return creation.Initializer is { } initializer
            ? Filled(tree, initializer.ElementValues, false)
            : FreshAll(tree, Scalar(creation.DimensionSizes[0]), false);
    }

    private Lowered CollectionExpression(ICollectionExpressionOperation collection)
    {
        if (TreeOf(collection.Type) is not { IsBuffer: true } tree || collection.Elements.Any(element => element is ISpreadOperation))
        {
            return Unsupported(collection, "Only arrays and spans of listed elements are supported as collections in a differentiable method; allocate the array and fill it in a loop");
        }

        return Filled(tree, collection.Elements, false);
    }

    private Lowered FreshAll(TypeTree tree, Value count, bool onStack) => tree.Leaf is { } leaf
        ? Fresh(leaf.As(onStack ? Shape.Span : Shape.Array), count, onStack)
        : Lowered.Of(tree.Parts!.Select(part => FreshAll(part, count, onStack)).ToList());

    private Lowered Filled(TypeTree tree, IReadOnlyList<IOperation> elements, bool onStack)
    {
        List<Lowered> values = elements.Select(Expression).ToList();
        Lowered buffer = FreshAll(tree, Let(Constant.Int(values.Count)), onStack);
        for (int i = 0; i < values.Count; i++)
        {
            Value index = Let(Constant.Int(i));
            Store(buffer, values[i], index);
        }

        return buffer;

        void Store(Lowered parts, Lowered value, Value index)
        {
            if (parts.Fields is { } fields)
            {
                for (int k = 0; k < fields.Count && k < (value.Fields?.Count ?? 0); k++)
                {
                    Store(fields[k], value.Fields![k], index);
                }
            }
            else if (value.Value is { Type.IsScalar: true } scalar)
            {
                _builder.Add(new Store(parts.Value!, index, ConvertTo(parts.Value!.Type.Element, Solid(scalar))));
            }
        }
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

        SemanticModel model = ModelOf(syntax)!;
        TypeInfo info = model.GetTypeInfo(syntax, _cancellation);
        TypeTree? tree = IsBuffer(info.ConvertedType) ? TreeOf(info.ConvertedType) : TreeOf(info.Type);
        if (tree is not { IsBuffer: true } type)
        {
            return UnsupportedType(expression, info.ConvertedType ?? info.Type);
        }

        if (initializer is not null)
        {
            IOperation?[] elements = initializer.Expressions.Select(element => model.GetOperation(Bare(element), _cancellation)).ToArray();
            return elements.Any(element => element is null)
                ? Unsupported(expression, UnsupportedText(expression))
                : Filled(type, elements!, true);
        }

        return count is not null && model.GetOperation(Bare(count), _cancellation) is { } length
            ? FreshAll(type, Scalar(length), true)
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
