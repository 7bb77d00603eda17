using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Differentiation;

/// <summary>Adds the elements of one buffer to those of another of the same length.</summary>
internal static class BufferAddition
{
    /// <summary>Adds <paramref name="source"/>, times <paramref name="factor"/> if there is one.</summary>
    public static void Add(RegionBuilder builder, Value target, Value source, Value? factor = null)
    {
        Value zero = builder.Let(Constant.Int(0));
        Value count = builder.Let(new Length(target));
        Value index = builder.Values.Create(IrType.Int, "i");
        RegionBuilder body = builder.Nested();
        Value element = body.Let(new Load(source, index));
        body.Add(new Accumulate(target, index, factor is null ? element : body.Let(new Binary(BinaryOperator.Multiply, factor, element))));
        EquatableArray<Value> none = EquatableArray<Value>.Empty;
        builder.Add(new For(index, zero, count, 1, Reversed: false, none, none, body.Build(), none));
    }
}
