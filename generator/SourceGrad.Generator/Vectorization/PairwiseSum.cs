using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>Adds up what several rounds give, pairs first, so that no addition waits for more than the logarithm of how many there are.</summary>
internal static class PairwiseSum
{
    /// <param name="terms">A power of two of them, more than one.</param>
    /// <param name="body">Where the sums of pairs go.</param>
    /// <param name="name">The name of these.</param>
    /// <returns>The last sum.</returns>
    public static Expression Of(IReadOnlyList<Value> terms, RegionBuilder body, string? name = null)
    {
        while (terms.Count > 2)
        {
            terms = [.. Enumerable.Range(0, terms.Count / 2).Select(k => body.Let(new Binary(BinaryOperator.Add, terms[2 * k], terms[(2 * k) + 1]) { JoinsRounds = true }, name))];
        }

        return new Binary(BinaryOperator.Add, terms[0], terms[1]) { JoinsRounds = true };
    }
}
