namespace SourceGrad.Benchmarks.Cases.Mlp;

/// <summary>Examples: inputs row by row, and what should come out, a number or a class.</summary>
internal sealed record Batch<T>(int Count, T[] X, T[] Y, int[] Labels);
