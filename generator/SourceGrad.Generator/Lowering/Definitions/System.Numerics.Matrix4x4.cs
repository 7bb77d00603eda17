namespace System.Numerics;

public partial struct Matrix4x4
{
    public float M11, M12, M13, M14;
    public float M21, M22, M23, M24;
    public float M31, M32, M33, M34;
    public float M41, M42, M43, M44;

    public Matrix4x4(
        float m11, float m12, float m13, float m14,
        float m21, float m22, float m23, float m24,
        float m31, float m32, float m33, float m34,
        float m41, float m42, float m43, float m44)
    {
        (M11, M12, M13, M14) = (m11, m12, m13, m14);
        (M21, M22, M23, M24) = (m21, m22, m23, m24);
        (M31, M32, M33, M34) = (m31, m32, m33, m34);
        (M41, M42, M43, M44) = (m41, m42, m43, m44);
    }

    public Matrix4x4(Matrix3x2 value)
        : this(value.M11, value.M12, 0f, 0f, value.M21, value.M22, 0f, 0f, 0f, 0f, 1f, 0f, value.M31, value.M32, 0f, 1f)
    {
    }

    public static Matrix4x4 Identity => new(1f, 0f, 0f, 0f, 0f, 1f, 0f, 0f, 0f, 0f, 1f, 0f, 0f, 0f, 0f, 1f);

    public readonly bool IsIdentity => this == Identity;

    public Vector3 Translation
    {
        readonly get => new(M41, M42, M43);
        set => (M41, M42, M43) = (value.X, value.Y, value.Z);
    }

    public Vector4 X
    {
        readonly get => new(M11, M12, M13, M14);
        set => (M11, M12, M13, M14) = (value.X, value.Y, value.Z, value.W);
    }

    public Vector4 Y
    {
        readonly get => new(M21, M22, M23, M24);
        set => (M21, M22, M23, M24) = (value.X, value.Y, value.Z, value.W);
    }

    public Vector4 Z
    {
        readonly get => new(M31, M32, M33, M34);
        set => (M31, M32, M33, M34) = (value.X, value.Y, value.Z, value.W);
    }

    public Vector4 W
    {
        readonly get => new(M41, M42, M43, M44);
        set => (M41, M42, M43, M44) = (value.X, value.Y, value.Z, value.W);
    }

    public float this[int row, int column]
    {
        readonly get => row switch { 0 => X[column], 1 => Y[column], 2 => Z[column], 3 => W[column], _ => throw new ArgumentOutOfRangeException() };
        set
        {
            Vector4 changed = row switch { 0 => X, 1 => Y, 2 => Z, 3 => W, _ => throw new ArgumentOutOfRangeException() };
            changed[column] = value;
            switch (row)
            {
                case 0: X = changed; break;
                case 1: Y = changed; break;
                case 2: Z = changed; break;
                default: W = changed; break;
            }
        }
    }

    public static Matrix4x4 operator +(Matrix4x4 value1, Matrix4x4 value2) => new(
        value1.M11 + value2.M11, value1.M12 + value2.M12, value1.M13 + value2.M13, value1.M14 + value2.M14,
        value1.M21 + value2.M21, value1.M22 + value2.M22, value1.M23 + value2.M23, value1.M24 + value2.M24,
        value1.M31 + value2.M31, value1.M32 + value2.M32, value1.M33 + value2.M33, value1.M34 + value2.M34,
        value1.M41 + value2.M41, value1.M42 + value2.M42, value1.M43 + value2.M43, value1.M44 + value2.M44);

    public static Matrix4x4 operator -(Matrix4x4 value1, Matrix4x4 value2) => new(
        value1.M11 - value2.M11, value1.M12 - value2.M12, value1.M13 - value2.M13, value1.M14 - value2.M14,
        value1.M21 - value2.M21, value1.M22 - value2.M22, value1.M23 - value2.M23, value1.M24 - value2.M24,
        value1.M31 - value2.M31, value1.M32 - value2.M32, value1.M33 - value2.M33, value1.M34 - value2.M34,
        value1.M41 - value2.M41, value1.M42 - value2.M42, value1.M43 - value2.M43, value1.M44 - value2.M44);

    public static Matrix4x4 operator -(Matrix4x4 value) => new(
        -value.M11, -value.M12, -value.M13, -value.M14,
        -value.M21, -value.M22, -value.M23, -value.M24,
        -value.M31, -value.M32, -value.M33, -value.M34,
        -value.M41, -value.M42, -value.M43, -value.M44);

    public static Matrix4x4 operator *(Matrix4x4 value1, float value2) => new(
        value1.M11 * value2, value1.M12 * value2, value1.M13 * value2, value1.M14 * value2,
        value1.M21 * value2, value1.M22 * value2, value1.M23 * value2, value1.M24 * value2,
        value1.M31 * value2, value1.M32 * value2, value1.M33 * value2, value1.M34 * value2,
        value1.M41 * value2, value1.M42 * value2, value1.M43 * value2, value1.M44 * value2);

    public static bool operator ==(Matrix4x4 value1, Matrix4x4 value2) =>
        value1.M11 == value2.M11 && value1.M12 == value2.M12 && value1.M13 == value2.M13 && value1.M14 == value2.M14
        && value1.M21 == value2.M21 && value1.M22 == value2.M22 && value1.M23 == value2.M23 && value1.M24 == value2.M24
        && value1.M31 == value2.M31 && value1.M32 == value2.M32 && value1.M33 == value2.M33 && value1.M34 == value2.M34
        && value1.M41 == value2.M41 && value1.M42 == value2.M42 && value1.M43 == value2.M43 && value1.M44 == value2.M44;

    public static bool operator !=(Matrix4x4 value1, Matrix4x4 value2) => !(value1 == value2);

    public static Matrix4x4 Add(Matrix4x4 value1, Matrix4x4 value2) => value1 + value2;

    public static Matrix4x4 Subtract(Matrix4x4 value1, Matrix4x4 value2) => value1 - value2;

    public static Matrix4x4 Multiply(Matrix4x4 value1, Matrix4x4 value2) => value1 * value2;

    public static Matrix4x4 Multiply(Matrix4x4 value1, float value2) => value1 * value2;

    public static Matrix4x4 Negate(Matrix4x4 value) => -value;

    public readonly bool Equals(Matrix4x4 other) => this == other;

    public static Matrix4x4 operator *(Matrix4x4 value1, Matrix4x4 value2) => new(
        value1.M11 * value2.M11 + value1.M12 * value2.M21 + value1.M13 * value2.M31 + value1.M14 * value2.M41,
        value1.M11 * value2.M12 + value1.M12 * value2.M22 + value1.M13 * value2.M32 + value1.M14 * value2.M42,
        value1.M11 * value2.M13 + value1.M12 * value2.M23 + value1.M13 * value2.M33 + value1.M14 * value2.M43,
        value1.M11 * value2.M14 + value1.M12 * value2.M24 + value1.M13 * value2.M34 + value1.M14 * value2.M44,
        value1.M21 * value2.M11 + value1.M22 * value2.M21 + value1.M23 * value2.M31 + value1.M24 * value2.M41,
        value1.M21 * value2.M12 + value1.M22 * value2.M22 + value1.M23 * value2.M32 + value1.M24 * value2.M42,
        value1.M21 * value2.M13 + value1.M22 * value2.M23 + value1.M23 * value2.M33 + value1.M24 * value2.M43,
        value1.M21 * value2.M14 + value1.M22 * value2.M24 + value1.M23 * value2.M34 + value1.M24 * value2.M44,
        value1.M31 * value2.M11 + value1.M32 * value2.M21 + value1.M33 * value2.M31 + value1.M34 * value2.M41,
        value1.M31 * value2.M12 + value1.M32 * value2.M22 + value1.M33 * value2.M32 + value1.M34 * value2.M42,
        value1.M31 * value2.M13 + value1.M32 * value2.M23 + value1.M33 * value2.M33 + value1.M34 * value2.M43,
        value1.M31 * value2.M14 + value1.M32 * value2.M24 + value1.M33 * value2.M34 + value1.M34 * value2.M44,
        value1.M41 * value2.M11 + value1.M42 * value2.M21 + value1.M43 * value2.M31 + value1.M44 * value2.M41,
        value1.M41 * value2.M12 + value1.M42 * value2.M22 + value1.M43 * value2.M32 + value1.M44 * value2.M42,
        value1.M41 * value2.M13 + value1.M42 * value2.M23 + value1.M43 * value2.M33 + value1.M44 * value2.M43,
        value1.M41 * value2.M14 + value1.M42 * value2.M24 + value1.M43 * value2.M34 + value1.M44 * value2.M44);

    public static Matrix4x4 Transpose(Matrix4x4 matrix) => new(
        matrix.M11, matrix.M21, matrix.M31, matrix.M41,
        matrix.M12, matrix.M22, matrix.M32, matrix.M42,
        matrix.M13, matrix.M23, matrix.M33, matrix.M43,
        matrix.M14, matrix.M24, matrix.M34, matrix.M44);

    public static Matrix4x4 Lerp(Matrix4x4 matrix1, Matrix4x4 matrix2, float amount) => matrix1 * (1f - amount) + matrix2 * amount;

    public static Matrix4x4 Transform(Matrix4x4 value, Quaternion rotation) => value * CreateFromQuaternion(rotation);

    /// <summary>By the minors of the lower two rows.</summary>
    public readonly float GetDeterminant()
    {
        float kp_lo = M33 * M44 - M34 * M43, jp_ln = M32 * M44 - M34 * M42, jo_kn = M32 * M43 - M33 * M42;
        float ip_lm = M31 * M44 - M34 * M41, io_km = M31 * M43 - M33 * M41, in_jm = M31 * M42 - M32 * M41;
        return M11 * (M22 * kp_lo - M23 * jp_ln + M24 * jo_kn)
            - M12 * (M21 * kp_lo - M23 * ip_lm + M24 * io_km)
            + M13 * (M21 * jp_ln - M22 * ip_lm + M24 * in_jm)
            - M14 * (M21 * jo_kn - M22 * io_km + M23 * in_jm);
    }

    /// <summary>Cramer's rule: the transposed matrix of cofactors over the determinant.</summary>
    public static bool Invert(Matrix4x4 matrix, out Matrix4x4 result)
    {
        (float a, float b, float c, float d) = (matrix.M11, matrix.M12, matrix.M13, matrix.M14);
        (float e, float f, float g, float h) = (matrix.M21, matrix.M22, matrix.M23, matrix.M24);
        (float i, float j, float k, float l) = (matrix.M31, matrix.M32, matrix.M33, matrix.M34);
        (float m, float n, float o, float p) = (matrix.M41, matrix.M42, matrix.M43, matrix.M44);
        float lower01 = i * n - j * m, lower02 = i * o - k * m, lower03 = i * p - l * m;
        float lower12 = j * o - k * n, lower13 = j * p - l * n, lower23 = k * p - l * o;
        float cofactor11 = f * lower23 - g * lower13 + h * lower12;
        float cofactor12 = -(e * lower23 - g * lower03 + h * lower02);
        float cofactor13 = e * lower13 - f * lower03 + h * lower01;
        float cofactor14 = -(e * lower12 - f * lower02 + g * lower01);
        float determinant = a * cofactor11 + b * cofactor12 + c * cofactor13 + d * cofactor14;
        if (MathF.Abs(determinant) < float.Epsilon)
        {
            result = new Matrix4x4(
                float.NaN, float.NaN, float.NaN, float.NaN,
                float.NaN, float.NaN, float.NaN, float.NaN,
                float.NaN, float.NaN, float.NaN, float.NaN,
                float.NaN, float.NaN, float.NaN, float.NaN);
            return false;
        }

        float middle01 = e * n - f * m, middle02 = e * o - g * m, middle03 = e * p - h * m;
        float middle12 = f * o - g * n, middle13 = f * p - h * n, middle23 = g * p - h * o;
        float upper01 = e * j - f * i, upper02 = e * k - g * i, upper03 = e * l - h * i;
        float upper12 = f * k - g * j, upper13 = f * l - h * j, upper23 = g * l - h * k;
        float scale = 1f / determinant;
        result = new Matrix4x4(
            cofactor11 * scale,
            -(b * lower23 - c * lower13 + d * lower12) * scale,
            (b * middle23 - c * middle13 + d * middle12) * scale,
            -(b * upper23 - c * upper13 + d * upper12) * scale,
            cofactor12 * scale,
            (a * lower23 - c * lower03 + d * lower02) * scale,
            -(a * middle23 - c * middle03 + d * middle02) * scale,
            (a * upper23 - c * upper03 + d * upper02) * scale,
            cofactor13 * scale,
            -(a * lower13 - b * lower03 + d * lower01) * scale,
            (a * middle13 - b * middle03 + d * middle01) * scale,
            -(a * upper13 - b * upper03 + d * upper01) * scale,
            cofactor14 * scale,
            (a * lower12 - b * lower02 + c * lower01) * scale,
            -(a * middle12 - b * middle02 + c * middle01) * scale,
            (a * upper12 - b * upper02 + c * upper01) * scale);
        return true;
    }
}
