using Microsoft.CodeAnalysis;

namespace SourceGrad.Generator.Lowering;

/// <summary>Text that is not C#: the compiler reads on after it as best it can, but quoting it would break what quotes it.</summary>
internal static class SyntaxErrors
{
    public static bool In(SyntaxNode? node) => node is { ContainsDiagnostics: true } && node.GetDiagnostics().Any(IsError);

    public static bool In(SyntaxToken token) => token.ContainsDiagnostics && token.GetDiagnostics().Any(IsError);

    /// <summary>The compiler also warns of some tokens and of comments.</summary>
    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;
}
