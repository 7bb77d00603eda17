using SourceGrad.Fuzz.Machines;

namespace SourceGrad.Fuzz.Tree;

/// <summary>The integers that C# computes with in a wider type, and the one enum that programs have.</summary>
public enum NarrowType
{
    Byte,
    SByte,
    Short,
    UShort,
    Char,
    UInt,
    Enum,
}

/// <summary>Questions about a narrow type.</summary>
public static class NarrowTypes
{
    /// <summary>The names of the enum, by their values.</summary>
    public static readonly IReadOnlyList<string> Names = ["None", "First", "Second", "Third"];

    public static readonly string Declaration = $"public enum Kind {{ {string.Join(", ", Names)} }}";

    public static string Text(this NarrowType type) => type == NarrowType.Enum ? "Kind" : type.ToString().ToLowerInvariant();

    /// <summary>What its arithmetic is done in.</summary>
    public static ScalarType Wide(this NarrowType type) => type == NarrowType.UInt ? ScalarType.Long : ScalarType.Int;

    /// <summary>A cast without overflow.</summary>
    public static Datum Wrap(this NarrowType type, Datum wide) => Datum.OfWhole(unchecked(type switch
    {
        NarrowType.Byte => (byte)wide.Whole,
        NarrowType.SByte => (sbyte)wide.Whole,
        NarrowType.Short => (short)wide.Whole,
        NarrowType.UShort => (ushort)wide.Whole,
        NarrowType.Char => (char)wide.Whole,
        NarrowType.UInt => (uint)wide.Whole,
        NarrowType.Enum => (int)wide.Whole,
    }));

    /// <summary>The text of a cast, which a constant may overflow in.</summary>
    public static void PrintCast(this NarrowType type, CodeWriter writer, Expr operand) =>
        writer.Write($"unchecked(({type.Text()})").Write(operand).Write(")");
}
