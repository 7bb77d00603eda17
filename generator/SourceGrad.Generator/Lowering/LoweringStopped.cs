namespace SourceGrad.Generator.Lowering;

/// <summary>The method is beyond what the generator takes on; the message completes a sentence that starts with its name.</summary>
internal sealed class LoweringStopped(string message) : Exception(message);
