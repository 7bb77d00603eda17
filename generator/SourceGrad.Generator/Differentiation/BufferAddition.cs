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

    /// <summary>The same; the target may be a two-dimensional array whose rows lie one after the other in the source.</summary>
    public static void AddAll(RegionBuilder builder, Value target, Value source)
    {
        if (!target.Type.IsTable)
        {
            Add(builder, target, source);
            return;
        }

        Value columns = builder.Let(new Length(target) { Dimension = 1 });
        ForEachRow(builder, target, source, columns, (inner, row, part) => Add(inner, row, part));
    }

    /// <summary>Does something for each row of a table and the part of a buffer that belongs to it.</summary>
    public static void ForEachRow(RegionBuilder builder, Value table, Value flat, Value columns, Action<RegionBuilder, Value, Value> apply)
    {
        Value zero = builder.Let(Constant.Int(0)), rows = builder.Let(new Length(table));
        Value index = builder.Values.Create(IrType.Int, "row");
        RegionBuilder body = builder.Nested();
        Value row = body.Let(new Row(new IrType(table.Type.Kind, table.Type.Shape == Shape.Grid ? Shape.Span : Shape.Array), table, index));
        Value part = body.Let(new Slice(new IrType(flat.Type.Kind, Shape.Span), flat, body.Let(new Binary(BinaryOperator.Multiply, index, columns)), columns));
        apply(body, row, part);
        EquatableArray<Value> none = EquatableArray<Value>.Empty;
        builder.Add(new For(index, zero, rows, 1, Reversed: false, none, none, body.Build(), none));
    }
}
