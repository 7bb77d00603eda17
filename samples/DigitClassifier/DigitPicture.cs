namespace DigitClassifier;

/// <summary>An image as characters.</summary>
internal static class DigitPicture
{
    private const string Shades = " ░▒▓█";

    /// <summary>The width of a picture in characters: two for each pixel, because characters are about twice as tall as wide.</summary>
    public const int Width = 2 * Digit.Side;

    /// <summary>Draws one row of an image.</summary>
    public static string DrawRow(Digit digit, int row) => string.Concat(
        digit.Image.AsSpan(row * Digit.Side, Digit.Side).ToArray().Select(pixel => new string(Shade(pixel), 2)));

    private static char Shade(double pixel) => Shades[(int)Math.Round(pixel * (Shades.Length - 1))];
}
