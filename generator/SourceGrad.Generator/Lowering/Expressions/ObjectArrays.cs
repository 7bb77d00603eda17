using Microsoft.CodeAnalysis;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>
/// An array of objects that comes in. Each real field of the objects is a buffer of its own, or for a field that is an array a table; an element
/// of the array is an object whose fields are elements of these.
/// </summary>
internal sealed class ObjectArray(INamedTypeSymbol type, IReadOnlyList<Value?> fields, Value first) : Referent
{
    public INamedTypeSymbol Type { get; } = type;

    /// <summary>By the fields of the type; null where one is not to be read.</summary>
    public IReadOnlyList<Value?> Fields { get; } = fields;

    /// <summary>Any of them, to ask for the length.</summary>
    public Value First { get; } = first;
}

/// <summary>Arrays of objects: the layers of a network.</summary>
internal sealed partial class MethodLowering
{
    private static INamedTypeSymbol? ObjectsIn(ITypeSymbol type) =>
        type is IArrayTypeSymbol { Rank: 1, ElementType: INamedTypeSymbol { TypeKind: TypeKind.Class } item } ? item : null;

    private Value InputObjects(INamedTypeSymbol type, Input input)
    {
        List<Value?> values = [];
        foreach (LayoutField field in LayoutOf(type)?.Fields ?? [])
        {
            bool isReadable = Invisible(field) is null && TypeMap.IsExact(field.Type);
            IrType? leaf = !isReadable ? null : TypeOf(field.Type) switch
            {
                { IsScalar: true } scalar => scalar.As(Shape.Array) with { IsStrided = true },
                { Shape: Shape.Array } array => array.As(Shape.Rows),
                _ => null,
            };
            if (leaf is null)
            {
                values.Add(null);
                continue;
            }

            Input inner = input.Inside(field, true, !HasNoGradient(field.Symbol), IsNameable) with { Member = input.Member, IsObject = true, ItemType = TypeMap.Text(type) };
            values.Add(InputLeaf(leaf.Value, inner with { Element = inner.Element.Replace('!', '.') }).Variable!.Current);
        }

        return values.FirstOrDefault(value => value is not null) is { } first ? Refer(new ObjectArray(type, values, first)) : Refer(new Opaque(false));
    }

    /// <summary>The object at an index.</summary>
    private Value ObjectAt(ObjectArray array, Value index)
    {
        List<Place> fields = [];
        for (int i = 0; i < array.Fields.Count; i++)
        {
            LayoutField field = LayoutOf(array.Type)!.Fields[i];
            if (array.Fields[i] is not { } value)
            {
                fields.Add(Hidden(TreeOf(field.Type) ?? TypeTree.Of(IrType.Reference), Invisible(field) ?? $"'{field.Name}' of an object in an array is supported in a differentiable method only if it is a number or an array of numbers"));
            }
            else if (value.Type.IsTable)
            {
                fields.Add(new Place.Computed(() => RowOf(value, index), _ => { }));
            }
            else
            {
                fields.Add(new Place.Element(value, index, null));
            }
        }

        return Refer(new Instance(array.Type, Place.Of(fields), true));
    }
}
