namespace SourceGrad.Tests.Conformance;

/// <summary>Every row of the table at every point, in every mode of the generator: the transposed derivative, and what calls allocate.</summary>
public sealed class ConformanceOfVjpTests
{
    private const int MostAttempts = 3;

    public static TheoryData<string, int, Mode> CompletingCases => Expected.At(x => x.Case.Exception is null);

    /// <summary>Without those on several threads, which are started.</summary>
    public static TheoryData<string, int, Mode> ThriftyCases => Expected.At(x => x.Case.Exception is null, mayAllocate: false);

    [Theory]
    [MemberData(nameof(CompletingCases))]
    public void VjpAddsToItsDestinations(string name, int point, Mode mode)
    {
        Subject subject = new(name, point, mode);
        foreach ((double seed, object[] adjoints) in subject.Seeds())
        {
            object[] primalArguments = subject.Case.CopyArguments();
            object? primal = subject.Primal.Primal(primalArguments);

            object[] arguments = subject.Case.CopyArguments();
            object[] destinations = subject.Destinations(0.75);
            object[] adjointsBefore = [.. adjoints.Select(a => ((Array)a).Clone())];
            object? value = subject.Probe.Vjp(arguments, subject.Real(seed), adjoints, destinations);

            Assert.Equal(adjointsBefore, adjoints);
            if (primal is not null)
            {
                Expected.Value(subject, primal, value!, mode);
            }

            Expected.Effects(subject, primalArguments, arguments, mode);
            object[] increments = [.. destinations.Select(d => (object)Numbers.Of(d).Select(x => x - 0.75).ToArray())];
            // Adding to 0.75 and taking it away again rounds.
            Expected.Gradient(subject, increments, seed, adjoints, Math.Max(subject.Tolerance, 1e-12));
        }
    }

    [Theory]
    [MemberData(nameof(ThriftyCases))]
    public void AllocatesNothing(string name, int point, Mode mode)
    {
        Subject subject = new(name, point, mode);
        object[] destinations = subject.Destinations(0);
        long allocated = long.MaxValue;

        // Other tests empty the shared pools, by a garbage collection or because they rent what this one has given back.
        for (int attempt = 0; attempt < MostAttempts && allocated > 0; attempt++)
        {
            allocated = subject.Probe.Allocated(subject.Case.CopyArguments(), subject.Real(1), subject.Adjoints(1), destinations);
        }

        Assert.Equal(0, allocated);
    }
}
