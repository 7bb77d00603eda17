namespace SourceGrad.Fuzz.Tree;

/// <summary>The types of single numbers.</summary>
public enum ScalarType
{
    Double,
    Float,
    Int,
    Long,
    Bool,
}

/// <summary>Questions about a type.</summary>
public static class ScalarTypes
{
    public static bool IsReal(this ScalarType type) => type is ScalarType.Double or ScalarType.Float;

    public static bool IsInteger(this ScalarType type) => type is ScalarType.Int or ScalarType.Long;

    public static string Text(this ScalarType type) => type switch
    {
        ScalarType.Double => "double",
        ScalarType.Float => "float",
        ScalarType.Int => "int",
        ScalarType.Long => "long",
        ScalarType.Bool => "bool",
    };

    /// <summary>The class that has the functions on numbers of this type.</summary>
    public static string MathClass(this ScalarType type) => type == ScalarType.Float ? "MathF" : "Math";
}
