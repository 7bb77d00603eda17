using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static SourceGrad.Runtime.Lanes;

namespace SourceGrad.Benchmarks.Cases.Lstm;

/// <summary>
/// Each lane a unit: parameters, characters and states are padded to whole vectors, where padding lanes have weight zero. Records the
/// gates, the hyperbolic tangent and the state.
/// </summary>
internal static class LstmLanes
{
    private const int Records = 6;

    public static double Value(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> extra, ReadOnlySpan<double> initial, ReadOnlySpan<double> sequence, int layers) =>
        Evaluate(parameters, extra, initial, sequence, layers, [], [], false);

    public static double ValueAndGradient(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> extra, ReadOnlySpan<double> initial, ReadOnlySpan<double> sequence, int layers,
        Span<double> parametersGradient, Span<double> extraGradient) =>
        Evaluate(parameters, extra, initial, sequence, layers, parametersGradient, extraGradient, true);

    private static double Evaluate(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> extra, ReadOnlySpan<double> initial, ReadOnlySpan<double> sequence, int layers,
        Span<double> parametersGradient, Span<double> extraGradient, bool withGradient)
    {
        int d = extra.Length / 3, steps = sequence.Length / d - 1, width = Vector<double>.Count;
        int padded = (d + width - 1) / width * width;
        int row = layers * Records * padded, kept = withGradient ? steps : 0;

        // The first record is that of the state before the first step; the tape keeps one for each step, or one alone.
        int sizes = 8 * layers + 3, states = (kept + 1) * row;
        double[] rented = ArrayPool<double>.Shared.Rent(CacheLine.Spare<double>() + 2 * sizes * padded + states + (steps + 1) * padded * 2 + (3 * layers + 2) * padded);
        Span<double> memory = rented.AsSpan(CacheLine.First(rented));
        Span<double> p = Cut(ref memory, 8 * layers * padded), e = Cut(ref memory, 3 * padded), characters = Cut(ref memory, (steps + 1) * padded);
        Span<double> tape = Cut(ref memory, states), shares = Cut(ref memory, steps * padded), input = Cut(ref memory, padded), live = Cut(ref memory, padded);
        Pad(parameters, p, d, padded);
        Pad(extra, e, d, padded);
        Pad(sequence, characters, d, padded);
        live.Clear();
        live[..d].Fill(1);
        Span<double> first = tape[..row];
        first.Clear();
        for (int layer = 0; layer < layers; layer++)
        {
            // The output is gate times tangent: a gate of one makes the hidden state the tangent.
            Span<double> record = first.Slice(layer * Records * padded, Records * padded);
            record.Slice(2 * padded, padded).Fill(1);
            initial.Slice(2 * layer * d, d).CopyTo(record[(4 * padded)..]);
            initial.Slice((2 * layer + 1) * d, d).CopyTo(record[(5 * padded)..]);
        }

        double total = 0, scale = -1.0 / (d * steps);
        for (int t = 0; t < steps; t++)
        {
            Span<double> before = tape.Slice(withGradient ? t * row : 0, row), record = tape.Slice(withGradient ? (t + 1) * row : 0, row);
            Span<double> share = shares.Slice(withGradient ? t * padded : 0, padded);
            total += Forward(
                ref p[0], ref e[0], ref characters[t * padded], ref characters[(t + 1) * padded], ref before[0], ref record[0], ref share[0], ref input[0], ref live[0],
                layers, padded, scale);
        }

        if (withGradient)
        {
            Span<double> g = Cut(ref memory, 8 * layers * padded), eg = Cut(ref memory, 3 * padded);
            Span<double> hidden = Cut(ref memory, layers * padded), cell = Cut(ref memory, layers * padded);
            g.Clear();
            eg.Clear();
            hidden.Clear();
            cell.Clear();
            for (int t = steps - 1; t >= 0; t--)
            {
                Reverse(
                    ref p[0], ref e[0], ref characters[t * padded], ref tape[t * row], ref tape[(t + 1) * row], ref shares[t * padded],
                    ref g[0], ref eg[0], ref hidden[0], ref cell[0], layers, padded);
            }

            Unpad(g, parametersGradient, d, padded);
            Unpad(eg, extraGradient, d, padded);
        }

        ArrayPool<double>.Shared.Return(rented);
        return total * scale;
    }

    private static double Forward(
        ref double p, ref double e, ref double character, ref double next, ref double before, ref double record, ref double share, ref double input, ref double live,
        int layers, int n, double scale)
    {
        for (int layer = 0; layer < layers; layer++)
        {
            for (int i = 0; i < n; i += Vector<double>.Count)
            {
                Vector<double> x = layer > 0 ? Load(ref input, i) : Load(ref character, i) * Load(ref e, i);
                Vector<double> hidden = Load(ref before, 2 * n + i) * Load(ref before, 4 * n + i);
                Vector<double> forget = Sigmoid(x * Load(ref p, i) + Load(ref p, 4 * n + i));
                Vector<double> ingate = Sigmoid(hidden * Load(ref p, n + i) + Load(ref p, 5 * n + i));
                Vector<double> outgate = Sigmoid(x * Load(ref p, 2 * n + i) + Load(ref p, 6 * n + i));
                Vector<double> change = Tanh(hidden * Load(ref p, 3 * n + i) + Load(ref p, 7 * n + i));
                forget.StoreUnsafe(ref record, (nuint)i);
                ingate.StoreUnsafe(ref record, (nuint)(n + i));
                outgate.StoreUnsafe(ref record, (nuint)(2 * n + i));
                change.StoreUnsafe(ref record, (nuint)(3 * n + i));
            }

            // All gates first: the state waits for them, and so the next vector's would wait behind it.
            for (int i = 0; i < n; i += Vector<double>.Count)
            {
                Vector<double> state = Load(ref before, 5 * n + i) * Load(ref record, i) + Load(ref record, n + i) * Load(ref record, 3 * n + i);
                Vector<double> tanh = Tanh(state);
                tanh.StoreUnsafe(ref record, (nuint)(4 * n + i));
                state.StoreUnsafe(ref record, (nuint)(5 * n + i));
                (Load(ref record, 2 * n + i) * tanh).StoreUnsafe(ref input, (nuint)i);
            }

            p = ref Unsafe.Add(ref p, 8 * n);
            before = ref Unsafe.Add(ref before, Records * n);
            record = ref Unsafe.Add(ref record, Records * n);
        }

        Vector<double> sums = Vector<double>.Zero, products = sums, expected = sums;
        for (int i = 0; i < n; i += Vector<double>.Count)
        {
            Vector<double> prediction = Load(ref input, i) * Load(ref e, n + i) + Load(ref e, 2 * n + i);
            Vector<double> exp = Exp(prediction) * Load(ref live, i);
            Vector<double> target = Load(ref next, i);
            exp.StoreUnsafe(ref share, (nuint)i);
            sums += exp;
            products += target * prediction;
            expected += target;
        }

        double sum = 2 + Vector.Sum(sums), count = Vector.Sum(expected);
        Vector<double> factor = new(count / sum * scale), scales = new(scale);
        for (int i = 0; i < n; i += Vector<double>.Count)
        {
            (scales * Load(ref next, i) - factor * Load(ref share, i)).StoreUnsafe(ref share, (nuint)i);
        }

        return Vector.Sum(products) - count * Math.Log(sum);
    }

    private static void Reverse(
        ref double p, ref double e, ref double character, ref double before, ref double record, ref double share,
        ref double g, ref double eg, ref double hiddenAdjoint, ref double cellAdjoint, int layers, int n)
    {
        for (int i = 0; i < n; i += Vector<double>.Count)
        {
            Vector<double> one = Vector<double>.One, inputAdjoint = Load(ref share, i);
            ref double last = ref Unsafe.Add(ref record, (layers - 1) * Records * n);
            Vector<double> output = Load(ref last, 2 * n + i) * Load(ref last, 4 * n + i);
            Add(ref eg, n + i, inputAdjoint * output);
            Add(ref eg, 2 * n + i, inputAdjoint);
            inputAdjoint *= Load(ref e, n + i);
            for (int layer = layers - 1; layer >= 0; layer--)
            {
                ref double w = ref Unsafe.Add(ref p, layer * 8 * n + i);
                ref double own = ref Unsafe.Add(ref record, layer * Records * n + i);
                ref double old = ref Unsafe.Add(ref before, layer * Records * n + i);
                ref double target = ref Unsafe.Add(ref g, layer * 8 * n + i);
                ref double below = ref Unsafe.Add(ref own, -Records * n);
                Vector<double> x = layer > 0 ? Load(ref below, 2 * n) * Load(ref below, 4 * n) : Load(ref character, i) * Load(ref e, i);
                Vector<double> hidden = Load(ref old, 2 * n) * Load(ref old, 4 * n);
                Vector<double> forget = Load(ref own, 0), ingate = Load(ref own, n), outgate = Load(ref own, 2 * n), change = Load(ref own, 3 * n), tanh = Load(ref own, 4 * n);
                Vector<double> outputAdjoint = Load(ref hiddenAdjoint, layer * n + i) + inputAdjoint;
                Vector<double> stateAdjoint = Load(ref cellAdjoint, layer * n + i) + outputAdjoint * outgate * (one - tanh * tanh);
                Vector<double> forgetAdjoint = stateAdjoint * Load(ref old, 5 * n) * forget * (one - forget);
                Vector<double> ingateAdjoint = stateAdjoint * change * ingate * (one - ingate);
                Vector<double> outgateAdjoint = outputAdjoint * tanh * outgate * (one - outgate);
                Vector<double> changeAdjoint = stateAdjoint * ingate * (one - change * change);
                (stateAdjoint * forget).StoreUnsafe(ref cellAdjoint, (nuint)(layer * n + i));
                (ingateAdjoint * Load(ref w, n) + changeAdjoint * Load(ref w, 3 * n)).StoreUnsafe(ref hiddenAdjoint, (nuint)(layer * n + i));
                inputAdjoint = forgetAdjoint * Load(ref w, 0) + outgateAdjoint * Load(ref w, 2 * n);
                Add(ref target, 0, forgetAdjoint * x);
                Add(ref target, n, ingateAdjoint * hidden);
                Add(ref target, 2 * n, outgateAdjoint * x);
                Add(ref target, 3 * n, changeAdjoint * hidden);
                Add(ref target, 4 * n, forgetAdjoint);
                Add(ref target, 5 * n, ingateAdjoint);
                Add(ref target, 6 * n, outgateAdjoint);
                Add(ref target, 7 * n, changeAdjoint);
            }

            Add(ref eg, i, inputAdjoint * Load(ref character, i));
        }
    }

    private static Span<double> Cut(ref Span<double> memory, int length)
    {
        Span<double> part = memory[..length];
        memory = memory[length..];
        return part;
    }

    private static void Pad(ReadOnlySpan<double> source, Span<double> target, int d, int padded)
    {
        target.Clear();
        for (int i = 0; i * d < source.Length; i++)
        {
            source.Slice(i * d, d).CopyTo(target[(i * padded)..]);
        }
    }

    private static void Unpad(ReadOnlySpan<double> source, Span<double> target, int d, int padded)
    {
        for (int i = 0; i * d < target.Length; i++)
        {
            source.Slice(i * padded, d).CopyTo(target[(i * d)..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Load(ref double origin, int offset) => Vector.LoadUnsafe(ref Unsafe.Add(ref origin, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref double origin, int offset, Vector<double> value)
    {
        ref double target = ref Unsafe.Add(ref origin, offset);
        (Vector.LoadUnsafe(ref target) + value).StoreUnsafe(ref target);
    }
}
