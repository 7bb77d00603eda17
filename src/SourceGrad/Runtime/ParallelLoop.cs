using System.Buffers;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.ExceptionServices;

namespace SourceGrad.Runtime;

/// <summary>Runs the rounds of a loop on all cores.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class ParallelLoop
{
    /// <summary>Fewer elements are added up on one core.</summary>
    private const int SmallSum = 1 << 13;

    /// <summary>How many parts a loop is cut into at most.</summary>
    internal static int Cores { get; set; } = Environment.ProcessorCount;

    /// <summary>Cuts the rounds into as many parts as there are cores, or fewer, one after the other, and runs these side by side.</summary>
    /// <remarks>
    /// What they add to has a copy for each part but the first. These are added in the order of the parts, whichever is done first, so that one
    /// number of cores always gives the same sums. An exception is that of the first part that failed; the others may have run to their end.
    /// </remarks>
    /// <typeparam name="TLoop">The loop.</typeparam>
    /// <param name="from">The first index.</param>
    /// <param name="to">The index after the last.</param>
    /// <param name="leastRounds">A part has at least so many rounds.</param>
    /// <param name="loop">What the loop reads apart from its buffers.</param>
    /// <param name="buffers">Its buffers; different ones do not overlap where they are written.</param>
    public static void Run<TLoop>(int from, int to, int leastRounds, TLoop loop, LoopBuffers buffers)
        where TLoop : struct, IParallelLoop
    {
        if (from >= to)
        {
            return;
        }

        fixed (byte* b0 = buffers.Buffer0, b1 = buffers.Buffer1, b2 = buffers.Buffer2, b3 = buffers.Buffer3,
            b4 = buffers.Buffer4, b5 = buffers.Buffer5, b6 = buffers.Buffer6, b7 = buffers.Buffer7,
            b8 = buffers.Buffer8, b9 = buffers.Buffer9, b10 = buffers.Buffer10, b11 = buffers.Buffer11,
            b12 = buffers.Buffer12, b13 = buffers.Buffer13, b14 = buffers.Buffer14, b15 = buffers.Buffer15,
            b16 = buffers.Buffer16, b17 = buffers.Buffer17, b18 = buffers.Buffer18, b19 = buffers.Buffer19,
            b20 = buffers.Buffer20, b21 = buffers.Buffer21, b22 = buffers.Buffer22, b23 = buffers.Buffer23)
        {
            PinnedBuffer* pinned = stackalloc PinnedBuffer[LoopBuffers.Most]
            {
                Pin(b0, buffers.Buffer0), Pin(b1, buffers.Buffer1), Pin(b2, buffers.Buffer2), Pin(b3, buffers.Buffer3),
                Pin(b4, buffers.Buffer4), Pin(b5, buffers.Buffer5), Pin(b6, buffers.Buffer6), Pin(b7, buffers.Buffer7),
                Pin(b8, buffers.Buffer8), Pin(b9, buffers.Buffer9), Pin(b10, buffers.Buffer10), Pin(b11, buffers.Buffer11),
                Pin(b12, buffers.Buffer12), Pin(b13, buffers.Buffer13), Pin(b14, buffers.Buffer14), Pin(b15, buffers.Buffer15),
                Pin(b16, buffers.Buffer16), Pin(b17, buffers.Buffer17), Pin(b18, buffers.Buffer18), Pin(b19, buffers.Buffer19),
                Pin(b20, buffers.Buffer20), Pin(b21, buffers.Buffer21), Pin(b22, buffers.Buffer22), Pin(b23, buffers.Buffer23),
            };
            long copied = 0;
            for (int k = 0; k < buffers.Count; k++)
            {
                pinned[k].Use = buffers.UseOf(k);
                copied += pinned[k].CopiedBytes;
            }

            long rounds = (long)to - from;
            long parts = Math.Min(Cores, rounds / Math.Max(1, leastRounds));
            parts = copied == 0 ? parts : Math.Min(parts, 1 + (Array.MaxLength / copied));
            if (parts <= 1)
            {
                loop.Run(from, to, new SharedBuffers(pinned));
            }
            else
            {
                Run(from, rounds, (int)parts, loop, pinned, buffers.Count, (int)copied);
            }
        }
    }

    private static void Run<TLoop>(int from, long rounds, int parts, TLoop loop, PinnedBuffer* pinned, int count, int copied)
        where TLoop : struct, IParallelLoop
    {
        byte[] copies = ArrayPool<byte>.Shared.Rent((parts - 1) * copied);
        fixed (byte* start = copies)
        {
            nint shared = (nint)pinned, own = (nint)start;
            var failures = new ExceptionDispatchInfo?[parts];
            Parallel.For(0, parts, part =>
            {
                try
                {
                    PinnedBuffer* mine = stackalloc PinnedBuffer[LoopBuffers.Most];
                    byte* next = (byte*)own + ((part - 1L) * copied);
                    for (int k = 0; k < count; k++)
                    {
                        mine[k] = ((PinnedBuffer*)shared)[k];
                        if (part > 0 && mine[k].Use != BufferUse.Shared)
                        {
                            mine[k].Start = next;
                            new Span<byte>(next, (int)mine[k].CopiedBytes).Clear();
                            next += mine[k].CopiedBytes;
                        }
                    }

                    loop.Run(from + (int)(rounds * part / parts), from + (int)(rounds * (part + 1) / parts), new SharedBuffers(mine));
                }
                catch (Exception exception)
                {
                    failures[part] = ExceptionDispatchInfo.Capture(exception);
                }
            });
            try
            {
                Array.Find(failures, failure => failure is not null)?.Throw();
                AddUp(pinned, count, start, copied, parts - 1);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(copies);
            }
        }
    }

    /// <summary>Adds the copies of each buffer to it, in order.</summary>
    private static void AddUp(PinnedBuffer* pinned, int count, byte* copies, int copied, int numberOfCopies)
    {
        for (int k = 0; k < count; k++)
        {
            PinnedBuffer buffer = pinned[k];
            if (buffer.Use == BufferUse.Shared)
            {
                continue;
            }

            nint to = (nint)buffer.Start, first = (nint)copies;
            void AddBlock(int block)
            {
                int at = block * SmallSum, length = Math.Min(SmallSum, buffer.Length - at);
                for (int copy = 0; copy < numberOfCopies; copy++)
                {
                    byte* more = (byte*)first + ((long)copy * copied);
                    if (buffer.Use == BufferUse.SumOfDoubles)
                    {
                        Add(new Span<double>((double*)to + at, length), new ReadOnlySpan<double>((double*)more + at, length));
                    }
                    else
                    {
                        Add(new Span<float>((float*)to + at, length), new ReadOnlySpan<float>((float*)more + at, length));
                    }
                }
            }

            int blocks = (buffer.Length / SmallSum) + (buffer.Length % SmallSum > 0 ? 1 : 0);
            if (blocks <= 1)
            {
                AddBlock(0);
            }
            else
            {
                Parallel.For(0, blocks, AddBlock);
            }

            copies += buffer.CopiedBytes;
        }
    }

    private static void Add<T>(Span<T> sum, ReadOnlySpan<T> more)
        where T : unmanaged, INumber<T>
    {
        int i = 0;
        for (; i <= sum.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            (new Vector<T>(sum[i..]) + new Vector<T>(more[i..])).CopyTo(sum[i..]);
        }

        for (; i < sum.Length; i++)
        {
            sum[i] += more[i];
        }
    }

    private static PinnedBuffer Pin(byte* start, Span<byte> buffer) => new() { Start = start, Length = buffer.Length };
}
