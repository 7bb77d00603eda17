using SourceGrad.Generator.Differentiation;
using SourceGrad.Generator.Emission;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Optimization;
using SourceGrad.Generator.Vectorization;

namespace SourceGrad.Generator;

/// <summary>A file to add to the compilation.</summary>
/// <param name="Failure">What went wrong inside the compiler, if anything did; the text then declares stubs.</param>
internal sealed record GeneratedFile(string HintName, string Text, string? Failure);

/// <summary>Everything behind the front end: from the model of one method to the text of its members.</summary>
internal static class MethodCompiler
{
    public static GeneratedFile Compile(MethodModel model, GeneratorOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return new GeneratedFile(model.Header.HintName, Text(model, options, cancellationToken), null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // One method that the compiler itself fails on must not take the others' members away.
            string stubs = FileEmitter.Emit(model.Header, Members.Of(model.Header, model.Kinds, null, null, null));
            return new GeneratedFile(model.Header.HintName, stubs, exception.ToString());
        }
    }

    private static string Text(MethodModel model, GeneratorOptions options, CancellationToken cancellationToken)
    {
        Derivative? Derive(DerivativeKinds kind, string suffix, bool adds, IReadOnlyList<GeneratedParameter> signature)
        {
            if (model.Primal is null || (model.Kinds & kind) == 0)
            {
                return null;
            }

            ReverseRequests requests = new(model.Header, signature, adds);
            ReverseRequest request = requests.Request(model.Header.Name + suffix);
            Function derivative = PassList.Run(Reverse.Transform(model.Primal, request), options, model.Simd, cancellationToken);
            if (options.Optimize && options.Vectorize && model.Simd)
            {
                derivative = Vectorizer.Run(derivative, Companions(derivative, request));
            }

            return new Derivative(options.Optimize ? GenericConstants.Run(derivative) : derivative, requests.Inputs());
        }

        MethodHeader header = model.Header;
        Derivative? gradient = Derive(DerivativeKinds.Gradient, "ValueAndGradient", adds: false, Signatures.Gradient(header));
        Derivative? vjp = Derive(DerivativeKinds.Vjp, "Vjp", adds: true, Signatures.Vjp(header));
        Function? primal = model.Primal is null ? null : PassList.Run(model.Primal, options, model.Simd, cancellationToken);
        return FileEmitter.Emit(header, Members.Of(header, model.Kinds, primal, gradient, vjp));
    }

    /// <summary>The buffers that the members require to be as long as the primal's: seeds and destinations.</summary>
    private static Dictionary<Value, Value> Companions(Function derivative, ReverseRequest request) => request.BufferSeeds
        .Concat(request.Destinations)
        .Select(companion => (Buffer: derivative.Parameters.LastOrDefault(p => p.Type.IsBuffer && p.Hint == companion.Name), Of: derivative.Parameters[companion.Parameter]))
        .Where(pair => pair.Buffer is not null && pair.Of.Type.IsBuffer)
        .ToDictionary(pair => pair.Buffer!, pair => pair.Of);
}
