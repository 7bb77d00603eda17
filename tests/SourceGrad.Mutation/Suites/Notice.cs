namespace SourceGrad.Mutation.Suites;

/// <summary>What a test says of a mutant.</summary>
/// <param name="How">How it shows; null where it does not.</param>
/// <param name="ChangesCode">The generated code is another one, but does the same.</param>
internal readonly record struct Notice(string? How, bool ChangesCode = false);
