namespace SourceGrad.Runtime;

/// <summary>How a loop uses a buffer.</summary>
internal enum BufferUse : byte
{
    /// <summary>It reads it, or each round has elements of its own to write.</summary>
    Shared,

    /// <summary>Its rounds add to any of its doubles.</summary>
    SumOfDoubles,

    /// <summary>Its rounds add to any of its floats.</summary>
    SumOfFloats,
}

/// <summary>Memory that does not move.</summary>
internal unsafe struct PinnedBuffer
{
    private const int CacheLine = 64;

    public byte* Start;

    /// <summary>The number of elements, of whatever size.</summary>
    public int Length;

    public BufferUse Use;

    /// <summary>How much memory a copy takes, up to the end of a cache line.</summary>
    public readonly long CopiedBytes
    {
        get
        {
            long bytes = Use switch { BufferUse.Shared => 0, BufferUse.SumOfDoubles => sizeof(double) * (long)Length, BufferUse.SumOfFloats => sizeof(float) * (long)Length };
            return (bytes + CacheLine - 1) / CacheLine * CacheLine;
        }
    }
}
