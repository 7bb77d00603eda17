using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>How often a loop goes round.</summary>
internal static class Rounds
{
    /// <summary>From one index to before another, in steps of one; zero where that is none.</summary>
    public static Value Of(Value from, Value to, RegionBuilder builder, string? name = null) =>
        builder.Let(new Binary(BinaryOperator.Subtract, Larger(to, from, builder), from), name);

    public static Value Larger(Value left, Value right, RegionBuilder builder) =>
        builder.Let(new Call(IrType.Int, "System.Math.Max", EquatableArray<Value>.Of(left, right)));
}
