using System.Globalization;

namespace DigitClassifier;

/// <summary>The number of neurons in each of the three hidden layers.</summary>
internal readonly record struct HiddenLayers(int First, int Second, int Third)
{
    private const int Largest = 1000;

    /// <summary>Reads a list such as <c>64,48,32</c>.</summary>
    public static HiddenLayers Parse(string text)
    {
        string[] parts = text.Split(',');
        int[] sizes = [.. parts.Select(ParseSize).OfType<int>()];
        return parts.Length == 3 && sizes.Length == 3
            ? new HiddenLayers(sizes[0], sizes[1], sizes[2])
            : throw new InputException($"--hidden takes three layer sizes from 1 to {Largest}, such as 64,48,32, and not '{text}'.");
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First},{Second},{Third}");

    private static int? ParseSize(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int size)
            && size is >= 1 and <= Largest ? size : null;
}
