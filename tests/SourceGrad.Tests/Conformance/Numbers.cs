using System.Globalization;

namespace SourceGrad.Tests.Conformance;

/// <summary>Boxed scalars and arrays as numbers.</summary>
internal static class Numbers
{
    public static double[] Of(object value) => value switch
    {
        bool flag => [flag ? 1 : 0],
        Array array => [.. array.Cast<object>().Select(x => Of(x)[0])],
        _ => [System.Convert.ToDouble(value, CultureInfo.InvariantCulture)],
    };

    /// <summary>Asserts that the numbers agree: to the last bit for tolerance 0, otherwise relative to the larger of 1 and the expected.</summary>
    public static void AssertEqual(double[] expected, double[] actual, double tolerance, string what)
    {
        bool same = expected.Length == actual.Length && expected.Zip(actual, (e, a) => Same(e, a, tolerance)).All(x => x);
        Assert.True(same, $"{what}: expected [{Text(expected)}], got [{Text(actual)}]");
    }

    private static bool Same(double expected, double actual, double tolerance) =>
        expected.Equals(actual)
        || (double.IsFinite(expected) && Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)));

    private static string Text(double[] numbers) => string.Join(", ", numbers.Select(x => x.ToString("R", CultureInfo.InvariantCulture)));
}
