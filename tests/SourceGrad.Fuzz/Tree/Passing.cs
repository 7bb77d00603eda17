namespace SourceGrad.Fuzz.Tree;

/// <summary>How a parameter gets its argument.</summary>
public enum Passing
{
    Value,
    Ref,
    Out,
    In,
}
