using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>What a generated parameter is there for.</summary>
internal enum ParameterRole : byte
{
    Argument,
    Seed,
    Destination,
}

/// <summary>A parameter of a generated member, and the user's parameter it belongs to (null for the seed of the result).</summary>
internal sealed record GeneratedParameter(SignatureParameter Text, ParameterRole Role, MethodParameter? Of);

/// <summary>
/// The parameter lists of the generated members: the arguments, the seeds, the destinations. Generated names avoid the
/// user's and each other; a body binds to them by position, not by name.
/// </summary>
internal static class Signatures
{
    /// <summary>Every active parameter is a scalar, so that the gradient can be returned.</summary>
    public static bool HasScalarGradient(MethodHeader header) =>
        header.Parameters.Any(p => p.IsActive) && header.Parameters.All(p => !p.IsActive || !IsBuffer(p));

    public static IReadOnlyList<GeneratedParameter> Gradient(MethodHeader header)
    {
        List<GeneratedParameter> signature = Arguments(header);
        AddDestinations(header, signature, ParameterModifier.Out);
        return signature;
    }

    public static IReadOnlyList<GeneratedParameter> Vjp(MethodHeader header)
    {
        List<GeneratedParameter> signature = Arguments(header);
        if (header.CSharpReturnType != "void")
        {
            Add(signature, "resultAdjoint", header.CSharpReturnType, ParameterModifier.None, ParameterRole.Seed, null);
        }

        foreach (MethodParameter parameter in header.Parameters.Where(p => p.IsWritten && IsBuffer(p) && IsReal(p)))
        {
            string type = $"global::System.ReadOnlySpan<{ElementOf(parameter)}>";
            Add(signature, parameter.Name + "Adjoint", type, ParameterModifier.None, ParameterRole.Seed, parameter);
        }

        AddDestinations(header, signature, ParameterModifier.Ref);
        return signature;
    }

    public static List<GeneratedParameter> Arguments(MethodHeader header) => header.Parameters
        .Select(p => new GeneratedParameter(new SignatureParameter(p.Name, p.Modifier + p.CSharpType, ParameterModifier.None), ParameterRole.Argument, p))
        .ToList();

    /// <summary>A buffer by its IR type or, where the method could not be lowered, by the look of its C# type.</summary>
    public static bool IsBuffer(MethodParameter parameter) => parameter.Type is IrType type
        ? type.IsBuffer
        : parameter.CSharpType.EndsWith("[]", StringComparison.Ordinal) || SpanArgument(parameter.CSharpType) is not null;

    /// <summary>The C# type of a buffer's elements.</summary>
    public static string ElementOf(MethodParameter parameter) => parameter.Type is IrType type
        ? TypeText.Of(type.Kind)
        : SpanArgument(parameter.CSharpType) ?? parameter.CSharpType.Substring(0, parameter.CSharpType.LastIndexOf('['));

    private static bool IsReal(MethodParameter parameter) => ElementOf(parameter) is "double" or "float";

    private static void AddDestinations(MethodHeader header, List<GeneratedParameter> signature, ParameterModifier scalar)
    {
        foreach (MethodParameter parameter in header.Parameters.Where(p => p.IsActive))
        {
            bool buffer = IsBuffer(parameter);
            string type = buffer ? $"global::System.Span<{ElementOf(parameter)}>" : parameter.CSharpType;
            Add(signature, parameter.Name + "Gradient", type, buffer ? ParameterModifier.None : scalar, ParameterRole.Destination, parameter);
        }
    }

    private static void Add(List<GeneratedParameter> signature, string name, string type, ParameterModifier modifier, ParameterRole role, MethodParameter? of)
    {
        string unique = Identifiers.Unique(name, signature.Select(p => p.Text.Name).ToList());
        signature.Add(new GeneratedParameter(new SignatureParameter(unique, type, modifier), role, of));
    }

    private static string? SpanArgument(string type)
    {
        int open = type.IndexOf("Span<", StringComparison.Ordinal);
        return open >= 0 && type.EndsWith(">", StringComparison.Ordinal) ? type.Substring(open + 5, type.Length - open - 6) : null;
    }
}
