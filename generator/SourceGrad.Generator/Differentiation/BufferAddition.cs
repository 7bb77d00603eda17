using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Differentiation;

/// <summary>Adds the elements of one buffer to those of another of the same length.</summary>
internal static class BufferAddition
{
    public static void Add(RegionBuilder builder, Value target, Value source)
    {
        Value zero = builder.Let(Constant.Int(0));
        Value count = builder.Let(new Length(target));
        Value index = builder.Values.Create(IrType.Int, "i");
        RegionBuilder body = builder.Nested();
        body.Add(new Accumulate(target, index, body.Let(new Load(source, index))));
        EquatableArray<Value> none = EquatableArray<Value>.Empty;
        builder.Add(new For(index, zero, count, 1, Reversed: false, none, none, body.Build(), none));
    }
}
