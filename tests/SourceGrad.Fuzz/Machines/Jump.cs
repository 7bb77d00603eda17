namespace SourceGrad.Fuzz.Machines;

/// <summary>How a statement ended.</summary>
public enum Jump
{
    None,
    Break,
    Continue,
    Return,
}
