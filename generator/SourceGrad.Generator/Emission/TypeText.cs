using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>Types as generated code writes them.</summary>
internal static class TypeText
{
    public static string Of(IrType type) => type.Shape switch
    {
        Shape.Scalar => type.IsLanes ? Lanes(type.Kind) : type.Name ?? Of(type.Kind),
        Shape.Span or Shape.Tape => $"global::System.Span<{Of(type.Element)}>",
        Shape.ReadOnlySpan => $"global::System.ReadOnlySpan<{Of(type.Element)}>",
        Shape.Array => $"{Of(type.Element)}[]",
        Shape.Stack => $"global::SourceGrad.Runtime.Tape<{Of(type.Element)}>",
        Shape.Rows => $"{Of(type.Kind)}[][]",
        Shape.Grid => $"{Of(type.Kind)}[,]",
        Shape.Reference => throw new System.InvalidOperationException("No function holds a reference to an object."),
    };

    /// <summary>A vector of as many lanes as the machine's registers hold: the one place that decides how wide generated code computes.</summary>
    public static string Lanes(ScalarKind kind) => $"global::System.Numerics.Vector<{Of(kind)}>";

    public static string Of(ScalarKind kind) => kind switch
    {
        ScalarKind.Bool => "bool",
        ScalarKind.Int => "int",
        ScalarKind.Long => "long",
        ScalarKind.Float => "float",
        ScalarKind.Double => "double",
        ScalarKind.Parameter => throw new System.InvalidOperationException("A type parameter is written by its name."),
    };
}
