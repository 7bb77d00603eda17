namespace SourceGrad.Fuzz.Machines;

/// <summary>The program at this point is no fair test: too long, too large, too close to a singularity.</summary>
public sealed class Rejected(string reason) : Exception(reason);
