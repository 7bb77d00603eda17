namespace SourceGrad.Fuzz.Machines;

/// <summary>A partial derivative, and what it is at most up to rounding: 1 - y² is computed with the error of 1.</summary>
public readonly record struct Slope(double Value, double Bound)
{
    public static implicit operator Slope(double value) => new(value, 0);
}
