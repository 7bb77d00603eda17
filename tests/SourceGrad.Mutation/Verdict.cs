namespace SourceGrad.Mutation;

/// <summary>What became of a mutant.</summary>
/// <param name="IsKilled">A test noticed it.</param>
/// <param name="By">The test.</param>
/// <param name="How">How it showed.</param>
/// <param name="Reaching">How many tests reach its place.</param>
/// <param name="Tried">How many of them ran.</param>
/// <param name="Changed">In how many of these the generated code is another one.</param>
internal sealed record Verdict(bool IsKilled, string By, string How, int Reaching, int Tried, int Changed);
