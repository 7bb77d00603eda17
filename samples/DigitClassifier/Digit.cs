namespace DigitClassifier;

/// <summary>One image and the digit that it shows.</summary>
/// <param name="Image">Row by row, from 0 (paper) to 1 (ink).</param>
/// <param name="Label">From 0 to 9.</param>
internal sealed record Digit(double[] Image, int Label)
{
    /// <summary>The number of pixels in a row, and of rows.</summary>
    public const int Side = 8;

    /// <summary>The number of pixels in an image.</summary>
    public const int Pixels = Side * Side;
}
