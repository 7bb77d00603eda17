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
        if (TypeOf(creation.Type) is { Shape: Shape.Grid } grid)
        {
            return NewGrid(creation, grid);
        }

        if (TypeOf(creation.Type) is { Shape: Shape.Rows } rows && creation.Initializer is { } written)
        {
            return JaggedArray(creation, rows, written.ElementValues);
        }

        if (creation.DimensionSizes.Length != 1 || TreeOf(creation.Type) is not { IsBuffer: true } tree)
        {
            return UnsupportedType(creation, creation.Type);
        }

        return creation.Initializer is { } initializer
            ? Filled(tree, initializer.ElementValues, false)
            : FreshAll(tree, Dimension(Scalar(creation.DimensionSizes[0])), false);
    }

    /// <summary>An array's length may be a long; no array is longer than an int.</summary>
    private Value Dimension(Value length) => length.Type == IrType.Int ? length : Let(new Ir.Convert(IrType.Int, length) { IsChecked = true });

    private Lowered CollectionExpression(ICollectionExpressionOperation collection)
    {
        if (TypeOf(collection.Type) is { Shape: Shape.Rows } rows)
        {
            return JaggedArray(collection, rows, collection.Elements);
        }

        if (TreeOf(collection.Type) is { IsBuffer: true } tree)
        {
            return collection.Elements.Any(element => element is ISpreadOperation)
                ? Concatenated(collection, tree)
                : Filled(tree, collection.Elements, false);
        }

        // A list, or an interface that one implements: over an array of its own.
        if (Concrete(collection.Type!) is INamedTypeSymbol { TypeArguments: [var element1] } type
            && (IsList(type) || type.TypeKind == TypeKind.Interface) && TreeOf(_compilation.CreateArrayTypeSymbol(element1)) is { } array)
        {
            Lowered items = Concatenated(collection, array);
            INamedTypeSymbol list = Definitions.Find("System.Collections.Generic.List`1")!.Construct(element1);
            IMethodSymbol constructor = list.InstanceConstructors.Single(candidate => candidate.Parameters.Length == 2);
            return !items.IsNothing && MakeObject(collection, list, constructor, [new Argument(0, items, null), new Argument(1, Let(new Length(First(items))), null)]) is { } place
                ? Read(place)
                : Lowered.Nothing;
        }

        return UnsupportedType(collection, collection.Type);
    }

    /// <summary><c>[a, .. b, c]</c>: the parts one after the other in a buffer of their common length.</summary>
    private Lowered Concatenated(ICollectionExpressionOperation collection, TypeTree tree)
    {
        List<(Lowered Value, bool IsSpread)> parts = [];
        Value length = Let(Constant.Int(0));
        foreach (IOperation part in collection.Elements)
        {
            Lowered value = part is ISpreadOperation spread ? SpreadOf(spread) : Expression(part);
            if (value.IsNothing)
            {
                return value;
            }

            parts.Add((value, part is ISpreadOperation));
            length = Let(new Binary(BinaryOperator.Add, length, part is ISpreadOperation ? Let(new Length(First(value))) : Let(Constant.Int(1))));
        }

        Lowered buffer = FreshAll(tree, length, false);
        Value start = Let(Constant.Int(0));
        foreach ((Lowered value, bool isSpread) in parts)
        {
            Value count = isSpread ? Let(new Length(First(value))) : Let(Constant.Int(1));
            if (isSpread)
            {
                CopyBetween(collection, value, Views(buffer, start, count));
            }
            else
            {
                Assign(ElementAt(tree, buffer, start), value);
            }

            start = Let(new Binary(BinaryOperator.Add, start, count));
        }

        return buffer;
    }

    /// <summary>What is spread, as a buffer: a list or a query is copied to one.</summary>
    private Lowered SpreadOf(ISpreadOperation spread)
    {
        Lowered value = IsBuffer(spread.Operand.Type) ? Buffers(spread.Operand) : Expression(spread.Operand);
        if (value.IsNothing || value.Value is not { Type.Shape: Shape.Reference })
        {
            return value;
        }

        return ReferentOf(value.Value) is Instance known && SequenceOf(known) is { TypeArguments: [var element] }
            && Definitions.Find("System.Linq.Enumerable")?.GetMembers("ToArray").OfType<IMethodSymbol>().Single() is { } toArray
            ? Inline(spread, toArray.Construct(element), null, [new Argument(0, value, null)])
            : Unsupported(spread, UnsupportedText(spread));
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

    /// <summary>Parentheses, <c>checked</c> and <c>unchecked</c> have no operation of their own.</summary>
    private static SyntaxNode Bare(SyntaxNode syntax)
    {
        while (true)
        {
            switch (syntax)
            {
                case ParenthesizedExpressionSyntax parenthesized:
                    syntax = parenthesized.Expression;
                    break;
                case CheckedExpressionSyntax overflow:
                    syntax = overflow.Expression;
                    break;
                default:
                    return syntax;
            }
        }
    }
}
