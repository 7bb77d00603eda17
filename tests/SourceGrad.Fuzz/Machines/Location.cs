namespace SourceGrad.Fuzz.Machines;

/// <summary>Where a number is kept.</summary>
public readonly struct Location
{
    private readonly Machine? _machine;
    private readonly BufferView? _buffer;
    private readonly int _index;

    public Location(Machine machine, int slot)
    {
        _machine = machine;
        _index = slot;
    }

    public Location(BufferView buffer, int index)
    {
        _buffer = buffer;
        _index = buffer.Checked(index);
    }

    public Datum Read() => _buffer is null ? _machine!.Scalars[_index] : _buffer[_index];

    public void Write(Datum value)
    {
        if (_buffer is null)
        {
            _machine!.Scalars[_index] = value;
        }
        else
        {
            _buffer[_index] = value;
        }
    }
}
