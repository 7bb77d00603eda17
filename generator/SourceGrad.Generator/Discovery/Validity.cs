using Microsoft.CodeAnalysis;

namespace SourceGrad.Generator.Discovery;

/// <summary>
/// Whether code is C# at all. The front end reads what the compiler bound and relies on the language's rules, that a variable has a value
/// where it is read for one; where they do not hold, anything may come out, and the compiler has said what is wrong.
/// </summary>
internal static class Validity
{
    /// <summary>True where the compiler has no error for the declaration, nor, because it may call what has, for the rest. Slow: ask only when something failed.</summary>
    public static bool Holds(Compilation compilation, SyntaxNode declaration, CancellationToken cancellation)
    {
        try
        {
            // The method first, because there it mostly is, and the rest takes as long as a build.
            IEnumerable<Diagnostic> own = compilation.ContainsSyntaxTree(declaration.SyntaxTree)
                ? compilation.GetSemanticModel(declaration.SyntaxTree).GetDiagnostics(declaration.Span, cancellation)
                : [];
            return !own.Any(IsError) && !compilation.GetDiagnostics(cancellation).Any(IsError);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The compiler itself falls over some code that is being typed, as over a lambda without a body that is deconstructed into.
            return false;
        }
    }

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;
}
