using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Generation;

/// <summary>Arguments for a method's parameters.</summary>
internal static class Points
{
    public static Point Make(Builder b, IReadOnlyList<Variable> parameters, int longer) => new([.. parameters.Select(p => Argument(b, p, longer))]);

    private static object Argument(Builder b, Variable parameter, int longer)
    {
        if (parameter.Narrow is { } narrow)
        {
            return Narrow(narrow, b.Chance(80) ? b.Between(0, 3) : b.Between(0, 127));
        }

        if (parameter.IsScalar)
        {
            return Number(b, parameter.Type);
        }

        int length = parameter.IsBuffer ? ((parameter.Shape == BufferShape.Jagged ? parameter.RowLengths.Sum() : parameter.LeastLength) + longer) * parameter.Stride : parameter.Fields.Count;
        Array numbers = Array.CreateInstance(Number(b, parameter.Type).GetType(), length);
        for (int k = 0; k < numbers.Length; k++)
        {
            numbers.SetValue(Number(b, parameter.Type), k);
        }

        return numbers;
    }

    private static object Narrow(NarrowType type, int value) => type switch
    {
        NarrowType.Byte => (byte)value,
        NarrowType.SByte => (sbyte)value,
        NarrowType.Short => (short)value,
        NarrowType.UShort => (ushort)value,
        NarrowType.Char => (char)value,
        NarrowType.UInt => (uint)value,
        NarrowType.Enum => value & 3,
    };

    /// <summary>Halves and quarters now and then, so that ties occur; otherwise anything between -2 and 2.</summary>
    private static object Number(Builder b, ScalarType type)
    {
        double real = b.Chance(15) ? b.Between(-6, 6) / 4.0 : b.Between(-200, 200) / 100.0;
        return type switch
        {
            ScalarType.Double => real,
            ScalarType.Float => (float)real,
            ScalarType.Int => b.Between(-2, 6),
            ScalarType.Long => (long)b.Between(-2, 6),
            ScalarType.Bool => b.Chance(50),
        };
    }
}
