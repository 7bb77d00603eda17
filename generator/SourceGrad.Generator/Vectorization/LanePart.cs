using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>A part of a buffer that a loop in lanes goes through.</summary>
/// <param name="View">What stands for it.</param>
/// <param name="Buffer">The buffer.</param>
/// <param name="Index">Of the element in a round.</param>
/// <param name="Terms">Where it starts, less the loop's index: sums and differences of these.</param>
/// <param name="IsKnown">The same part of a buffer as long as this one is among those that end the loop, so that a view of its own need not end it too.</param>
/// <param name="IsRow">The buffer is a tape that was made so long.</param>
internal sealed record LanePart(Value View, Value Buffer, Value Index, List<(Value Term, int Sign)> Terms, bool IsKnown, bool IsRow);
