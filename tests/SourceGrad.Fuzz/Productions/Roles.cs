using SourceGrad.Fuzz.Machines;
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

/// <summary>A call that hands buffers and references on.</summary>
public interface IPassesBuffers
{
    string Callee { get; }

    IReadOnlyList<Node> Arguments { get; }
}

/// <summary>What a call can be given.</summary>
public interface IArgument
{
    /// <summary>The memory that it hands on: a buffer, or a reference.</summary>
    Variable? Passed { get; }

    /// <summary>Evaluates it; what is returned puts it into the parameter.</summary>
    Action Pass(Machine machine, Variable parameter);
}
