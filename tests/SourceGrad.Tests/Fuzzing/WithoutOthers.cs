namespace SourceGrad.Tests.Fuzzing;

/// <summary>Tests that change the generator in memory: nothing else runs meanwhile.</summary>
[CollectionDefinition(nameof(WithoutOthers), DisableParallelization = true)]
public sealed class WithoutOthers;
