using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SourceGrad.Testing;

/// <summary>The generator's output for one compilation.</summary>
internal sealed class GeneratorRun(GeneratorDriverRunResult result, CSharpCompilation output)
{
    private ImmutableArray<Diagnostic>? _diagnostics;

    /// <summary>The user's code together with the generated.</summary>
    public CSharpCompilation Output => output;

    public GeneratorDriverRunResult Result => result;

    public ImmutableArray<GeneratedSourceResult> Sources =>
        [.. result.Results.SelectMany(r => r.Exception is null ? r.GeneratedSources : [])];

    /// <summary>An exception that left the generator.</summary>
    public Exception? Crash => result.Results.Select(r => r.Exception).FirstOrDefault(e => e is not null);

    /// <summary>All generated files in order of their names.</summary>
    public string Text => string.Join("\n", Sources.OrderBy(s => s.HintName, StringComparer.Ordinal).Select(s => s.SourceText.ToString()));

    /// <summary>Errors and warnings of the compiler, in the user's code and in the generated.</summary>
    public ImmutableArray<Diagnostic> Diagnostics => _diagnostics ??=
        [.. output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning)];

    /// <summary>Errors anywhere and warnings in generated code: none of them is ever right.</summary>
    public IEnumerable<Diagnostic> Faults => Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error || IsGenerated(d.Location.SourceTree));

    public GeneratorRun AssertClean()
    {
        if (Crash is { } crash)
        {
            throw new InvalidOperationException("The generator crashed.", crash);
        }

        Diagnostic[] faults = [.. Faults];
        if (faults.Length > 0)
        {
            IEnumerable<string?> files = faults.Select(f => f.Location.SourceTree).Where(IsGenerated).Distinct().Take(3).Select(t => t!.ToString());
            throw new InvalidOperationException(string.Join("\n", faults.Take(20)) + "\n\n" + string.Join("\n", files));
        }

        return this;
    }

    public Assembly Load() => GeneratorHarness.Load(AssertClean().Output);

    private bool IsGenerated(SyntaxTree? tree) => tree is not null && result.GeneratedTrees.Contains(tree);
}
