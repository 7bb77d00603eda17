namespace SourceGrad.Fuzz.Generation;

/// <summary>Choices of which some are taken more often.</summary>
public sealed class Weighted<T>(params (int Weight, T Choice)[] choices)
{
    private readonly int _total = choices.Sum(c => c.Weight);

    public T Pick(Builder builder)
    {
        int at = builder.Below(_total);
        foreach ((int weight, T choice) in choices)
        {
            if (at < weight)
            {
                return choice;
            }

            at -= weight;
        }

        return choices[^1].Choice;
    }
}
