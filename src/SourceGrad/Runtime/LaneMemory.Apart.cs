using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SourceGrad.Runtime;

/// <content>Elements that lie apart: of each record of an array the same one.</content>
public static partial class LaneMemory
{
    /// <summary>Elements that lie <paramref name="stride"/> apart, unchecked.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="buffer">The buffer.</param>
    /// <param name="index">Of the first lane.</param>
    /// <param name="stride">From one lane's element to the next one's.</param>
    /// <returns>One element a lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Gather<T>(ReadOnlySpan<T> buffer, int index, int stride)
    {
        ref T first = ref Unsafe.Add(ref MemoryMarshal.GetReference(buffer), index);
        if (typeof(T) == typeof(double) && Vector<T>.Count == 4)
        {
            ref double item = ref Unsafe.As<T, double>(ref first);
            return Vector256.Create(
                item, Unsafe.Add(ref item, (nint)stride), Unsafe.Add(ref item, 2 * (nint)stride), Unsafe.Add(ref item, 3 * (nint)stride)).AsVector().As<double, T>();
        }

        Unsafe.SkipInit(out Vector<T> lanes);
        ref T lane = ref Unsafe.As<Vector<T>, T>(ref lanes);
        for (int k = 0; k < Vector<T>.Count; k++)
        {
            Unsafe.Add(ref lane, k) = Unsafe.Add(ref first, (nint)k * stride);
        }

        return lanes;
    }

    /// <summary>Elements that lie <paramref name="stride"/> apart.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="buffer">The buffer.</param>
    /// <param name="index">Of the first lane.</param>
    /// <param name="stride">From one lane's element to the next one's.</param>
    /// <returns>One element a lane.</returns>
    /// <exception cref="IndexOutOfRangeException">One of the elements does not exist.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> GatherChecked<T>(ReadOnlySpan<T> buffer, int index, int stride)
    {
        CheckEnds(buffer.Length, index, stride, Vector<T>.Count);
        return Gather(buffer, index, stride);
    }

    /// <summary>How many rounds of a loop find the element that they look for, if the first of them looks for the first.</summary>
    /// <param name="length">Of the buffer.</param>
    /// <param name="first">Its index in the round of index zero; may lie outside.</param>
    /// <param name="stride">From one round's element to the next one's, at least one.</param>
    /// <returns>None where the first one does not exist.</returns>
    public static int Rounds(int length, int first, int stride) => (uint)first < (uint)length ? ((length - 1 - first) / stride) + 1 : 0;

    /// <summary>Stores to elements that lie <paramref name="stride"/> apart, unchecked.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="buffer">The buffer.</param>
    /// <param name="index">Of the first lane.</param>
    /// <param name="stride">From one lane's element to the next one's.</param>
    /// <param name="lanes">One element a lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter<T>(Span<T> buffer, int index, int stride, Vector<T> lanes)
    {
        ref T first = ref Unsafe.Add(ref MemoryMarshal.GetReference(buffer), index);
        if (typeof(T) == typeof(double) && Vector<T>.Count == 4)
        {
            ref double item = ref Unsafe.As<T, double>(ref first);
            Vector256<double> four = lanes.As<T, double>().AsVector256();
            Vector128<double> lower = four.GetLower(), upper = four.GetUpper();
            item = lower.ToScalar();
            Unsafe.Add(ref item, (nint)stride) = lower.GetElement(1);
            Unsafe.Add(ref item, 2 * (nint)stride) = upper.ToScalar();
            Unsafe.Add(ref item, 3 * (nint)stride) = upper.GetElement(1);
            return;
        }

        ref T lane = ref Unsafe.As<Vector<T>, T>(ref lanes);
        for (int k = 0; k < Vector<T>.Count; k++)
        {
            Unsafe.Add(ref first, (nint)k * stride) = Unsafe.Add(ref lane, k);
        }
    }

    /// <summary>Adds to elements that lie <paramref name="stride"/> apart, one lane after the other, unchecked.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="buffer">The buffer.</param>
    /// <param name="index">Of the first lane.</param>
    /// <param name="stride">From one lane's element to the next one's.</param>
    /// <param name="lanes">One summand a lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ScatterAdd<T>(Span<T> buffer, int index, int stride, Vector<T> lanes)
        where T : INumber<T>
    {
        ref T first = ref Unsafe.Add(ref MemoryMarshal.GetReference(buffer), index);
        if (typeof(T) == typeof(double) && Vector<T>.Count == 4)
        {
            ref double item = ref Unsafe.As<T, double>(ref first);
            Vector256<double> four = lanes.As<T, double>().AsVector256();
            Vector128<double> lower = four.GetLower(), upper = four.GetUpper();
            item += lower.ToScalar();
            Unsafe.Add(ref item, (nint)stride) += lower.GetElement(1);
            Unsafe.Add(ref item, 2 * (nint)stride) += upper.ToScalar();
            Unsafe.Add(ref item, 3 * (nint)stride) += upper.GetElement(1);
            return;
        }

        ref T lane = ref Unsafe.As<Vector<T>, T>(ref lanes);
        for (int k = 0; k < Vector<T>.Count; k++)
        {
            Unsafe.Add(ref first, (nint)k * stride) += Unsafe.Add(ref lane, k);
        }
    }

    /// <summary>Adds to elements that lie <paramref name="stride"/> apart, one lane after the other.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="buffer">The buffer.</param>
    /// <param name="index">Of the first lane.</param>
    /// <param name="stride">From one lane's element to the next one's.</param>
    /// <param name="lanes">One summand a lane.</param>
    /// <exception cref="IndexOutOfRangeException">One of the elements does not exist.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ScatterAddChecked<T>(Span<T> buffer, int index, int stride, Vector<T> lanes)
        where T : INumber<T>
    {
        CheckEnds(buffer.Length, index, stride, Vector<T>.Count);
        ScatterAdd(buffer, index, stride, lanes);
    }
}
