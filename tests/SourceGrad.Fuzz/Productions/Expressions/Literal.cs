using System.Globalization;
using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary>A number that stands in the text.</summary>
public sealed record Literal(ScalarType Type, double Number) : Expr(Type)
{
    private static readonly double[] s_reals = [0, 1, -1, 2, 0.5, -0.5, 0.25, 1.5, -2, 3, 0.1, -0.7, 0.3, 1.25];

    public override IReadOnlyList<Node> Children => [];

    public static Expr Make(Builder b, ScalarType type, int depth) => new Literal(type, type switch
    {
        ScalarType.Bool => b.Below(2),
        ScalarType.Int or ScalarType.Long => b.Between(-2, 5),
        _ => type == ScalarType.Float ? (float)b.Pick(s_reals) : b.Pick(s_reals),
    });

    public static Literal Int(int value) => new(ScalarType.Int, value);

    public static Literal Real(ScalarType type, double value) => new(type, type == ScalarType.Float ? (float)value : value);

    public override Node With(IReadOnlyList<Node> children) => this;

    public override void Print(CodeWriter writer)
    {
        string text = Type switch
        {
            ScalarType.Bool => Number != 0 ? "true" : "false",
            ScalarType.Int => Number.ToString(CultureInfo.InvariantCulture),
            ScalarType.Long => Number.ToString(CultureInfo.InvariantCulture) + "L",
            ScalarType.Float => ((float)Number).ToString("R", CultureInfo.InvariantCulture) + "f",
            ScalarType.Double => Point(Number.ToString("R", CultureInfo.InvariantCulture)),
        };
        if (writer.IsGeneric && Type.IsReal())
        {
            writer.Write($"T.CreateChecked({text})");
            return;
        }

        writer.Write(Number < 0 ? $"({text})" : text);
    }

    public override Datum Evaluate(Machine machine) => Type.IsReal() ? Datum.OfReal(Number) : Datum.OfWhole((long)Number);

    private static string Point(string number) => number.AsSpan().ContainsAny(".E") ? number : number + ".0";
}
