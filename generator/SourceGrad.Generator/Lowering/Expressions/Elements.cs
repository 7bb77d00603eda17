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

        if (root.Hint is not null)
        {
            Written.Add(root.Hint);
        }

        return true;
    }

    private Lowered ReadElement(IOperation reference)
    {
        if (RangeOf(reference) is { } range)
        {
            return ReadRange(range.Buffer, range.Range);
        }

        return ElementOf(reference) is { } element ? Let(new Load(element.Buffer, element.Index)) : Lowered.Nothing;
    }

    private (Value Buffer, Value Index)? ElementOf(IOperation reference)
    {
        (IOperation? instance, IOperation? index) = reference switch
        {
            IArrayElementReferenceOperation { Indices: [var single] } element => (element.ArrayReference, single),
            IPropertyReferenceOperation { Instance: { } owner, Arguments: [var single] } => (owner, single.Value),
            IImplicitIndexerReferenceOperation element => (element.Instance, element.Argument),
            _ => ((IOperation?)null, (IOperation?)null),
        };
        if (instance is null || index is null || TypeMap.Of(instance.Type) is not { IsBuffer: true })
        {
            Unsupported(reference, $"The element '{SourceText.Of(reference.Syntax)}' is not supported in a differentiable method; use one-dimensional spans and arrays of numbers");
            return null;
        }

        Value buffer = Buffer(instance);
        Value position = Position(index, buffer);
        if (position.Type != IrType.Int)
        {
            Unsupported(index, "Only int indices are supported in a differentiable method; cast the index to int");
            position = Let(Constant.Int(0));
        }

        return (buffer, position);
    }

    /// <summary>An index as a number of elements from the start.</summary>
    private Value Position(IOperation index, Value buffer)
    {
        switch (index)
        {
            case IParenthesizedOperation parenthesized:
                return Position(parenthesized.Operand, buffer);
            case IConversionOperation { Type: { Name: "Index", ContainingNamespace.Name: "System" } } conversion:
                return Position(conversion.Operand, buffer);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } fromEnd:
                Value back = Scalar(fromEnd.Operand);
                return Let(new Binary(BinaryOperator.Subtract, Let(new Length(buffer)), back));
            default:
                return Scalar(index);
        }
    }

    private (Value Buffer, IRangeOperation Range)? RangeOf(IOperation reference) => reference switch
    {
        IArrayElementReferenceOperation { Indices: [IRangeOperation range] } element when TypeMap.Of(element.ArrayReference.Type) is not null
            => (Buffer(element.ArrayReference), range),
        IImplicitIndexerReferenceOperation { Argument: IRangeOperation range } element when TypeMap.Of(element.Instance.Type) is not null
            => (Buffer(element.Instance), range),
        _ => null,
    };

    /// <summary>A range of a span is a view; a range of an array is a copy.</summary>
    private Value ReadRange(Value buffer, IRangeOperation range)
    {
        Value? start = range.LeftOperand is null ? null : Position(range.LeftOperand, buffer);
        Value end = range.RightOperand is null ? Let(new Length(buffer)) : Position(range.RightOperand, buffer);
        Value count = start is null ? end : Let(new Binary(BinaryOperator.Subtract, end, start));
        Value view = View(buffer, start ?? Let(Constant.Int(0)), count);
        return buffer.Type.Shape == Shape.Array && range.Parent is IArrayElementReferenceOperation ? CopyOf(view, count) : view;
    }

    private Value View(Value buffer, Value start, Value? count)
    {
        count ??= Let(new Binary(BinaryOperator.Subtract, Let(new Length(buffer)), start));
        Shape shape = buffer.Type.Shape == Shape.ReadOnlySpan ? Shape.ReadOnlySpan : Shape.Span;
        Value view = Let(new Slice(buffer.Type.As(shape), buffer, start, count));
        _roots[view.Id] = Root(buffer);
        return view;
    }

    private Value CopyOf(Value buffer, Value count)
    {
        Value copy = Fresh(buffer.Type.As(Shape.Array), count, false);
        _builder.Add(new Copy(buffer, copy));
        return copy;
    }

    private Value Fresh(IrType type, Value count, bool onStack)
    {
        Value buffer = Let(new Allocate(type, count, onStack && _loopDepth == 0));
        _roots[buffer.Id] = buffer;
        return buffer;
    }
}
