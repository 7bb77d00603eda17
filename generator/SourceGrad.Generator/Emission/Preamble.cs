using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>
/// What a member checks before it touches anything: destinations and seeds are as long as their parameters, and no buffer
/// that it writes overlaps another of the same element type. The body may then treat distinct buffers as distinct memory.
/// </summary>
internal static class Preamble
{
    /// <summary>The class of the checks, as generated code writes it.</summary>
    public const string Require = "global::SourceGrad.Runtime.Require";

    public static EquatableArray<string> For(MethodHeader header, IReadOnlyList<GeneratedParameter> signature, Function body) =>
        Openings(header).Concat(Lengths(header, signature)).Concat(ModelLengths(header, signature).Distinct()).Concat(Overlaps(header, signature)).Concat(References(header, signature)).Concat(Cleared(signature, body)).Concat(Starts(header)).ToEquatable();

    /// <summary>Spans of what is read through one.</summary>
    private static IEnumerable<string> Openings(MethodHeader header) => header.Inputs.Select(part => part.Opening).Where(opening => opening.Length > 0).Distinct();

    /// <summary>A parameter as the checks take it.</summary>
    private static string Text(MethodParameter parameter) =>
        parameter.Parts.FirstOrDefault(part => part.Opening.Length > 0)?.Access ?? Identifiers.Escape(parameter.Name);

    private static IEnumerable<string> Lengths(MethodHeader header, IReadOnlyList<GeneratedParameter> signature) => signature
        .Where(p => p.Role is ParameterRole.Seed or ParameterRole.Destination && p.Of is not null && Signatures.IsBuffer(p.Of))
        .Select(p => p.Of!.Type is { IsTable: true }
            ? $"{Require}.Shape<{Signatures.ElementOf(p.Of)}>({Name(p)}, {Identifiers.Escape(p.Of.Name)}, {NameOf(header, signature, Name(p))}, {NameOf(header, signature, Identifiers.Escape(p.Of.Name))});"
            : $"{Require}.Length<{Signatures.ElementOf(p.Of!)}>({Name(p)}, {Text(p.Of!)}.Length, {NameOf(header, signature, Name(p))}, {NameOf(header, signature, Identifiers.Escape(p.Of!.Name))});");

    private static IEnumerable<string> ModelLengths(MethodHeader header, IReadOnlyList<GeneratedParameter> signature)
    {
        if (signature.FirstOrDefault(p => p.Role == ParameterRole.ModelGradient) is not { } gradient)
        {
            yield break;
        }

        yield return $"global::System.ArgumentNullException.ThrowIfNull({Name(gradient)});";
        foreach (InputPart part in header.Receiver!.Parts.Where(part => part.IsActive && part.Type.IsMemory))
        {
            string destination = Name(gradient) + part.Member;
            if (part.Element.Length > 0)
            {
                yield return $"{Require}.Count({destination}.Length, {part.Access}.Length, \"{destination}\", \"{part.Access}\");";
                continue;
            }

            yield return part.Type.IsTable ? $"{Require}.Shape<{TypeText.Of(part.Type.Element)}>({destination}, {part.Access}, \"{destination}\", \"{part.Access}\");" : $"{Require}.Length<{TypeText.Of(part.Type.Element)}>({destination}, {part.Access}.Length, \"{destination}\", \"{part.Access}\");";
        }
    }

    /// <summary>What is passed by reference and written must be no other argument.</summary>
    private static IEnumerable<string> References(MethodHeader header, IReadOnlyList<GeneratedParameter> signature) => ReferenceChecks(header, name => NameOf(header, signature, name)).OrderBy(line => line.IndexOf("SkipInit", StringComparison.Ordinal) < 0);

    private static IEnumerable<string> ReferenceChecks(MethodHeader header, Func<string, string> nameOf)
    {
        foreach (MethodParameter written in header.Parameters.Where(p => p.PassedBy is PassedBy.Ref or PassedBy.Out && !Signatures.IsBuffer(p)))
        {
            string name = Identifiers.Escape(written.Name);
            bool isChecked = header.Parameters.Any(p => p.Name != written.Name && (p.CSharpType == written.CSharpType && p.PassedBy != PassedBy.Value || p.Type is { IsBuffer: true } && Signatures.ElementOf(p) == written.CSharpType));
            if (isChecked && written.PassedBy == PassedBy.Out)
            {
                // Its address is looked at, not its value.
                yield return $"global::System.Runtime.CompilerServices.Unsafe.SkipInit(out {name});";
            }

            foreach (MethodParameter other in header.Parameters.Where(p => p.CSharpType == written.CSharpType && p.PassedBy != PassedBy.Value && p.Name != written.Name))
            {
                if (other.PassedBy == PassedBy.In || string.CompareOrdinal(written.Name, other.Name) < 0)
                {
                    yield return $"{Require}.Distinct<{written.CSharpType}>(in {name}, in {Identifiers.Escape(other.Name)}, {nameOf(name)}, {nameOf(Identifiers.Escape(other.Name))});";
                }
            }

            foreach (MethodParameter buffer in header.Parameters.Where(p => p.Type is { IsBuffer: true } && Signatures.ElementOf(p) == written.CSharpType))
            {
                yield return $"{Require}.Outside<{written.CSharpType}>(in {name}, {Text(buffer)}, {nameOf(name)}, {nameOf(Identifiers.Escape(buffer.Name))});";
            }
        }
    }

    /// <summary>What the caller passed by reference, before anything is assigned to it.</summary>
    private static IEnumerable<string> Starts(MethodHeader header) => header.Parameters
        .Where(p => p.PassedBy == PassedBy.Ref && p.Parts.Count == 1 && !Signatures.IsBuffer(p))
        .Select(p => $"{p.CSharpType} {p.Parts[0].Access} = {Identifiers.Escape(p.Name)};");

    /// <summary>Buffers of structs are set to zero at once.</summary>
    private static IEnumerable<string> Cleared(IReadOnlyList<GeneratedParameter> signature, Function body) =>
        body.Outputs.Any(output => output.Kind == OutputKind.AddTo) || signature.Any(p => p.Role == ParameterRole.Seed)
            ? []
            : signature
                .Where(p => p is { Role: ParameterRole.Destination, Of: { Type: null } of } && Signatures.IsBuffer(of) && p.Text.Modifier == ParameterModifier.None)
                .Select(p => $"{Name(p)}.Clear();");

    /// <summary>The check that memory which is written shares nothing with other memory, each with the name that it has in a message.</summary>
    public static string Disjoint(string element, (string Text, string Name) written, (string Text, string Name) other) =>
        $"{Require}.Disjoint<{element}>({written.Text}, {other.Text}, {written.Name}, {other.Name});";

    private static IEnumerable<string> Overlaps(MethodHeader header, IReadOnlyList<GeneratedParameter> signature)
    {
        List<(string Text, string Name, string Element, bool IsWritten)> buffers = [.. signature
            .Where(p => p.Of is { Type: not { IsTable: true } } && Signatures.IsBuffer(p.Of))
            .Select(p => (p.Role == ParameterRole.Argument ? Text(p.Of!) : Name(p), NameOf(header, signature, Name(p)), Signatures.ElementOf(p.Of!), IsWritten(p)))];
        buffers.AddRange(header.Receiver?.Parts
            .Where(part => part.Type.IsBuffer && !part.Type.IsStrided && (part.IsWritten || header.Inputs.Any(input => input.IsWritten)))
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
                yield return Disjoint(written.Element, (written.Text, written.Name), (other.Text, other.Name));
            }
        }
    }

    private static bool IsWritten(GeneratedParameter parameter) =>
        parameter.Role == ParameterRole.Destination || (parameter.Role == ParameterRole.Argument && parameter.Of!.IsWritten);

    private static string Name(GeneratedParameter parameter) => Identifiers.Escape(parameter.Text.Name);

    /// <summary>The operator, unless something else has its name.</summary>
    private static string NameOf(MethodHeader header, IReadOnlyList<GeneratedParameter> signature, string name) =>
        header.HidesNameof || signature.Any(p => p.Text.Name == "nameof") ? $"\"{name.TrimStart('@')}\"" : $"nameof({name})";
}
