using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <content>Indexers of the user's own types, counted from the end.</content>
internal sealed partial class MethodLowering
{
    /// <summary>Counted from the end by the length that the type's own property tells; null where the type has no such code.</summary>
    private Place? IndexerPlace(IImplicitIndexerReferenceOperation element)
    {
        if (IsBuffer(element.Instance.Type) || element is not { IndexerSymbol: IPropertySymbol indexer, LengthSymbol: IPropertySymbol length } || OwnerOf(element.Instance) is not { } owner)
        {
            return null;
        }

        Value position = Position(element.Argument, () =>
        {
            Place? place = PropertyOn(element, Resolve(length, owner.Type), owner, []);
            return (place is null ? null : Read(place).Value) ?? Let(Constant.Int(0));
        });
        return AccessorPlace(element, Resolve(indexer, owner.Type), owner, () => [new Argument(0, position, null)]);
    }
}
