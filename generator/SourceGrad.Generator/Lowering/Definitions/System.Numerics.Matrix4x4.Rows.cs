namespace System.Numerics;

/// <summary>Rows and elements by number.</summary>
public partial struct Matrix4x4
{
    public Vector4 this[int row]
    {
        readonly get => row switch { 0 => X, 1 => Y, 2 => Z, 3 => W, _ => throw new ArgumentOutOfRangeException("row") };
        set
        {
            switch (row)
            {
                case 0: X = value; break;
                case 1: Y = value; break;
                case 2: Z = value; break;
                case 3: W = value; break;
                default: throw new ArgumentOutOfRangeException("row");
            }
        }
    }

    public static Matrix4x4 Create(float value) => Create(new Vector4(value));

    public static Matrix4x4 Create(Vector4 value) => Create(value, value, value, value);

    public readonly float GetElement(int row, int column) => this[row][column];

    public readonly Vector4 GetRow(int index) => this[index];

    public readonly Matrix4x4 WithElement(int row, int column, float value)
    {
        Matrix4x4 result = this;
        Vector4 changed = result[row];
        changed[column] = value;
        result[row] = changed;
        return result;
    }

    public readonly Matrix4x4 WithRow(int index, Vector4 value)
    {
        Matrix4x4 result = this;
        result[index] = value;
        return result;
    }

    public static Matrix4x4 CreateViewport(float x, float y, float width, float height, float minDepth, float maxDepth) =>
        Viewport(x, y, width, height, minDepth, minDepth - maxDepth);

    public static Matrix4x4 CreateViewportLeftHanded(float x, float y, float width, float height, float minDepth, float maxDepth) =>
        Viewport(x, y, width, height, minDepth, maxDepth - minDepth);

    private static Matrix4x4 Viewport(float x, float y, float width, float height, float minDepth, float depth)
    {
        float halfWidth = width * 0.5f, halfHeight = height * 0.5f;
        return new Matrix4x4(
            halfWidth, 0f, 0f, 0f,
            0f, -halfHeight, 0f, 0f,
            0f, 0f, depth, 0f,
            x + halfWidth, y + halfHeight, minDepth, 1f);
    }
}
