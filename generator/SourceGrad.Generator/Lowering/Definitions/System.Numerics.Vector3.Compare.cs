namespace System.Numerics;

/// <summary>Comparisons of whole vectors, extremes by magnitude, and other ways in and out.</summary>
public partial struct Vector3
{
    public static Vector3 Epsilon => new(float.Epsilon);

    public static Vector3 NaN => new(float.NaN);

    public static Vector3 NegativeInfinity => new(float.NegativeInfinity);

    public static Vector3 NegativeZero => new(-0f);

    public static Vector3 PositiveInfinity => new(float.PositiveInfinity);

    public static Vector3 Create(ReadOnlySpan<float> values) => new(values);

    public static Vector3 CreateScalar(float x) => new(x, 0f, 0f);

    public static Vector3 CopySign(Vector3 value, Vector3 sign) => new(MathF.CopySign(value.X, sign.X), MathF.CopySign(value.Y, sign.Y), MathF.CopySign(value.Z, sign.Z));

    public static Vector3 MaxMagnitude(Vector3 value1, Vector3 value2) => new(MathF.MaxMagnitude(value1.X, value2.X), MathF.MaxMagnitude(value1.Y, value2.Y), MathF.MaxMagnitude(value1.Z, value2.Z));

    public static Vector3 MinMagnitude(Vector3 value1, Vector3 value2) => new(MathF.MinMagnitude(value1.X, value2.X), MathF.MinMagnitude(value1.Y, value2.Y), MathF.MinMagnitude(value1.Z, value2.Z));

    public static Vector3 MaxNumber(Vector3 value1, Vector3 value2) => new(float.MaxNumber(value1.X, value2.X), float.MaxNumber(value1.Y, value2.Y), float.MaxNumber(value1.Z, value2.Z));

    public static Vector3 MinNumber(Vector3 value1, Vector3 value2) => new(float.MinNumber(value1.X, value2.X), float.MinNumber(value1.Y, value2.Y), float.MinNumber(value1.Z, value2.Z));

    public static Vector3 MaxMagnitudeNumber(Vector3 value1, Vector3 value2) => new(float.MaxMagnitudeNumber(value1.X, value2.X), float.MaxMagnitudeNumber(value1.Y, value2.Y), float.MaxMagnitudeNumber(value1.Z, value2.Z));

    public static Vector3 MinMagnitudeNumber(Vector3 value1, Vector3 value2) => new(float.MinMagnitudeNumber(value1.X, value2.X), float.MinMagnitudeNumber(value1.Y, value2.Y), float.MinMagnitudeNumber(value1.Z, value2.Z));

    public static Vector3 MaxNative(Vector3 value1, Vector3 value2) => new(value1.X > value2.X ? value1.X : value2.X, value1.Y > value2.Y ? value1.Y : value2.Y, value1.Z > value2.Z ? value1.Z : value2.Z);

    public static Vector3 MinNative(Vector3 value1, Vector3 value2) => new(value1.X < value2.X ? value1.X : value2.X, value1.Y < value2.Y ? value1.Y : value2.Y, value1.Z < value2.Z ? value1.Z : value2.Z);

    public static Vector3 ClampNative(Vector3 value1, Vector3 min, Vector3 max) => MinNative(MaxNative(value1, min), max);

    public static (Vector3 Sin, Vector3 Cos) SinCos(Vector3 vector) => (Sin(vector), Cos(vector));

    public static Vector3 Round(Vector3 vector) => new(MathF.Round(vector.X), MathF.Round(vector.Y), MathF.Round(vector.Z));

    public static Vector3 Truncate(Vector3 vector) => new(MathF.Truncate(vector.X), MathF.Truncate(vector.Y), MathF.Truncate(vector.Z));

    public static bool EqualsAll(Vector3 left, Vector3 right) => left.X == right.X && left.Y == right.Y && left.Z == right.Z;

    public static bool EqualsAny(Vector3 left, Vector3 right) => left.X == right.X || left.Y == right.Y || left.Z == right.Z;

    public static bool GreaterThanAll(Vector3 left, Vector3 right) => left.X > right.X && left.Y > right.Y && left.Z > right.Z;

    public static bool GreaterThanAny(Vector3 left, Vector3 right) => left.X > right.X || left.Y > right.Y || left.Z > right.Z;

    public static bool GreaterThanOrEqualAll(Vector3 left, Vector3 right) => left.X >= right.X && left.Y >= right.Y && left.Z >= right.Z;

    public static bool GreaterThanOrEqualAny(Vector3 left, Vector3 right) => left.X >= right.X || left.Y >= right.Y || left.Z >= right.Z;

    public static bool LessThanAll(Vector3 left, Vector3 right) => left.X < right.X && left.Y < right.Y && left.Z < right.Z;

    public static bool LessThanAny(Vector3 left, Vector3 right) => left.X < right.X || left.Y < right.Y || left.Z < right.Z;

    public static bool LessThanOrEqualAll(Vector3 left, Vector3 right) => left.X <= right.X && left.Y <= right.Y && left.Z <= right.Z;

    public static bool LessThanOrEqualAny(Vector3 left, Vector3 right) => left.X <= right.X || left.Y <= right.Y || left.Z <= right.Z;

    public static bool All(Vector3 vector, float value) => EqualsAll(vector, new(value));

    public static bool Any(Vector3 vector, float value) => EqualsAny(vector, new(value));

    public static bool None(Vector3 vector, float value) => !EqualsAny(vector, new(value));

    public static int Count(Vector3 vector, float value) => (vector.X == value ? 1 : 0) + (vector.Y == value ? 1 : 0) + (vector.Z == value ? 1 : 0);

    public static int IndexOf(Vector3 vector, float value) => vector.X == value ? 0 : vector.Y == value ? 1 : vector.Z == value ? 2 : -1;

    public static int LastIndexOf(Vector3 vector, float value) => vector.Z == value ? 2 : vector.Y == value ? 1 : vector.X == value ? 0 : -1;

    public readonly void CopyTo(float[] array) => CopyTo(array.AsSpan());

    public readonly void CopyTo(float[] array, int index) => CopyTo(array.AsSpan(index));

    public readonly bool TryCopyTo(Span<float> destination)
    {
        if (destination.Length < 3)
        {
            return false;
        }

        CopyTo(destination);
        return true;
    }
}
