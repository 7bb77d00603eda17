using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Rules;

namespace SourceGrad.Generator.Vectorization;

/// <summary>The functions that work on lanes, by the key of the scalar one: adding one is adding a line.</summary>
internal static class LaneFunctions
{
    private const string Vector = "System.Numerics.Vector.";
    private const string Lanes = "SourceGrad.Runtime.Lanes.";

    private static readonly Dictionary<(string Key, int Arity), string> s_methods = new()
    {
        [("Sqrt", 1)] = Vector + "SquareRoot",
        [("Floor", 1)] = Vector + "Floor",
        [("Ceiling", 1)] = Vector + "Ceiling",
        [("Abs", 1)] = Lanes + "Abs",
        [("Max", 2)] = Lanes + "Max",
        [("Min", 2)] = Lanes + "Min",
        [("CopySign", 2)] = Lanes + "CopySign",
        [("Exp", 1)] = Lanes + "Exp",
        [("Exp2", 1)] = Lanes + "Exp2",
        [("ExpM1", 1)] = Lanes + "ExpM1",
        [("Log", 1)] = Lanes + "Log",
        [("Log2", 1)] = Lanes + "Log2",
        [("LogP1", 1)] = Lanes + "LogP1",
        [("Sin", 1)] = Lanes + "Sin",
        [("Cos", 1)] = Lanes + "Cos",
        [("Tan", 1)] = Lanes + "Tan",
        [("Sinh", 1)] = Lanes + "Sinh",
        [("Cosh", 1)] = Lanes + "Cosh",
        [("Tanh", 1)] = Lanes + "Tanh",
        [("Asin", 1)] = Lanes + "Asin",
        [("Acos", 1)] = Lanes + "Acos",
        [("Atan", 1)] = Lanes + "Atan",
        [("Atan2", 2)] = Lanes + "Atan2",
        [("Pow", 2)] = Lanes + "Pow",
    };

    private static readonly HashSet<string> s_cheap = ["Abs", "Max", "Min", "CopySign"];

    /// <summary>The method for lanes, or null where there is none.</summary>
    public static string? Find(Call call) =>
        call.Type.IsReal
        && Spelling.IsStandard(call.Method)
        && call.Arguments.All(argument => argument.Type == call.Type)
        && s_methods.TryGetValue((call.Key, call.Arguments.Count), out string? method)
            ? method
            : null;

    /// <summary>A test for NaN, which is a comparison of lanes with themselves.</summary>
    public static bool IsNaN(Call call) => call.Key == "IsNaN" && call.Arguments.Count == 1 && Spelling.IsStandard(call.Method);

    /// <summary>A sign, an int in C#, which lanes have as a real number.</summary>
    public static bool IsSign(Call call) => call is { Key: "Sign", Type.IsInteger: true, Arguments: [{ Type.IsReal: true }] } && Spelling.IsStandard(call.Method);

    /// <summary>Its name in lanes.</summary>
    public const string Sign = Lanes + "Sign";

    /// <summary>It takes as long as tens of additions.</summary>
    public static bool IsDear(Call call) => Find(call) is string method && method.StartsWith(Lanes, StringComparison.Ordinal) && !s_cheap.Contains(call.Key);
}
