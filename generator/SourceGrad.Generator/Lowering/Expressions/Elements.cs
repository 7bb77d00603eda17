using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Diagnostics;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>Elements of spans and arrays, counted from either end, and views by range.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>The buffer whose memory a view shares: a parameter, a fresh buffer or something outside.</summary>
    private readonly Dictionary<int, Value> _roots = [];

    /// <summary>What a view was taken of, and from where on.</summary>
    private readonly Dictionary<int, (Value Buffer, Value Start)> _views = [];

    /// <summary>Arrays from outside that are passed to separate methods.</summary>
    private readonly List<(Location Location, string Text, string Method, int Parameter)> _passedOutside = [];

    private Value Root(Value buffer) => _roots.TryGetValue(buffer.Id, out Value? root) ? root : buffer;

    /// <summary>Notes a write; false, with an error, where the buffer is not the method's to write to.</summary>
    private bool MarkWritten(IOperation where, Value buffer)
    {
        Value root = Root(buffer);
        if (_values.DefinitionOf(root) is External outside)
        {
            Report(where, Descriptors.OutsideState, $"Writing to '{outside.Text.Replace("global::", string.Empty)}', which outlives the call, is not supported in a differentiable method; pass the array in as a parameter");
            return false;
        }

        if (_inputs.Any(input => input.Value.Id == root.Id && input.Parameter is null && input.Part.Element.Length > 0))
        {
            Report(where, Descriptors.OutsideState, $"Writing to '{SourceText.Of(where.Syntax)}', which outlives the call, is not supported for objects in an array; write to a buffer of the method's own");
            return false;
        }

        _written.Add(root.Id);
        return true;
    }

    /// <summary>A method that this one calls writes to its parameter.</summary>
    public void AddWritten(Value parameter) => _written.Add(parameter.Id);

    /// <summary>Something outside was given to a method that turned out to write to it.</summary>
    public void ReportWrittenOutside(WrittenBuffers written)
    {
        foreach ((Location location, string text, string method, int parameter) in _passedOutside.Where(passed => written.Of(passed.Method)[passed.Parameter]))
        {
            _bag.Report(Descriptors.OutsideState, location, $"'{text.Replace("global::", string.Empty)}', which outlives the call, is written to by '{method}', which is not supported in a differentiable method; pass a copy of it");
        }
    }

    private Lowered ReadElement(IOperation reference)
    {
        if (RangeOf(reference) is { } range)
        {
            return ReadRange(range.Buffer, range.Range);
        }

        if (reference is IImplicitIndexerReferenceOperation counted && IndexerPlace(counted) is { } indexed)
        {
            return Read(indexed);
        }

        if (reference is IArrayElementReferenceOperation { Indices: [var itemIndex] } item && ObjectsIn(Concrete(item.ArrayReference.Type!)) is not null
            && Expression(item.ArrayReference).Value is { } objects && ReferentOf(objects) is ObjectArray array)
        {
            return ObjectAt(array, Position(itemIndex, array.First));
        }

        if (reference is IArrayElementReferenceOperation { Indices: [var rowIndex] } row && IsTable(row.ArrayReference.Type))
        {
            return TableOf(row.ArrayReference) is { } table ? RowOf(table, Scalar(rowIndex)) : Lowered.Nothing;
        }

        return ElementOf(reference) is { } element ? Read(element) : Lowered.Nothing;
    }

    /// <summary>The element that a reference denotes, its buffer and index evaluated; null after an error.</summary>
    private Place? ElementOf(IOperation reference)
    {
        if (reference is IArrayElementReferenceOperation { Indices.Length: 2 } grid && IsTable(grid.ArrayReference.Type))
        {
            return GridElement(grid);
        }

        (IOperation? instance, IOperation? index) = reference switch
        {
            IArrayElementReferenceOperation { Indices: [var single] } element => (element.ArrayReference, single),
            IPropertyReferenceOperation { Instance: { } owner, Arguments: [var single] } => (owner, single.Value),
            IImplicitIndexerReferenceOperation element => (element.Instance, element.Argument),
            IInlineArrayAccessOperation element => (element.Instance, element.Argument),
            _ => ((IOperation?)null, (IOperation?)null),
        };
        if (instance is null || index is null || TreeOf(instance.Type) is not { IsBuffer: true } tree)
        {
            Unsupported(reference, $"The element '{SourceText.Of(reference.Syntax)}' is not supported in a differentiable method; use one-dimensional spans and arrays of numbers");
            return null;
        }

        Lowered buffer = Buffers(instance);
        if (buffer.IsNothing)
        {
            return null;
        }

        Value position = Position(index, First(buffer));
        if (position.Type != IrType.Int)
        {
            Unsupported(index, "Only int indices are supported in a differentiable method; cast the index to int");
            position = Let(Constant.Int(0));
        }

        // A sequence is asked for elements that it has.
        bool isInside = _frame.Method.Name == "TryGet" && DefinitionSet.Contains(reference.Syntax.SyntaxTree);
        return ElementAt(tree, buffer, position, isInside);
    }

    private static Place ElementAt(TypeTree tree, Lowered buffer, Value position, bool isInside = false)
    {
        object owner = isInside ? Place.Element.Inside : new();
        return Element(tree, buffer);

        Place Element(TypeTree part, Lowered buffers) => part.Leaf is not null
            ? new Place.Element(buffers.Value!, position, owner)
            : Place.Of(part.Parts!.Select((inner, i) => Element(inner, buffers.Fields![i])).ToList());
    }

    /// <summary>An expression of a buffer type: one buffer, or for a buffer of structs one for each field.</summary>
    private Lowered Buffers(IOperation expression)
    {
        int errors = _bag.Diagnostics.Count;
        Lowered lowered = TreeOf(expression.Type) is { InlineLength: not null } && Scan.IsPlace(expression) && PlaceOf(expression) is { } place and not Place.Computed
            ? ElementsOf(place)
            : Expression(expression);
        if (lowered.IsNothing && _bag.Diagnostics.Count == errors && !_bag.HasErrors && TreeOf(expression.Type) is { } tree)
        {
            // A span that nothing was assigned to is empty.
            return Default(tree);
        }

        return lowered;
    }

    /// <summary>The elements of an inline array where they are, and not a copy of them.</summary>
    private static Lowered ElementsOf(Place place) => place.Fields is { } fields
        ? Lowered.Of(fields.Select(ElementsOf).ToList())
        : place.Variable?.Current is { } elements ? elements : Lowered.Nothing;

    private static Value First(Lowered buffer)
    {
        while (buffer.Fields is { Count: > 0 } fields)
        {
            buffer = fields[0];
        }

        return buffer.Value!;
    }

    private static Lowered Each(Lowered buffer, Func<Value, Value> map) => buffer.Fields is { } fields
        ? Lowered.Of(fields.Select(field => Each(field, map)).ToList())
        : map(buffer.Value!);

    private Value FirstBuffer(IOperation expression) => Buffers(expression) is { IsNothing: false } buffer
        ? First(buffer)
        : Fresh(IrType.Double.As(Shape.Array), Let(Constant.Int(0)), false);

    /// <summary>An index as a number of elements from the start.</summary>
    private Value Position(IOperation index, Value buffer) => Position(index, () => Let(new Length(buffer)));

    private Value Position(IOperation index, Func<Value> length)
    {
        switch (index)
        {
            case IParenthesizedOperation parenthesized:
                return Position(parenthesized.Operand, length);
            case IConversionOperation { Type: { Name: "Index", ContainingNamespace.Name: "System" } } conversion:
                return Position(conversion.Operand, length);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } fromEnd:
                Value back = Scalar(fromEnd.Operand);
                return Let(new Binary(BinaryOperator.Subtract, length(), back));
            default:
                return Scalar(index);
        }
    }

    private (IOperation Buffer, IRangeOperation Range)? RangeOf(IOperation reference) => reference switch
    {
        IArrayElementReferenceOperation { Indices: [IRangeOperation range] } element when IsBuffer(element.ArrayReference.Type) => (element.ArrayReference, range),
        IImplicitIndexerReferenceOperation { Argument: IRangeOperation range } element when IsBuffer(element.Instance.Type) => (element.Instance, range),
        IInlineArrayAccessOperation { Argument: IRangeOperation range } element when IsBuffer(element.Instance.Type) => (element.Instance, range),
        _ => null,
    };

    /// <summary>A range of a span is a view; a range of an array is a copy.</summary>
    private Lowered ReadRange(IOperation instance, IRangeOperation range)
    {
        Lowered buffer = Buffers(instance);
        if (buffer.IsNothing)
        {
            return Lowered.Nothing;
        }

        Value first = First(buffer);
        Value? start = range.LeftOperand is null ? null : Position(range.LeftOperand, first);
        Value end = range.RightOperand is null ? Let(new Length(first)) : Position(range.RightOperand, first);
        Value count = start is null ? end : Let(new Binary(BinaryOperator.Subtract, end, start));
        bool copies = range.Parent is IArrayElementReferenceOperation;
        start ??= Let(Constant.Int(0));
        return Each(buffer, part =>
        {
            Value view = View(part, start, count);
            return copies ? CopyOf(view, count) : view;
        });
    }

    private Value View(Value buffer, Value start, Value? count)
    {
        count ??= Let(new Binary(BinaryOperator.Subtract, Let(new Length(buffer)), start));
        Shape shape = buffer.Type.Shape == Shape.ReadOnlySpan ? Shape.ReadOnlySpan : Shape.Span;
        Value view = Let(new Slice(buffer.Type.As(shape), buffer, start, count));
        _roots[view.Id] = Root(buffer);
        _views[view.Id] = (buffer, start);
        return view;
    }

    /// <summary>The buffer that a view is in the end a view of: one row of a table, not the table.</summary>
    private Value Whole(Value buffer)
    {
        while (_views.TryGetValue(buffer.Id, out (Value Buffer, Value Start) view))
        {
            buffer = view.Buffer;
        }

        return buffer;
    }

    /// <summary>Where a view starts in the whole.</summary>
    private Value OffsetOf(Value buffer)
    {
        Value? offset = null;
        while (_views.TryGetValue(buffer.Id, out (Value Buffer, Value Start) view))
        {
            offset = offset is null ? view.Start : Let(new Binary(BinaryOperator.Add, view.Start, offset));
            buffer = view.Buffer;
        }

        return offset ?? Let(Constant.Int(0));
    }

    private Value CopyOf(Value buffer, Value count)
    {
        Value copy = Fresh(buffer.Type.As(Shape.Array), count, false);
        _builder.Add(new Copy(buffer, copy));
        return copy;
    }

    private Value Fresh(IrType type, Value count, bool onStack)
    {
        Value buffer = Let(new Allocate(type with { IsStrided = false }, count, onStack && _loopDepth == 0));
        _roots[buffer.Id] = buffer;
        return buffer;
    }
}
