namespace System.Numerics;

public partial struct Vector3
{
    public float X, Y, Z;

    public Vector3(float value)
    {
        X = value;
        Y = value;
        Z = value;
    }

    public Vector3(float x, float y, float z)
    {
        X = x;
        Y = y;
        Z = z;
    }

    public Vector3(Vector2 value, float z) : this(value.X, value.Y, z) { }

    public Vector3(ReadOnlySpan<float> values)
    {
        if (values.Length < 3)
        {
            throw new ArgumentOutOfRangeException("values");
        }

        X = values[0];
        Y = values[1];
        Z = values[2];
    }

    public static Vector3 Zero => new(0f);

    public static Vector3 One => new(1f);

    public static Vector3 UnitX => new(1f, 0f, 0f);

    public static Vector3 UnitY => new(0f, 1f, 0f);

    public static Vector3 UnitZ => new(0f, 0f, 1f);

    public static Vector3 E => new(MathF.E);

    public static Vector3 Pi => new(MathF.PI);

    public static Vector3 Tau => new(MathF.Tau);

    public float this[int index]
    {
        readonly get => index switch { 0 => X, 1 => Y, 2 => Z, _ => throw new ArgumentOutOfRangeException("index") };
        set
        {
            switch (index)
            {
                case 0: X = value; break;
                case 1: Y = value; break;
                case 2: Z = value; break;
                default: throw new ArgumentOutOfRangeException("index");
            }
        }
    }

    public static Vector3 operator +(Vector3 left, Vector3 right) => new(left.X + right.X, left.Y + right.Y, left.Z + right.Z);

    public static Vector3 operator -(Vector3 left, Vector3 right) => new(left.X - right.X, left.Y - right.Y, left.Z - right.Z);

    public static Vector3 operator *(Vector3 left, Vector3 right) => new(left.X * right.X, left.Y * right.Y, left.Z * right.Z);

    public static Vector3 operator /(Vector3 left, Vector3 right) => new(left.X / right.X, left.Y / right.Y, left.Z / right.Z);

    public static Vector3 operator *(Vector3 left, float right) => new(left.X * right, left.Y * right, left.Z * right);

    public static Vector3 operator *(float left, Vector3 right) => new(left * right.X, left * right.Y, left * right.Z);

    public static Vector3 operator /(Vector3 value1, float value2) => new(value1.X / value2, value1.Y / value2, value1.Z / value2);

    public static Vector3 operator -(Vector3 value) => new(-value.X, -value.Y, -value.Z);

    public static Vector3 operator +(Vector3 value) => value;

    public static bool operator ==(Vector3 left, Vector3 right) => left.X == right.X && left.Y == right.Y && left.Z == right.Z;

    public static bool operator !=(Vector3 left, Vector3 right) => left.X != right.X || left.Y != right.Y || left.Z != right.Z;

    public static Vector3 Add(Vector3 left, Vector3 right) => left + right;

    public static Vector3 Subtract(Vector3 left, Vector3 right) => left - right;

    public static Vector3 Multiply(Vector3 left, Vector3 right) => left * right;

    public static Vector3 Divide(Vector3 left, Vector3 right) => left / right;

    public static Vector3 Multiply(Vector3 left, float right) => left * right;

    public static Vector3 Multiply(float left, Vector3 right) => left * right;

    public static Vector3 Divide(Vector3 left, float divisor) => left / divisor;

    public static Vector3 Negate(Vector3 value) => -value;

    public static float Dot(Vector3 vector1, Vector3 vector2) => vector1.X * vector2.X + vector1.Y * vector2.Y + vector1.Z * vector2.Z;

    public static Vector3 Cross(Vector3 vector1, Vector3 vector2) => new(
        vector1.Y * vector2.Z - vector1.Z * vector2.Y,
        vector1.Z * vector2.X - vector1.X * vector2.Z,
        vector1.X * vector2.Y - vector1.Y * vector2.X);

    public static float Distance(Vector3 value1, Vector3 value2) => (value1 - value2).Length();

    public static float DistanceSquared(Vector3 value1, Vector3 value2) => (value1 - value2).LengthSquared();

    public static Vector3 Normalize(Vector3 value) => value / value.Length();

    public static Vector3 Lerp(Vector3 value1, Vector3 value2, float amount) => value1 * (1f - amount) + value2 * amount;

    public static Vector3 Lerp(Vector3 value1, Vector3 value2, Vector3 amount) => value1 * (One - amount) + value2 * amount;

    public static Vector3 Reflect(Vector3 vector, Vector3 normal)
    {
        float twice = 2f * Dot(vector, normal);
        return vector - twice * normal;
    }

    public static Vector3 Max(Vector3 value1, Vector3 value2) => new(MathF.Max(value1.X, value2.X), MathF.Max(value1.Y, value2.Y), MathF.Max(value1.Z, value2.Z));

    public static Vector3 Min(Vector3 value1, Vector3 value2) => new(MathF.Min(value1.X, value2.X), MathF.Min(value1.Y, value2.Y), MathF.Min(value1.Z, value2.Z));

    public static Vector3 Clamp(Vector3 value1, Vector3 min, Vector3 max) => Min(Max(value1, min), max);

    public static Vector3 Abs(Vector3 value) => new(MathF.Abs(value.X), MathF.Abs(value.Y), MathF.Abs(value.Z));

    public static Vector3 SquareRoot(Vector3 value) => new(MathF.Sqrt(value.X), MathF.Sqrt(value.Y), MathF.Sqrt(value.Z));

    public static Vector3 Exp(Vector3 vector) => new(MathF.Exp(vector.X), MathF.Exp(vector.Y), MathF.Exp(vector.Z));

    public static Vector3 Log(Vector3 vector) => new(MathF.Log(vector.X), MathF.Log(vector.Y), MathF.Log(vector.Z));

    public static Vector3 Log2(Vector3 vector) => new(MathF.Log2(vector.X), MathF.Log2(vector.Y), MathF.Log2(vector.Z));

    public static Vector3 Sin(Vector3 vector) => new(MathF.Sin(vector.X), MathF.Sin(vector.Y), MathF.Sin(vector.Z));

    public static Vector3 Cos(Vector3 vector) => new(MathF.Cos(vector.X), MathF.Cos(vector.Y), MathF.Cos(vector.Z));

    public static Vector3 Hypot(Vector3 x, Vector3 y) => new(float.Hypot(x.X, y.X), float.Hypot(x.Y, y.Y), float.Hypot(x.Z, y.Z));

    public static Vector3 DegreesToRadians(Vector3 degrees) => new(degrees.X * (MathF.PI / 180f), degrees.Y * (MathF.PI / 180f), degrees.Z * (MathF.PI / 180f));

    public static Vector3 RadiansToDegrees(Vector3 radians) => new(radians.X * (180f / MathF.PI), radians.Y * (180f / MathF.PI), radians.Z * (180f / MathF.PI));

    public static Vector3 FusedMultiplyAdd(Vector3 left, Vector3 right, Vector3 addend) => new(MathF.FusedMultiplyAdd(left.X, right.X, addend.X), MathF.FusedMultiplyAdd(left.Y, right.Y, addend.Y), MathF.FusedMultiplyAdd(left.Z, right.Z, addend.Z));

    public static Vector3 MultiplyAddEstimate(Vector3 left, Vector3 right, Vector3 addend) => new(MathF.FusedMultiplyAdd(left.X, right.X, addend.X), MathF.FusedMultiplyAdd(left.Y, right.Y, addend.Y), MathF.FusedMultiplyAdd(left.Z, right.Z, addend.Z));

    public static float Sum(Vector3 value) => value.X + value.Y + value.Z;

    public static Vector3 Create(float value) => new(value);

    public static Vector3 Create(float x, float y, float z) => new(x, y, z);

    public static Vector3 Create(Vector2 vector, float z) => new(vector, z);

    public static Vector3 Transform(Vector3 position, Matrix4x4 matrix) => new(
        position.X * matrix.M11 + position.Y * matrix.M21 + position.Z * matrix.M31 + matrix.M41,
        position.X * matrix.M12 + position.Y * matrix.M22 + position.Z * matrix.M32 + matrix.M42,
        position.X * matrix.M13 + position.Y * matrix.M23 + position.Z * matrix.M33 + matrix.M43);

    public static Vector3 TransformNormal(Vector3 normal, Matrix4x4 matrix) => new(
        normal.X * matrix.M11 + normal.Y * matrix.M21 + normal.Z * matrix.M31,
        normal.X * matrix.M12 + normal.Y * matrix.M22 + normal.Z * matrix.M32,
        normal.X * matrix.M13 + normal.Y * matrix.M23 + normal.Z * matrix.M33);

    public static Vector3 Transform(Vector3 value, Quaternion rotation) => Quaternion.Turn(value, rotation);

    public readonly float Length() => MathF.Sqrt(LengthSquared());

    public readonly float LengthSquared() => Dot(this, this);

    public readonly bool Equals(Vector3 other) => this == other;

    public readonly void CopyTo(Span<float> destination)
    {
        if (destination.Length < 3)
        {
            throw new ArgumentException("Destination is too short.", "destination");
        }

        destination[0] = X;
        destination[1] = Y;
        destination[2] = Z;
    }
}
