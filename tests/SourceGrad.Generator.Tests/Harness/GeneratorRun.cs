using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SourceGrad.Generator;

namespace SourceGrad.Testing;

/// <summary>The generator's output for one compilation.</summary>
internal sealed class GeneratorRun(GeneratorDriver driver, CSharpCompilation output)
{
    private readonly GeneratorDriverRunResult _result = driver.GetRunResult();
    private ImmutableArray<Diagnostic>? _diagnostics;

    /// <summary>The user's code together with the generated.</summary>
    public CSharpCompilation Output => output;

    public GeneratorDriver Driver => driver;

    public ImmutableArray<GeneratedSourceResult> Sources =>
        [.. _result.Results.SelectMany(r => r.Exception is null ? r.GeneratedSources : [])];

    /// <summary>An exception that left the generator.</summary>
    public Exception? Crash => _result.Results.Select(r => r.Exception).FirstOrDefault(e => e is not null);

    /// <summary>What the generator itself reports: nothing but failures of its own.</summary>
    public ImmutableArray<Diagnostic> Reported => [.. _result.Results.SelectMany(r => r.Diagnostics)];

    /// <summary>By file name: what went wrong inside the compiler for a method that then got stubs.</summary>
    public IReadOnlyDictionary<string, string> Failures => _result.Results
        .SelectMany(r => r.TrackedSteps.TryGetValue(TrackingNames.Source, out ImmutableArray<IncrementalGeneratorRunStep> steps) ? steps : [])
        .SelectMany(step => step.Outputs)
        .Select(o => (GeneratedFile)o.Value)
        .Where(file => file.Failure is not null)
        .ToDictionary(file => file.HintName, file => file.Failure!);

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

        if (Failures.Count > 0)
        {
            throw new InvalidOperationException(string.Join("\n", Failures.Select(f => $"{f.Key}: {f.Value}")));
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

    private bool IsGenerated(SyntaxTree? tree) => tree is not null && _result.GeneratedTrees.Contains(tree);
}
