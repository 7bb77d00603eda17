using Microsoft.CodeAnalysis;
using SourceGrad.Generator.Diagnostics;
using SourceGrad.Generator.Lowering;

namespace SourceGrad.Generator.Discovery;

/// <summary>What is wrong with a hand-written rule, said at its attribute or its name.</summary>
internal static class RuleReport
{
    public static IEnumerable<Diagnostic> On(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        if (DerivativeRule.AttributeOf(method) is not { } attribute)
        {
            yield break;
        }

        Location name = method.Locations[0];
        if (DerivativeRule.Read(method, attribute, out RuleProblem? problem) is not { } rule)
        {
            if (problem is not null)
            {
                Location at = problem.Descriptor == Descriptors.RuleTarget
                    ? attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation() ?? name
                    : name;
                yield return Diagnostic.Create(problem.Descriptor, at, problem.Message);
            }

            yield break;
        }

        foreach (DerivativeRule other in DerivativeRules.Of(compilation, cancellation).For(rule.Target))
        {
            if (!SymbolEqualityComparer.Default.Equals(other.Method, method))
            {
                yield return Diagnostic.Create(
                    Descriptors.AmbiguousRule,
                    name,
                    rule.Target.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat),
                    other.Method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat));
            }
        }
    }
}
