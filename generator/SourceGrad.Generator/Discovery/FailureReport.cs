using Microsoft.CodeAnalysis;
using SourceGrad.Generator.Diagnostics;

namespace SourceGrad.Generator.Discovery;

/// <summary>
/// What went wrong behind the front end, said at the method. The analyzer does not go that far, so the generator itself says it; and
/// because models hold no places, it looks the method up again.
/// </summary>
internal static class FailureReport
{
    /// <param name="id">The method or type, as documentation comments name it.</param>
    /// <param name="failure">What went wrong.</param>
    /// <param name="isTooLarge">The method is at fault.</param>
    /// <param name="compilation">Where it is declared.</param>
    /// <param name="cancellation">Asked now and then.</param>
    /// <returns>Null where the method is not C#.</returns>
    public static Diagnostic? On(string id, string failure, bool isTooLarge, Compilation compilation, CancellationToken cancellation)
    {
        ISymbol? symbol = DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation);
        SyntaxNode? declaration = symbol?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation);
        return declaration is not null && !isTooLarge && !Validity.Holds(compilation, declaration, cancellation)
            ? null
            : Diagnostic.Create(isTooLarge ? Descriptors.TooLarge : Descriptors.Internal, symbol?.Locations.FirstOrDefault() ?? Location.None, symbol?.Name ?? id, failure);
    }
}
