using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Optimization;
using SourceGrad.Generator.Tests.Differentiation;
using SourceGrad.Generator.Tests.Ir;

namespace SourceGrad.Generator.Tests.Optimization;

/// <summary>What every pass promises: the function computes the same afterwards.</summary>
public sealed class PassListTests
{
    public static TheoryData<string> Names => [.. Programs.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryPassKeepsWhatIsComputed(string program)
    {
        Subject subject = Programs.Find(program);
        foreach (Func<Function, Function> pass in PassList.Passes.Append(All))
        {
            Check(subject, pass, $"{pass.Method.DeclaringType!.Name}.{pass.Method.Name} of {program}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ASecondRunFindsNothing(string program)
    {
        foreach (Function function in Programs.Find(program).Functions)
        {
            Function once = All(function);
            Assert.Equal(Printer.Print(once), Printer.Print(All(once)));
        }
    }

    [Fact]
    public void NotEnabled_LeavesTheFunctionAlone()
    {
        Function function = Programs.Find(Programs.Names.First()).Vjp;
        Assert.Same(function, PassList.Run(function, new GeneratorOptions(false, false, string.Empty), reordersSums: true, CancellationToken.None));
    }

    [Fact]
    public void Cancellation_Stops() => Assert.Throws<OperationCanceledException>(
        () => PassList.Run(Programs.Find(Programs.Names.First()).Vjp, new GeneratorOptions(true, false, string.Empty), reordersSums: true, new CancellationToken(canceled: true)));

    private static Function All(Function function) => PassList.Run(function, new GeneratorOptions(true, false, string.Empty), reordersSums: true, CancellationToken.None);

    private static void Check(Subject subject, Func<Function, Function> pass, string what)
    {
        Function Verified(Function function)
        {
            Function changed = pass(function);
            Verifier.Verify(changed);
            return changed;
        }

        object[] before = Subject.Copy(Programs.Point), after = Subject.Copy(Programs.Point);
        IReadOnlyList<object> expected = Interpreter.Run(subject.Primal, before);
        Assert.Equal(expected, Interpreter.Run(Verified(subject.Primal), after));
        Assert.Equal(before[0], after[0]);
        Assert.Equal(expected[0], subject.ValueOf(Verified(subject.Gradient!), Programs.Point));
        Close(subject.RunGradient(subject.Gradient!, Programs.Point), subject.RunGradient(Verified(subject.Gradient!), Programs.Point), what);
        Close(subject.RunVjp(subject.Vjp, Programs.Point), subject.RunVjp(Verified(subject.Vjp), Programs.Point), what);
    }

    private static void Close(IReadOnlyList<object> expected, IReadOnlyList<object> actual, string what)
    {
        foreach ((double x, double y) in Subject.Flatten(expected).Zip(Subject.Flatten(actual)))
        {
            Assert.True(Math.Abs(x - y) <= 1e-12 * (1 + Math.Abs(x)), $"{what}: {x} became {y}");
        }
    }
}
