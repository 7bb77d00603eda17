using SourceGrad.Benchmarks.Comparison;

namespace SourceGrad.Benchmarks.Cases.BlackScholes;

/// <summary>A scalar formula, called once for each of a few hundred options.</summary>
internal sealed class BlackScholesProblem() : Problem($"Black-Scholes, {Options} calls")
{
    private const int Options = 256;
    private readonly double[][] _options = [.. Enumerable.Range(0, 5).Select(Draw)];
    private readonly double[] _gradient = new double[5 * Options];

    public override string GeneratedMember => "BlackScholes.BlackScholesPrimal.PriceValueAndGradient";

    public override IReadOnlyList<Implementation> Implementations { get; } =
        [Implementation.Primal, Implementation.Generated, Implementation.Scalar];

    public override double Run(Implementation implementation, int point)
    {
        ReadOnlySpan<double> all = _options[point];
        double sum = 0;
        for (int i = 0; i < Options; i++)
        {
            ReadOnlySpan<double> o = all.Slice(5 * i, 5);
            Span<double> g = _gradient.AsSpan(5 * i, 5);
            sum += implementation switch
            {
                Implementation.Primal => BlackScholesPrimal.Price(o[0], o[1], o[2], o[3], o[4]),
                Implementation.Generated => BlackScholesPrimal.PriceValueAndGradient(
                    o[0], o[1], o[2], o[3], o[4], out g[0], out g[1], out g[2], out g[3], out g[4]),
                Implementation.Scalar => BlackScholesScalar.PriceAndGradient(
                    o[0], o[1], o[2], o[3], o[4], out g[0], out g[1], out g[2], out g[3], out g[4]),
                _ => throw Unknown(implementation),
            };
        }

        return sum;
    }

    public override double[] Output() => [.. _gradient];

    public override void ClearOutput() => Array.Clear(_gradient);

    private static double[] Draw(int seed)
    {
        Random random = new(seed);
        double[] options = new double[5 * Options];
        for (int i = 0; i < options.Length; i += 5)
        {
            double[] option = [80 + 40 * random.NextDouble(), 80 + 40 * random.NextDouble(), 0.05 * random.NextDouble(), 0.1 + 0.4 * random.NextDouble(), 0.1 + 2 * random.NextDouble()];
            option.CopyTo(options, i);
        }

        return options;
    }
}
