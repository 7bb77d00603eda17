using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

internal enum AccessKind : byte
{
    Load,
    Store,
    Accumulate,
}

/// <summary>One place in a loop that touches memory which the lanes share.</summary>
/// <param name="Statement">The load's, store's or accumulation's.</param>
/// <param name="Index">Its index, uniform or linear.</param>
/// <param name="Class">The index's class.</param>
/// <param name="IsMasked">Not every lane gets there.</param>
internal sealed record Access(Statement Statement, AccessKind Kind, Value Buffer, Value Root, Value Index, LaneClass Class, bool IsMasked);
