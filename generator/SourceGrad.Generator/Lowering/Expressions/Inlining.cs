using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Diagnostics;

namespace SourceGrad.Generator.Lowering;

/// <summary>Calls to methods and local functions whose source is there: their bodies become part of the caller's.</summary>
internal sealed partial class MethodLowering
{
    private readonly Dictionary<ISymbol, IOperation?> _bodies = new(SymbolEqualityComparer.Default);

    private Lowered Inline(IOperation call, IMethodSymbol target, IReadOnlyList<(int Ordinal, Lowered Value)> arguments)
    {
        IMethodSymbol method = target.OriginalDefinition;
        method = method.PartialImplementationPart ?? method;
        string name = method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
        bool isLocal = method.MethodKind == MethodKind.LocalFunction;
        if (WhyNotInlined(method, isLocal) is { } reason)
        {
            return Unsupported(call, $"'{name}' {reason}");
        }

        if (_frame.IsRunning(method))
        {
            Report(call, Descriptors.Recursion, name);
            return Lowered.Nothing;
        }

        (ILocalFunctionOperation? function, Frame? home) = isLocal ? _frame.FindFunction(method) : (null, null);
        IOperation? body = isLocal ? (IOperation?)function?.Body ?? function?.IgnoredBody : BodyOf(method);
        if (body is null)
        {
            _bag.FailSilently();
            return Lowered.Nothing;
        }

        if (!method.ReturnsVoid && !TypeMap.IsSupported(method.ReturnType))
        {
            return UnsupportedType(call, method.ReturnType);
        }

        (Frame frame, Scope scope, string? source) = (_frame, _scope, _builder.Source);
        Place? result = method.ReturnsVoid ? null : MakePlace(method.ReturnType, null);
        Frame inner = new(method, home, frame, result, frame.CallSite ?? call.Syntax);
        foreach ((int ordinal, Lowered value) in arguments)
        {
            IParameterSymbol parameter = method.Parameters[ordinal];
            if (!TypeMap.IsSupported(parameter.Type))
            {
                return UnsupportedType(call, parameter.Type);
            }

            Place place = MakePlace(parameter.Type, parameter.Name);
            inner.Declare(parameter, place);
            Assign(place, value);
        }

        _frame = inner;
        _scope = new Scope(null, Flag("running"));
        _bindings.Set(_scope.Go, Known.True);
        DeclareLocalFunctions(body);
        Body(body);
        (_frame, _scope, _builder.Source) = (frame, scope, source);
        return result is null ? Lowered.Nothing : Read(result);
    }

    private static string? WhyNotInlined(IMethodSymbol method, bool isLocal)
    {
        if (!isLocal && !method.IsStatic)
        {
            return "is an instance method, which is not supported in a differentiable method; make it static and pass what it reads";
        }

        if (method.IsGenericMethod)
        {
            return "is generic, which is not supported in a differentiable method; write it for double or float";
        }

        if (method.IsAsync || method.ReturnsByRef || method.ReturnsByRefReadonly)
        {
            return "is async or returns by reference, which is not supported in a differentiable method; return a value";
        }

        return method.IsAbstract || method.IsVirtual || method.IsExtern
            ? "has no body of its own to differentiate; call a static method that has one"
            : null;
    }

    private IOperation? BodyOf(IMethodSymbol method)
    {
        if (!_bodies.TryGetValue(method, out IOperation? body))
        {
            SyntaxNode syntax = method.DeclaringSyntaxReferences[0].GetSyntax(_cancellation);
            body = _compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, _cancellation);
            _bodies.Add(method, body is IMethodBodyOperation { BlockBody: null, ExpressionBody: null } ? null : body);
        }

        return body;
    }
}
