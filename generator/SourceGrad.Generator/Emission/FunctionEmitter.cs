using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>The body of one function: plan it, nest operations, share variables, name them, write.</summary>
internal static class FunctionEmitter
{
    /// <param name="function">Its parameters are the signature's without the out and ref ones, which are its outputs; both bind by position.</param>
    /// <param name="signature">The names.</param>
    /// <param name="writer">Inside the method's braces.</param>
    public static void Emit(Function function, EquatableArray<SignatureParameter> signature, IndentedWriter writer)
    {
        Plan plan = PlanBuilder.Build(function);
        UseCounter.Count(plan);
        Nesting.Run(plan);
        Coalescing.Run(plan);
        List<string> inputs = signature.Where(p => p.Modifier == ParameterModifier.None).Select(p => p.Name).ToList();
        List<string> destinations = signature.Where(p => p.Modifier != ParameterModifier.None).Select(p => p.Name).ToList();
        Naming.Run(plan, inputs, destinations);
        Declarations.Run(plan);
        new StatementWriter(plan, OutputNames(function, destinations), writer).Write(plan.Body);
    }

    private static List<string> OutputNames(Function function, List<string> destinations)
    {
        List<string> names = [];
        int next = 0;
        foreach (Output output in function.Outputs)
        {
            names.Add(output.Kind == OutputKind.Return ? "" : Identifiers.Escape(next < destinations.Count ? destinations[next++] : output.Name));
        }

        return names;
    }
}
