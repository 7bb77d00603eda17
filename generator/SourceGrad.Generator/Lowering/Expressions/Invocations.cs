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
        IMethodSymbol method = Concrete(call.TargetMethod);
        if (method is { Name: "StopGradient", ContainingType: { Name: "Differentiation", ContainingNamespace: { Name: "SourceGrad", ContainingNamespace.IsGlobalNamespace: true } } })
        {
            return StopGradientCall(call);
        }

        if (RuleCall(call, method, () => Arguments(call.Arguments)) is { } ruled)
        {
            return ruled;
        }

        if (call.ConstrainedToType is { } constrained)
        {
            return StaticMember(call, method, Concrete(constrained), call.Arguments);
        }

        if (MathFunctions.Owner(method) is { } owner && MathCall(call, method, owner) is { } function)
        {
            return function;
        }

        if (IsCheck(method))
        {
            KeepCheck(call);
            return Lowered.Nothing;
        }

        if (IsKept(call, method))
        {
            return Keep(call);
        }

        if (HasFlag(call) is { } hasFlag)
        {
            return hasFlag;
        }

        if (call.Instance is { } table && IsTable(table.Type)
            && TableMember(table, call.TargetMethod.Name, call.Arguments.FirstOrDefault()?.Value) is { } member)
        {
            return member;
        }

        if (BufferCall(call) is { } operation)
        {
            return operation;
        }

        if (method.MethodKind == MethodKind.DelegateInvoke)
        {
            return DelegateCall(call);
        }

        return Call(call, method);
    }

    /// <summary>A call of a method whose code is to be found: an ordinary one, a local function, one of an object.</summary>
    private Lowered Call(IInvocationOperation call, IMethodSymbol method)
    {
        (IMethodSymbol resolved, Place? receiver, bool failed) = Callee(call, method);
        if (failed)
        {
            return Lowered.Nothing;
        }

        if (resolved.OriginalDefinition.DeclaringSyntaxReferences.IsEmpty || resolved.IsImplicitlyDeclared)
        {
            return SynthesizedCall(call, resolved, receiver)
                ?? ReferencedCall(call, resolved, () => Arguments(call.Arguments))
                ?? WithoutSource(call, resolved);
        }

        CheckRoom(call, resolved, receiver);
        return Inline(call, resolved, receiver, Arguments(call.Arguments));
    }

    private Lowered WithoutSource(IOperation call, IMethodSymbol method)
    {
        if (IsHardwareVector(method.ContainingType))
        {
            return Unsupported(call, VectorText(method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)));
        }

        Report(call, Descriptors.NoSource, method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat));
        return Lowered.Nothing;
    }

    /// <summary>The method that runs, and on what.</summary>
    private (IMethodSymbol Method, Place? Receiver, bool Failed) Callee(IInvocationOperation call, IMethodSymbol method)
    {
        if (call.Instance is null || method.IsStatic)
        {
            return (method, null, false);
        }

        if (IsExtensionMember(method))
        {
            return ExtensionReceiver(call.Instance, method) is { } receiver ? (method, receiver, false) : (method, null, true);
        }

        // The base class's own, whatever the object is.
        if (call.Instance is IInstanceReferenceOperation { Syntax: Microsoft.CodeAnalysis.CSharp.Syntax.BaseExpressionSyntax } self)
        {
            return (method, ThisPlace(self), false);
        }

        if (OwnerOf(call.Instance) is not { } owner)
        {
            return (method, null, true);
        }

        method = Resolve(method, owner.Type);
        return (method, ReceiverFor(method, owner), false);
    }

    /// <summary>What a member runs on. What cannot be assigned keeps its value: C# runs a member that might change it on a copy.</summary>
    private Place ReceiverFor(IMethodSymbol member, Owner owner) =>
        owner.IsReadOnly && !member.IsReadOnly && MakeCopy(owner.Type, Read(owner.This)) is { } copy ? copy : owner.This;

    private Place? ReferenceFrom(IInvocationOperation call)
    {
        (IMethodSymbol method, Place? receiver, bool failed) = Callee(call, Concrete(call.TargetMethod));
        return failed || !HasBody(method) ? null : RunForPlace(call, method, receiver, Arguments(call.Arguments));
    }

    private List<Argument> Arguments(IEnumerable<IArgumentOperation> arguments)
    {
        List<Argument> values = [];
        foreach (IArgumentOperation argument in arguments)
        {
            IParameterSymbol parameter = argument.Parameter!;
            Place? place = parameter.RefKind switch
            {
                RefKind.Ref or RefKind.Out => Referenced(TargetOf(argument.Value)),
                RefKind.In or RefKind.RefReadOnlyParameter when Scan.IsPlace(argument.Value) => PlaceOf(argument.Value),
                _ => null,
            };
            values.Add(new Argument(parameter.Ordinal, place is null ? Expression(argument.Value) : Lowered.Nothing, place));
        }

        return values;
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
