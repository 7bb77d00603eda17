namespace SourceGrad.Fuzz.Machines;

/// <summary>A number of any type: reals (floats already rounded) with their tangent, whole numbers and truth values without.</summary>
public readonly record struct Datum(double Real, long Whole, Tangent? Tangent)
{
    public bool IsTrue => Whole != 0;

    public int Int => (int)Whole;

    public static Datum OfReal(double value, Tangent? tangent = null) => new(value, 0, tangent);

    public static Datum OfWhole(long value) => new(0, value, null);

    public static Datum OfBool(bool value) => new(0, value ? 1 : 0, null);
}
