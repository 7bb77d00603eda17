using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Rules;

/// <summary>
/// How a function is called from C# in a given precision: <c>System.Math.Sin</c>, <c>System.MathF.Sin</c>, and where those
/// classes lack it <c>double.SinPi</c>, <c>float.SinPi</c>; of a type parameter <c>T.Sin</c>. Everything named here exists since .NET 8.
/// </summary>
internal static class Spelling
{
    private static readonly HashSet<string> s_math =
    [
        "Abs", "Acos", "Acosh", "Asin", "Asinh", "Atan", "Atan2", "Atanh", "BitDecrement", "BitIncrement", "Cbrt", "Ceiling",
        "CopySign", "Cos", "Cosh", "Exp", "Floor", "FusedMultiplyAdd", "IEEERemainder", "Log", "Log10", "Log2", "Max",
        "MaxMagnitude", "Min", "MinMagnitude", "Pow", "Round", "ScaleB", "Sign", "Sin", "Sinh", "Sqrt", "Tan", "Tanh", "Truncate",
    ];

    private static readonly string[] s_classes = ["System.Math.", "System.MathF.", "double.", "float."];

    public static string Of(IrType type, string function) => type.Name is string parameter ? parameter + "." + function
        : type.Kind == ScalarKind.Float
        ? (s_math.Contains(function) ? "System.MathF." : "float.") + function
        : (s_math.Contains(function) ? "System.Math." : "double.") + function;

    public static bool IsStandard(Call call) => IsStandard(call.Method) || call.IsOfParameter;

    /// <summary>
    /// The method is one of the BCL's own, of which the different spellings for one type compute the same.
    /// </summary>
    public static bool IsStandard(string method)
    {
        foreach (string prefix in s_classes)
        {
            if (method.StartsWith(prefix, StringComparison.Ordinal) && method.IndexOf('.', prefix.Length) < 0)
            {
                return true;
            }
        }

        return false;
    }
}
