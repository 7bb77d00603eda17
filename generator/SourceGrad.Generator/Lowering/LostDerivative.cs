using Microsoft.CodeAnalysis;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>A place where a real value becomes something that has no derivative with respect to it.</summary>
/// <param name="Operand">The real value; null if the function does not compute it after all.</param>
/// <param name="Location">The expression.</param>
/// <param name="Description">What it is, as the start of a sentence.</param>
internal sealed record LostDerivative(Value? Operand, Location Location, string Description);
