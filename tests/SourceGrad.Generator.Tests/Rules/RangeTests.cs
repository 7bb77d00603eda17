using Range = SourceGrad.Generator.Rules.Range;

namespace SourceGrad.Generator.Tests.Rules;

/// <summary>The arithmetic of bounds, in numbers.</summary>
public sealed class RangeTests
{
    private const double Infinity = double.PositiveInfinity;

    [Theory]
    [InlineData(2, 3, 4, 5, 8, 15, 8)]
    [InlineData(2, 3, -5, 4, -15, 12, 0)]
    [InlineData(-2, -1, -4, -3, 3, 8, 3)]
    [InlineData(-3, -2, 4, 5, -15, -8, 8)]
    [InlineData(0, 1, -Infinity, Infinity, -Infinity, Infinity, 0)]
    [InlineData(0, 0, -Infinity, Infinity, 0, 0, 0)]
    public void Product(double a, double b, double c, double d, double low, double high, double away) =>
        AssertIs(low, high, away, new Range(a, b) * new Range(c, d));

    [Theory]
    [InlineData(6, 12, 2, 3, 2, 6, 2)]
    [InlineData(-12, -6, 2, 3, -6, -2, 2)]
    [InlineData(6, 12, -3, -2, -6, -2, 2)]
    [InlineData(-6, 12, 2, 3, -3, 6, 0)]
    [InlineData(6, 12, -1, 2, -Infinity, Infinity, 3)]
    [InlineData(6, 12, 0, 2, -Infinity, Infinity, 3)]
    [InlineData(6, 12, -2, 0, -Infinity, Infinity, 3)]
    [InlineData(6, 12, 2, Infinity, 0, 6, 0)]
    [InlineData(0, 12, 2, 3, 0, 6, 0)]
    [InlineData(6, Infinity, 2, Infinity, 0, Infinity, 0)]
    public void Quotient(double a, double b, double c, double d, double low, double high, double away) =>
        AssertIs(low, high, away, new Range(a, b) / new Range(c, d));

    [Fact]
    public void SumsAndSigns()
    {
        AssertIs(-2, 7, 0, new Range(1, 3) + new Range(-3, 4));
        AssertIs(-3, 6, 0, new Range(1, 3) - new Range(-3, 4));
        AssertIs(-3, -1, 1, -new Range(1, 3));
        AssertIs(-4, 4, 2, -new Range(-4, 4, 2));
        AssertIs(0, 3, 0, new Range(-3, 2).Abs());
        AssertIs(2, 5, 2, new Range(-5, 4, 2).Abs());
        AssertIs(2.5, 2.5, 2.5, Range.Of(2.5));
        AssertIs(-2.5, -2.5, 2.5, Range.Of(-2.5));
        AssertIs(1, 2, 1, new Range(1, 4).Through(Math.Sqrt));
    }

    [Fact]
    public void OneOrTheOther()
    {
        Range left = new(-3, -2), right = new(1, 4);
        AssertIs(-3, 4, 1, left.Union(right));
        AssertIs(-3, 4, 1, right.Union(left));
        AssertIs(1, 4, 1, left.Max(right));
        AssertIs(-3, -2, 2, left.Min(right));
        AssertIs(-5, 6, 2, new Range(-5, 3, 2).Max(new Range(-6, 6, 4)));
        AssertIs(-6, 3, 2, new Range(-5, 3, 2).Min(new Range(-6, 6, 4)));
    }

    [Fact]
    public void NothingIsKnownOfNaN()
    {
        AssertIs(-Infinity, Infinity, 0, new Range(double.NaN, double.NaN, double.NaN));
        Assert.False(new Range(0, Infinity).IsFinite);
        Assert.False(new Range(-Infinity, 0).IsFinite);
        Assert.True(new Range(-1, 1).IsFinite);
        Assert.False(new Range(-1, 1).ExcludesZero);
        Assert.True(new Range(-1, 1, 0.5).ExcludesZero);
    }

    /// <summary>What rounds to zero in a float excludes it no longer.</summary>
    [Fact]
    public void InFloat()
    {
        AssertIs(0, Infinity, 0, new Range(1e-60, 1e60).ToFloat());
        AssertIs(0.5, 2, 0.5, new Range(0.5, 2).ToFloat());
    }

    /// <summary>Small powers of two are exact everywhere; anything else may be rounded by half of it, and large numbers to infinity.</summary>
    [Theory]
    [InlineData(0.5, 4, 0.5, 4, 0.5)]
    [InlineData(0.1, 0.3, 0.05, 0.6, 0.05)]
    [InlineData(-0.3, -0.1, -0.6, -0.05, 0.05)]
    [InlineData(1e-9, 1e-9, 0, 1.0 / 256, 0)]
    [InlineData(-1e-9, 1e-9, -1.0 / 256, 1.0 / 256, 0)]
    [InlineData(100, 100, 50, 200, 50)]
    [InlineData(129, 300, 64.5, Infinity, 64.5)]
    [InlineData(1000, 1000, 256, Infinity, 256)]
    [InlineData(-1000, -300, -Infinity, -150, 150)]
    [InlineData(1.0 / 256, 256, 1.0 / 256, 256, 1.0 / 256)]
    [InlineData(1.0 / 512, 512, 0, Infinity, 0)]
    [InlineData(0, 0, 0, 0, 0)]
    public void InAnyPrecision(double a, double b, double low, double high, double away) => AssertIs(low, high, away, new Range(a, b).ToAnyPrecision());

    private static void AssertIs(double low, double high, double away, Range range) =>
        Assert.Equal((low, high, away), (range.Low, range.High, range.Away));
}
