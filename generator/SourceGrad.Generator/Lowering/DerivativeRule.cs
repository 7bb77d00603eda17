using Microsoft.CodeAnalysis;
using SourceGrad.Generator.Diagnostics;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>A hand-written derivative of a method.</summary>
/// <param name="Target">The method that it is for.</param>
/// <param name="Method">The rule itself.</param>
/// <param name="Active">The numbers of the parameters that it differentiates with respect to.</param>
internal sealed record DerivativeRule(IMethodSymbol Target, IMethodSymbol Method, IReadOnlyList<int> Active)
{
    public const string AttributeName = "SourceGrad.DerivativeOfAttribute";

    /// <summary>What <c>[DerivativeOf]</c> says; null where the method has no such attribute.</summary>
    public static AttributeData? AttributeOf(IMethodSymbol method) =>
        method.GetAttributes().FirstOrDefault(data => data.AttributeClass?.ToDisplayString() == AttributeName);

    /// <summary>Reads a rule and checks its signature; null, with what is wrong, where it is none.</summary>
    public static DerivativeRule? Read(IMethodSymbol rule, AttributeData attribute, out RuleProblem? problem)
    {
        problem = null;
        if (attribute.ConstructorArguments is not [{ Value: INamedTypeSymbol type }, { Value: string name }])
        {
            // C# itself has something to say about the attribute.
            return null;
        }

        List<IMethodSymbol> candidates = [.. type.GetMembers(name).OfType<IMethodSymbol>().Where(method => method.MethodKind == MethodKind.Ordinary)];
        if (candidates.Count == 0)
        {
            problem = new RuleProblem(Descriptors.RuleTarget, $"'{type.ToDisplayString()}' has no method '{name}' for '{rule.Name}' to be the derivative of; write typeof and nameof of the method that is called");
            return null;
        }

        string? kind = rule switch
        {
            { IsStatic: false } or { IsGenericMethod: true } or { ContainingType.IsGenericType: true } => $"'{rule.Name}' must be a static method, not generic, to be a rule",
            _ when candidates.All(candidate => !candidate.IsStatic || candidate.IsGenericMethod || candidate.ContainingType.IsGenericType) =>
                $"'{name}' is not a static method or is generic; a rule is for a static method with numbers, spans and arrays as parameters",
            _ => null,
        };
        if (kind is not null)
        {
            problem = new RuleProblem(Descriptors.RuleParameters, kind);
            return null;
        }

        IMethodSymbol target = candidates.OrderByDescending(candidate => Agreement(candidate, rule)).First();
        RuleSignature signature = new(target, rule);
        problem = signature.Problem;
        return problem is null ? new DerivativeRule(target, rule, signature.Active) : null;
    }

    /// <summary>How well the first parameters of a rule fit a method: its own number of them, all of the same types, fits best.</summary>
    private static int Agreement(IMethodSymbol candidate, IMethodSymbol rule)
    {
        int same = candidate.Parameters.Zip(rule.Parameters, (mine, its) => SymbolEqualityComparer.Default.Equals(mine.Type, its.Type)).TakeWhile(equal => equal).Count();
        bool all = same == candidate.Parameters.Length;
        bool isNext = all && rule.Parameters.Length > same && SymbolEqualityComparer.Default.Equals(rule.Parameters[same].Type, candidate.ReturnType);
        int buffers = candidate.Parameters.Count(parameter => TypeMap.Of(parameter.Type) is { IsBuffer: true, IsFloating: true });
        return (candidate.IsStatic ? 1000 : 0) + (isNext && rule.Parameters.Length == same + 1 + buffers ? 500 : isNext ? 200 : 0) + (all ? 100 : 0) + same;
    }
}

/// <summary>What is wrong with a rule.</summary>
internal sealed record RuleProblem(DiagnosticDescriptor Descriptor, string Message);
