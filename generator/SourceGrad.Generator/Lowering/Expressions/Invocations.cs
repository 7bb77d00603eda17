using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Diagnostics;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>Calls: which are functions with a rule, operations on buffers, checks to keep, and which are inlined.</summary>
internal sealed partial class MethodLowering
{
    private Lowered Invocation(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (method is { Name: "StopGradient", ContainingType: { Name: "Differentiation", ContainingNamespace: { Name: "SourceGrad", ContainingNamespace.IsGlobalNamespace: true } } })
        {
            return StopGradientCall(call);
        }

        if (MathFunctions.Owner(method) is { } owner && MathCall(call, owner) is { } function)
        {
            return function;
        }

        if (IsCheck(method))
        {
            KeepCheck(call);
            return Lowered.Nothing;
        }

        if (BufferCall(call) is { } operation)
        {
            return operation;
        }

        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.LocalFunction or MethodKind.ReducedExtension or MethodKind.UserDefinedOperator))
        {
            return Unsupported(call, "Calling a delegate is not supported in a differentiable method; call a static method or a local function by name");
        }

        if (method.OriginalDefinition.DeclaringSyntaxReferences.IsEmpty)
        {
            Report(call, Descriptors.NoSource, method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat));
            return Lowered.Nothing;
        }

        List<(int Ordinal, Lowered Value)> arguments = [];
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter is not { RefKind: RefKind.None or RefKind.In } parameter)
            {
                return Unsupported(argument, "ref and out arguments are not supported in a differentiable method; return a tuple instead");
            }

            arguments.Add((parameter.Ordinal, Expression(argument.Value)));
        }

        return Inline(call, method, arguments);
    }

    private Lowered StopGradientCall(IInvocationOperation call)
    {
        _stopped++;
        Lowered argument = Expression(call.Arguments[0].Value);
        _stopped--;
        return Stop(argument);

        Lowered Stop(Lowered lowered) => lowered switch
        {
            { Fields: { } fields } => Lowered.Of(fields.Select(Stop).ToList()),
            { Value: { Type.IsReal: true } value } => Let(new StopGradient(value)),
            { Value: { Type.IsBuffer: true } } => Unsupported(call, "StopGradient takes a number; apply it to the elements, or mark the parameter [NoGradient]"),
            _ => lowered,
        };
    }

    /// <summary>An argument check of the framework, or an assertion: kept as it stands.</summary>
    private static bool IsCheck(IMethodSymbol method) =>
        method is { IsStatic: true, ReturnsVoid: true, DeclaringSyntaxReferences.IsEmpty: true }
        && (method.Name.StartsWith("ThrowIf", StringComparison.Ordinal)
            || (method.Name == "Assert" && method.ContainingType is { Name: "Debug" or "Trace", ContainingNamespace.Name: "Diagnostics" }));

    private void KeepCheck(IInvocationOperation call)
    {
        GuardText text = new(this, call);
        if (text.Read() is not { } template)
        {
            return;
        }

        foreach (IArgumentOperation argument in call.Arguments)
        {
            // The names that the compiler captured from the user's text; in generated code it would capture others.
            if (argument is { ArgumentKind: ArgumentKind.DefaultValue, Parameter: { } parameter, Value.ConstantValue: { HasValue: true, Value: string name } })
            {
                template = template.Substring(0, template.Length - 1) + ", " + parameter.Name + ": " + GuardText.Quoted(name) + ")";
            }
        }

        _builder.Add(new Guard(template, Infrastructure.EquatableArray.ToEquatable(text.Arguments), false));
    }
}
