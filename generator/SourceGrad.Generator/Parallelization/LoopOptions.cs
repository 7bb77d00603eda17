namespace SourceGrad.Generator.Parallelization;

/// <summary>What the user wants of loops on several cores.</summary>
/// <param name="ReordersSums">Sums may be made of those of parts.</param>
/// <param name="LeastRounds">A part has at least so many rounds; null for as many as are worth it.</param>
/// <param name="TextOf">How generated code calls what is named so beside it.</param>
internal sealed record LoopOptions(bool ReordersSums, int? LeastRounds, Func<string, string> TextOf);
