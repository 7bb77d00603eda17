namespace SourceGrad.Fuzz;

/// <summary>What the command line says.</summary>
internal sealed record Settings(
    TimeSpan Time, ulong Seed, int First, int Programs, int Workers, int Batch, string? Inject, string Output, string? Show, int? Census);
