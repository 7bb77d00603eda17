using Microsoft.CodeAnalysis;
using SourceGrad.Generator.Diagnostics;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>
/// The signature that a rule for a method must have: the method's parameters, the adjoint of its result, a span for each active buffer;
/// it returns the adjoints of the active numbers.
/// </summary>
internal sealed class RuleSignature
{
    private readonly IMethodSymbol _target;
    private readonly IMethodSymbol _rule;

    public RuleSignature(IMethodSymbol target, IMethodSymbol rule)
    {
        _target = target;
        _rule = rule;
        Active = Enumerable.Range(0, target.Parameters.Length).Where(IsActive).ToList();
        Problem = Unsuitable() is { } unsuitable ? new RuleProblem(Descriptors.RuleParameters, unsuitable)
            : !ParametersFit() ? new RuleProblem(Descriptors.RuleParameters, $"The rule '{rule.Name}' for '{Name}' must have the parameters ({ParameterText()})")
            : !ReturnFits() ? new RuleProblem(Descriptors.RuleResult, $"The rule '{rule.Name}' for '{Name}' must return {ReturnText()}")
            : null;
    }

    /// <summary>The parameters of a real type, without those marked [NoGradient] in the method or in the rule.</summary>
    public IReadOnlyList<int> Active { get; }

    public RuleProblem? Problem { get; }

    private string Name => _target.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);

    private IEnumerable<IParameterSymbol> ActiveBuffers => Active.Select(i => _target.Parameters[i]).Where(parameter => TypeMap.Of(parameter.Type)!.Value.IsBuffer);

    private List<IParameterSymbol> ActiveScalars => Active.Select(i => _target.Parameters[i]).Where(parameter => TypeMap.Of(parameter.Type)!.Value.IsScalar).ToList();

    private bool IsActive(int parameter) => TypeMap.Of(_target.Parameters[parameter].Type) is { IsFloating: true }
        && !MethodLowering.HasNoGradient(_target.Parameters[parameter])
        && !(parameter < _rule.Parameters.Length && MethodLowering.HasNoGradient(_rule.Parameters[parameter]));

    private string? Unsuitable()
    {
        if (TypeMap.Of(_target.ReturnType) is not { IsReal: true })
        {
            return $"'{Name}' returns '{_target.ReturnType.ToDisplayString()}'; a rule is for a method that returns double or float";
        }

        foreach (IParameterSymbol parameter in _target.Parameters)
        {
            if (parameter.RefKind != RefKind.None || TypeMap.IsOpened(parameter.Type) || TypeMap.Of(parameter.Type) is not { } type || !(type.IsScalar || type.IsBuffer))
            {
                return $"Parameter '{parameter.Name}' of '{Name}' is not a number, a span or an array; a rule is for a method that takes these by value";
            }

            if (type.Shape == Shape.Span)
            {
                return $"'{Name}' may write to '{parameter.Name}'; a rule is for a method that reads its buffers, as ReadOnlySpan or array";
            }
        }

        return null;
    }

    private bool ParametersFit()
    {
        List<ITypeSymbol> own = [.. _target.Parameters.Select(parameter => parameter.Type), _target.ReturnType];
        List<IParameterSymbol> buffers = ActiveBuffers.ToList();
        return _rule.Parameters.Length == own.Count + buffers.Count
            && _rule.Parameters.All(parameter => parameter.RefKind == RefKind.None)
            && own.Select((type, i) => SymbolEqualityComparer.Default.Equals(type, _rule.Parameters[i].Type)).All(fits => fits)
            && buffers.Select((buffer, i) => TypeMap.Of(_rule.Parameters[own.Count + i].Type) is { Shape: Shape.Span } span
                && span.Kind == TypeMap.Of(buffer.Type)!.Value.Kind).All(fits => fits);
    }

    private bool ReturnFits()
    {
        List<IParameterSymbol> scalars = ActiveScalars;
        return scalars.Count switch
        {
            0 => _rule.ReturnsVoid,
            1 => SymbolEqualityComparer.Default.Equals(_rule.ReturnType, scalars[0].Type),
            _ => _rule.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple
                && tuple.TupleElements.Length == scalars.Count
                && tuple.TupleElements.Zip(scalars, (element, scalar) => SymbolEqualityComparer.Default.Equals(element.Type, scalar.Type)).All(fits => fits),
        };
    }

    private string ParameterText() => string.Join(", ", _target.Parameters.Select(parameter => $"{Short(parameter.Type)} {parameter.Name}")
        .Append($"{Short(_target.ReturnType)} adjoint")
        .Concat(ActiveBuffers.Select(buffer => $"Span<{(TypeMap.Of(buffer.Type)!.Value.Kind == ScalarKind.Float ? "float" : "double")}> {buffer.Name}Adjoint")));

    private string ReturnText()
    {
        List<IParameterSymbol> scalars = ActiveScalars;
        return scalars.Count switch
        {
            0 => "void",
            1 => $"{Short(scalars[0].Type)}, the adjoint of '{scalars[0].Name}'",
            _ => $"({string.Join(", ", scalars.Select(scalar => $"{Short(scalar.Type)} {scalar.Name}"))}), the adjoints of its parameters",
        };
    }

    private static string Short(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
