using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SourceGrad.Benchmarks.Cases;

/// <summary>Where working memory of the code by hand begins: generated code's begins at lines of the cache too, see <c>src/SourceGrad/Runtime/CacheLine.cs</c>.</summary>
internal static class CacheLine
{
    private const int Bytes = 64;

    /// <summary>So many elements more have to be rented.</summary>
    public static int Spare<T>() => Bytes / Unsafe.SizeOf<T>();

    /// <summary>The array's first element that lies at the start of a line.</summary>
    public static int First<T>(T[] items) =>
        (int)(-Unsafe.ByteOffset(ref Unsafe.NullRef<T>(), ref MemoryMarshal.GetArrayDataReference(items)) & (Bytes - 1)) / Unsafe.SizeOf<T>();
}
