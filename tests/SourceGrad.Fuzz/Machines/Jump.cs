namespace SourceGrad.Fuzz.Machines;

/// <summary>How a statement ended.</summary>
public enum Jump
{
    None,
    Break,
    Continue,
    Return,

    /// <summary>To the section of the switch around it that the machine has the label of.</summary>
    GotoCase,
}
