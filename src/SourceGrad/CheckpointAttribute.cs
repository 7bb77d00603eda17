namespace SourceGrad;

/// <summary>Trades time for memory in a loop: only some iterations' state is recorded, the rest is computed again from there.</summary>
/// <remarks>A hint. It never changes the gradient; this version does not act on it.</remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class CheckpointAttribute : Attribute;
