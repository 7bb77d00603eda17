using SourceGrad.Generator.Infrastructure;

namespace SourceGrad.Generator.Ir;

/// <summary>How a yield of the body reaches the caller.</summary>
internal enum OutputKind : byte
{
    /// <summary>The C# return value.</summary>
    Return,

    /// <summary>An <c>out</c> parameter that is set.</summary>
    Out,

    /// <summary>A <c>ref</c> parameter that the value is added to.</summary>
    AddTo,
}

/// <summary>The meaning of one yield of a function's body.</summary>
internal sealed record Output(OutputKind Kind, string Name, IrType Type);

/// <summary>
/// A function: values in, effects on the buffers among them, values out. The reverse of a function is a function again.
/// <paramref name="NextId"/> is larger than every value's id in it.
/// </summary>
internal sealed record Function(
    string Name,
    EquatableArray<Value> Parameters,
    Region Body,
    EquatableArray<Output> Outputs,
    int NextId);
