using SourceGrad.Generator.Infrastructure;

namespace SourceGrad.Generator.Ir;

/// <summary>One scalar or array of a model that is a parameter to differentiate with respect to.</summary>
/// <param name="Access">How the model's own code reads it: <c>weights</c>, <c>inner.Bias</c>.</param>
/// <param name="Member">Where it is in the gradient: <c>.weights</c>, <c>.inner.Bias</c>.</param>
/// <param name="Type">A scalar or an array.</param>
/// <param name="IsSettable">A scalar that can be assigned.</param>
internal sealed record ModelMember(string Access, string Member, IrType Type, bool IsSettable)
{
    /// <summary>For a field of each object in an array of objects, which Access and Member then name: <c>.Weights</c>.</summary>
    public string Element { get; init; } = "";

    /// <summary>The type of those objects.</summary>
    public string ItemType { get; init; } = "";

    /// <summary>For a scalar inside of a struct that can only be assigned as a whole how that is set to a copy with <c>{0}</c> in it; else empty.</summary>
    public string Setter { get; init; } = "";

    /// <summary>Access is a span and no array.</summary>
    public bool IsSpan { get; init; }

    /// <summary>Access is a span that cannot be written to.</summary>
    public bool IsReadOnlySpan { get; init; }

    /// <summary>The same field of one of the objects.</summary>
    public ModelMember At(string index) => this with
    {
        Access = $"{Access}[{index}]{Element}",
        Member = $"{Member}[{index}]{Element}",
        Element = "",
        Type = Type.IsStrided ? Type.Element : Type.As(Shape.Array),
    };
}

/// <summary>A class or struct with differentiable instance methods: what its <c>Gradient</c> is made from.</summary>
/// <param name="Namespace">Dotted, or empty for the global one.</param>
/// <param name="ContainingTypes">Outermost first, the type itself last.</param>
/// <param name="Name">The type as generated code writes it.</param>
/// <param name="Cref">The type as a doc comment writes it.</param>
/// <param name="IsReadOnly">A struct that cannot change.</param>
/// <param name="Members">In declaration order: the order of the flat form.</param>
/// <param name="HintName">The generated file's name.</param>
internal sealed record ModelType(
    string Namespace,
    EquatableArray<string> ContainingTypes,
    string Name,
    string Cref,
    bool IsReadOnly,
    EquatableArray<ModelMember> Members,
    string HintName)
{
    /// <summary>A member of the type is called <c>nameof</c> and takes the operator's place.</summary>
    public bool HidesNameof { get; init; }

    /// <summary>The type as documentation comments name it, by which it is found again.</summary>
    public string Id { get; init; } = "";
}
