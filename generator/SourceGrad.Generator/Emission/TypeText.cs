using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>Types as generated code writes them.</summary>
internal static class TypeText
{
    public static string Of(IrType type) => type.Shape switch
    {
        Shape.Scalar => Of(type.Kind),
        Shape.Span => $"global::System.Span<{Of(type.Kind)}>",
        Shape.ReadOnlySpan => $"global::System.ReadOnlySpan<{Of(type.Kind)}>",
        Shape.Array => $"{Of(type.Kind)}[]",
        Shape.Tape => $"global::SourceGrad.Runtime.Tape<{Of(type.Kind)}>",
        Shape.Reference => throw new System.InvalidOperationException("No function holds a reference to an object."),
    };

    public static string Of(ScalarKind kind) => kind switch
    {
        ScalarKind.Bool => "bool",
        ScalarKind.Int => "int",
        ScalarKind.Long => "long",
        ScalarKind.Float => "float",
        ScalarKind.Double => "double",
    };
}
