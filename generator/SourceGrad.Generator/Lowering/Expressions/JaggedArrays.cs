using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>
/// An array of arrays that is written out, <c>[[1, x], [x, 2]]</c>: its rows lie one after the other in one buffer. Each row must be new, as a
/// row that is an array already would be that array, and not a copy of it.
/// </summary>
internal sealed partial class MethodLowering
{
    /// <summary>A row: its elements, or where their number is known only at run time a buffer of them.</summary>
    private sealed record JaggedRow(IReadOnlyList<Value>? Elements, Value? Buffer, Value Length);

    private Lowered JaggedArray(IOperation creation, IrType type, IEnumerable<IOperation> elements)
    {
        List<JaggedRow> rows = [];
        foreach (IOperation element in elements)
        {
            if (RowFrom(element, type) is not { } row)
            {
                return _bag.HasErrors ? Lowered.Nothing : Unsupported(element, "A row of an array of arrays is supported in a differentiable method where it is written out or made in place, as in [[1, x], [x, 2]]; use a two-dimensional array and copy to it");
            }

            rows.Add(row);
        }

        Value total = Let(Constant.Int(0));
        List<Value> starts = [total];
        foreach (JaggedRow row in rows)
        {
            starts.Add(total = Let(new Binary(BinaryOperator.Add, total, row.Length)));
        }

        Value flat = Fresh(new IrType(type.Kind, Shape.Array) { Name = type.Name }, total, false);
        for (int i = 0; i < rows.Count; i++)
        {
            FillRow(rows[i], flat, starts[i]);
        }

        int? columns = rows.All(row => row.Elements?.Count == rows[0].Elements?.Count) ? rows.FirstOrDefault()?.Elements?.Count : null;
        LocalGrid grid = new(flat, Let(Constant.Int(rows.Count)), columns is { } count ? Let(Constant.Int(count)) : null, columns is null ? Stored(starts) : null);
        Value table = new(Known.FirstReference - _referents.Count, type, null);
        grid.Depth = _depth;
        _referents.Add(table.Id, grid);
        return table;
    }

    private JaggedRow? RowFrom(IOperation element, IrType type)
    {
        while (element is IConversionOperation { IsImplicit: true } conversion)
        {
            element = conversion.Operand;
        }

        IEnumerable<IOperation>? items = element switch
        {
            ICollectionExpressionOperation collection when !collection.Elements.Any(item => item is ISpreadOperation) => collection.Elements,
            IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
            _ => null,
        };
        if (items is not null)
        {
            List<Value> values = items.Select(item => ConvertTo(type.Element, Solid(Scalar(item)))).ToList();
            return new JaggedRow(values, null, Let(Constant.Int(values.Count)));
        }

        return element is ICollectionExpressionOperation or IArrayCreationOperation && Buffers(element) is { Value: { } buffer }
            ? new JaggedRow(null, buffer, Let(new Length(buffer)))
            : null;
    }

    private void FillRow(JaggedRow row, Value flat, Value start)
    {
        if (row.Buffer is { } buffer)
        {
            _builder.Add(new Copy(buffer, View(flat, start, row.Length)));
            return;
        }

        for (int j = 0; j < row.Elements!.Count; j++)
        {
            _builder.Add(new Store(flat, Let(new Binary(BinaryOperator.Add, start, Let(Constant.Int(j)))), row.Elements[j]));
        }
    }

    private Value Stored(List<Value> starts)
    {
        Value buffer = Fresh(IrType.Int.As(Shape.Array), Let(Constant.Int(starts.Count)), false);
        for (int i = 0; i < starts.Count; i++)
        {
            _builder.Add(new Store(buffer, Let(Constant.Int(i)), starts[i]));
        }

        return buffer;
    }
}
