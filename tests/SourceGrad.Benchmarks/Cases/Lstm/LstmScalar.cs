using System.Buffers;

namespace SourceGrad.Benchmarks.Cases.Lstm;

/// <summary>Records the gates, the state and its hyperbolic tangent of every unit and step; sweeps forward, then backward.</summary>
internal static class LstmScalar
{
    private const int Records = 6;

    public static double ValueAndGradient(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> extra, ReadOnlySpan<double> initial, ReadOnlySpan<double> sequence, int layers,
        Span<double> parametersGradient, Span<double> extraGradient)
    {
        int d = extra.Length / 3, steps = sequence.Length / d - 1, row = layers * d;
        parametersGradient.Clear();
        extraGradient.Clear();
        double[] rented = ArrayPool<double>.Shared.Rent(steps * (Records * row + d) + 5 * row + 2 * d);
        Span<double> tape = rented.AsSpan(0, steps * Records * row);
        Span<double> shares = rented.AsSpan(tape.Length, steps * d);
        Span<double> rest = rented.AsSpan(tape.Length + shares.Length);
        Span<double> hidden = rest[..row], cell = rest.Slice(row, row), hiddenAdjoint = rest.Slice(2 * row, row), cellAdjoint = rest.Slice(3 * row, row);
        Span<double> input = rest.Slice(4 * row, d), inputAdjoint = rest.Slice(4 * row + d, d);
        for (int layer = 0; layer < layers; layer++)
        {
            initial.Slice(2 * layer * d, d).CopyTo(hidden[(layer * d)..]);
            initial.Slice((2 * layer + 1) * d, d).CopyTo(cell[(layer * d)..]);
        }

        double total = 0, scale = -1.0 / (d * steps);
        for (int t = 0; t < steps; t++)
        {
            ReadOnlySpan<double> character = sequence.Slice(t * d, d), next = sequence.Slice((t + 1) * d, d);
            for (int i = 0; i < input.Length; i++)
            {
                input[i] = character[i] * extra[i];
            }

            for (int layer = 0; layer < layers; layer++)
            {
                Forward(
                    parameters.Slice(layer * 8 * d, 8 * d), hidden.Slice(layer * d, d), cell.Slice(layer * d, d), input,
                    tape.Slice((t * layers + layer) * Records * d, Records * d), d);
            }

            Span<double> share = shares.Slice(t * d, d);
            double sum = 2, expected = 0, product = 0;
            for (int i = 0; i < share.Length; i++)
            {
                double prediction = input[i] * extra[d + i] + extra[2 * d + i];
                share[i] = Math.Exp(prediction);
                sum += share[i];
                product += next[i] * prediction;
                expected += next[i];
            }

            total += product - expected * Math.Log(sum);
            double factor = expected / sum;
            for (int i = 0; i < share.Length; i++)
            {
                share[i] = scale * (next[i] - factor * share[i]);
            }
        }

        hiddenAdjoint.Clear();
        cellAdjoint.Clear();
        for (int t = steps - 1; t >= 0; t--)
        {
            ReadOnlySpan<double> share = shares.Slice(t * d, d), records = tape.Slice(t * Records * row, Records * row);
            ReadOnlySpan<double> last = records.Slice((layers - 1) * Records * d, Records * d);
            for (int i = 0; i < share.Length; i++)
            {
                double output = last[2 * d + i] * last[4 * d + i];
                extraGradient[d + i] += share[i] * output;
                extraGradient[2 * d + i] += share[i];
                inputAdjoint[i] = share[i] * extra[d + i];
            }

            for (int layer = layers - 1; layer >= 0; layer--)
            {
                // What went in: the layer below, or the scaled character.
                ReadOnlySpan<double> below = layer > 0 ? records.Slice((layer - 1) * Records * d, Records * d) : [];
                if (layer > 0)
                {
                    for (int i = 0; i < input.Length; i++)
                    {
                        input[i] = below[2 * d + i] * below[4 * d + i];
                    }
                }
                else
                {
                    for (int i = 0; i < input.Length; i++)
                    {
                        input[i] = sequence[t * d + i] * extra[i];
                    }
                }

                Reverse(
                    parameters.Slice(layer * 8 * d, 8 * d), parametersGradient.Slice(layer * 8 * d, 8 * d), hiddenAdjoint.Slice(layer * d, d), cellAdjoint.Slice(layer * d, d),
                    input, inputAdjoint, records.Slice(layer * Records * d, Records * d),
                    t > 0 ? tape.Slice(((t - 1) * layers + layer) * Records * d, Records * d) : [], initial.Slice(2 * layer * d, 2 * d), d);
            }

            for (int i = 0; i < inputAdjoint.Length; i++)
            {
                extraGradient[i] += inputAdjoint[i] * sequence[t * d + i];
            }
        }

        ArrayPool<double>.Shared.Return(rented);
        return total * scale;
    }

    private static void Forward(ReadOnlySpan<double> p, Span<double> hidden, Span<double> cell, Span<double> input, Span<double> record, int d)
    {
        for (int i = 0; i < hidden.Length; i++)
        {
            double forget = Sigmoid(input[i] * p[i] + p[4 * d + i]);
            double ingate = Sigmoid(hidden[i] * p[d + i] + p[5 * d + i]);
            double outgate = Sigmoid(input[i] * p[2 * d + i] + p[6 * d + i]);
            double change = Math.Tanh(hidden[i] * p[3 * d + i] + p[7 * d + i]);
            double state = cell[i] * forget + ingate * change;
            double tanh = Math.Tanh(state);
            (record[i], record[d + i], record[2 * d + i], record[3 * d + i], record[4 * d + i], record[5 * d + i]) = (forget, ingate, outgate, change, tanh, state);
            cell[i] = state;
            input[i] = hidden[i] = outgate * tanh;
        }
    }

    private static void Reverse(
        ReadOnlySpan<double> p, Span<double> g, Span<double> hiddenAdjoint, Span<double> cellAdjoint, ReadOnlySpan<double> input, Span<double> inputAdjoint,
        ReadOnlySpan<double> record, ReadOnlySpan<double> before, ReadOnlySpan<double> initial, int d)
    {
        for (int i = 0; i < hiddenAdjoint.Length; i++)
        {
            double hidden = before.IsEmpty ? initial[i] : before[2 * d + i] * before[4 * d + i];
            double cell = before.IsEmpty ? initial[d + i] : before[5 * d + i];
            double forget = record[i], ingate = record[d + i], outgate = record[2 * d + i], change = record[3 * d + i], tanh = record[4 * d + i];
            double outputAdjoint = hiddenAdjoint[i] + inputAdjoint[i];
            double stateAdjoint = cellAdjoint[i] + outputAdjoint * outgate * (1 - tanh * tanh);
            double forgetAdjoint = stateAdjoint * cell * forget * (1 - forget);
            double ingateAdjoint = stateAdjoint * change * ingate * (1 - ingate);
            double outgateAdjoint = outputAdjoint * tanh * outgate * (1 - outgate);
            double changeAdjoint = stateAdjoint * ingate * (1 - change * change);
            cellAdjoint[i] = stateAdjoint * forget;
            hiddenAdjoint[i] = ingateAdjoint * p[d + i] + changeAdjoint * p[3 * d + i];
            inputAdjoint[i] = forgetAdjoint * p[i] + outgateAdjoint * p[2 * d + i];
            g[i] += forgetAdjoint * input[i];
            g[d + i] += ingateAdjoint * hidden;
            g[2 * d + i] += outgateAdjoint * input[i];
            g[3 * d + i] += changeAdjoint * hidden;
            g[4 * d + i] += forgetAdjoint;
            g[5 * d + i] += ingateAdjoint;
            g[6 * d + i] += outgateAdjoint;
            g[7 * d + i] += changeAdjoint;
        }
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
