namespace SourceGrad.Fuzz.Machines;

/// <summary>The numbers of all variables. A reference is a variable that has its place from another.</summary>
public sealed class Slots(int count)
{
    private readonly Location[] _places = [.. Enumerable.Range(0, count).Select(_ => Location.Fresh())];

    public Datum this[int slot]
    {
        get => _places[slot].Read();
        set => _places[slot].Write(value);
    }

    public Location At(int slot) => _places[slot];

    public void Bind(int slot, Location place) => _places[slot] = place;
}
