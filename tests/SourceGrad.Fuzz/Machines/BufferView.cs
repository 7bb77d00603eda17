namespace SourceGrad.Fuzz.Machines;

/// <summary>A part of some memory, or all of it.</summary>
/// <param name="Start">Where the first number of the first element is.</param>
/// <param name="Length">How many elements.</param>
/// <param name="Stride">How many numbers an element is made of.</param>
/// <param name="IsList">It throws what a list throws.</param>
public sealed record BufferView(Datum[] Memory, int Start, int Length, int Stride = 1, bool IsList = false)
{
    public static BufferView Of(Datum[] memory, int stride = 1) => new(memory, 0, memory.Length / stride, stride);

    /// <summary>Of an array of arrays; the length is how many there are.</summary>
    private IReadOnlyList<BufferView>? Rows { get; init; }

    /// <summary>An array of arrays, one after the other in the memory; those without a length of their own have one number.</summary>
    public static BufferView OfRows(Datum[] memory, IReadOnlyList<int> lengths)
    {
        List<BufferView> rows = [];
        for (int at = 0; rows.Count < lengths.Count || at < memory.Length; at += rows[^1].Length)
        {
            rows.Add(new BufferView(memory, at, rows.Count < lengths.Count ? lengths[rows.Count] : 1));
        }

        return new BufferView(memory, 0, rows.Count) { Rows = rows };
    }

    public BufferView RowAt(int index) => (uint)index < (uint)Length ? Rows![index] : throw new Thrown(typeof(IndexOutOfRangeException));

    public Datum this[int index]
    {
        get => Memory[Offset(index)];
        set => Memory[Offset(index)] = value;
    }

    public BufferView Slice(int start, int length) =>
        start < 0 || length < 0 || start > Length || length > Length - start
            ? throw new Thrown(typeof(ArgumentOutOfRangeException))
            : this with { Start = Start + (start * Stride), Length = length };

    /// <summary>All numbers.</summary>
    public Datum[] ToArray() => Rows is not null ? Memory : Memory[Start..(Start + (Length * Stride))];

    /// <summary>Where an element is in the memory.</summary>
    public int Offset(int index) => (uint)index < (uint)Length ? Start + (index * Stride) : throw new Thrown(IsList ? typeof(ArgumentOutOfRangeException) : typeof(IndexOutOfRangeException));

    public bool Overlaps(BufferView other) => ReferenceEquals(Memory, other.Memory)
        && Start < other.Start + (other.Length * other.Stride) && other.Start < Start + (Length * Stride);
}
