namespace DigitClassifier;

/// <summary>What the user can choose.</summary>
/// <param name="Epochs">Passes over the training images.</param>
/// <param name="Batch">Images for each step of the descent.</param>
/// <param name="Rate">The learning rate.</param>
/// <param name="Hidden">Neurons in the hidden layers.</param>
/// <param name="Seed">Of the split, the initial weights and the order of the images.</param>
/// <param name="DataPath">Where the images are.</param>
internal sealed record Options(int Epochs, int Batch, double Rate, HiddenLayers Hidden, int Seed, string DataPath);
