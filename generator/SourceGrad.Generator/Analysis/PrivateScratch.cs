using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Analysis;

/// <summary>
/// Recognizes scratch from outside a loop that only the loop's body uses, and that each iteration overwrites entirely before it reads it: in its
/// first statement that uses it, or in every inner loop anew. No value flows through it from one iteration to the next.
/// </summary>
internal sealed class PrivateScratch
{
    private readonly MemoryUses _memory;
    private readonly Definitions _definitions;
    private readonly ScratchUse _use;
    private readonly HashSet<Value> _handedOn;

    /// <param name="function">The function.</param>
    /// <param name="roots">The memory behind its buffers.</param>
    /// <param name="memory">The uses of the whole function's memory, counted.</param>
    public PrivateScratch(Function function, BufferRoots roots, MemoryUses memory)
    {
        _memory = memory;
        _definitions = Definitions.Of(function);
        _use = new ScratchUse(roots, _definitions.ConstantOf, _definitions.AreEqual);
        _handedOn = roots.HandedOn(function.Body);
    }

    public bool IsPrivate(Region body, Value root) =>
        _definitions.Find(root) is Allocate scratch
        && !_handedOn.Contains(root)
        && _memory.Count(body.Statements, root) == _memory.CountAll(root)
        && _use.IsOverwritten(body, root, scratch);
}
