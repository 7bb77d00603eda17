namespace SourceGrad.Generator.Tests.Ir;

/// <summary>A window on an array: what a span is to the interpreter.</summary>
internal sealed class View(Array array, int start, int length)
{
    public View(Array array)
        : this(array, 0, array.Length)
    {
    }

    public int Length => length;

    public object this[int index]
    {
        get => array.GetValue(Position(index))!;
        set => array.SetValue(value, Position(index));
    }

    public View Slice(int from, int count) => from < 0 || count < 0 || from > length - count
        ? throw new ArgumentOutOfRangeException(nameof(from))
        : new View(array, start + from, count);

    /// <summary>As much of the slice as there is.</summary>
    public View Part(int from, int count) => from < 0 || count < 0 || from > length
        ? new View(array, start, 0)
        : new View(array, start + from, Math.Min(count, length - from));

    public void Clear()
    {
        if (array is object[][] vectors)
        {
            for (int i = 0; i < length; i++)
            {
                vectors[start + i] = Lanes.Zeros(vectors[start + i][0]);
            }

            return;
        }

        Array.Clear(array, start, length);
    }

    public void CopyTo(View other)
    {
        if (length > other.Length)
        {
            throw new ArgumentException("The destination is too short.");
        }

        object[] elements = [.. Enumerable.Range(0, length).Select(i => this[i])];
        for (int i = 0; i < length; i++)
        {
            other[i] = elements[i];
        }
    }

    private int Position(int index) => (uint)index < (uint)length ? start + index : throw new IndexOutOfRangeException();
}
