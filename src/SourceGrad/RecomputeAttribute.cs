namespace SourceGrad;

/// <summary>Trades time for memory: the reverse sweep computes this method's intermediate values again rather than record them.</summary>
/// <remarks>A hint. It never changes the gradient; this version does not act on it.</remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class RecomputeAttribute : Attribute;
