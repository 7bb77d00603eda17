using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>What a generated parameter is there for.</summary>
internal enum ParameterRole : byte
{
    Argument,
    Seed,
    Destination,

    /// <summary>The object that receives the derivatives with respect to the fields of the model.</summary>
    ModelGradient,
}

/// <summary>A parameter of a generated member, and the user's parameter it belongs to (null for the seed of the result).</summary>
internal sealed record GeneratedParameter(SignatureParameter Text, ParameterRole Role, MethodParameter? Of);

/// <summary>
/// The parameter lists of the generated members: the arguments, the seeds, the destinations. Generated names avoid the
/// user's and each other; a body binds to them by position, not by name.
/// </summary>
internal static class Signatures
{
    /// <summary>Every active parameter is a scalar or a struct, so that the gradient can be returned.</summary>
    public static bool HasScalarGradient(MethodHeader header) =>
        header.Receiver is not { IsActive: true } && header.Parameters.All(p => p.PassedBy is PassedBy.Value or PassedBy.In) && header.Parameters.Any(p => p.IsActive) && header.Parameters.All(p => !p.IsActive || (!IsBuffer(p) && !p.IsRefLike));

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
            Add(header, signature, "resultAdjoint", header.CSharpReturnType, ParameterModifier.None, ParameterRole.Seed, null);
        }

        foreach (MethodParameter parameter in header.Parameters.Where(p => p.IsRealResult || (p.IsWritten && IsBuffer(p) && IsReal(p))))
        {
            string type = parameter.IsRealResult ? parameter.CSharpType : parameter.Type is { IsTable: true } ? parameter.CSharpType : $"global::System.ReadOnlySpan<{ElementOf(parameter)}>";
            Add(header, signature, parameter.Name + "Adjoint", type, ParameterModifier.None, ParameterRole.Seed, parameter);
        }

        AddDestinations(header, signature, ParameterModifier.Ref);
        return signature;
    }

    public static List<GeneratedParameter> Arguments(MethodHeader header) => header.Parameters
        .Select(p => new GeneratedParameter(new SignatureParameter(p.Name, p.CSharpType, ModifierOf(p)), ParameterRole.Argument, p))
        .ToList();

    public static bool IsBuffer(MethodParameter parameter) => parameter.Type is IrType type ? type.IsMemory : parameter.Element is not null;

    /// <summary>The C# type of a buffer's elements.</summary>
    public static string ElementOf(MethodParameter parameter) => parameter.Type is IrType type
        ? TypeText.Of(type.Element)
        : parameter.Element!;

    private static ParameterModifier ModifierOf(MethodParameter parameter) => parameter.PassedBy switch
    {
        PassedBy.Value => ParameterModifier.None,
        PassedBy.In => ParameterModifier.In,
        PassedBy.Ref => ParameterModifier.Ref,
        PassedBy.Out => ParameterModifier.Out,
    };

    private static bool IsReal(MethodParameter parameter) => parameter.Parts.Any(part => part.Type.IsFloating);

    private static void AddDestinations(MethodHeader header, List<GeneratedParameter> signature, ParameterModifier scalar)
    {
        foreach (MethodParameter parameter in header.Parameters.Where(p => p.IsActive))
        {
            bool buffer = IsBuffer(parameter);
            string type = buffer && parameter.Type is not { IsTable: true } ? $"global::System.Span<{ElementOf(parameter)}>" : parameter.CSharpType;
            Add(header, signature, parameter.Name + "Gradient", type, buffer ? ParameterModifier.None : scalar, ParameterRole.Destination, parameter);
        }

        if (header.Receiver is { IsActive: true } receiver)
        {
            Add(header, signature, "gradient", receiver.GradientType, ParameterModifier.None, ParameterRole.ModelGradient, null);
        }
    }

    /// <summary>The body reads the object's fields by their bare names.</summary>
    private static void Add(MethodHeader header, List<GeneratedParameter> signature, string name, string type, ParameterModifier modifier, ParameterRole role, MethodParameter? of)
    {
        string unique = Identifiers.Unique(name, signature.Select(p => p.Text.Name).Concat(header.Receiver?.Parts.Select(part => part.Field) ?? []).ToList());
        signature.Add(new GeneratedParameter(new SignatureParameter(unique, type, modifier), role, of));
    }
}
