namespace System.Numerics;

/// <summary>Rows and elements by number.</summary>
public partial struct Matrix3x2
{
    public float this[int row, int column]
    {
        readonly get => this[row][column];
        set
        {
            Vector2 changed = this[row];
            changed[column] = value;
            this[row] = changed;
        }
    }

    public Vector2 this[int row]
    {
        readonly get => row switch { 0 => X, 1 => Y, 2 => Z, _ => throw new ArgumentOutOfRangeException("row") };
        set
        {
            switch (row)
            {
                case 0: X = value; break;
                case 1: Y = value; break;
                case 2: Z = value; break;
                default: throw new ArgumentOutOfRangeException("row");
            }
        }
    }

    public static Matrix3x2 Create(float value) => Create(new Vector2(value));

    public static Matrix3x2 Create(Vector2 value) => Create(value, value, value);

    public readonly float GetElement(int row, int column) => this[row][column];

    public readonly Vector2 GetRow(int index) => this[index];

    public readonly Matrix3x2 WithElement(int row, int column, float value)
    {
        Matrix3x2 result = this;
        Vector2 changed = result[row];
        changed[column] = value;
        result[row] = changed;
        return result;
    }

    public readonly Matrix3x2 WithRow(int index, Vector2 value)
    {
        Matrix3x2 result = this;
        result[index] = value;
        return result;
    }
}
