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

    public static EquatableArray<string> For(MethodHeader header, IReadOnlyList<GeneratedParameter> signature, Function body) =>
        Lengths(signature).Concat(ModelLengths(header, signature)).Concat(Overlaps(header, signature)).Concat(Cleared(signature, body)).ToEquatable();

    private static IEnumerable<string> Lengths(IReadOnlyList<GeneratedParameter> signature) => signature
        .Where(p => p.Role is ParameterRole.Seed or ParameterRole.Destination && p.Of is not null && Signatures.IsBuffer(p.Of))
        .Select(p => $"{Require}.Length<{Signatures.ElementOf(p.Of!)}>({Name(p)}, {Identifiers.Escape(p.Of!.Name)}.Length, {NameOf(signature, Name(p))}, {NameOf(signature, Identifiers.Escape(p.Of.Name))});");

    private static IEnumerable<string> ModelLengths(MethodHeader header, IReadOnlyList<GeneratedParameter> signature)
    {
        if (signature.FirstOrDefault(p => p.Role == ParameterRole.ModelGradient) is not { } gradient)
        {
            yield break;
        }

        yield return $"global::System.ArgumentNullException.ThrowIfNull({Name(gradient)});";
        foreach (InputPart part in header.Receiver!.Parts.Where(part => part.IsActive && part.Type.IsBuffer))
        {
            string destination = Name(gradient) + part.Member;
            yield return $"{Require}.Length<{TypeText.Of(part.Type.Element)}>({destination}, {part.Access}.Length, \"{destination}\", \"{part.Access}\");";
        }
    }

    /// <summary>Buffers of structs are set to zero at once.</summary>
    private static IEnumerable<string> Cleared(IReadOnlyList<GeneratedParameter> signature, Function body) =>
        body.Outputs.Any(output => output.Kind == OutputKind.AddTo) || signature.Any(p => p.Role == ParameterRole.Seed)
            ? []
            : signature
                .Where(p => p is { Role: ParameterRole.Destination, Of: { Type: null } of } && Signatures.IsBuffer(of) && p.Text.Modifier == ParameterModifier.None)
                .Select(p => $"{Name(p)}.Clear();");

    private static IEnumerable<string> Overlaps(MethodHeader header, IReadOnlyList<GeneratedParameter> signature)
    {
        List<(string Text, string Name, string Element, bool IsWritten)> buffers = [.. signature
            .Where(p => p.Of is not null && Signatures.IsBuffer(p.Of))
            .Select(p => (Name(p), NameOf(signature, Name(p)), Signatures.ElementOf(p.Of!), IsWritten(p)))];
        buffers.AddRange(header.Receiver?.Parts
            .Where(part => part.Type.IsBuffer && (part.IsWritten || header.Inputs.Any(input => input.IsWritten)))
            .Select(part => (part.Access, $"\"{part.Access}\"", TypeText.Of(part.Type.Element), part.IsWritten)) ?? []);
        for (int i = 0; i < buffers.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                var later = buffers[i];
                var earlier = buffers[j];
                if (later.Element != earlier.Element || !(later.IsWritten || earlier.IsWritten))
                {
                    continue;
                }

                (var written, var other) = later.IsWritten ? (later, earlier) : (earlier, later);
                yield return $"{Require}.Disjoint<{written.Element}>({written.Text}, {other.Text}, {written.Name}, {other.Name});";
            }
        }
    }

    private static bool IsWritten(GeneratedParameter parameter) =>
        parameter.Role == ParameterRole.Destination || (parameter.Role == ParameterRole.Argument && parameter.Of!.IsWritten);

    private static string Name(GeneratedParameter parameter) => Identifiers.Escape(parameter.Text.Name);

    /// <summary>The operator, unless a parameter has its name.</summary>
    private static string NameOf(IReadOnlyList<GeneratedParameter> signature, string name) =>
        signature.Any(p => p.Text.Name == "nameof") ? $"\"{name.TrimStart('@')}\"" : $"nameof({name})";
}
