using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.InteropServices;

namespace SourceGrad.Runtime;

/// <summary>The vectors of one place, where a loop takes four of them a round: what generated code sees of a buffer of vectors through <see cref="LaneMemory.Block{T}"/>.</summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[StructLayout(LayoutKind.Sequential)]
[SuppressMessage("Design", "CA1051:Do not declare visible instance fields", Justification = "It is a view of a buffer's elements, which are written through it.")]
public struct LaneBlock<T>
{
    /// <summary>Of the first lanes.</summary>
    public Vector<T> First;

    /// <summary>Of the next lanes.</summary>
    public Vector<T> Second;

    /// <summary>Of the lanes after those.</summary>
    public Vector<T> Third;

    /// <summary>Of the last lanes.</summary>
    public Vector<T> Fourth;
}
