using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SourceGrad.Runtime;

namespace SourceGrad.Tests.Runtime;

public class CacheLineTests
{
    private const int Tries = 20;

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(1000)]
    [InlineData(50_000)]
    public void WorkingMemoryBeginsWithALine(int length)
    {
        AssertWorkspace<double>(length);
        AssertWorkspace<float>(length);
        AssertWorkspace<int>(length);
        AssertWorkspace<Vector<double>>(length);
        AssertWorkspace<(double, double, double)>(length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(1000)]
    [InlineData(50_000)]
    public void TapesBeginWithALine(int capacity)
    {
        AssertTape<double>(capacity);
        AssertTape<Vector<float>>(capacity);
    }

    [Fact]
    public void ATapeThatWaitsWithAnArrayThatHasNoRoomForThatTakesAnother()
    {
        List<Tape<(long, long)>> waiting = [.. Enumerable.Range(0, Tries / 2).Select(_ => Tape.Rent<(long, long)>(12))];
        Assert.All(waiting, tape => Assert.Equal(12, tape.Items.Length));
        waiting.ForEach(tape => tape.Dispose());
        AssertTape<(long, long)>(16);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void ATapeHasTheElementsThatItWasRentedWithAndNoMore(int capacity)
    {
        for (int i = 0; i < 3; i++)
        {
            using Tape<double> tape = Tape.Rent<double>(capacity);
            Assert.Equal(capacity, tape.Items.Length);
            Assert.Throws<IndexOutOfRangeException>(() => tape.Items[capacity]);
        }
    }

    [Fact]
    public void ADisposedTapeHasNoElements()
    {
        Tape<double> tape = Tape.Rent<double>(4);
        tape.Dispose();
        Assert.True(tape.Items.IsEmpty);
    }

    private static void AssertWorkspace<T>(int length)
    {
        int aligned = 0;
        for (int i = 0; i < Tries; i++)
        {
            using Workspace workspace = Workspace.Open();
            workspace.Rent<byte>(3).Fill(1);
            Span<T> buffer = workspace.Rent<T>(length);
            aligned += BeginsWithALine(buffer) ? 1 : 0;
            Assert.Equal(length, buffer.Length);
            Assert.All(buffer[..1].ToArray().Concat(buffer[^1..].ToArray()), item => Assert.Equal(default, item));
            Unsafe.InitBlock(ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(buffer)), 255, (uint)(length * Unsafe.SizeOf<T>()));
        }

        AssertNearlyAll(aligned);
    }

    private static void AssertTape<T>(int capacity)
    {
        int aligned = 0;
        for (int i = 0; i < Tries; i++)
        {
            Tape<T> tape = Tape.Rent<T>(capacity);
            aligned += BeginsWithALine(tape.Items) ? 1 : 0;
        }

        AssertNearlyAll(aligned);
    }

    private static bool BeginsWithALine<T>(Span<T> span) => Unsafe.ByteOffset(ref Unsafe.NullRef<T>(), ref MemoryMarshal.GetReference(span)) % 64 == 0;

    // The collector may move one between the renting and the look at it; by chance alone one of eight begins with a line.
    private static void AssertNearlyAll(int aligned) => Assert.InRange(aligned, Tries * 3 / 4, Tries);
}
