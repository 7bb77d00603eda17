namespace SourceGrad.Fuzz.Machines;

/// <summary>Where a number is kept.</summary>
public readonly struct Location
{
    private readonly Datum[] _memory;
    private readonly int _index;

    public Location(Datum[] memory, int index)
    {
        _memory = memory;
        _index = index;
    }

    public Location(BufferView buffer, int index, int part = 0)
        : this(buffer.Memory, buffer.Offset(index) + part)
    {
    }

    /// <summary>A place of its own, with zero in it.</summary>
    public static Location Fresh() => new(new Datum[1], 0);

    public Datum Read() => _memory[_index];

    public void Write(Datum value) => _memory[_index] = value;

    /// <summary>It lies within this view.</summary>
    public bool IsIn(BufferView view) => ReferenceEquals(_memory, view.Memory)
        && _index >= view.Start && _index < view.Start + (view.Length * view.Stride);

    public bool IsSame(Location other) => ReferenceEquals(_memory, other._memory) && _index == other._index;
}
