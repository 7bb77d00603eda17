using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using SourceGrad.Generator.Diagnostics;
using SourceGrad.Generator.Discovery;

namespace SourceGrad.Generator;

/// <summary>Runs the front end on each annotated method and reports what it has to say, as one types.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GradientAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxNodeAction(Analyze, SyntaxKind.MethodDeclaration, SyntaxKind.LocalFunctionStatement);
    }

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        SyntaxList<AttributeListSyntax> attributes = context.Node is MethodDeclarationSyntax declaration
            ? declaration.AttributeLists
            : ((LocalFunctionStatementSyntax)context.Node).AttributeLists;
        if (attributes.Count == 0
            || context.SemanticModel.GetDeclaredSymbol(context.Node, context.CancellationToken) is not IMethodSymbol method
            || method.GetAttributes() is not { Length: > 0 } data)
        {
            return;
        }

        foreach (Diagnostic diagnostic in RuleReport.On(method, context.Compilation, context.CancellationToken))
        {
            context.ReportDiagnostic(diagnostic);
        }

        if (!data.Any(attribute => attribute.AttributeClass?.ToDisplayString() == FrontEnd.AttributeName))
        {
            return;
        }

        foreach (Diagnostic diagnostic in AnnotatedMethod.Read(method, context.Node, context.SemanticModel, context.CancellationToken).Diagnostics)
        {
            context.ReportDiagnostic(diagnostic);
        }
    }
}
