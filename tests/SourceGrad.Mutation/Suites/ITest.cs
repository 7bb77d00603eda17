namespace SourceGrad.Mutation.Suites;

/// <summary>Something that a mutant can be found by.</summary>
internal interface ITest
{
    /// <summary>What it is called, and of which kind.</summary>
    string Name { get; }

    /// <summary>Runs without a mutant, keeps the outcome, and tells which mutants' places it reached.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="reached">Where they are marked.</param>
    void Learn(MutatedGenerator generator, bool[] reached);

    /// <summary>Runs with the mutant.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="mutant">The number of the mutant.</param>
    Notice Try(MutatedGenerator generator, int mutant);
}
