using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions;

/// <summary>A node that stores to a buffer.</summary>
public interface IWritesBuffer
{
    IEnumerable<Variable> Written { get; }
}

/// <summary>A node that gives another name to memory that has one.</summary>
public interface IMakesView
{
    Variable? View { get; }

    Variable? Source { get; }
}

/// <summary>A node that declares a local function.</summary>
public interface IDeclaresMethod
{
    Method Method { get; }
}

/// <summary>A call that hands buffers on; null for the arguments that are numbers.</summary>
public interface IPassesBuffers
{
    string Callee { get; }

    IReadOnlyList<Variable?> Buffers { get; }
}
