using SourceGrad.Testing;

namespace SourceGrad.Generator.Tests.Optimization;

/// <summary>Numbers of a type parameter, of whose precision nothing is known.</summary>
public sealed class GenericConstantsTests
{
    [Fact]
    public void NumbersThatWouldRoundAreNotFolded()
    {
        string text = Generated("x * (T.CreateChecked(0.1) + T.CreateChecked(0.2)) + T.CreateChecked(2) * T.CreateChecked(1001)");

        Assert.Contains("T.CreateChecked(0.1) + T.CreateChecked(0.2)", text);
        Assert.DoesNotContain("0.3", text);
        Assert.DoesNotContain("2002", text);
    }

    [Fact]
    public void NumbersThatEveryPrecisionHoldsAreFolded() =>
        Assert.Contains("xGradient = T.CreateChecked(6);", Generated("x * (T.CreateChecked(4) * T.CreateChecked(1.5))"));

    [Fact]
    public void NamedNumbersStayNamed()
    {
        string text = Generated("T.Pi * x - T.E * T.Epsilon");

        Assert.Contains("xGradient = T.Pi;", text);
        Assert.Contains("T.Pi * x - T.E * T.Epsilon", text);
    }

    [Fact]
    public void ALoopMakesItsNumbersBeforeIt()
    {
        string text = Generated("Sum(x)", """
            private static T Sum<T>(T x)
                where T : IFloatingPointIeee754<T>
            {
                T sum = x;
                for (int i = 0; i < 100; i++)
                {
                    sum = sum * sum * T.CreateChecked(0.5) + T.One;
                }

                return sum;
            }
            """);

        Assert.Contains("T half = T.CreateChecked(0.5);", text);
        Assert.Equal(text.IndexOf("T.CreateChecked", StringComparison.Ordinal), text.IndexOf("T half", StringComparison.Ordinal) + "T half = ".Length);
    }

    /// <summary>1e-10 is 0 in Half, so that the quotient needs its guard.</summary>
    [Theory]
    [InlineData("T.Sin(x) * (x / T.Max(x, T.CreateChecked(1e-10)))", true)]
    [InlineData("T.Sin(x) * (x / (T.One + x * x))", false)]
    public void WhatIsNotZeroIsNotZeroInAnyPrecision(string expression, bool isGuarded) =>
        Assert.Equal(isGuarded, Generated(expression).Contains("== T.Zero", StringComparison.Ordinal));

    private static string Generated(string expression, string members = "") => GeneratorHarness.Run($$"""
        using System.Numerics;

        public static partial class Subject
        {
            [Differentiable]
            public static T F<T>(T x)
                where T : IFloatingPointIeee754<T> => {{expression}};

            {{members}}
        }
        """).AssertClean().Text;
}
