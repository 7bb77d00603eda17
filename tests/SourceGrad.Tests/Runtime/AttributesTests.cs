namespace SourceGrad.Tests.Runtime;

public class AttributesTests
{
    [Fact]
    public void DifferentiableHasTheDocumentedDefaults()
    {
        DifferentiableAttribute attribute = new();
        Assert.Empty(attribute.Parameters);
        Assert.Equal(DerivativeKinds.None, attribute.Derivatives);
        Assert.True(attribute.Simd);
        Assert.False(attribute.Parallel);
    }

    [Fact]
    public void DerivativeOfNamesTheMethod()
    {
        DerivativeOfAttribute attribute = new(typeof(Math), nameof(Math.Sin));
        Assert.Equal((typeof(Math), "Sin"), (attribute.Type, attribute.Method));
    }

    [Fact]
    public void TheGeneratorReadsTheSameKinds()
    {
        IEnumerable<(string, int)> ours = Enum.GetValues<DerivativeKinds>().Select(kind => (kind.ToString(), (int)kind));
        IEnumerable<(string, int)> theirs = Enum.GetValues<Generator.Ir.DerivativeKinds>().Select(kind => (kind.ToString(), (int)kind));
        Assert.Equal(theirs, ours);
    }

    [Fact]
    public void StopGradientReturnsItsArgument() => Assert.Equal(2.5, Differentiation.StopGradient(2.5));
}
