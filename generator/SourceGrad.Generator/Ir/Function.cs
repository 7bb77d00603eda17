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
/// <param name="Kind">How it gets out.</param>
/// <param name="Name">What it is assigned or added to, as C# writes it.</param>
/// <param name="Type">Its type.</param>
internal sealed record Output(OutputKind Kind, string Name, IrType Type)
{
    /// <summary>
    /// For one of several that are put together into one value: how, with <c>{0}</c>, <c>{1}</c>… for the outputs of this name in order.
    /// </summary>
    public string? Template { get; init; }

    /// <summary>Which part of the value it is: <c>.X</c>.</summary>
    public string Member { get; init; } = "";
}

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
