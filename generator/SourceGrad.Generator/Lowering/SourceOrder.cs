using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SourceGrad.Generator.Lowering;

/// <summary>
/// The members of a type in an order that does not depend on the order in which the compiler is given the files: that of the files' names,
/// and in a file that of the text.
/// </summary>
internal static class SourceOrder
{
    public static IEnumerable<ISymbol> Of(ImmutableArray<ISymbol> members) =>
        members.Select(PathOf).Distinct().Take(2).Count() < 2 ? members : members.OrderBy(PathOf, StringComparer.Ordinal);

    /// <summary>With one separator on all systems; empty for what the compiler makes.</summary>
    private static string PathOf(ISymbol symbol) => symbol.Locations.FirstOrDefault()?.SourceTree?.FilePath.Replace('\\', '/') ?? "";
}
