namespace SourceGrad.Mutation;

/// <summary>What the command line says.</summary>
internal sealed record Settings(TimeSpan Time, int Seed, IReadOnlyList<string> Folders, int Workers, string Output, string? Only, string? Again);
