using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Diagnostics;

namespace SourceGrad.Generator.Lowering;

/// <summary>Delegates whose code is known while compiling: lambdas, local functions, methods.</summary>
internal sealed partial class MethodLowering
{
    private Lowered NewDelegate(IDelegateCreationOperation creation)
    {
        switch (creation.Target)
        {
            case IAnonymousFunctionOperation lambda:
                return Refer(new Closure(lambda.Symbol, lambda.Body, _frame, null));
            case IMethodReferenceOperation { Instance: null } reference:
                return Refer(new Closure(Concrete(reference.Method), null, _frame, null));
            case IMethodReferenceOperation { Instance: { } instance } reference:
                return ReceiverOf(reference, instance) is { } receiver
                    ? Refer(new Closure(receiver.Method, null, _frame, receiver.Place))
                    : Lowered.Nothing;
            default:
                // A delegate made from another delegate.
                return Expression(creation.Target);
        }
    }

    /// <summary>A delegate to a method of a struct keeps a copy of that struct.</summary>
    private (IMethodSymbol Method, Place Place)? ReceiverOf(IMethodReferenceOperation reference, IOperation instance)
    {
        IMethodSymbol method = Concrete(reference.Method);
        if (IsExtensionMember(method))
        {
            return ExtensionReceiver(instance, method) is { } extended ? (method, extended) : null;
        }

        return OwnerOf(instance) is not { } owner ? null
            : owner.Type.IsReferenceType ? (Resolve(method, owner.Type), owner.This)
            : MakeCopy(owner.Type, Read(owner.This)) is { } copy ? (Resolve(method, owner.Type), copy)
            : null;
    }

    private Lowered DelegateCall(IInvocationOperation call)
    {
        Lowered target = Expression(call.Instance!);
        if (ReferentOf(target.Value) is not Closure closure)
        {
            if (ReferenceEquals(target.Value, Known.Conflict))
            {
                Report(call, Descriptors.BufferChoice, SourceText.Of(call.Instance!.Syntax));
            }
            else if (!target.IsNothing)
            {
                Unsupported(call, "The code of this delegate is not known while compiling; call a method or a local function by name, or pass a lambda");
            }

            return Lowered.Nothing;
        }

        return Call(call, closure, Arguments(call.Arguments));
    }

    private Lowered Call(IOperation call, Closure closure, IReadOnlyList<Argument> arguments)
    {
        if (closure.Body is not { } body)
        {
            if (RuleCall(call, closure.Method, () => arguments) is { } ruled)
            {
                return ruled;
            }

            if (closure.Method.MethodKind == MethodKind.LocalFunction)
            {
                // Local functions are found from where the delegate was made.
                return InHome(closure, () => Inline(call, closure.Method, closure.Receiver, arguments));
            }

            return closure.Method.OriginalDefinition.DeclaringSyntaxReferences.IsEmpty
                ? MathFunctions.Owner(closure.Method) is { } owner && arguments.All(argument => argument.Value.Value is { Type.IsScalar: true })
                    ? Apply(call, owner, closure.Method.Name, arguments.Select(argument => argument.Value.Value!).ToArray(), TypeOf(closure.Method.ReturnType))
                    : ReferencedCall(call, closure.Method, () => arguments) ?? WithoutSource(call, closure.Method)
                : Inline(call, closure.Method, closure.Receiver, arguments);
        }

        if (IsRunning(closure.Method, null))
        {
            Report(call, Descriptors.Recursion, SourceText.Of(body.Syntax), "is a lambda; write it as a method");
            return Lowered.Nothing;
        }

        Lowered result = Lowered.Nothing;
        InHome(closure, () =>
        {
            Frame? frame = Enter(call, closure.Method, closure.Method, body, closure.Home, closure.Receiver, arguments);
            result = frame?.Result is { } place ? Read(place) : Lowered.Nothing;
            return result;
        });
        return result;
    }

    /// <summary>Types and local functions mean what they meant where the delegate was made; who is calling stays known.</summary>
    private Lowered InHome(Closure closure, Func<Lowered> lower)
    {
        Frame caller = _frame;
        _frame = new Frame(caller.Method, closure.Home, caller, null, caller.CallSite) { IsTransparent = true };
        Lowered result = lower();
        _frame = caller;
        return result;
    }
}
