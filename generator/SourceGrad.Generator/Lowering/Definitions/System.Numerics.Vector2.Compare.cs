namespace System.Numerics;

/// <summary>Comparisons of whole vectors, extremes by magnitude, and other ways in and out.</summary>
public partial struct Vector2
{
    public static Vector2 Epsilon => new(float.Epsilon);

    public static Vector2 NaN => new(float.NaN);

    public static Vector2 NegativeInfinity => new(float.NegativeInfinity);

    public static Vector2 NegativeZero => new(-0f);

    public static Vector2 PositiveInfinity => new(float.PositiveInfinity);

    public static Vector2 Create(ReadOnlySpan<float> values) => new(values);

    public static Vector2 CreateScalar(float x) => new(x, 0f);

    public static Vector2 CopySign(Vector2 value, Vector2 sign) => new(MathF.CopySign(value.X, sign.X), MathF.CopySign(value.Y, sign.Y));

    public static Vector2 MaxMagnitude(Vector2 value1, Vector2 value2) => new(MathF.MaxMagnitude(value1.X, value2.X), MathF.MaxMagnitude(value1.Y, value2.Y));

    public static Vector2 MinMagnitude(Vector2 value1, Vector2 value2) => new(MathF.MinMagnitude(value1.X, value2.X), MathF.MinMagnitude(value1.Y, value2.Y));

    public static Vector2 MaxNumber(Vector2 value1, Vector2 value2) => new(float.MaxNumber(value1.X, value2.X), float.MaxNumber(value1.Y, value2.Y));

    public static Vector2 MinNumber(Vector2 value1, Vector2 value2) => new(float.MinNumber(value1.X, value2.X), float.MinNumber(value1.Y, value2.Y));

    public static Vector2 MaxMagnitudeNumber(Vector2 value1, Vector2 value2) => new(float.MaxMagnitudeNumber(value1.X, value2.X), float.MaxMagnitudeNumber(value1.Y, value2.Y));

    public static Vector2 MinMagnitudeNumber(Vector2 value1, Vector2 value2) => new(float.MinMagnitudeNumber(value1.X, value2.X), float.MinMagnitudeNumber(value1.Y, value2.Y));

    public static Vector2 MaxNative(Vector2 value1, Vector2 value2) => new(value1.X > value2.X ? value1.X : value2.X, value1.Y > value2.Y ? value1.Y : value2.Y);

    public static Vector2 MinNative(Vector2 value1, Vector2 value2) => new(value1.X < value2.X ? value1.X : value2.X, value1.Y < value2.Y ? value1.Y : value2.Y);

    public static Vector2 ClampNative(Vector2 value1, Vector2 min, Vector2 max) => MinNative(MaxNative(value1, min), max);

    public static (Vector2 Sin, Vector2 Cos) SinCos(Vector2 vector) => (Sin(vector), Cos(vector));

    public static Vector2 Round(Vector2 vector) => new(MathF.Round(vector.X), MathF.Round(vector.Y));

    public static Vector2 Truncate(Vector2 vector) => new(MathF.Truncate(vector.X), MathF.Truncate(vector.Y));

    public static bool EqualsAll(Vector2 left, Vector2 right) => left.X == right.X && left.Y == right.Y;

    public static bool EqualsAny(Vector2 left, Vector2 right) => left.X == right.X || left.Y == right.Y;

    public static bool GreaterThanAll(Vector2 left, Vector2 right) => left.X > right.X && left.Y > right.Y;

    public static bool GreaterThanAny(Vector2 left, Vector2 right) => left.X > right.X || left.Y > right.Y;

    public static bool GreaterThanOrEqualAll(Vector2 left, Vector2 right) => left.X >= right.X && left.Y >= right.Y;

    public static bool GreaterThanOrEqualAny(Vector2 left, Vector2 right) => left.X >= right.X || left.Y >= right.Y;

    public static bool LessThanAll(Vector2 left, Vector2 right) => left.X < right.X && left.Y < right.Y;

    public static bool LessThanAny(Vector2 left, Vector2 right) => left.X < right.X || left.Y < right.Y;

    public static bool LessThanOrEqualAll(Vector2 left, Vector2 right) => left.X <= right.X && left.Y <= right.Y;

    public static bool LessThanOrEqualAny(Vector2 left, Vector2 right) => left.X <= right.X || left.Y <= right.Y;

    public static bool All(Vector2 vector, float value) => EqualsAll(vector, new(value));

    public static bool Any(Vector2 vector, float value) => EqualsAny(vector, new(value));

    public static bool None(Vector2 vector, float value) => !EqualsAny(vector, new(value));

    public static int Count(Vector2 vector, float value) => (vector.X == value ? 1 : 0) + (vector.Y == value ? 1 : 0);

    public static int IndexOf(Vector2 vector, float value) => vector.X == value ? 0 : vector.Y == value ? 1 : -1;

    public static int LastIndexOf(Vector2 vector, float value) => vector.Y == value ? 1 : vector.X == value ? 0 : -1;

    public readonly void CopyTo(float[] array) => CopyTo(array.AsSpan());

    public readonly void CopyTo(float[] array, int index) => CopyTo(array.AsSpan(index));

    public readonly bool TryCopyTo(Span<float> destination)
    {
        if (destination.Length < 2)
        {
            return false;
        }

        CopyTo(destination);
        return true;
    }
}
