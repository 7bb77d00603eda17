using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Parallelization;

/// <summary>A loop that runs on all cores.</summary>
/// <param name="Type">The name of the struct that brings its arguments to another thread.</param>
/// <param name="Function">Some of its rounds: from one index, to before another, with what they use.</param>
/// <param name="Spans">What is an array in the calling function and a span in this one.</param>
/// <param name="Shared">Its parameters of which each round has elements of its own to write, and other threads the others.</param>
internal sealed record ParallelLoop(string Type, Function Function, IReadOnlyDictionary<Value, Value> Spans, IReadOnlyCollection<Value> Shared)
{
    /// <summary>As many buffers as the library pins.</summary>
    public const int MostBuffers = 24;
}
