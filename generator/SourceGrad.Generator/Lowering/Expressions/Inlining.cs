using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Diagnostics;

namespace SourceGrad.Generator.Lowering;

/// <summary>An argument on its way into an inlined method: a value, or for one that is passed by reference a place.</summary>
internal sealed record Argument(int Ordinal, Lowered Value, Place? Place);

/// <summary>Calls to methods, accessors and local functions whose source is there: their bodies become part of the caller's.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>How often one method may be on its way at once: a lambda that is passed to it may call it again, a recursion never ends.</summary>
    private const int MostNested = 4;

    /// <summary>A query of a query runs the same definition on another object; none of them recurses.</summary>
    private const int MostNestedDefinitions = 32;

    private readonly Dictionary<ISymbol, IOperation?> _bodies = new(SymbolEqualityComparer.Default);

    private Lowered Inline(IOperation call, IMethodSymbol target, Place? receiver, IReadOnlyList<Argument> arguments)
    {
        Frame? frame = Run(call, target, receiver, arguments);
        return frame?.ReturnedPlace is { } place ? Read(place)
            : frame?.Result is { } result ? Read(result)
            : Lowered.Nothing;
    }

    /// <summary>A call of a method that returns by reference: what it returned.</summary>
    private Place? RunForPlace(IOperation call, IMethodSymbol target, Place? receiver, IReadOnlyList<Argument> arguments) =>
        Run(call, target, receiver, arguments)?.ReturnedPlace;

    private Frame? Run(IOperation call, IMethodSymbol target, Place? receiver, IReadOnlyList<Argument> arguments)
    {
        IMethodSymbol method = target.OriginalDefinition;
        method = method.PartialImplementationPart ?? method;
        string name = method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
        bool isLocal = method.MethodKind == MethodKind.LocalFunction;
        if (WhyNotInlined(method) is { } reason)
        {
            Unsupported(call, $"'{name}' {reason}");
            return null;
        }

        (ILocalFunctionOperation? function, Frame? home) = isLocal ? _frame.FindFunction(method) : (null, null);
        IOperation? body = isLocal ? (IOperation?)function?.Body ?? function?.IgnoredBody : BodyOf(method);
        if (body is null)
        {
            _bag.FailSilently();
            return null;
        }

        if (!method.ReturnsVoid && !IsSupported(target.ReturnType))
        {
            UnsupportedType(call, target.ReturnType);
            return null;
        }

        IMethodSymbol concrete = Concrete(target);
        bool isRunning = IsRunning(method, receiver);
        if (isRunning || _separate.IsSeparate(method))
        {
            SeparateMethod? separate = SeparateFor(call, concrete, method, body, home, receiver, out string? problem);
            if (separate is not null)
            {
                return RunSeparate(call, separate, isRunning, receiver, arguments);
            }

            if (isRunning)
            {
                Report(call, Descriptors.Recursion, name, problem!);
                return null;
            }
        }

        int before = _values.NextId;
        Frame? frame = Enter(call, concrete, method, body, home, receiver, arguments);
        _separate.Measure(method, _values.NextId - before);
        return frame;
    }

    private Frame RunSeparate(IOperation call, SeparateMethod method, bool isRunning, Place? receiver, IReadOnlyList<Argument> arguments)
    {
        if (isRunning && _separate.AddRecursive(method.Definition))
        {
            throw new RecursionFound(method.Definition);
        }

        Lowered result = CallSeparate(call, method, receiver, arguments);
        Place? place = method.Result is null ? null : MakePlace(method.Result, null, _depth);
        if (place is not null)
        {
            Assign(place, result);
        }

        return new Frame(method.Definition, null, _frame, place, null);
    }

    private bool IsRunning(IMethodSymbol method, Place? receiver) =>
        method.DeclaringSyntaxReferences.Any(reference => DefinitionSet.Contains(reference.SyntaxTree))
            ? _frame.IsRunning(method, MostNestedDefinitions, true)
            : _frame.IsRunning(method, MostNested, HasDelegates(method) || receiver?.Variable is { Type.Shape: Ir.Shape.Reference });

    private Frame? Enter(
        IOperation call, IMethodSymbol concrete, IMethodSymbol method, IOperation body, Frame? home, Place? receiver, IReadOnlyList<Argument> arguments)
    {
        Place? result = method.ReturnsVoid || method.ReturnsByRef || method.ReturnsByRefReadonly ? null : MakePlace(concrete.ReturnType, null);
        Frame inner = new(method, home, _frame, result, _frame.CallSite ?? call.Syntax) { This = receiver };
        DeclareTypeArguments(inner, concrete);
        foreach (Argument argument in arguments)
        {
            IParameterSymbol parameter = method.Parameters[argument.Ordinal];
            if (argument.Place is { } reference)
            {
                inner.Declare(parameter, reference);
                continue;
            }

            ITypeSymbol type = concrete.Parameters[argument.Ordinal].Type;
            if (!IsSupported(type))
            {
                UnsupportedType(call, type);
                return null;
            }

            inner.Declare(parameter, MakePlace(type, parameter.Name, _depth, argument.Value));
        }

        Inside(inner, () =>
        {
            DeclareLocalFunctions(body);
            Body(body);
        });
        return inner;
    }

    /// <summary>Lowers code in a frame of its own: its jumps end there, and it runs as part of the statement that called it.</summary>
    private void Inside(Frame inner, Action lower)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        (Frame frame, Scope scope, string? source) = (_frame, _scope, _builder.Source);
        _frame = inner;
        _scope = new Scope(null, Flag("running"));
        _bindings.Set(_scope.Go, Known.True);
        lower();
        (_frame, _scope, _builder.Source) = (frame, scope, source);
    }

    private static void DeclareTypeArguments(Frame frame, IMethodSymbol concrete)
    {
        Declare(concrete.OriginalDefinition.TypeParameters, concrete.TypeArguments);
        for (INamedTypeSymbol? type = concrete.ContainingType; type is not null; type = type.ContainingType)
        {
            Declare(type.OriginalDefinition.TypeParameters, type.TypeArguments);
        }

        void Declare(IReadOnlyList<ITypeParameterSymbol> parameters, IReadOnlyList<ITypeSymbol> arguments)
        {
            for (int i = 0; i < parameters.Count && i < arguments.Count; i++)
            {
                if (!SymbolEqualityComparer.Default.Equals(parameters[i], arguments[i]))
                {
                    frame.Declare(parameters[i], arguments[i]);
                }
            }
        }
    }

    private static bool HasDelegates(IMethodSymbol method) =>
        method.MethodKind == MethodKind.AnonymousFunction || method.Parameters.Any(parameter => parameter.Type.TypeKind == TypeKind.Delegate);

    private static string? WhyNotInlined(IMethodSymbol method)
    {
        if (method.IsAsync)
        {
            return "is async, which is not supported in a differentiable method; return a value";
        }

        if (IsIterator(method))
        {
            return "is an iterator, which is not supported in a differentiable method; write its loop where its elements are used, or return an array";
        }

        return method.IsAbstract || method.IsExtern
            ? "has no body of its own to differentiate; call a method whose code is known while compiling"
            : null;
    }

    private static bool IsIterator(IMethodSymbol method) => method.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax()
        .DescendantNodes(node => node == reference.GetSyntax() || node is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax))
        .Any(node => node is YieldStatementSyntax));

    /// <summary>Its code can be read.</summary>
    private bool HasBody(IMethodSymbol method)
    {
        IMethodSymbol definition = method.OriginalDefinition;
        definition = definition.PartialImplementationPart ?? definition;
        return !definition.DeclaringSyntaxReferences.IsEmpty && BodyOf(definition) is not null;
    }

    private IOperation? BodyOf(IMethodSymbol method)
    {
        SyntaxNode syntax = method.DeclaringSyntaxReferences[0].GetSyntax(_cancellation);
        if (SyntaxErrors.In(syntax))
        {
            _bag.FailSilently();
        }

        if (!_bodies.TryGetValue(method, out IOperation? body))
        {
            body = ModelOf(syntax)?.GetOperation(syntax, _cancellation);
            _bodies.Add(method, body is IMethodBodyOperation { BlockBody: null, ExpressionBody: null } ? null : body);
        }

        return body;
    }

    private SemanticModel? ModelOf(SyntaxNode syntax) =>
        _compilation.ContainsSyntaxTree(syntax.SyntaxTree) ? _compilation.GetSemanticModel(syntax.SyntaxTree)
        : DefinitionSet.Contains(syntax.SyntaxTree) ? Definitions.ModelOf(syntax.SyntaxTree)
        : null;
}
