namespace SourceGrad.Generator.Tests.Differentiation;

/// <summary>Generated gradients and vector-Jacobian products against finite differences.</summary>
public sealed class ReverseTests
{
    public static TheoryData<string> Names => [.. Programs.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void AgreesWithDifferences(string program) => Programs.Find(program).Check(Programs.Point);
}
