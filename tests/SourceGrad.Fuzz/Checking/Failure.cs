using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Checking;

/// <summary>What can go wrong.</summary>
public enum FailureKind
{
    /// <summary>The program is no C#: a fault of the fuzzer.</summary>
    Program,

    /// <summary>The program does something else than its tree says: a fault of the fuzzer.</summary>
    Interpreter,

    /// <summary>The generator refuses supported C#.</summary>
    Refused,

    /// <summary>The generator refuses C# as the documentation says: no disagreement.</summary>
    RefusedAsDocumented,

    /// <summary>An exception within the generator.</summary>
    Generator,

    /// <summary>Errors or warnings in generated code, or members that differ from the contract.</summary>
    Code,

    /// <summary>The generator or the generated code does not end.</summary>
    Hang,

    /// <summary>Another value than the method's.</summary>
    Value,

    /// <summary>Buffers hold something else than after the method.</summary>
    Effect,

    /// <summary>Another exception than the method's, or none.</summary>
    Exception,

    /// <summary>Another gradient than that of the dual numbers.</summary>
    Gradient,

    /// <summary>Memory of the managed heap is used in steady state.</summary>
    Allocation,
}

/// <summary>One disagreement.</summary>
public sealed record Failure(FuzzProgram Program, Configuration Configuration, FailureKind Kind, string Message)
{
    /// <summary>What makes another failure the same: its kind and, for faults of the compiler, their number or exception.</summary>
    public string Key { get; init; } = "";

    public bool IsLike(Failure other) => Kind == other.Kind && Key == other.Key;
}
