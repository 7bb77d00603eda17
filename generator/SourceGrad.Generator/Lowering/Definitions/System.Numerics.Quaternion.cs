namespace System.Numerics;

public struct Quaternion
{
    public float X, Y, Z, W;

    public Quaternion(float x, float y, float z, float w)
    {
        X = x;
        Y = y;
        Z = z;
        W = w;
    }

    public Quaternion(Vector3 vectorPart, float scalarPart) : this(vectorPart.X, vectorPart.Y, vectorPart.Z, scalarPart) { }

    public static Quaternion Zero => new(0f, 0f, 0f, 0f);

    public static Quaternion Identity => new(0f, 0f, 0f, 1f);

    public readonly bool IsIdentity => this == Identity;

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

    public static Quaternion operator +(Quaternion value1, Quaternion value2) => new(value1.X + value2.X, value1.Y + value2.Y, value1.Z + value2.Z, value1.W + value2.W);

    public static Quaternion operator -(Quaternion value1, Quaternion value2) => new(value1.X - value2.X, value1.Y - value2.Y, value1.Z - value2.Z, value1.W - value2.W);

    public static Quaternion operator -(Quaternion value) => new(-value.X, -value.Y, -value.Z, -value.W);

    public static Quaternion operator *(Quaternion value1, float value2) => new(value1.X * value2, value1.Y * value2, value1.Z * value2, value1.W * value2);

    public static bool operator ==(Quaternion value1, Quaternion value2) =>
        value1.X == value2.X && value1.Y == value2.Y && value1.Z == value2.Z && value1.W == value2.W;

    public static bool operator !=(Quaternion value1, Quaternion value2) => !(value1 == value2);

    public static Quaternion Add(Quaternion value1, Quaternion value2) => value1 + value2;

    public static Quaternion Subtract(Quaternion value1, Quaternion value2) => value1 - value2;

    public static Quaternion Multiply(Quaternion value1, Quaternion value2) => value1 * value2;

    public static Quaternion Multiply(Quaternion value1, float value2) => value1 * value2;

    public static Quaternion Negate(Quaternion value) => -value;

    public readonly bool Equals(Quaternion other) => this == other;

    public static Quaternion operator *(Quaternion value1, Quaternion value2) => new(
        value1.X * value2.W + value2.X * value1.W + (value1.Y * value2.Z - value1.Z * value2.Y),
        value1.Y * value2.W + value2.Y * value1.W + (value1.Z * value2.X - value1.X * value2.Z),
        value1.Z * value2.W + value2.Z * value1.W + (value1.X * value2.Y - value1.Y * value2.X),
        value1.W * value2.W - (value1.X * value2.X + value1.Y * value2.Y + value1.Z * value2.Z));

    public static Quaternion operator /(Quaternion value1, Quaternion value2) => value1 * Inverse(value2);

    public static Quaternion Divide(Quaternion value1, Quaternion value2) => value1 / value2;

    public static Quaternion Create(float x, float y, float z, float w) => new(x, y, z, w);

    public static Quaternion Create(Vector3 vectorPart, float scalarPart) => new(vectorPart, scalarPart);

    public static Quaternion Concatenate(Quaternion value1, Quaternion value2) => value2 * value1;

    public static Quaternion Conjugate(Quaternion value) => new(-value.X, -value.Y, -value.Z, value.W);

    /// <summary>As in the framework zero where there is none.</summary>
    public static Quaternion Inverse(Quaternion value)
    {
        float lengthSquared = value.LengthSquared();
        return lengthSquared <= 1.192092896e-7f ? Zero : Over(Conjugate(value), lengthSquared);
    }

    public static Quaternion Normalize(Quaternion value) => Over(value, value.Length());

    public static float Dot(Quaternion quaternion1, Quaternion quaternion2) =>
        quaternion1.X * quaternion2.X + quaternion1.Y * quaternion2.Y + (quaternion1.Z * quaternion2.Z + quaternion1.W * quaternion2.W);

    public static Quaternion CreateFromAxisAngle(Vector3 axis, float angle)
    {
        float half = angle * 0.5f;
        return new Quaternion(axis * MathF.Sin(half), MathF.Cos(half));
    }

    public static Quaternion CreateFromYawPitchRoll(float yaw, float pitch, float roll)
    {
        float sinRoll = MathF.Sin(roll * 0.5f), cosRoll = MathF.Cos(roll * 0.5f);
        float sinPitch = MathF.Sin(pitch * 0.5f), cosPitch = MathF.Cos(pitch * 0.5f);
        float sinYaw = MathF.Sin(yaw * 0.5f), cosYaw = MathF.Cos(yaw * 0.5f);
        return new Quaternion(
            cosYaw * sinPitch * cosRoll + sinYaw * cosPitch * sinRoll,
            sinYaw * cosPitch * cosRoll - cosYaw * sinPitch * sinRoll,
            cosYaw * cosPitch * sinRoll - sinYaw * sinPitch * cosRoll,
            cosYaw * cosPitch * cosRoll + sinYaw * sinPitch * sinRoll);
    }

    /// <summary>The largest component by a root, which therefore stays away from zero, the others from products with it.</summary>
    public static Quaternion CreateFromRotationMatrix(Matrix4x4 matrix)
    {
        if (matrix.M11 + matrix.M22 + matrix.M33 > 0f)
        {
            float root = MathF.Sqrt(matrix.M11 + matrix.M22 + matrix.M33 + 1f), k = 0.5f / root;
            return new Quaternion((matrix.M23 - matrix.M32) * k, (matrix.M31 - matrix.M13) * k, (matrix.M12 - matrix.M21) * k, root * 0.5f);
        }

        if (matrix.M11 >= matrix.M22 && matrix.M11 >= matrix.M33)
        {
            float root = MathF.Sqrt(1f + matrix.M11 - matrix.M22 - matrix.M33), k = 0.5f / root;
            return new Quaternion(0.5f * root, (matrix.M12 + matrix.M21) * k, (matrix.M13 + matrix.M31) * k, (matrix.M23 - matrix.M32) * k);
        }

        if (matrix.M22 > matrix.M33)
        {
            float root = MathF.Sqrt(1f + matrix.M22 - matrix.M11 - matrix.M33), k = 0.5f / root;
            return new Quaternion((matrix.M21 + matrix.M12) * k, 0.5f * root, (matrix.M32 + matrix.M23) * k, (matrix.M31 - matrix.M13) * k);
        }

        float last = MathF.Sqrt(1f + matrix.M33 - matrix.M11 - matrix.M22), scale = 0.5f / last;
        return new Quaternion((matrix.M31 + matrix.M13) * scale, (matrix.M32 + matrix.M23) * scale, 0.5f * last, (matrix.M12 - matrix.M21) * scale);
    }

    /// <summary>The shorter way: a quaternion and its negative are the same rotation.</summary>
    public static Quaternion Lerp(Quaternion quaternion1, Quaternion quaternion2, float amount) => Normalize(
        Dot(quaternion1, quaternion2) >= 0f
            ? quaternion1 * (1f - amount) + quaternion2 * amount
            : quaternion1 * (1f - amount) - quaternion2 * amount);

    public static Quaternion Slerp(Quaternion quaternion1, Quaternion quaternion2, float amount)
    {
        float cosOmega = Dot(quaternion1, quaternion2), sign = 1f;
        if (cosOmega < 0f)
        {
            cosOmega = -cosOmega;
            sign = -1f;
        }

        if (cosOmega > 1f - 1e-6f)
        {
            return quaternion1 * (1f - amount) + quaternion2 * (amount * sign);
        }

        float omega = MathF.Acos(cosOmega), scale = 1f / MathF.Sin(omega);
        return quaternion1 * (MathF.Sin((1f - amount) * omega) * scale) + quaternion2 * (MathF.Sin(amount * omega) * scale * sign);
    }

    public readonly float Length() => MathF.Sqrt(LengthSquared());

    public readonly float LengthSquared() => Dot(this, this);

    /// <summary>The vector part of <c>rotation * value * Conjugate(rotation)</c>: a turn, and for a rotation of another length than one a scaling too.</summary>
    internal static Vector3 Turn(Vector3 value, Quaternion rotation)
    {
        Vector3 axis = new(rotation.X, rotation.Y, rotation.Z);
        Vector3 turned = value * rotation.W + Vector3.Cross(axis, value);
        return axis * Vector3.Dot(axis, value) + turned * rotation.W + Vector3.Cross(axis, turned);
    }

    private static Quaternion Over(Quaternion value, float divisor) => new(value.X / divisor, value.Y / divisor, value.Z / divisor, value.W / divisor);
}
