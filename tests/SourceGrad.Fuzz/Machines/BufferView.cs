namespace SourceGrad.Fuzz.Machines;

/// <summary>A part of some memory, or all of it.</summary>
public sealed record BufferView(Datum[] Memory, int Start, int Length)
{
    public Datum this[int index]
    {
        get => Memory[Start + Checked(index)];
        set => Memory[Start + Checked(index)] = value;
    }

    public BufferView Slice(int start, int length) =>
        start < 0 || length < 0 || start > Length || length > Length - start
            ? throw new Thrown(typeof(ArgumentOutOfRangeException))
            : new BufferView(Memory, Start + start, length);

    public Datum[] ToArray() => Memory[Start..(Start + Length)];

    public int Checked(int index) => (uint)index < (uint)Length ? index : throw new Thrown(typeof(IndexOutOfRangeException));
}
