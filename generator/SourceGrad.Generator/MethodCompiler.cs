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
            string stubs = FileEmitter.Emit(model.Header, Members.Of(model.Header, model.Kinds, null, null, null), model.CalledIn, []);
            return new GeneratedFile(model.Header.HintName, stubs, exception.ToString());
        }
    }

    private static string Text(MethodModel model, GeneratorOptions options, CancellationToken cancellationToken)
    {
        List<Member> kernels = [];
        Function Outlined(Function function)
        {
            if (!options.Runs(nameof(Outlining)))
            {
                return function;
            }

            (Function caller, IReadOnlyList<Kernel> parts) = Outlining.Run(function, name => $"{model.CalledIn}.{name}{model.Header.TypeParameters}");
            kernels.AddRange(parts.Select(part => CalledSignatures.Of(part.Body)));
            return caller;
        }

        CalledMethods called = new(model, (derivative, request) => Outlined(Finish(derivative, request, [], options, model.Simd, cancellationToken)));

        Derivative? Derive(DerivativeKinds kind, string suffix, bool adds, IReadOnlyList<GeneratedParameter> signature)
        {
            if (model.Primal is null || (model.Kinds & kind) == 0)
            {
                return null;
            }

            ReverseRequests requests = new(model.Header, signature, adds);
            ReverseRequest request = requests.Request(model.Header.Name + suffix);
            int own = model.Header.Parameters.Sum(parameter => parameter.Parts.Count);
            IEnumerable<Value> fields = model.Primal.Parameters.Skip(own);
            Function derivative = Finish(Reverse.Transform(called.Link(model.Primal), request), request, fields, options, model.Simd, cancellationToken);
            called.Require(derivative);
            Function whole = options.Optimize ? GenericConstants.Run(derivative) : derivative;
            return new Derivative(Outlined(whole), requests.Inputs(), whole);
        }

        MethodHeader header = model.Header;
        Derivative? gradient = Derive(DerivativeKinds.Gradient, "ValueAndGradient", adds: false, Signatures.Gradient(header));
        Derivative? vjp = Derive(DerivativeKinds.Vjp, "Vjp", adds: true, Signatures.Vjp(header));
        Function? primal = model.Primal is null ? null : Finish(model.Primal, null, [], options, model.Simd, cancellationToken);
        return FileEmitter.Emit(header, Members.Of(header, model.Kinds, primal, gradient, vjp), model.CalledIn, [.. called.Members, .. kernels]);
    }

    /// <param name="derivative">What the reverse transform made.</param>
    /// <param name="request">What it was asked for; null for a primal.</param>
    /// <param name="fields">Buffers that another thread might replace during the call.</param>
    /// <param name="options">Which passes run.</param>
    /// <param name="simd">Sums may be reordered.</param>
    /// <param name="cancellationToken">Asked before each pass.</param>
    private static Function Finish(
        Function derivative, ReverseRequest? request, IEnumerable<Value> fields, GeneratorOptions options, bool simd, CancellationToken cancellationToken)
    {
        derivative = PassList.Run(derivative, options, simd, cancellationToken);
        bool vectorizes = request is not null && options.Optimize && options.Vectorize && simd;
        if (vectorizes && options.Runs(nameof(Vectorizer)))
        {
            Dictionary<Value, Value> companions = Companions(derivative, request!);
            HashSet<Value> unsteady = [.. fields];
            unsteady.UnionWith(companions.Where(pair => unsteady.Contains(pair.Value)).Select(pair => pair.Key).ToList());
            derivative = Vectorizer.Run(derivative, companions, unsteady);
        }

        if (vectorizes && options.Runs(nameof(RegisterSums)))
        {
            derivative = RegisterSums.Run(derivative);
        }

        return vectorizes && options.Runs(nameof(LaneBlocks)) ? LaneBlocks.Run(derivative) : derivative;
    }

    /// <summary>The buffers that the members require to be as long as the primal's: seeds and destinations, which follow its parameters in this order.</summary>
    private static Dictionary<Value, Value> Companions(Function derivative, ReverseRequest request)
    {
        List<Companion> extra = [.. request.Work, .. request.BufferSeeds, .. request.Destinations.Where(c => derivative.Parameters[c.Parameter].Type.IsMemory)];
        Dictionary<Value, Value> companions = [];
        int next = derivative.Parameters.Count - extra.Count;
        foreach (Companion companion in extra)
        {
            Value buffer = derivative.Parameters[next++];
            if (buffer.Type.IsBuffer)
            {
                companions[buffer] = derivative.Parameters[companion.Parameter];
            }
        }

        return companions;
    }
}
