using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SourceGrad.Generator.Diagnostics;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Lowering;

namespace SourceGrad.Generator.Discovery;

/// <summary>Reads one annotated method: its attribute, its signature, its body. Generator and analyzer both start here.</summary>
internal static class FrontEnd
{
    public const string AttributeName = "SourceGrad.DifferentiableAttribute";

    private const string TooDeep = "is nested too deeply; split it";

    public static FrontEndResult Read(IMethodSymbol method, SyntaxNode declaration, SemanticModel model, CancellationToken cancellation)
    {
        DiagnosticBag bag = new();
        MethodModel? stubs = null;
        try
        {
            if (!Declarability.Check(method, declaration, bag))
            {
                return new FrontEndResult(null, [.. bag.Diagnostics], []);
            }

            MethodHeader header = HeaderReader.Read(method) with { HasVectorCreate = HasVectorCreate(model.Compilation), ChecksOverflow = model.Compilation.Options.CheckOverflow };
            DifferentiableOptions options = DifferentiableOptions.Read(method, declaration, bag, cancellation);
            header = options.MarkActive(header);
            stubs = new MethodModel(header, options.KindsFor(method, false), options.Simd, null);
            return ReadBody(method, declaration, model, header, options, bag, cancellation);
        }
        catch (LoweringStopped stopped)
        {
            bag.Report(Descriptors.TooLarge, Declarability.NameLocation(declaration), method.Name, stopped.Message);
        }
        catch (InsufficientExecutionStackException)
        {
            // The analyzer may have more stack than the generator and find nothing, so both say it.
            bag.Report(Descriptors.TooLarge, Declarability.NameLocation(declaration), method.Name, TooDeep);
            stubs = stubs is null ? null : stubs with { TooLarge = TooDeep };
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            if (Validity.Holds(model.Compilation, declaration, cancellation))
            {
                bag.Report(Descriptors.Internal, Declarability.NameLocation(declaration), method.Name, Failure.Describe(exception));
            }
        }

        return new FrontEndResult(stubs, [.. bag.Diagnostics], []);
    }

    private static bool HasVectorCreate(Compilation compilation) =>
        compilation.GetTypeByMetadataName("System.Numerics.Vector")?.GetMembers("Create").IsEmpty == false;

    private static FrontEndResult ReadBody(
        IMethodSymbol method,
        SyntaxNode declaration,
        SemanticModel model,
        MethodHeader header,
        DifferentiableOptions options,
        DiagnosticBag bag,
        CancellationToken cancellation)
    {
        if (SyntaxErrors.In(declaration))
        {
            bag.FailSilently();
        }

        Declarability.CheckSignature(method, declaration, bag);
        IOperation? body = model.GetOperation(declaration, cancellation);
        Function? primal = null;
        IReadOnlyList<LostDerivative> lost = [];
        EquatableArray<CalledMethod> called = EquatableArray<CalledMethod>.Empty;
        bool writesReals = false;
        ModelType? type = null;
        if (body is not null && Declarability.CanLower(method))
        {
            CompleteLowering complete = CompleteLowering.Run(model.Compilation, method, body, bag, cancellation);
            MethodLowering lowering = complete.Root;
            primal = complete.Primal;
            called = complete.Called;
            lost = lowering.Lost;
            type = HeaderReader.Model(method, header, lowering);
            header = options.MarkActive(HeaderReader.WithParts(header, method, lowering));
            Declarability.CheckGradients(method, declaration, header, bag);
            writesReals = header.Parameters.Any(parameter => parameter.IsRealResult || parameter.Parts.Any(part => part.IsWritten && part.Type.IsFloating));
            if (primal is not null)
            {
                LossReport.Add(primal, header, complete, bag);
            }
        }

        options.CheckResult(method, declaration, primal is not null, writesReals, bag);
        return new FrontEndResult(
            new MethodModel(header, options.KindsFor(method, writesReals), options.Simd, bag.HasErrors ? null : primal, type)
            {
                Called = bag.HasErrors ? EquatableArray<CalledMethod>.Empty : called,
                CalledIn = HeaderReader.NameForCalled(method),
                Parallel = options.Parallel,
            },
            [.. bag.Diagnostics],
            lost);
    }
}
