using System.Globalization;

namespace SourceGrad.Fuzz.Machines;

/// <summary>Boxed numbers and arrays of them.</summary>
public static class Numbers
{
    public static Datum Datum(object value) => value switch
    {
        double number => Machines.Datum.OfReal(number),
        float number => Machines.Datum.OfReal(number),
        int number => Machines.Datum.OfWhole(number),
        long number => Machines.Datum.OfWhole(number),
        byte or sbyte or short or ushort or char or uint => Machines.Datum.OfWhole(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        bool flag => Machines.Datum.OfBool(flag),
        _ => throw new ArgumentException($"{value.GetType()} is no number", nameof(value)),
    };

    public static double[] Of(object value) => value is Array array
        ? [.. array.Cast<object>().Select(Single)]
        : [Single(value)];

    public static string Text(IEnumerable<double> numbers) =>
        $"[{string.Join(", ", numbers.Select(x => x.ToString("R", CultureInfo.InvariantCulture)))}]";

    private static double Single(object value) => value is bool flag ? flag ? 1 : 0 : value is char letter ? letter : Convert.ToDouble(value, CultureInfo.InvariantCulture);
}
