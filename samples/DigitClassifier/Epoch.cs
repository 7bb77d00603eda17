namespace DigitClassifier;

/// <summary>How far the training has come after one pass over the images.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Loss">The mean loss over the training images as they went by.</param>
/// <param name="TestAccuracy">The fraction of the test images that the network reads right.</param>
internal sealed record Epoch(int Number, double Loss, double TestAccuracy);
