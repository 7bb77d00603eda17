namespace System.Numerics;

public partial struct Vector4
{
    public float X, Y, Z, W;

    public Vector4(float value)
    {
        X = value;
        Y = value;
        Z = value;
        W = value;
    }

    public Vector4(float x, float y, float z, float w)
    {
        X = x;
        Y = y;
        Z = z;
        W = w;
    }

    public Vector4(Vector2 value, float z, float w) : this(value.X, value.Y, z, w) { }

    public Vector4(Vector3 value, float w) : this(value.X, value.Y, value.Z, w) { }

    public Vector4(ReadOnlySpan<float> values)
    {
        if (values.Length < 4)
        {
            throw new ArgumentOutOfRangeException("values");
        }

        X = values[0];
        Y = values[1];
        Z = values[2];
        W = values[3];
    }

    public static Vector4 Zero => new(0f);

    public static Vector4 One => new(1f);

    public static Vector4 UnitX => new(1f, 0f, 0f, 0f);

    public static Vector4 UnitY => new(0f, 1f, 0f, 0f);

    public static Vector4 UnitZ => new(0f, 0f, 1f, 0f);

    public static Vector4 UnitW => new(0f, 0f, 0f, 1f);

    public static Vector4 E => new(MathF.E);

    public static Vector4 Pi => new(MathF.PI);

    public static Vector4 Tau => new(MathF.Tau);

    public float this[int index]
    {
        readonly get => index switch { 0 => X, 1 => Y, 2 => Z, 3 => W, _ => throw new ArgumentOutOfRangeException("index") };
        set
        {
            switch (index)
            {
                case 0: X = value; break;
                case 1: Y = value; break;
                case 2: Z = value; break;
                case 3: W = value; break;
                default: throw new ArgumentOutOfRangeException("index");
            }
        }
    }

    public static Vector4 operator +(Vector4 left, Vector4 right) => new(left.X + right.X, left.Y + right.Y, left.Z + right.Z, left.W + right.W);

    public static Vector4 operator -(Vector4 left, Vector4 right) => new(left.X - right.X, left.Y - right.Y, left.Z - right.Z, left.W - right.W);

    public static Vector4 operator *(Vector4 left, Vector4 right) => new(left.X * right.X, left.Y * right.Y, left.Z * right.Z, left.W * right.W);

    public static Vector4 operator /(Vector4 left, Vector4 right) => new(left.X / right.X, left.Y / right.Y, left.Z / right.Z, left.W / right.W);

    public static Vector4 operator *(Vector4 left, float right) => new(left.X * right, left.Y * right, left.Z * right, left.W * right);

    public static Vector4 operator *(float left, Vector4 right) => new(left * right.X, left * right.Y, left * right.Z, left * right.W);

    public static Vector4 operator /(Vector4 value1, float value2) => new(value1.X / value2, value1.Y / value2, value1.Z / value2, value1.W / value2);

    public static Vector4 operator -(Vector4 value) => new(-value.X, -value.Y, -value.Z, -value.W);

    public static Vector4 operator +(Vector4 value) => value;

    public static bool operator ==(Vector4 left, Vector4 right) => left.X == right.X && left.Y == right.Y && left.Z == right.Z && left.W == right.W;

    public static bool operator !=(Vector4 left, Vector4 right) => left.X != right.X || left.Y != right.Y || left.Z != right.Z || left.W != right.W;

    public static Vector4 Add(Vector4 left, Vector4 right) => left + right;

    public static Vector4 Subtract(Vector4 left, Vector4 right) => left - right;

    public static Vector4 Multiply(Vector4 left, Vector4 right) => left * right;

    public static Vector4 Divide(Vector4 left, Vector4 right) => left / right;

    public static Vector4 Multiply(Vector4 left, float right) => left * right;

    public static Vector4 Multiply(float left, Vector4 right) => left * right;

    public static Vector4 Divide(Vector4 left, float divisor) => left / divisor;

    public static Vector4 Negate(Vector4 value) => -value;

    public static float Dot(Vector4 vector1, Vector4 vector2) => vector1.X * vector2.X + vector1.Y * vector2.Y + (vector1.Z * vector2.Z + vector1.W * vector2.W);

    public static float Distance(Vector4 value1, Vector4 value2) => (value1 - value2).Length();

    public static float DistanceSquared(Vector4 value1, Vector4 value2) => (value1 - value2).LengthSquared();

    public static Vector4 Normalize(Vector4 value) => value / value.Length();

    public static Vector4 Lerp(Vector4 value1, Vector4 value2, float amount) => value1 * (1f - amount) + value2 * amount;

    public static Vector4 Lerp(Vector4 value1, Vector4 value2, Vector4 amount) => value1 * (One - amount) + value2 * amount;

    public static Vector4 Max(Vector4 value1, Vector4 value2) => new(MathF.Max(value1.X, value2.X), MathF.Max(value1.Y, value2.Y), MathF.Max(value1.Z, value2.Z), MathF.Max(value1.W, value2.W));

    public static Vector4 Min(Vector4 value1, Vector4 value2) => new(MathF.Min(value1.X, value2.X), MathF.Min(value1.Y, value2.Y), MathF.Min(value1.Z, value2.Z), MathF.Min(value1.W, value2.W));

    public static Vector4 Clamp(Vector4 value1, Vector4 min, Vector4 max) => Min(Max(value1, min), max);

    public static Vector4 Abs(Vector4 value) => new(MathF.Abs(value.X), MathF.Abs(value.Y), MathF.Abs(value.Z), MathF.Abs(value.W));

    public static Vector4 SquareRoot(Vector4 value) => new(MathF.Sqrt(value.X), MathF.Sqrt(value.Y), MathF.Sqrt(value.Z), MathF.Sqrt(value.W));

    public static Vector4 Exp(Vector4 vector) => new(MathF.Exp(vector.X), MathF.Exp(vector.Y), MathF.Exp(vector.Z), MathF.Exp(vector.W));

    public static Vector4 Log(Vector4 vector) => new(MathF.Log(vector.X), MathF.Log(vector.Y), MathF.Log(vector.Z), MathF.Log(vector.W));

    public static Vector4 Log2(Vector4 vector) => new(MathF.Log2(vector.X), MathF.Log2(vector.Y), MathF.Log2(vector.Z), MathF.Log2(vector.W));

    public static Vector4 Sin(Vector4 vector) => new(MathF.Sin(vector.X), MathF.Sin(vector.Y), MathF.Sin(vector.Z), MathF.Sin(vector.W));

    public static Vector4 Cos(Vector4 vector) => new(MathF.Cos(vector.X), MathF.Cos(vector.Y), MathF.Cos(vector.Z), MathF.Cos(vector.W));

    public static Vector4 Hypot(Vector4 x, Vector4 y) => new(float.Hypot(x.X, y.X), float.Hypot(x.Y, y.Y), float.Hypot(x.Z, y.Z), float.Hypot(x.W, y.W));

    public static Vector4 DegreesToRadians(Vector4 degrees) => new(degrees.X * (MathF.PI / 180f), degrees.Y * (MathF.PI / 180f), degrees.Z * (MathF.PI / 180f), degrees.W * (MathF.PI / 180f));

    public static Vector4 RadiansToDegrees(Vector4 radians) => new(radians.X * (180f / MathF.PI), radians.Y * (180f / MathF.PI), radians.Z * (180f / MathF.PI), radians.W * (180f / MathF.PI));

    public static Vector4 FusedMultiplyAdd(Vector4 left, Vector4 right, Vector4 addend) => new(MathF.FusedMultiplyAdd(left.X, right.X, addend.X), MathF.FusedMultiplyAdd(left.Y, right.Y, addend.Y), MathF.FusedMultiplyAdd(left.Z, right.Z, addend.Z), MathF.FusedMultiplyAdd(left.W, right.W, addend.W));

    public static Vector4 MultiplyAddEstimate(Vector4 left, Vector4 right, Vector4 addend) => new(MathF.FusedMultiplyAdd(left.X, right.X, addend.X), MathF.FusedMultiplyAdd(left.Y, right.Y, addend.Y), MathF.FusedMultiplyAdd(left.Z, right.Z, addend.Z), MathF.FusedMultiplyAdd(left.W, right.W, addend.W));

    public static float Sum(Vector4 value) => value.X + value.Y + (value.Z + value.W);

    public static Vector4 Create(float value) => new(value);

    public static Vector4 Create(float x, float y, float z, float w) => new(x, y, z, w);

    public static Vector4 Create(Vector2 vector, float z, float w) => new(vector, z, w);

    public static Vector4 Create(Vector3 vector, float w) => new(vector, w);

    public static Vector4 Transform(Vector2 position, Matrix4x4 matrix) => new(
        position.X * matrix.M11 + position.Y * matrix.M21 + matrix.M41,
        position.X * matrix.M12 + position.Y * matrix.M22 + matrix.M42,
        position.X * matrix.M13 + position.Y * matrix.M23 + matrix.M43,
        position.X * matrix.M14 + position.Y * matrix.M24 + matrix.M44);

    public static Vector4 Transform(Vector3 position, Matrix4x4 matrix) => new(
        position.X * matrix.M11 + position.Y * matrix.M21 + position.Z * matrix.M31 + matrix.M41,
        position.X * matrix.M12 + position.Y * matrix.M22 + position.Z * matrix.M32 + matrix.M42,
        position.X * matrix.M13 + position.Y * matrix.M23 + position.Z * matrix.M33 + matrix.M43,
        position.X * matrix.M14 + position.Y * matrix.M24 + position.Z * matrix.M34 + matrix.M44);

    public static Vector4 Transform(Vector4 vector, Matrix4x4 matrix) => new(
        vector.X * matrix.M11 + vector.Y * matrix.M21 + vector.Z * matrix.M31 + vector.W * matrix.M41,
        vector.X * matrix.M12 + vector.Y * matrix.M22 + vector.Z * matrix.M32 + vector.W * matrix.M42,
        vector.X * matrix.M13 + vector.Y * matrix.M23 + vector.Z * matrix.M33 + vector.W * matrix.M43,
        vector.X * matrix.M14 + vector.Y * matrix.M24 + vector.Z * matrix.M34 + vector.W * matrix.M44);

    public static Vector4 Transform(Vector2 value, Quaternion rotation) => Transform(new Vector4(value, 0f, 1f), rotation);

    public static Vector4 Transform(Vector3 value, Quaternion rotation) => Transform(new Vector4(value, 1f), rotation);

    public static Vector4 Transform(Vector4 value, Quaternion rotation) =>
        new(Quaternion.Turn(new Vector3(value.X, value.Y, value.Z), rotation), value.W * rotation.LengthSquared());

    public readonly float Length() => MathF.Sqrt(LengthSquared());

    public readonly float LengthSquared() => Dot(this, this);

    public readonly bool Equals(Vector4 other) => this == other;

    public readonly void CopyTo(Span<float> destination)
    {
        if (destination.Length < 4)
        {
            throw new ArgumentException("Destination is too short.", "destination");
        }

        destination[0] = X;
        destination[1] = Y;
        destination[2] = Z;
        destination[3] = W;
    }
}
