namespace DigitClassifier;

/// <summary>Something that the user can put right; the message is the one sentence to tell them.</summary>
internal sealed class InputException(string message) : Exception(message);
