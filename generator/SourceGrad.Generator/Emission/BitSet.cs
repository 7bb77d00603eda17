namespace SourceGrad.Generator.Emission;

/// <summary>A set of small numbers.</summary>
internal sealed class BitSet(int capacity)
{
    private readonly ulong[] _words = new ulong[(capacity + 63) / 64];

    public void Add(int item) => _words[item >> 6] |= 1UL << (item & 63);

    public void Remove(int item) => _words[item >> 6] &= ~(1UL << (item & 63));

    public bool Contains(int item) => (_words[item >> 6] & (1UL << (item & 63))) != 0;

    public void UnionWith(BitSet other)
    {
        for (int i = 0; i < _words.Length; i++)
        {
            _words[i] |= other._words[i];
        }
    }

    public bool Overlaps(BitSet other)
    {
        for (int i = 0; i < _words.Length; i++)
        {
            if ((_words[i] & other._words[i]) != 0)
            {
                return true;
            }
        }

        return false;
    }

    public BitSet Copy()
    {
        BitSet copy = new(_words.Length * 64);
        copy.UnionWith(this);
        return copy;
    }
}
