using Microsoft.CodeAnalysis;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>
/// The generated member of a method in another assembly, found by its name and its parameters: <c>FVjp</c>, or else <c>FValueAndGradient</c>.
/// </summary>
/// <param name="Method">The member.</param>
/// <param name="Form">Which of the two.</param>
/// <param name="Active">The parameters of the method that it differentiates with respect to.</param>
/// <param name="Written">The buffers that the method writes.</param>
internal sealed record ReferencedDerivative(IMethodSymbol Method, PullbackForm Form, IReadOnlyList<int> Active, IReadOnlyCollection<int> Written)
{
    private const string AttributeName = "SourceGrad.DifferentiableAttribute";

    public static bool IsAnnotated(IMethodSymbol method) =>
        method.GetAttributes().Any(data => data.AttributeClass?.ToDisplayString() == AttributeName);

    /// <summary>Null where there is no member that can be called.</summary>
    public static ReferencedDerivative? Find(IMethodSymbol method, Func<ISymbol, bool> isVisible) =>
        Members(method, "Vjp", isVisible).Select(member => Read(method, member, PullbackForm.Vjp)).FirstOrDefault(found => found is not null)
        ?? Members(method, "ValueAndGradient", isVisible).Select(member => Read(method, member, PullbackForm.Gradient)).FirstOrDefault(found => found is not null);

    private static IEnumerable<IMethodSymbol> Members(IMethodSymbol method, string suffix, Func<ISymbol, bool> isVisible) =>
        method.ContainingType.GetMembers(method.Name + suffix).OfType<IMethodSymbol>().Where(member => member.IsStatic && isVisible(member));

    private static ReferencedDerivative? Read(IMethodSymbol method, IMethodSymbol member, PullbackForm form)
    {
        int count = method.Parameters.Length;
        bool fits = SymbolEqualityComparer.Default.Equals(member.ReturnType, method.ReturnType)
            && member.Parameters.Length > count
            && !method.Parameters.Any(parameter => TypeMap.IsOpened(parameter.Type))
            && method.Parameters.Select((parameter, i) => SymbolEqualityComparer.Default.Equals(parameter.Type, member.Parameters[i].Type)).All(same => same);
        if (!fits || (form == PullbackForm.Gradient && method.ReturnsVoid))
        {
            return null;
        }

        int next = count + (form == PullbackForm.Vjp && !method.ReturnsVoid ? 1 : 0);
        List<int> written = [], active = [];
        for (; next < member.Parameters.Length && Owner(method, member.Parameters[next], "Adjoint") is { } buffer; next++)
        {
            written.Add(buffer);
        }

        RefKind passed = form == PullbackForm.Vjp ? RefKind.Ref : RefKind.Out;
        for (; next < member.Parameters.Length; next++)
        {
            if (Owner(method, member.Parameters[next], "Gradient") is not { } owner
                || (TypeMap.Of(method.Parameters[owner].Type) is { IsScalar: true } ? member.Parameters[next].RefKind != passed : member.Parameters[next].RefKind != RefKind.None))
            {
                return null;
            }

            active.Add(owner);
        }

        // What the members say nothing about, because it has no derivative, may be written too.
        written.AddRange(Enumerable.Range(0, count).Where(i => TypeMap.Of(method.Parameters[i].Type) is { Shape: Shape.Span, IsFloating: false }));
        return new ReferencedDerivative(member, form, active, written);
    }

    /// <summary>The parameter that one of a generated member belongs to by its name; a number at its end only makes it unique.</summary>
    private static int? Owner(IMethodSymbol method, IParameterSymbol generated, string suffix)
    {
        string name = generated.Name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        for (int i = 0; i < method.Parameters.Length; i++)
        {
            if (name == method.Parameters[i].Name + suffix || generated.Name == method.Parameters[i].Name + suffix)
            {
                return i;
            }
        }

        return null;
    }
}
