using SourceGrad.Tests.Conformance;

namespace SourceGrad.Tests.Hostile;

/// <summary>Comparison to the last bit, which tells −0 from 0. All NaN are one: which of two NaN an addition returns is up to the machine.</summary>
internal static class Bits
{
    public static bool AreEqual(object expected, object actual) =>
        Numbers.Of(expected).Select(Of).SequenceEqual(Numbers.Of(actual).Select(Of));

    private static long Of(double number) => double.IsNaN(number) ? long.MaxValue : BitConverter.DoubleToInt64Bits(number);
}
