namespace SourceGrad.Fuzz.Machines;

/// <summary>The program throws an exception of a type.</summary>
public sealed class Thrown(Type type) : Exception
{
    public Type Type => type;
}
