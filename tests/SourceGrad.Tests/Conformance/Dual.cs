namespace SourceGrad.Tests.Conformance;

/// <summary>
/// A value and its derivative in one direction. A row's own source runs on it, compiled with this type in the place of
/// <see cref="double"/>: forward-mode differentiation that shares nothing with the generator.
/// </summary>
public readonly struct Dual(double value, double tangent = 0)
{
    public double Value { get; } = value;

    public double Tangent { get; } = tangent;

    public static implicit operator Dual(double value) => new(value);

    public static explicit operator double(Dual x) => x.Value;

    public static explicit operator float(Dual x) => (float)x.Value;

    public static explicit operator int(Dual x) => (int)x.Value;

    public static explicit operator long(Dual x) => (long)x.Value;

    public static Dual operator +(Dual x) => x;

    public static Dual operator -(Dual x) => new(-x.Value, -x.Tangent);

    public static Dual operator ++(Dual x) => new(x.Value + 1, x.Tangent);

    public static Dual operator --(Dual x) => new(x.Value - 1, x.Tangent);

    public static Dual operator +(Dual x, Dual y) => new(x.Value + y.Value, x.Tangent + y.Tangent);

    public static Dual operator -(Dual x, Dual y) => new(x.Value - y.Value, x.Tangent - y.Tangent);

    public static Dual operator *(Dual x, Dual y) => new(x.Value * y.Value, Times(x.Tangent, y.Value) + Times(y.Tangent, x.Value));

    public static Dual operator /(Dual x, Dual y)
    {
        double quotient = x.Value / y.Value;
        return new(quotient, Times(x.Tangent, 1 / y.Value) - Times(y.Tangent, quotient / y.Value));
    }

    public static Dual operator %(Dual x, Dual y) =>
        new(x.Value % y.Value, x.Tangent - Times(y.Tangent, Math.Truncate(x.Value / y.Value)));

    public static bool operator <(Dual x, Dual y) => x.Value < y.Value;

    public static bool operator >(Dual x, Dual y) => x.Value > y.Value;

    public static bool operator <=(Dual x, Dual y) => x.Value <= y.Value;

    public static bool operator >=(Dual x, Dual y) => x.Value >= y.Value;

    public static bool operator ==(Dual x, Dual y) => x.Value == y.Value;

    public static bool operator !=(Dual x, Dual y) => x.Value != y.Value;

    public override bool Equals(object? obj) => obj is Dual other && this == other;

    public override int GetHashCode() => Value.GetHashCode();

    /// <summary>A tangent that is exactly zero stays zero through a singular derivative.</summary>
    internal static double Times(double tangent, double partial) => tangent == 0 ? 0 : tangent * partial;
}
