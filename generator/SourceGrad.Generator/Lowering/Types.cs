using Microsoft.CodeAnalysis;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>Types as the code at hand sees them: with the type arguments of the generic methods that are being inlined.</summary>
internal sealed partial class MethodLowering
{
    private readonly Dictionary<ITypeSymbol, TypeTree?> _trees = new(SymbolEqualityComparer.Default);
    private int _treeDepth;

    private IrType? TypeOf(ITypeSymbol? type) => type is null ? null : TypeMap.Of(Concrete(type));

    private bool IsSupported(ITypeSymbol? type) => TreeOf(type) is not null;

    /// <summary>A buffer of numbers, or of structs of numbers.</summary>
    private bool IsBuffer(ITypeSymbol? type) => TreeOf(type) is { IsBuffer: true };

    /// <summary>The type as the IR sees it; null where the IR has none.</summary>
    private TypeTree? TreeOf(ITypeSymbol? type)
    {
        if (type is null)
        {
            return null;
        }

        type = Concrete(type);
        if (!_trees.TryGetValue(type, out TypeTree? tree))
        {
            // A struct may hold buffers of itself, or of ever new types made from it: below itself it is not taken apart.
            _trees[type] = null;
            if (_treeDepth < TypeFacts.DeepestNesting)
            {
                _treeDepth++;
                _trees[type] = tree = MakeTree(type);
                _treeDepth--;
            }
        }

        return tree;
    }

    private TypeTree? MakeTree(ITypeSymbol type)
    {
        type = Defined(type);
        int? inlineLength = TypeMap.InlineLength(type);
        if (TypeMap.Of(type) is { } leaf)
        {
            return inlineLength is null ? TypeTree.Of(leaf) : TypeTree.Of(leaf.Element).AsBuffer(leaf.Shape, false, inlineLength);
        }

        if (TypeMap.BufferOf(type) is { } buffer)
        {
            return ObjectsIn(type) is not null ? TypeTree.Of(IrType.Reference) : buffer.Element.IsReferenceType || !TypeMap.IsExact(buffer.Element) ? null : TreeOf(buffer.Element)?.AsBuffer(buffer.Shape, inlineLength: inlineLength);
        }

        if (type.TypeKind is TypeKind.Class or TypeKind.Delegate or TypeKind.Interface)
        {
            return TypeTree.Of(IrType.Reference);
        }

        return Layout.Of(type) is { } layout
            ? TypeTree.Of(layout, layout.Fields.Select(field => TreeOf(field.Type) ?? TypeTree.Of(IrType.Reference)).ToList())
            : null;
    }

    /// <summary>The type with type arguments in the place of the type parameters of what is being inlined.</summary>
    private ITypeSymbol Concrete(ITypeSymbol type)
    {
        if (!_frame.IsGeneric)
        {
            return type;
        }

        switch (type)
        {
            case ITypeParameterSymbol parameter:
                return _frame.Find(parameter) ?? type;
            case IArrayTypeSymbol array:
                ITypeSymbol element = Concrete(array.ElementType);
                return ReferenceEquals(element, array.ElementType) ? type : _compilation.CreateArrayTypeSymbol(element, array.Rank);
            case INamedTypeSymbol { IsGenericType: true, IsUnboundGenericType: false } named:
                ITypeSymbol[] arguments = named.TypeArguments.Select(Concrete).ToArray();
                INamedTypeSymbol? container = named.ContainingType is { IsGenericType: true } outer ? (INamedTypeSymbol)Concrete(outer) : null;
                INamedTypeSymbol definition = container?.GetTypeMembers(named.Name, named.Arity).FirstOrDefault() ?? named.ConstructedFrom;
                return arguments.Length == 0 ? definition : definition.Construct(arguments);
            default:
                return type;
        }
    }

    private IMethodSymbol Concrete(IMethodSymbol method)
    {
        if (!_frame.IsGeneric)
        {
            return method;
        }

        IMethodSymbol definition = method.OriginalDefinition;
        if (method.ContainingType is { IsGenericType: true } container)
        {
            INamedTypeSymbol concrete = (INamedTypeSymbol)Concrete(container);
            definition = concrete.GetMembers(method.Name).OfType<IMethodSymbol>()
                .FirstOrDefault(member => SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, method.OriginalDefinition)) ?? definition;
        }

        return method.TypeArguments.IsEmpty ? definition : definition.Construct(method.TypeArguments.Select(Concrete).ToArray());
    }

    /// <summary>A place for values of a C# type.</summary>
    private Place MakePlace(ITypeSymbol type, string? name, int? depth = null) =>
        MakePlace(TreeOf(type) ?? TypeTree.Of(IrType.Double), name, depth ?? _depth);

    private Place MakePlace(TypeTree tree, string? name, int depth) => tree.Leaf is { } leaf
        ? Place.Of(MakeVariable(tree, leaf, name, depth))
        : Place.Of(tree.Parts!.Select((part, i) => MakePlace(part, name is null ? null : name + Capitalized(tree.Layout!.Fields[i].Name), depth)).ToList());

    /// <summary>A place for a value that is at hand. An inline array that has been read is a copy already, and nobody else's.</summary>
    private Place MakePlace(ITypeSymbol type, string? name, int depth, Lowered value)
    {
        if (TreeOf(type) is not { InlineLength: not null } tree || value.IsNothing)
        {
            Place place = MakePlace(type, name, depth);
            if (!value.IsNothing)
            {
                Assign(place, value);
            }

            return place;
        }

        return Adopt(tree, name, value);

        Place Adopt(TypeTree part, string? own, Lowered values) => part.Leaf is { } leaf
            ? Place.Of(InlineVariable(leaf, own, depth, part.InlineLength!.Value, Named(values.Value!, own)))
            : Place.Of(part.Parts!.Select((inner, i) => Adopt(inner, own is null ? null : own + Capitalized(part.Layout!.Fields[i].Name), values.Fields![i])).ToList());
    }

    private Variable MakeVariable(TypeTree tree, IrType leaf, string? name, int depth) => tree.InlineLength is { } length
        ? InlineVariable(leaf, name, depth, length, Named(Fresh(leaf.As(Shape.Array), Let(Constant.Int(length)), false), name))
        : new Variable(leaf, name, depth);

    private Variable InlineVariable(IrType leaf, string? name, int depth, int length, Value elements)
    {
        Variable variable = new(leaf, name, depth) { InlineLength = length };
        _bindings.Set(variable, elements);
        return variable;
    }

    /// <summary>What a variable of the type holds before anything is assigned to it.</summary>
    private Lowered Default(TypeTree tree)
    {
        if (tree.Leaf is not { } leaf)
        {
            return Lowered.Of(tree.Parts!.Select(Default).ToList());
        }

        return leaf.IsScalar ? Let(Constant.Zero(leaf))
            : leaf.IsBuffer ? Fresh(leaf.As(Shape.Array), Let(Constant.Int(tree.InlineLength ?? 0)), false)
            : Known.Null;
    }
}
