using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

internal enum ParameterModifier : byte
{
    None,
    In,
    Out,
    Ref,
}

/// <summary>One parameter of a generated member; the name is without an escaping @.</summary>
internal sealed record SignatureParameter(string Name, string CSharpType, ParameterModifier Modifier);

/// <summary>How C# refers to a value that a function takes.</summary>
/// <param name="Access">The scalar or buffer: a parameter's name, or a path to a field.</param>
/// <param name="Element">
/// For a buffer of structs what follows the index: <c>.Velocity.X</c>. From an exclamation mark on in place of a dot, members cannot be assigned,
/// but set in a copy: <c>!Velocity</c>.
/// </param>
internal sealed record InputBinding(string Access, string Element)
{
    /// <summary>Nobody else sees it change, and C# lets it: it may serve as a variable.</summary>
    public bool IsOwn { get; init; } = true;
}

/// <summary>One generated method.</summary>
/// <param name="Name">Its name without an escaping @.</param>
/// <param name="CSharpReturnType">As generated code writes it.</param>
/// <param name="Signature">Its parameters in order.</param>
/// <param name="DocumentationLines">The lines of its XML doc comment, without the slashes.</param>
/// <param name="Body">What it computes; null for a stub and for a member that consists of its preamble alone.</param>
/// <param name="Inputs">How C# refers to the body's parameters, in their order.</param>
/// <param name="Preamble">Ready C# lines that come first.</param>
internal sealed record Member(
    string Name,
    string CSharpReturnType,
    EquatableArray<SignatureParameter> Signature,
    EquatableArray<string> DocumentationLines,
    Function? Body,
    EquatableArray<InputBinding> Inputs,
    EquatableArray<string> Preamble);
