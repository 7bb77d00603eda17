namespace SourceGrad.Fuzz.Machines;

/// <summary>What a program must do at a point: its result and its buffers afterwards, with their derivatives, or the exception it throws.</summary>
/// <param name="Buffers">For each parameter; empty for numbers that do not come back.</param>
/// <param name="Inputs">How many numbers there are to differentiate with respect to.</param>
public sealed record Reference(Datum Result, IReadOnlyList<Datum[]> Buffers, int Inputs, Type? Thrown)
{
    /// <summary>The adjoint of every input: its derivative and magnitude, for the seeds given.</summary>
    /// <param name="seeds">For each parameter; null where it has none.</param>
    public (double Derivative, double Magnitude)[] PullBack(double seed, IReadOnlyList<double[]?> seeds)
    {
        var sums = new (double Derivative, double Magnitude)[Inputs];
        void Add(Tangent? tangent, double weight)
        {
            for (int i = 0; tangent is not null && i < Inputs; i++)
            {
                sums[i].Derivative += weight * tangent[i];
                sums[i].Magnitude += Math.Abs(weight) * tangent.Magnitude(i);
            }
        }

        Add(Result.Tangent, seed);
        for (int k = 0; k < seeds.Count; k++)
        {
            for (int e = 0; seeds[k] is { } weights && e < weights.Length; e++)
            {
                Add(Buffers[k][e].Tangent, weights[e]);
            }
        }

        return sums;
    }
}
