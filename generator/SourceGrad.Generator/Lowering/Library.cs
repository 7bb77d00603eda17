using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>
/// Types of the framework whose members have definitions of our own: wherever the code at hand names one, the definition is what is
/// lowered, by the same rules as the user's own code.
/// </summary>
internal sealed partial class MethodLowering
{
    private readonly Dictionary<int, Value> _sequences = [];
    private DefinitionSet? _definitions;

    private DefinitionSet Definitions => _definitions ??= DefinitionSet.Of(_compilation);

    /// <summary>The definition of a framework's type, or the type itself.</summary>
    private ITypeSymbol Defined(ITypeSymbol type) => type is INamedTypeSymbol named && Definitions.Find(named) is { } own ? own : type;

    /// <summary>The definition of a framework's member, or the member itself.</summary>
    private TSymbol Defined<TSymbol>(TSymbol member)
        where TSymbol : class, ISymbol => Definitions.Find(member) ?? member;

    private Lowered? LibraryCall(IOperation where, IMethodSymbol method, Place? receiver, IReadOnlyList<Argument>? arguments) =>
        Definitions.Find(method) is { } own
            ? Inline(where, own, receiver, arguments ?? Arguments(((IInvocationOperation)where).Arguments))
            : null;

    /// <summary>An array as the interface that a method asks for: an object of a definition around it. One array has one.</summary>
    private Lowered SequenceOf(IOperation where, ITypeSymbol type, Lowered buffer)
    {
        ITypeSymbol element = TypeMap.BufferOf(type)!.Value.Element;
        if (buffer.IsNothing || Definitions.Find("SourceGrad.ArraySequence`1") is not { } definition)
        {
            return Lowered.Nothing;
        }

        int id = First(buffer).Id;
        if (_sequences.TryGetValue(id, out Value? known) && IsReachable(known))
        {
            return known;
        }

        INamedTypeSymbol constructed = definition.Construct(element);
        Place? place = MakeObject(where, constructed, constructed.InstanceConstructors[0], [new Argument(0, buffer, null)]);
        if (place?.Variable?.Current is not { } sequence)
        {
            return Lowered.Nothing;
        }

        _sequences[id] = sequence;
        return sequence;

        // Where it was made in a branch or a loop, what that assigned is forgotten behind it.
        bool IsReachable(Value made) => ReferentOf(made) is Instance { Fields: { } fields } && fields.Leaves.All(variable => variable.Current is not null);
    }
}
