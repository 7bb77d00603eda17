using System.Numerics;
using SourceGrad.Testing;
using L = SourceGrad.Runtime.Lanes;

namespace SourceGrad.Tests.Runtime.Lanes;

public class LaneTests
{
    private const int Points = 60_000;

    private static readonly double[] s_corners =
    [
        0, -0.0, 1, -1, 0.5, -0.5, 2, -2, 3, -3, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e300, -1e300,
        1e-300, double.Epsilon, -double.Epsilon, 1e16, 1e9, -1e9, 1.0000000001,
    ];

    public static TheoryData<string> Names => new(LaneTable.Rows.Select(row => row.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void ErrorIsWithinWhatIsStated(string name)
    {
        LaneRow row = LaneTable.Rows.Single(r => r.Name == name);
        (double error, double at) = LaneError.Largest(row, LaneError.Points(row.From, row.To, Count(name)));
        Assert.True(error <= row.DoubleError, $"{error} ulp at {at:R}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ErrorInSinglePrecisionIsWithinWhatIsStated(string name)
    {
        LaneRow row = LaneTable.Rows.Single(r => r.Name == name);
        double from = Math.Max(row.From, -float.MaxValue), to = Math.Min(row.To, float.MaxValue);
        (double error, double at) = LaneError.LargestSingle(row, LaneError.Points(from, to, Count(name)));
        Assert.True(error <= row.SingleError, $"{error} ulp at {at:R}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheStatedErrorIsTheTestedOne(string name)
    {
        LaneRow row = LaneTable.Rows.Single(r => r.Name == name);
        string source = string.Concat(RepositoryFiles.CSharp(Path.Combine("src", "SourceGrad", "Runtime", "Lanes")).Select(File.ReadAllText));
        Assert.Equal(Stated(source, $"public static Vector<double> {name}("), row.DoubleError.ToString("F1"));
        Assert.Equal(Stated(source, $"public static Vector<float> {name}("), row.SingleError.ToString("F1"));
    }

    [Fact]
    public void PowIsWithinOneUlpOrIsMaths()
    {
        Random random = new(7);
        double[] x = [.. Enumerable.Range(0, Points).Select(i => Math.Exp(random.NextDouble() * (i % 3 == 0 ? 1400 : 4) * (random.Next(2) - 0.5)))];
        double[] y = [.. x.Select((b, i) => (random.NextDouble() - 0.5) * (i % 2 == 0 ? 6 : 1500 / Math.Abs(Math.Log(b) + 1e-9)))];
        AssertPairs(x, y, L.Pow, Math.Pow, 1.0);
        (double[] left, double[] right) = Corners();
        AssertPairs(left, right, L.Pow, Math.Pow, 1.0);
        AssertBroadcast(left, right, L.Pow, Math.Pow, 1.0);
    }

    [Fact]
    public void PowInSinglePrecisionIsWithinHalfAnUlp()
    {
        Random random = new(7);
        for (int i = 0; i < Points; i++)
        {
            float x = (float)Math.Exp(random.NextDouble() * 170 - 85), y = (float)((random.NextDouble() - 0.5) * 180 / Math.Abs(Math.Log(x)));
            double error = LaneError.Of(L.Pow(new Vector<float>(x), new Vector<float>(y))[0], Math.Pow(x, y));
            Assert.True(error <= 0.6, $"{error} ulp at ({x:R}, {y:R})");
        }

        foreach (double a in s_corners)
        {
            foreach (double b in s_corners)
            {
                float actual = L.Pow(new Vector<float>((float)a), new Vector<float>((float)b))[Vector<float>.Count - 1];
                Assert.True(LaneError.Of(actual, MathF.Pow((float)a, (float)b)) <= 1, $"({a}, {b}): {actual}");
            }
        }
    }

    [Fact]
    public void Atan2IsWithinTwoUlp()
    {
        Random random = new(9);
        double[] y = [.. Enumerable.Range(0, Points).Select(_ => Math.ScaleB(random.NextDouble() * 2 - 1, random.Next(-20, 20)))];
        double[] x = [.. Enumerable.Range(0, Points).Select(_ => Math.ScaleB(random.NextDouble() * 2 - 1, random.Next(-20, 20)))];
        AssertPairs(y, x, L.Atan2, Math.Atan2, 2.0);
        (double[] left, double[] right) = Corners();
        AssertPairs(left, right, L.Atan2, Math.Atan2, 2.0);
    }

    [Fact]
    public void MinimumAndMaximumAreMaths()
    {
        (double[] x, double[] y) = Corners();
        AssertPairs(x, y, L.Min, Math.Min, 0);
        AssertPairs(x, y, L.Max, Math.Max, 0);
        AssertPairs(x, y, L.CopySign, Math.CopySign, 0);
        AssertPairs(x, y, (a, _) => L.Abs(a), (a, _) => Math.Abs(a), 0);
        AssertPairs(x, y, (a, _) => L.Sqrt(a), (a, _) => Math.Sqrt(a), 0);
        for (int i = 0; i < x.Length; i++)
        {
            float a = (float)x[i], b = (float)y[i];
            Assert.Equal(MathF.Min(a, b), L.Min(new Vector<float>(a), new Vector<float>(b))[0]);
            Assert.Equal(MathF.Max(a, b), L.Max(new Vector<float>(a), new Vector<float>(b))[0]);
            Assert.Equal(MathF.CopySign(a, b), L.CopySign(new Vector<float>(a), new Vector<float>(b))[0]);
        }
    }

    // The reference for the error function takes a series in decimals for every point.
    private static int Count(string name) => name == "Erf" ? Points / 20 : Points;

    private static string Stated(string source, string signature)
    {
        const string Words = "Error at most ";
        int start = source.LastIndexOf(Words, source.IndexOf(signature, StringComparison.Ordinal), StringComparison.Ordinal) + Words.Length;
        return source[start..source.IndexOf(' ', start)];
    }

    private static (double[] X, double[] Y) Corners() =>
        ([.. s_corners.SelectMany(a => s_corners.Select(_ => a))], [.. s_corners.SelectMany(_ => s_corners)]);

    private static void AssertPairs(
        double[] x, double[] y, Func<Vector<double>, Vector<double>, Vector<double>> lanes, Func<double, double, double> expected, double error)
    {
        for (int i = 0; i + Vector<double>.Count <= x.Length; i += Vector<double>.Count)
        {
            Vector<double> result = lanes(new Vector<double>(x, i), new Vector<double>(y, i));
            for (int lane = 0; lane < Vector<double>.Count; lane++)
            {
                double actual = LaneError.Of(result[lane], expected(x[i + lane], y[i + lane]));
                Assert.True(actual <= error, $"{actual} ulp at ({x[i + lane]:R}, {y[i + lane]:R})");
            }
        }
    }

    private static void AssertBroadcast(
        double[] x, double[] y, Func<Vector<double>, Vector<double>, Vector<double>> lanes, Func<double, double, double> expected, double error)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double actual = lanes(new Vector<double>(x[i]), new Vector<double>(y[i]))[Vector<double>.Count - 1];
            Assert.True(LaneError.Of(actual, expected(x[i], y[i])) <= error, $"{actual:R} at ({x[i]:R}, {y[i]:R})");
        }
    }
}
