namespace System.Numerics;

public partial struct Vector2
{
    public float X, Y;

    public Vector2(float value)
    {
        X = value;
        Y = value;
    }

    public Vector2(float x, float y)
    {
        X = x;
        Y = y;
    }

    public Vector2(ReadOnlySpan<float> values)
    {
        if (values.Length < 2)
        {
            throw new ArgumentOutOfRangeException("values");
        }

        X = values[0];
        Y = values[1];
    }

    public static Vector2 Zero => new(0f);

    public static Vector2 One => new(1f);

    public static Vector2 UnitX => new(1f, 0f);

    public static Vector2 UnitY => new(0f, 1f);

    public static Vector2 E => new(MathF.E);

    public static Vector2 Pi => new(MathF.PI);

    public static Vector2 Tau => new(MathF.Tau);

    public float this[int index]
    {
        readonly get => index switch { 0 => X, 1 => Y, _ => throw new ArgumentOutOfRangeException("index") };
        set
        {
            switch (index)
            {
                case 0: X = value; break;
                case 1: Y = value; break;
                default: throw new ArgumentOutOfRangeException("index");
            }
        }
    }

    public static Vector2 operator +(Vector2 left, Vector2 right) => new(left.X + right.X, left.Y + right.Y);

    public static Vector2 operator -(Vector2 left, Vector2 right) => new(left.X - right.X, left.Y - right.Y);

    public static Vector2 operator *(Vector2 left, Vector2 right) => new(left.X * right.X, left.Y * right.Y);

    public static Vector2 operator /(Vector2 left, Vector2 right) => new(left.X / right.X, left.Y / right.Y);

    public static Vector2 operator *(Vector2 left, float right) => new(left.X * right, left.Y * right);

    public static Vector2 operator *(float left, Vector2 right) => new(left * right.X, left * right.Y);

    public static Vector2 operator /(Vector2 value1, float value2) => new(value1.X / value2, value1.Y / value2);

    public static Vector2 operator -(Vector2 value) => new(-value.X, -value.Y);

    public static Vector2 operator +(Vector2 value) => value;

    public static bool operator ==(Vector2 left, Vector2 right) => left.X == right.X && left.Y == right.Y;

    public static bool operator !=(Vector2 left, Vector2 right) => left.X != right.X || left.Y != right.Y;

    public static Vector2 Add(Vector2 left, Vector2 right) => left + right;

    public static Vector2 Subtract(Vector2 left, Vector2 right) => left - right;

    public static Vector2 Multiply(Vector2 left, Vector2 right) => left * right;

    public static Vector2 Divide(Vector2 left, Vector2 right) => left / right;

    public static Vector2 Multiply(Vector2 left, float right) => left * right;

    public static Vector2 Multiply(float left, Vector2 right) => left * right;

    public static Vector2 Divide(Vector2 left, float divisor) => left / divisor;

    public static Vector2 Negate(Vector2 value) => -value;

    public static float Dot(Vector2 value1, Vector2 value2) => value1.X * value2.X + value1.Y * value2.Y;

    public static float Cross(Vector2 value1, Vector2 value2) => value1.X * value2.Y - value1.Y * value2.X;

    public static float Distance(Vector2 value1, Vector2 value2) => (value1 - value2).Length();

    public static float DistanceSquared(Vector2 value1, Vector2 value2) => (value1 - value2).LengthSquared();

    public static Vector2 Normalize(Vector2 value) => value / value.Length();

    public static Vector2 Lerp(Vector2 value1, Vector2 value2, float amount) => value1 * (1f - amount) + value2 * amount;

    public static Vector2 Lerp(Vector2 value1, Vector2 value2, Vector2 amount) => value1 * (One - amount) + value2 * amount;

    public static Vector2 Reflect(Vector2 vector, Vector2 normal)
    {
        float twice = 2f * Dot(vector, normal);
        return vector - twice * normal;
    }

    public static Vector2 Max(Vector2 value1, Vector2 value2) => new(MathF.Max(value1.X, value2.X), MathF.Max(value1.Y, value2.Y));

    public static Vector2 Min(Vector2 value1, Vector2 value2) => new(MathF.Min(value1.X, value2.X), MathF.Min(value1.Y, value2.Y));

    public static Vector2 Clamp(Vector2 value1, Vector2 min, Vector2 max) => Min(Max(value1, min), max);

    public static Vector2 Abs(Vector2 value) => new(MathF.Abs(value.X), MathF.Abs(value.Y));

    public static Vector2 SquareRoot(Vector2 value) => new(MathF.Sqrt(value.X), MathF.Sqrt(value.Y));

    public static Vector2 Exp(Vector2 vector) => new(MathF.Exp(vector.X), MathF.Exp(vector.Y));

    public static Vector2 Log(Vector2 vector) => new(MathF.Log(vector.X), MathF.Log(vector.Y));

    public static Vector2 Log2(Vector2 vector) => new(MathF.Log2(vector.X), MathF.Log2(vector.Y));

    public static Vector2 Sin(Vector2 vector) => new(MathF.Sin(vector.X), MathF.Sin(vector.Y));

    public static Vector2 Cos(Vector2 vector) => new(MathF.Cos(vector.X), MathF.Cos(vector.Y));

    public static Vector2 Hypot(Vector2 x, Vector2 y) => new(float.Hypot(x.X, y.X), float.Hypot(x.Y, y.Y));

    public static Vector2 DegreesToRadians(Vector2 degrees) => new(degrees.X * (MathF.PI / 180f), degrees.Y * (MathF.PI / 180f));

    public static Vector2 RadiansToDegrees(Vector2 radians) => new(radians.X * (180f / MathF.PI), radians.Y * (180f / MathF.PI));

    public static Vector2 FusedMultiplyAdd(Vector2 left, Vector2 right, Vector2 addend) => new(MathF.FusedMultiplyAdd(left.X, right.X, addend.X), MathF.FusedMultiplyAdd(left.Y, right.Y, addend.Y));

    public static Vector2 MultiplyAddEstimate(Vector2 left, Vector2 right, Vector2 addend) => new(MathF.FusedMultiplyAdd(left.X, right.X, addend.X), MathF.FusedMultiplyAdd(left.Y, right.Y, addend.Y));

    public static float Sum(Vector2 value) => value.X + value.Y;

    public static Vector2 Create(float value) => new(value);

    public static Vector2 Create(float x, float y) => new(x, y);

    public static Vector2 Transform(Vector2 position, Matrix3x2 matrix) => new(
        position.X * matrix.M11 + position.Y * matrix.M21 + matrix.M31,
        position.X * matrix.M12 + position.Y * matrix.M22 + matrix.M32);

    public static Vector2 Transform(Vector2 position, Matrix4x4 matrix) => new(
        position.X * matrix.M11 + position.Y * matrix.M21 + matrix.M41,
        position.X * matrix.M12 + position.Y * matrix.M22 + matrix.M42);

    public static Vector2 TransformNormal(Vector2 normal, Matrix3x2 matrix) => new(
        normal.X * matrix.M11 + normal.Y * matrix.M21,
        normal.X * matrix.M12 + normal.Y * matrix.M22);

    public static Vector2 TransformNormal(Vector2 normal, Matrix4x4 matrix) => new(
        normal.X * matrix.M11 + normal.Y * matrix.M21,
        normal.X * matrix.M12 + normal.Y * matrix.M22);

    public static Vector2 Transform(Vector2 value, Quaternion rotation)
    {
        Vector3 turned = Quaternion.Turn(new Vector3(value, 0f), rotation);
        return new Vector2(turned.X, turned.Y);
    }

    public readonly float Length() => MathF.Sqrt(LengthSquared());

    public readonly float LengthSquared() => Dot(this, this);

    public readonly bool Equals(Vector2 other) => this == other;

    public readonly void CopyTo(Span<float> destination)
    {
        if (destination.Length < 2)
        {
            throw new ArgumentException("Destination is too short.", "destination");
        }

        destination[0] = X;
        destination[1] = Y;
    }
}
