using System.ComponentModel;

namespace SourceGrad.Runtime;

/// <summary>Some rounds of a loop: generated code makes one of these for each loop whose rounds run on several cores.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IParallelLoop
{
    /// <summary>Runs the rounds from one index to before another.</summary>
    /// <param name="from">The first.</param>
    /// <param name="to">The one after the last.</param>
    /// <param name="buffers">The memory of the loop, with copies of its own of what it adds to.</param>
    void Run(int from, int to, SharedBuffers buffers);
}
