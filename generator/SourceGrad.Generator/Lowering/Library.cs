using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SourceGrad.Generator.Lowering;

/// <summary>Types of the framework whose members have definitions of our own.</summary>
internal sealed partial class MethodLowering
{
    private Lowered? LibraryCall(IOperation where, IMethodSymbol method, Place? receiver, IReadOnlyList<Argument>? arguments) => null;

    private Lowered? LibraryObject(IObjectCreationOperation creation, INamedTypeSymbol type) => null;
}
