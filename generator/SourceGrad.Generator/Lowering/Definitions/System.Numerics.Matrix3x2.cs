namespace System.Numerics;

public partial struct Matrix3x2
{
    public float M11, M12;
    public float M21, M22;
    public float M31, M32;

    public Matrix3x2(float m11, float m12, float m21, float m22, float m31, float m32)
    {
        M11 = m11;
        M12 = m12;
        M21 = m21;
        M22 = m22;
        M31 = m31;
        M32 = m32;
    }

    public static Matrix3x2 Identity => new(1f, 0f, 0f, 1f, 0f, 0f);

    public readonly bool IsIdentity => this == Identity;

    public Vector2 Translation
    {
        readonly get => new(M31, M32);
        set => (M31, M32) = (value.X, value.Y);
    }

    public Vector2 X
    {
        readonly get => new(M11, M12);
        set => (M11, M12) = (value.X, value.Y);
    }

    public Vector2 Y
    {
        readonly get => new(M21, M22);
        set => (M21, M22) = (value.X, value.Y);
    }

    public Vector2 Z
    {
        readonly get => new(M31, M32);
        set => (M31, M32) = (value.X, value.Y);
    }

    public static Matrix3x2 operator +(Matrix3x2 value1, Matrix3x2 value2) => new(
        value1.M11 + value2.M11, value1.M12 + value2.M12,
        value1.M21 + value2.M21, value1.M22 + value2.M22,
        value1.M31 + value2.M31, value1.M32 + value2.M32);

    public static Matrix3x2 operator -(Matrix3x2 value1, Matrix3x2 value2) => new(
        value1.M11 - value2.M11, value1.M12 - value2.M12,
        value1.M21 - value2.M21, value1.M22 - value2.M22,
        value1.M31 - value2.M31, value1.M32 - value2.M32);

    public static Matrix3x2 operator -(Matrix3x2 value) => new(
        -value.M11, -value.M12,
        -value.M21, -value.M22,
        -value.M31, -value.M32);

    public static Matrix3x2 operator *(Matrix3x2 value1, float value2) => new(
        value1.M11 * value2, value1.M12 * value2,
        value1.M21 * value2, value1.M22 * value2,
        value1.M31 * value2, value1.M32 * value2);

    public static bool operator ==(Matrix3x2 value1, Matrix3x2 value2) =>
        value1.M11 == value2.M11 && value1.M12 == value2.M12
        && value1.M21 == value2.M21 && value1.M22 == value2.M22
        && value1.M31 == value2.M31 && value1.M32 == value2.M32;

    public static bool operator !=(Matrix3x2 value1, Matrix3x2 value2) => !(value1 == value2);

    public static Matrix3x2 Add(Matrix3x2 value1, Matrix3x2 value2) => value1 + value2;

    public static Matrix3x2 Subtract(Matrix3x2 value1, Matrix3x2 value2) => value1 - value2;

    public static Matrix3x2 Multiply(Matrix3x2 value1, Matrix3x2 value2) => value1 * value2;

    public static Matrix3x2 Multiply(Matrix3x2 value1, float value2) => value1 * value2;

    public static Matrix3x2 Negate(Matrix3x2 value) => -value;

    public readonly bool Equals(Matrix3x2 other) => this == other;

    public static Matrix3x2 operator *(Matrix3x2 value1, Matrix3x2 value2) => new(
        value1.M11 * value2.M11 + value1.M12 * value2.M21,
        value1.M11 * value2.M12 + value1.M12 * value2.M22,
        value1.M21 * value2.M11 + value1.M22 * value2.M21,
        value1.M21 * value2.M12 + value1.M22 * value2.M22,
        value1.M31 * value2.M11 + value1.M32 * value2.M21 + value2.M31,
        value1.M31 * value2.M12 + value1.M32 * value2.M22 + value2.M32);

    public static Matrix3x2 Create(Vector2 x, Vector2 y, Vector2 z) => new(x.X, x.Y, y.X, y.Y, z.X, z.Y);

    public static Matrix3x2 Create(float m11, float m12, float m21, float m22, float m31, float m32) => new(m11, m12, m21, m22, m31, m32);

    public static Matrix3x2 CreateTranslation(Vector2 position) => new(1f, 0f, 0f, 1f, position.X, position.Y);

    public static Matrix3x2 CreateTranslation(float xPosition, float yPosition) => new(1f, 0f, 0f, 1f, xPosition, yPosition);

    public static Matrix3x2 CreateScale(float xScale, float yScale) => new(xScale, 0f, 0f, yScale, 0f, 0f);

    public static Matrix3x2 CreateScale(float xScale, float yScale, Vector2 centerPoint) =>
        new(xScale, 0f, 0f, yScale, centerPoint.X * (1f - xScale), centerPoint.Y * (1f - yScale));

    public static Matrix3x2 CreateScale(Vector2 scales) => CreateScale(scales.X, scales.Y);

    public static Matrix3x2 CreateScale(Vector2 scales, Vector2 centerPoint) => CreateScale(scales.X, scales.Y, centerPoint);

    public static Matrix3x2 CreateScale(float scale) => CreateScale(scale, scale);

    public static Matrix3x2 CreateScale(float scale, Vector2 centerPoint) => CreateScale(scale, scale, centerPoint);

    public static Matrix3x2 CreateSkew(float radiansX, float radiansY) => new(1f, MathF.Tan(radiansY), MathF.Tan(radiansX), 1f, 0f, 0f);

    public static Matrix3x2 CreateSkew(float radiansX, float radiansY, Vector2 centerPoint)
    {
        float xTan = MathF.Tan(radiansX), yTan = MathF.Tan(radiansY);
        return new Matrix3x2(1f, yTan, xTan, 1f, -centerPoint.Y * xTan, -centerPoint.X * yTan);
    }

    public static Matrix3x2 CreateRotation(float radians) => CreateRotation(radians, Vector2.Zero);

    /// <summary>
    /// The framework makes angles near a quarter of a turn exact. The values are the same here; the small part that it drops is kept
    /// as a term whose value is zero and whose derivative is not.
    /// </summary>
    public static Matrix3x2 CreateRotation(float radians, Vector2 centerPoint)
    {
        const float epsilon = 0.001f * MathF.PI / 180f;
        radians = MathF.IEEERemainder(radians, MathF.PI * 2f);
        float rest = radians - SourceGrad.Differentiation.StopGradient(radians);
        float c, s;
        if (radians > -epsilon && radians < epsilon)
        {
            c = 1f;
            s = rest;
        }
        else if (radians > MathF.PI / 2f - epsilon && radians < MathF.PI / 2f + epsilon)
        {
            c = -rest;
            s = 1f;
        }
        else if (radians < -MathF.PI + epsilon || radians > MathF.PI - epsilon)
        {
            c = -1f;
            s = -rest;
        }
        else if (radians > -MathF.PI / 2f - epsilon && radians < -MathF.PI / 2f + epsilon)
        {
            c = rest;
            s = -1f;
        }
        else
        {
            c = MathF.Cos(radians);
            s = MathF.Sin(radians);
        }

        float x = centerPoint.X * (1f - c) + centerPoint.Y * s;
        float y = centerPoint.Y * (1f - c) - centerPoint.X * s;
        return new Matrix3x2(c, s, -s, c, x, y);
    }

    public static bool Invert(Matrix3x2 matrix, out Matrix3x2 result)
    {
        float determinant = matrix.GetDeterminant();
        if (MathF.Abs(determinant) < float.Epsilon)
        {
            result = new Matrix3x2(float.NaN, float.NaN, float.NaN, float.NaN, float.NaN, float.NaN);
            return false;
        }

        float k = 1f / determinant;
        result = new Matrix3x2(
            matrix.M22 * k, -matrix.M12 * k,
            -matrix.M21 * k, matrix.M11 * k,
            (matrix.M21 * matrix.M32 - matrix.M31 * matrix.M22) * k, (matrix.M31 * matrix.M12 - matrix.M11 * matrix.M32) * k);
        return true;
    }

    public static Matrix3x2 Lerp(Matrix3x2 matrix1, Matrix3x2 matrix2, float amount) => matrix1 * (1f - amount) + matrix2 * amount;

    public readonly float GetDeterminant() => M11 * M22 - M21 * M12;
}
