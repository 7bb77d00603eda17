namespace SourceGrad.Tests.Conformance;

/// <summary>Every row of the table at every point, in every mode of the generator: the value with the gradient.</summary>
public sealed class ConformanceTests
{
    public static TheoryData<string, int, Mode> ReturningCases => Expected.At(x => !x.Signature.IsVoid && x.Case.Exception is null);

    public static TheoryData<string, int, Mode> ReturnedGradientCases =>
        Expected.At(x => !x.Signature.IsVoid && x.Signature.AllActiveAreScalars && x.Case.Exception is null);

    public static TheoryData<string, int, Mode> ThrowingCases => Expected.At(x => x.Case.Exception is not null);

    [Theory]
    [MemberData(nameof(ReturningCases))]
    public void ValueAndGradient(string name, int point, Mode mode)
    {
        Subject subject = new(name, point, mode);
        object[] primalArguments = subject.Case.CopyArguments();
        object primal = subject.Primal.Primal(primalArguments)!;

        object[] arguments = subject.Case.CopyArguments();
        object[] destinations = subject.Destinations(double.NaN);
        object value = subject.Probe.ValueAndGradient(arguments, destinations)!;

        Expected.Value(subject, primal, value, mode);
        Expected.Effects(subject, primalArguments, arguments, mode);
        Expected.Gradient(subject, destinations, seed: 1, subject.Adjoints(0), subject.Tolerance);
    }

    [Theory]
    [MemberData(nameof(ReturnedGradientCases))]
    public void GradientAsResult(string name, int point, Mode mode)
    {
        Subject subject = new(name, point, mode);
        object[] destinations = subject.Destinations(double.NaN);
        object value = subject.Probe.ValueAndGradient(subject.Case.CopyArguments(), destinations)!;

        Assert.Equal(destinations, subject.Probe.Gradient(subject.Case.CopyArguments()));
        Assert.Equal([value, .. destinations], subject.Probe.ValueAndGradientTuple(subject.Case.CopyArguments()));
    }

    [Theory]
    [MemberData(nameof(ThrowingCases))]
    public void ThrowsWhatThePrimalThrows(string name, int point, Mode mode)
    {
        Subject subject = new(name, point, mode);
        Type expected = subject.Case.Exception!;
        object[] after = subject.Case.CopyArguments(), left = subject.Case.CopyArguments();
        Exception primal = Assert.Throws(expected, () => subject.Primal.Primal(after));
        Exception vjp = Assert.Throws(expected, () =>
            subject.Probe.Vjp(left, subject.Real(1), subject.Adjoints(1), subject.Destinations(0)));
        Assert.Equal(primal.Message, vjp.Message);
        if (mode != Mode.Cores)
        {
            // On several cores rounds after the one that throws may have run.
            Expected.Effects(subject, after, left, mode);
        }

        if (!subject.Signature.IsVoid)
        {
            Exception gradient = Assert.Throws(expected, () =>
                subject.Probe.ValueAndGradient(subject.Case.CopyArguments(), subject.Destinations(0)));
            Assert.Equal(primal.Message, gradient.Message);
        }
    }
}
