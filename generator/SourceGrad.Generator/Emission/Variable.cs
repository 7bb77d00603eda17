using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>A C# local or parameter: one value, or several whose lifetimes do not meet.</summary>
internal sealed class Variable(Block declaration, IrType type)
{
    /// <summary>The block that declares it.</summary>
    public Block Declaration { get; } = declaration;

    public IrType Type { get; } = type;

    public List<ValueInfo> Members { get; } = [];

    /// <summary>The name as C# writes it, escaped where needed.</summary>
    public string Name { get; set; } = "";

    /// <summary>For a buffer of structs what follows the index to reach the number: <c>.X</c>.</summary>
    public string Element { get; set; } = "";

    /// <summary>A view of a buffer of structs, whose type is not the IR's.</summary>
    public bool IsOfStructs { get; set; }

    /// <summary>Its declaration was written (true from the start for parameters and loop indices).</summary>
    public bool IsDeclared { get; set; }
}
