using System.Runtime.CompilerServices;

namespace SourceGrad.Tests.Models;

[InlineArray(3)]
public struct Triple
{
    private double _first;
}

public readonly record struct Setting(double Gain, double Shift);

public struct Nested
{
    public Setting Inner { get; set; }

    public double Level { get; init; }
}

/// <summary>A model whose parameters are in inline arrays, in memory, and in structs behind properties.</summary>
public sealed partial class Filter
{
    [NoGradient]
    private readonly double[] _pool = [9, 0.5, -1, 9];

    public Triple Taps;

    public readonly Triple Fixed;

    public Filter()
    {
        Rest = _pool.AsMemory(1, 2);
        Taps[0] = 1;
        Taps[2] = -2;
        Fixed[1] = 4;
    }

    public Memory<double> Rest { get; }

    public Setting Setting { get; set; } = new(2, 3);

    public Nested Nested { get; set; } = new() { Level = 1.5, Inner = new Setting(0.25, 0.75) };

    public Setting Once { get; init; } = new(5, 6);

    public double Last { get; private set; } = 0.5;

    public ReadOnlySpan<double> Pool => _pool;

    [Differentiable]
    public double Loss(double x)
    {
        double sum = Setting.Gain * x + Setting.Shift * Nested.Level * Once.Gain + Last * Nested.Inner.Gain * Nested.Inner.Shift;
        foreach (double tap in Taps)
        {
            sum = sum * tap + Rest.Span[0];
        }

        return sum * Rest.Span[1] + Fixed[1] * x * x;
    }
}

public static partial class InlineArrays
{
    /// <summary>Its own copy is what it changes.</summary>
    [Differentiable]
    public static double ByValue(Triple t, double k)
    {
        t[0] *= k;
        t[1] += t[0] * t[2];
        return t[0] * t[1];
    }

    [Differentiable]
    public static double ByReference(ref Triple t, in Triple u)
    {
        t[0] *= u[1];
        Triple copy = t;
        copy[1] = 7;
        t[2] = copy[0] * u[2];
        return t[2] * t[1];
    }

    [Differentiable]
    public static double OfMemory(Memory<double> m, ReadOnlyMemory<double> r)
    {
        m.Span[0] *= r.Span[1];
        Memory<double> rest = m[1..];
        rest.Span[0] += m.Span[0];
        return rest.Span[0] * rest.Span[1] * r.Span[0];
    }
}

public sealed class InlineArrayTests
{
    private static readonly double[] s_point = [1.5, 0.7, -2, 0.3, 1.1, 0.9];

    [Fact]
    public void AnArrayByValueStaysWhatItIsForTheCaller()
    {
        Triple t = Of(s_point);
        double[] gradient = new double[3];
        double value = InlineArrays.ByValueValueAndGradient(t, 1.25, gradient, out double kGradient);
        Assert.Equal(InlineArrays.ByValue(t, 1.25), value);
        Assert.Equal(s_point[..3], ((ReadOnlySpan<double>)t).ToArray());
        Differences.AssertGradient(v => InlineArrays.ByValue(Of(v), v[3]), [.. s_point[..3], 1.25], [.. gradient, kGradient]);
    }

    [Fact]
    public void AnArrayByReferenceIsWrittenForTheCaller()
    {
        Triple expected = Of(s_point), actual = Of(s_point), other = Of(s_point[3..]);
        double[] gradient = new double[3], otherGradient = new double[3];
        double value = InlineArrays.ByReferenceValueAndGradient(ref actual, in other, gradient, otherGradient);
        Assert.Equal(InlineArrays.ByReference(ref expected, in other), value);
        Assert.Equal(((ReadOnlySpan<double>)expected).ToArray(), ((ReadOnlySpan<double>)actual).ToArray());
        Differences.AssertGradient(
            v =>
            {
                Triple t = Of(v);
                return InlineArrays.ByReference(ref t, Of(v[3..]));
            },
            s_point,
            [.. gradient, .. otherGradient]);
    }

    [Fact]
    public void MemoryIsWrittenThroughItsSpan()
    {
        double[] expected = s_point[..3], actual = s_point[..3], gradient = new double[3], rGradient = new double[2];
        double value = InlineArrays.OfMemoryValueAndGradient(actual, s_point.AsMemory(3, 2), gradient, rGradient);
        Assert.Equal(InlineArrays.OfMemory(expected, s_point.AsMemory(3, 2)), value);
        Assert.Equal(expected, actual);
        Differences.AssertGradient(v => InlineArrays.OfMemory(v[..3], v[3..]), s_point[..5], [.. gradient, .. rGradient]);
        Assert.Throws<ArgumentException>(() => InlineArrays.OfMemoryValueAndGradient(actual, actual.AsMemory(1), gradient, rGradient));
    }

    [Fact]
    public void AModelTakesBackWhatCanBeSet()
    {
        Filter filter = new();
        Filter.Gradient gradient = filter.CreateGradient();
        Assert.Equal(filter.Loss(0.6), filter.LossValueAndGradient(0.6, out double xGradient, gradient));
        double[] derivatives = new double[gradient.Length], parameters = new double[filter.ParameterCount], after = new double[filter.ParameterCount];
        gradient.CopyTo(derivatives);
        filter.CopyParametersTo(parameters);
        Assert.Equal(16, parameters.Length);
        Assert.Equal([1, 0, -2], parameters[..3]);
        filter.SetParameters([.. parameters.Select(parameter => parameter + 1)]);
        filter.CopyParametersTo(after);

        // What is read-only or init-only stays: the second array, and the members of Once.
        Assert.Equal(5, parameters.Zip(after).Count(pair => pair.First == pair.Second));
        Assert.Equal(new Setting(3, 4), filter.Setting);
        Assert.Equal((2.5, new Setting(1.25, 1.75)), (filter.Nested.Level, filter.Nested.Inner));
        Assert.Equal((new Setting(5, 6), 4.0, 1.5), (filter.Once, filter.Fixed[1], filter.Last));
        Assert.Equal([9, 1.5, 0, 9], filter.Pool.ToArray());
        filter.AddScaled(gradient, -0.5);
        Assert.Equal(3 - 0.5 * gradient.Setting.Gain, filter.Setting.Gain);
        Assert.Equal(0 - 0.5 * gradient.Rest[1], filter.Rest.Span[1]);
        Differences.AssertGradient(v => new Filter().Loss(v[0]), [0.6], [xGradient]);
    }

    [Fact]
    public void TheGradientOfAModelIsThatOfItsSettableParameters()
    {
        Filter filter = new();
        Filter.Gradient gradient = filter.CreateGradient();
        filter.LossValueAndGradient(0.6, out _, gradient);
        double[] derivatives = new double[gradient.Length], parameters = new double[filter.ParameterCount];
        gradient.CopyTo(derivatives);
        filter.CopyParametersTo(parameters);
        double Loss(double[] v)
        {
            Filter other = new();
            other.SetParameters(v);
            return other.Loss(0.6);
        }

        for (int i = 0; i < parameters.Length; i++)
        {
            double[] up = [.. parameters], down = [.. parameters];
            up[i] += 1e-3;
            down[i] -= 1e-3;
            double difference = (Loss(up) - Loss(down)) / 2e-3;
            Assert.True(difference == 0 || Math.Abs(difference - derivatives[i]) < 1e-4 * (1 + Math.Abs(difference)), $"parameter {i}: {derivatives[i]} instead of {difference}");
        }
    }

    private static Triple Of(ReadOnlySpan<double> values)
    {
        Triple triple = default;
        values[..3].CopyTo(triple);
        return triple;
    }
}
