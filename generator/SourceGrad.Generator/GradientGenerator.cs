using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SourceGrad.Generator.Discovery;
using SourceGrad.Generator.Emission;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator;

/// <summary>
/// The incremental pipeline: each annotated method becomes an equatable model (cheap, at every edit of its file), and each
/// model that changed becomes a file (everything expensive). It reports only its own failures: <see cref="GradientAnalyzer"/> does the rest.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class GradientGenerator : IIncrementalGenerator
{
    private const string Attribute = "SourceGrad.DifferentiableAttribute";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var models = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                Attribute,
                (node, _) => node is MethodDeclarationSyntax,
                (match, cancellationToken) => AnnotatedMethod.Read(
                    (IMethodSymbol)match.TargetSymbol, match.TargetNode, match.SemanticModel, cancellationToken).Model)
            .Where(model => model is not null)
            .Select((model, _) => model!)
            .WithTrackingName(TrackingNames.Model);

        var options = context.AnalyzerConfigOptionsProvider
            .Select(GeneratorOptions.Read)
            .WithTrackingName(TrackingNames.Options);

        var types = models
            .Where(model => model.Model is not null)
            .Select((model, _) => model.Model!)
            .Collect()
            .SelectMany((all, _) => all.GroupBy(type => type.HintName).Select(group => group.First()))
            .WithTrackingName(TrackingNames.Type);

        var checks = models
            .Select((model, _) => model.Header.Checked!)
            .Collect()
            .Combine(options.Select((choice, _) => choice.Verify))
            .Select((pair, _) => pair.Right ? pair.Left.ToEquatable() : EquatableArray<CheckedMethod>.Empty)
            .WithTrackingName(TrackingNames.Checks);

        context.RegisterSourceOutput(checks, (output, methods) =>
        {
            if (methods.Count > 0)
            {
                output.AddSource(ChecksEmitter.HintName, ChecksEmitter.Emit(methods));
            }
        });

        var sources = models
            .Combine(options)
            .Select((pair, cancellationToken) => MethodCompiler.Compile(pair.Left, pair.Right, cancellationToken))
            .WithTrackingName(TrackingNames.Source);

        Add(context, types.Select((type, _) => MethodCompiler.Compile(type)));
        Add(context, sources);
    }

    private static void Add(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<GeneratedFile> files)
    {
        context.RegisterSourceOutput(files, (output, file) => output.AddSource(file.HintName, file.Text));

        // There mostly are none, and so nothing here depends on the compilation.
        context.RegisterSourceOutput(files.Where(file => file.Failure is not null).Combine(context.CompilationProvider), (output, pair) =>
        {
            if (FailureReport.On(pair.Left.Source, pair.Left.Failure!, pair.Left.IsTooLarge, pair.Right, output.CancellationToken) is { } diagnostic)
            {
                output.ReportDiagnostic(diagnostic);
            }
        });
    }
}
