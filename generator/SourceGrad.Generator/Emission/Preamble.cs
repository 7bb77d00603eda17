using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>
/// What a member checks before it touches anything: destinations and seeds are as long as their parameters, and no buffer
/// that it writes overlaps another of the same element type. The body may then treat distinct buffers as distinct memory.
/// </summary>
internal static class Preamble
{
    private const string Require = "global::SourceGrad.Runtime.Require";

    public static EquatableArray<string> For(IReadOnlyList<GeneratedParameter> signature) => Lengths(signature).Concat(Overlaps(signature)).ToEquatable();

    private static IEnumerable<string> Lengths(IReadOnlyList<GeneratedParameter> signature) => signature
        .Where(p => p.Role != ParameterRole.Argument && p.Of is not null && Signatures.IsBuffer(p.Of))
        .Select(p => $"{Require}.Length<{Element(p)}>({Name(p)}, {Identifiers.Escape(p.Of!.Name)}.Length, {NameOf(signature, Name(p))}, {NameOf(signature, Identifiers.Escape(p.Of.Name))});");

    private static IEnumerable<string> Overlaps(IReadOnlyList<GeneratedParameter> signature)
    {
        List<GeneratedParameter> buffers = signature.Where(p => p.Of is not null && Signatures.IsBuffer(p.Of)).ToList();
        for (int i = 0; i < buffers.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                GeneratedParameter later = buffers[i], earlier = buffers[j];
                bool laterIsWritten = IsWritten(later);
                if (Element(later) != Element(earlier) || !(laterIsWritten || IsWritten(earlier)))
                {
                    continue;
                }

                (GeneratedParameter written, GeneratedParameter other) = laterIsWritten ? (later, earlier) : (earlier, later);
                yield return $"{Require}.Disjoint<{Element(written)}>({Name(written)}, {Name(other)}, {NameOf(signature, Name(written))}, {NameOf(signature, Name(other))});";
            }
        }
    }

    private static bool IsWritten(GeneratedParameter parameter) =>
        parameter.Role == ParameterRole.Destination || (parameter.Role == ParameterRole.Argument && parameter.Of!.IsWritten);

    private static string Element(GeneratedParameter parameter) => Signatures.ElementOf(parameter.Of!);

    private static string Name(GeneratedParameter parameter) => Identifiers.Escape(parameter.Text.Name);

    /// <summary>The operator, unless a parameter has its name.</summary>
    private static string NameOf(IReadOnlyList<GeneratedParameter> signature, string name) =>
        signature.Any(p => p.Text.Name == "nameof") ? $"\"{name.TrimStart('@')}\"" : $"nameof({name})";
}
