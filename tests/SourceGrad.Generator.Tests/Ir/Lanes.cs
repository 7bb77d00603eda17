using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Tests.Ir;

/// <summary>What lanes are to the interpreter: arrays of a fixed number of boxed scalars; a mask is an array of bools.</summary>
internal static class Lanes
{
    /// <summary>Any number will do; generated code works with all.</summary>
    public const int Count = 2;

    /// <summary>Does an operation lane by lane where one of its operands has lanes.</summary>
    public static object Each(Func<object[], object> operation, params object[] operands) => operands.Any(operand => operand is object[])
        ? Enumerable.Range(0, Count).Select(k => operation([.. operands.Select(operand => operand is object[] lanes ? lanes[k] : operand)])).ToArray()
        : operation(operands);

    public static object[] Zeros(ScalarKind kind) => Enumerable.Repeat(ScalarArithmetic.Convert(kind, 0), Count).ToArray();

    public static object[] Zeros(object like) => Enumerable.Repeat(like is float ? 0f : (object)0d, Count).ToArray();

    /// <summary>The function that a function of lanes does in each of them.</summary>
    public static string ScalarMethod(Call call)
    {
        string key = call.Key == "SquareRoot" ? "Sqrt" : call.Key;
        return (call.Type.Kind == ScalarKind.Float ? "float." : "double.") + key;
    }
}
