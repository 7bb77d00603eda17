using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>
/// A two-dimensional array, or an array of arrays, that the method makes itself: its rows lie one after the other in one buffer. They are of one length or,
/// where there are starts instead, each reaches from its start to the next.
/// </summary>
internal sealed class LocalGrid(Value flat, Value rows, Value? columns, Value? starts = null) : Referent
{
    public Value Flat { get; } = flat;

    public Value Rows { get; } = rows;

    public Value? Columns { get; } = columns;

    public Value? Starts { get; } = starts;
}

/// <summary>Two-dimensional arrays and arrays of arrays.</summary>
internal sealed partial class MethodLowering
{
    private bool IsTable(ITypeSymbol? type) => TypeOf(type) is { IsTable: true };

    /// <summary>The table that an expression denotes; null after an error.</summary>
    private Value? TableOf(IOperation expression)
    {
        Lowered table = Expression(expression);
        if (table.Value is { Type.IsTable: true } value)
        {
            return value;
        }

        if (!table.IsNothing)
        {
            Unsupported(expression, UnsupportedText(expression));
        }

        return null;
    }

    /// <summary><c>table[i, j]</c></summary>
    private Place? GridElement(IArrayElementReferenceOperation reference)
    {
        if (TableOf(reference.ArrayReference) is not { } table)
        {
            return null;
        }

        Value row = Scalar(reference.Indices[0]), column = Scalar(reference.Indices[1]);
        if (row.Type != IrType.Int || column.Type != IrType.Int)
        {
            Unsupported(reference, "Only int indices are supported in a differentiable method; cast the index to int");
            return null;
        }

        return new Place.Element(RowOf(table, row), column, null);
    }

    private Value RowOf(Value table, Value index)
    {
        if (ReferentOf(table) is LocalGrid grid)
        {
            if (grid.Starts is { } starts)
            {
                Value start = Let(new Load(starts, index)), end = Let(new Load(starts, Let(new Binary(BinaryOperator.Add, index, Let(Constant.Int(1))))));
                return View(grid.Flat, start, Let(new Binary(BinaryOperator.Subtract, end, start)));
            }

            return View(grid.Flat, Let(new Binary(BinaryOperator.Multiply, index, grid.Columns!)), grid.Columns);
        }

        Value row = Let(new Row(new IrType(table.Type.Kind, table.Type.Shape == Shape.Grid ? Shape.Span : Shape.Array), table, index));
        _roots[row.Id] = Root(table);
        return row;
    }

    private Value Count(Value table, int dimension) => ReferentOf(table) is LocalGrid grid
        ? dimension == 0 ? grid.Rows : grid.Columns!
        : Let(new Length(table) { Dimension = dimension });

    /// <summary><c>table.Length</c>, <c>table.GetLength(1)</c>; null where the member is another.</summary>
    private Lowered? TableMember(IOperation instance, string name, IOperation? dimension)
    {
        if (TableOf(instance) is not { } table)
        {
            return Lowered.Nothing;
        }

        switch (name)
        {
            case "Length" when table.Type.Shape == Shape.Rows:
                return Count(table, 0);
            case "Length":
                return Let(new Binary(BinaryOperator.Multiply, Count(table, 0), Count(table, 1)));
            case "Rank":
                return Let(Constant.Int(table.Type.Shape == Shape.Grid ? 2 : 1));
            case "GetLength" when dimension?.ConstantValue is { HasValue: true, Value: 0 or 1 }:
                return Count(table, (int)dimension.ConstantValue.Value!);
            case "GetUpperBound" when dimension?.ConstantValue is { HasValue: true, Value: 0 or 1 }:
                return Let(new Binary(BinaryOperator.Subtract, Count(table, (int)dimension.ConstantValue.Value!), Let(Constant.Int(1))));
            default:
                return null;
        }
    }

    /// <summary><c>new double[n, m]</c>, with or without its elements.</summary>
    private Lowered NewGrid(IArrayCreationOperation creation, IrType type)
    {
        Value rows = Scalar(creation.DimensionSizes[0]), columns = Scalar(creation.DimensionSizes[1]);
        Value flat = Fresh(new IrType(type.Kind, Shape.Array), Let(new Binary(BinaryOperator.Multiply, rows, columns)), false);
        if (creation.Initializer is { } initializer)
        {
            int next = 0;
            foreach (IOperation element in initializer.ElementValues.SelectMany(row => row is IArrayInitializerOperation inner ? inner.ElementValues.AsEnumerable() : []))
            {
                _builder.Add(new Store(flat, Let(Constant.Int(next++)), ConvertTo(type.Element, Scalar(element))));
            }
        }

        Value grid = new(Known.FirstReference - _referents.Count, type, null);
        _referents.Add(grid.Id, new LocalGrid(flat, rows, columns));
        return grid;
    }
}
