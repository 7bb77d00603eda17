using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Diagnostics;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>Calls of methods whose derivative is another method that somebody wrote or generated: they are called, never inlined.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>A call of a method with a hand-written rule, which wins over everything else; null where there is no rule.</summary>
    private Lowered? RuleCall(IOperation call, IMethodSymbol method, Func<IReadOnlyList<Argument>> arguments)
    {
        IReadOnlyList<DerivativeRule> rules = DerivativeRules.Of(_compilation, _cancellation).For(method);
        if (rules.Count == 0)
        {
            return null;
        }

        DerivativeRule rule = rules[0];
        if (rules.Count > 1)
        {
            // The analyzer says so at the rules.
            _bag.FailSilently();
        }

        foreach (IMethodSymbol needed in new[] { rule.Target, rule.Method })
        {
            if (!IsVisible(needed))
            {
                return Unsupported(call, $"'{needed.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}' is not accessible from '{_root.ContainingType.Name}', where the generated code stands; make it internal");
            }
        }

        return CallByName(call, method, arguments(), new Pullback(PullbackForm.Rule, TextOf(rule.Method), rule.Active.ToEquatable()), []);
    }

    /// <summary>A call of an annotated method in another assembly: its generated members are called. Null for any other method.</summary>
    private Lowered? ReferencedCall(IOperation call, IMethodSymbol method, Func<IReadOnlyList<Argument>> arguments)
    {
        if (!ReferencedDerivative.IsAnnotated(method) || !method.OriginalDefinition.DeclaringSyntaxReferences.IsEmpty)
        {
            return null;
        }

        IParameterSymbol? unknown = method.Parameters.FirstOrDefault(parameter => parameter.RefKind != RefKind.None || TypeOf(parameter.Type) is not { } type || !(type.IsScalar || type.IsBuffer));
        ReferencedDerivative? derivative = ReferencedDerivative.Find(method, IsVisible);
        string? problem = !method.IsStatic || method.IsGenericMethod ? "is an instance method or generic; only static methods are called across assemblies"
            : unknown is not null ? $"takes '{unknown.Name}' as '{unknown.Type.ToDisplayString()}'; only numbers, spans and arrays are passed across assemblies"
            : !method.ReturnsVoid && TypeOf(method.ReturnType) is not { IsScalar: true } ? "returns something else than a number, which is not passed across assemblies"
            : derivative is null ? $"has no accessible member '{method.Name}Vjp'; add Derivatives = DerivativeKinds.Vjp to its [Differentiable] there, or write a rule for it with [DerivativeOf]"
            : derivative.Written.Any(i => TypeOf(method.Parameters[i].Type) is { Shape: Shape.Array }) ? "writes to an array; let it take a Span"
            : null;
        if (problem is not null)
        {
            Report(call, Descriptors.NoReferencedDerivative, method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat), method.ContainingAssembly.Name, problem);
            return Lowered.Nothing;
        }

        Pullback pullback = new(derivative!.Form, TextOf(derivative.Method), derivative.Active.ToEquatable());
        return CallByName(call, method, arguments(), pullback, derivative.Written);
    }

    /// <summary>A call by the method's own name. All its parameters are numbers and buffers.</summary>
    private Lowered CallByName(IOperation call, IMethodSymbol method, IReadOnlyList<Argument> arguments, Pullback pullback, IReadOnlyCollection<int> written)
    {
        List<Value> values = [];
        List<Passing> passing = [];
        foreach (Argument argument in arguments.OrderBy(argument => argument.Ordinal))
        {
            IrType type = TypeOf(method.Parameters[argument.Ordinal].Type)!.Value;
            Place copy = MakePlace(TypeTree.Of(type), null, _depth);
            Assign(copy, argument.Value);
            if (!Pass(call, copy, values))
            {
                return Lowered.Nothing;
            }

            bool isWritten = written.Contains(argument.Ordinal);
            if (isWritten && !MarkWritten(call, values[values.Count - 1]))
            {
                return Lowered.Nothing;
            }

            passing.Add(isWritten ? Passing.Written : type.Shape == Shape.Array ? Passing.Array : Passing.Value);
        }

        List<Value> outputs = method.ReturnsVoid ? [] : [_values.Create(TypeOf(method.ReturnType)!.Value)];
        _builder.Add(new Invoke(new Callee(TextOf(method), passing.ToEquatable(), outputs.Count, pullback), values.ToEquatable(), outputs.ToEquatable()));
        return outputs.Count == 0 ? Lowered.Nothing : outputs[0];
    }
}
