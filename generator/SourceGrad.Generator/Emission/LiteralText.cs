using System.Globalization;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>
/// Constants as C# writes them. A real number with an integral value may be written as an int (<c>2 * x</c>); the fragment's
/// type then says so, and whoever needs the very type asks for it. Every text denotes exactly the bits of the constant,
/// on every host: the shortest form is found by trying, not by the host's round-trip format.
/// </summary>
internal static class LiteralText
{
    private const NumberStyles Plain = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>The shortest text, perhaps of a narrower type than the constant's.</summary>
    public static Fragment Short(Constant constant) => constant.Type.IsParameter ? Generic(constant) : FromUser(constant, exact: false) ?? (constant.Type.IsFloating && AsInt(constant.AsDouble) is string text
        ? new Fragment(text, PrecedenceOf(text), IrType.Int, IsLiteral: true)
        : Exact(constant));

    /// <summary>A text whose C# type is the constant's.</summary>
    public static Fragment Exact(Constant constant)
    {
        if (constant.Type.IsParameter)
        {
            return Generic(constant);
        }

        if (FromUser(constant, exact: true) is Fragment written)
        {
            return written;
        }

        string text = constant.Type.Kind switch
        {
            ScalarKind.Bool => constant.AsBool ? "true" : "false",
            ScalarKind.Int => constant.Bits.ToString(CultureInfo.InvariantCulture),
            ScalarKind.Long => constant.Bits.ToString(CultureInfo.InvariantCulture) + "L",
            ScalarKind.Float => Float((float)constant.AsDouble),
            ScalarKind.Double => Double(constant.AsDouble),
            ScalarKind.Parameter => throw new InvalidOperationException("A type parameter has no literals."),
        };
        return new Fragment(text, PrecedenceOf(text), constant.Type, IsLiteral: true);
    }

    /// <summary>A number of a type parameter: <c>T.One</c>, <c>T.Pi</c>, <c>T.CreateChecked(0.5)</c>.</summary>
    private static Fragment Generic(Constant constant)
    {
        string name = constant.Type.Name!;
        double value = constant.AsDouble;
        bool isNegative = BitConverter.DoubleToInt64Bits(value) < 0 && !double.IsNaN(value);
        string text = constant.Literal is string written && written.TrimStart('-').StartsWith(name + ".", StringComparison.Ordinal) ? written
            : value == 0 ? (isNegative ? "-" : "") + name + ".Zero"
            : Math.Abs(value) == 1 ? (isNegative ? "-" : "") + name + ".One"
            : $"{name}.CreateChecked({AsInt(value) ?? Double(value)})";
        return new Fragment(text, PrecedenceOf(text), constant.Type, IsLiteral: true);
    }

    private static Precedence PrecedenceOf(string text) => text[0] == '-' ? Precedence.Unary : Precedence.Primary;

    private static string? AsInt(double value) =>
        Math.Abs(value) < 1e6 && value == Math.Floor(value) && (value != 0 || BitConverter.DoubleToInt64Bits(value) == 0)
            ? value.ToString("0", CultureInfo.InvariantCulture)
            : null;

    private static string Double(double value)
    {
        if (double.IsNaN(value) || double.IsInfinity(value))
        {
            return Special(value, "double");
        }

        for (int digits = 15; ; digits++)
        {
            string text = value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (digits == 17 || (TryParse(text, out double back) && BitConverter.DoubleToInt64Bits(back) == BitConverter.DoubleToInt64Bits(value)))
            {
                return Tidy(Signed(text, value), ".0");
            }
        }
    }

    private static string Float(float value)
    {
        if (float.IsNaN(value) || float.IsInfinity(value))
        {
            return Special(value, "float");
        }

        for (int digits = 6; ; digits++)
        {
            string text = value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (digits == 9 || (float.TryParse(text, Plain | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out float back) && back.Equals(value)))
            {
                return Tidy(Signed(text, value), "") + "f";
            }
        }
    }

    private static string Special(double value, string type) =>
        type + (double.IsNaN(value) ? ".NaN" : value > 0 ? ".PositiveInfinity" : ".NegativeInfinity");

    /// <summary>Hosts differ on whether the text of negative zero has a sign.</summary>
    private static string Signed(string text, double value) =>
        BitConverter.DoubleToInt64Bits(value) < 0 && text[0] != '-' ? "-" + text : text;

    /// <summary>1E-05 becomes 1e-5, 1E+20 becomes 1e20, and a text without point or exponent gets <paramref name="whole"/>.</summary>
    private static string Tidy(string text, string whole)
    {
        int exponent = text.IndexOf('E');
        if (exponent < 0)
        {
            return text.IndexOf('.') < 0 ? text + whole : text;
        }

        string digits = text.Substring(exponent + 2).TrimStart('0');
        return text.Substring(0, exponent) + "e" + (text[exponent + 1] == '-' ? "-" : "") + digits;
    }

    /// <summary>What the user wrote, if it denotes this very constant (and, where asked, in its very type).</summary>
    private static Fragment? FromUser(Constant constant, bool exact)
    {
        string? literal = constant.Literal;
        if (string.IsNullOrEmpty(literal) || constant.Type.Kind == ScalarKind.Bool)
        {
            return null;
        }

        string text = literal!.Trim();
        if (char.IsLetter(text[0]) || text[0] is '_' or '@')
        {
            return FromName(constant, text, exact);
        }

        bool negative = text[0] == '-';
        string digits = text.Substring(negative ? 1 : 0).Replace("_", "");
        bool radix = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase) || digits.StartsWith("0b", StringComparison.OrdinalIgnoreCase);
        if (digits.Length == 0 || radix)
        {
            return null;
        }

        char suffix = char.ToLowerInvariant(digits[digits.Length - 1]);
        bool suffixed = suffix is 'f' or 'd' or 'l';
        string number = suffixed ? digits.Substring(0, digits.Length - 1) : digits;
        bool integral = number.All(c => c is >= '0' and <= '9');
        IrType type = suffix switch
        {
            'f' => IrType.Float,
            'd' => IrType.Double,
            'l' => IrType.Long,
            _ => integral ? IrType.Int : IrType.Double,
        };
        if ((exact && type != constant.Type) || !TryParse(number, out double value))
        {
            return null;
        }

        // An int literal beyond the int range would be of another type.
        if (type == IrType.Int && value > int.MaxValue)
        {
            return null;
        }

        value = type == IrType.Float ? (float)value : value;
        value = negative ? -value : value;
        bool integralZero = value == 0 && type.IsInteger;
        bool same = constant.Type.IsFloating
            ? BitConverter.DoubleToInt64Bits(integralZero ? 0.0 : value) == constant.Bits && IsWider(constant.Type, type)
            : type == constant.Type && Math.Abs(value) < 1e15 && (long)value == constant.Bits;
        return same ? new Fragment(text, PrecedenceOf(text), type, IsLiteral: true) : null;
    }

    /// <summary>
    /// The name of a constant: its type is known for those of the base library; any other may be narrower than
    /// this constant (an int constant in a real expression), which an exact use casts.
    /// </summary>
    private static Fragment FromName(Constant constant, string name, bool exact)
    {
        string last = name.Substring(name.LastIndexOf('.') + 1);
        bool math = name.StartsWith("global::System.Math", StringComparison.Ordinal) || last is "NaN" or "Epsilon" or "PositiveInfinity" or "NegativeInfinity";
        bool known = (math && last.Length > 0) || !constant.Type.IsFloating;
        if (known)
        {
            return new Fragment(name, Precedence.Primary, constant.Type);
        }

        return exact
            ? new Fragment($"({TypeText.Of(constant.Type)}){name}", Precedence.Unary, constant.Type)
            : new Fragment(name, Precedence.Primary, IrType.Int, IsLiteral: true);
    }

    private static bool IsWider(IrType target, IrType source) => target == source || target.Kind > source.Kind;

    private static bool TryParse(string text, out double value) =>
        double.TryParse(text, Plain | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
}
