using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>The body of one function: plan it, nest operations, share variables, name them, write.</summary>
internal static class FunctionEmitter
{
    /// <param name="function">What to write.</param>
    /// <param name="inputs">How C# refers to its parameters, in their order.</param>
    /// <param name="reserved">Names that no local may have.</param>
    /// <param name="header">Where it goes.</param>
    /// <param name="writer">Inside the method's braces.</param>
    public static void Emit(Function function, IReadOnlyList<InputBinding> inputs, IEnumerable<string> reserved, MethodHeader header, IndentedWriter writer)
    {
        Plan plan = PlanBuilder.Build(function, inputs, header);
        UseCounter.Count(plan);
        Nesting.Run(plan);
        Coalescing.Run(plan, inputs);
        Naming.Run(plan, inputs, reserved);
        Declarations.Run(plan);
        new StatementWriter(plan, writer).Write(plan.Body);
    }
}
