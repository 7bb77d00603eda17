namespace System.Numerics;

/// <summary>Comparisons of whole vectors, extremes by magnitude, and other ways in and out.</summary>
public partial struct Vector4
{
    public static Vector4 Epsilon => new(float.Epsilon);

    public static Vector4 NaN => new(float.NaN);

    public static Vector4 NegativeInfinity => new(float.NegativeInfinity);

    public static Vector4 NegativeZero => new(-0f);

    public static Vector4 PositiveInfinity => new(float.PositiveInfinity);

    public static Vector4 Create(ReadOnlySpan<float> values) => new(values);

    public static Vector4 CreateScalar(float x) => new(x, 0f, 0f, 0f);

    public static Vector4 CopySign(Vector4 value, Vector4 sign) => new(MathF.CopySign(value.X, sign.X), MathF.CopySign(value.Y, sign.Y), MathF.CopySign(value.Z, sign.Z), MathF.CopySign(value.W, sign.W));

    public static Vector4 MaxMagnitude(Vector4 value1, Vector4 value2) => new(MathF.MaxMagnitude(value1.X, value2.X), MathF.MaxMagnitude(value1.Y, value2.Y), MathF.MaxMagnitude(value1.Z, value2.Z), MathF.MaxMagnitude(value1.W, value2.W));

    public static Vector4 MinMagnitude(Vector4 value1, Vector4 value2) => new(MathF.MinMagnitude(value1.X, value2.X), MathF.MinMagnitude(value1.Y, value2.Y), MathF.MinMagnitude(value1.Z, value2.Z), MathF.MinMagnitude(value1.W, value2.W));

    public static Vector4 MaxNumber(Vector4 value1, Vector4 value2) => new(float.MaxNumber(value1.X, value2.X), float.MaxNumber(value1.Y, value2.Y), float.MaxNumber(value1.Z, value2.Z), float.MaxNumber(value1.W, value2.W));

    public static Vector4 MinNumber(Vector4 value1, Vector4 value2) => new(float.MinNumber(value1.X, value2.X), float.MinNumber(value1.Y, value2.Y), float.MinNumber(value1.Z, value2.Z), float.MinNumber(value1.W, value2.W));

    public static Vector4 MaxMagnitudeNumber(Vector4 value1, Vector4 value2) => new(float.MaxMagnitudeNumber(value1.X, value2.X), float.MaxMagnitudeNumber(value1.Y, value2.Y), float.MaxMagnitudeNumber(value1.Z, value2.Z), float.MaxMagnitudeNumber(value1.W, value2.W));

    public static Vector4 MinMagnitudeNumber(Vector4 value1, Vector4 value2) => new(float.MinMagnitudeNumber(value1.X, value2.X), float.MinMagnitudeNumber(value1.Y, value2.Y), float.MinMagnitudeNumber(value1.Z, value2.Z), float.MinMagnitudeNumber(value1.W, value2.W));

    public static Vector4 MaxNative(Vector4 value1, Vector4 value2) => new(value1.X > value2.X ? value1.X : value2.X, value1.Y > value2.Y ? value1.Y : value2.Y, value1.Z > value2.Z ? value1.Z : value2.Z, value1.W > value2.W ? value1.W : value2.W);

    public static Vector4 MinNative(Vector4 value1, Vector4 value2) => new(value1.X < value2.X ? value1.X : value2.X, value1.Y < value2.Y ? value1.Y : value2.Y, value1.Z < value2.Z ? value1.Z : value2.Z, value1.W < value2.W ? value1.W : value2.W);

    public static Vector4 ClampNative(Vector4 value1, Vector4 min, Vector4 max) => MinNative(MaxNative(value1, min), max);

    public static (Vector4 Sin, Vector4 Cos) SinCos(Vector4 vector) => (Sin(vector), Cos(vector));

    public static Vector4 Round(Vector4 vector) => new(MathF.Round(vector.X), MathF.Round(vector.Y), MathF.Round(vector.Z), MathF.Round(vector.W));

    public static Vector4 Truncate(Vector4 vector) => new(MathF.Truncate(vector.X), MathF.Truncate(vector.Y), MathF.Truncate(vector.Z), MathF.Truncate(vector.W));

    public static bool EqualsAll(Vector4 left, Vector4 right) => left.X == right.X && left.Y == right.Y && left.Z == right.Z && left.W == right.W;

    public static bool EqualsAny(Vector4 left, Vector4 right) => left.X == right.X || left.Y == right.Y || left.Z == right.Z || left.W == right.W;

    public static bool GreaterThanAll(Vector4 left, Vector4 right) => left.X > right.X && left.Y > right.Y && left.Z > right.Z && left.W > right.W;

    public static bool GreaterThanAny(Vector4 left, Vector4 right) => left.X > right.X || left.Y > right.Y || left.Z > right.Z || left.W > right.W;

    public static bool GreaterThanOrEqualAll(Vector4 left, Vector4 right) => left.X >= right.X && left.Y >= right.Y && left.Z >= right.Z && left.W >= right.W;

    public static bool GreaterThanOrEqualAny(Vector4 left, Vector4 right) => left.X >= right.X || left.Y >= right.Y || left.Z >= right.Z || left.W >= right.W;

    public static bool LessThanAll(Vector4 left, Vector4 right) => left.X < right.X && left.Y < right.Y && left.Z < right.Z && left.W < right.W;

    public static bool LessThanAny(Vector4 left, Vector4 right) => left.X < right.X || left.Y < right.Y || left.Z < right.Z || left.W < right.W;

    public static bool LessThanOrEqualAll(Vector4 left, Vector4 right) => left.X <= right.X && left.Y <= right.Y && left.Z <= right.Z && left.W <= right.W;

    public static bool LessThanOrEqualAny(Vector4 left, Vector4 right) => left.X <= right.X || left.Y <= right.Y || left.Z <= right.Z || left.W <= right.W;

    public static bool All(Vector4 vector, float value) => EqualsAll(vector, new(value));

    public static bool Any(Vector4 vector, float value) => EqualsAny(vector, new(value));

    public static bool None(Vector4 vector, float value) => !EqualsAny(vector, new(value));

    public static int Count(Vector4 vector, float value) => (vector.X == value ? 1 : 0) + (vector.Y == value ? 1 : 0) + (vector.Z == value ? 1 : 0) + (vector.W == value ? 1 : 0);

    public static int IndexOf(Vector4 vector, float value) => vector.X == value ? 0 : vector.Y == value ? 1 : vector.Z == value ? 2 : vector.W == value ? 3 : -1;

    public static int LastIndexOf(Vector4 vector, float value) => vector.W == value ? 3 : vector.Z == value ? 2 : vector.Y == value ? 1 : vector.X == value ? 0 : -1;

    public static Vector4 Cross(Vector4 vector1, Vector4 vector2) => new(
        vector1.Y * vector2.Z - vector1.Z * vector2.Y,
        vector1.Z * vector2.X - vector1.X * vector2.Z,
        vector1.X * vector2.Y - vector1.Y * vector2.X,
        vector1.W * vector2.W);

    public readonly void CopyTo(float[] array) => CopyTo(array.AsSpan());

    public readonly void CopyTo(float[] array, int index) => CopyTo(array.AsSpan(index));

    public readonly bool TryCopyTo(Span<float> destination)
    {
        if (destination.Length < 4)
        {
            return false;
        }

        CopyTo(destination);
        return true;
    }
}
