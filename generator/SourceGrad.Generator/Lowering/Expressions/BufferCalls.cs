using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>The framework's operations on whole spans and arrays.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>Null where the call is something else.</summary>
    private Lowered? BufferCall(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (!method.OriginalDefinition.DeclaringSyntaxReferences.IsEmpty
            || method.ContainingType is not { Name: "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory" or "MemoryExtensions" or "Array", ContainingNamespace.Name: "System" })
        {
            return null;
        }

        // The buffer first, wherever C# has it; arguments are in the order of evaluation, which is that of the parameters unless named.
        List<IOperation> operands = [.. call.Instance is null ? [] : new[] { call.Instance }, .. call.Arguments.Select(argument => argument.Value)];
        if (operands.Count == 0 || Unwrapped(operands[0]) is not { } first || call.Arguments.Any(argument => argument.Syntax is Microsoft.CodeAnalysis.CSharp.Syntax.ArgumentSyntax { NameColon: not null }))
        {
            return null;
        }

        bool ints = operands.Skip(1).All(operand => operand.Type?.SpecialType == SpecialType.System_Int32);
        switch (method.Name, operands.Count)
        {
            case ("AsSpan" or "AsMemory", 1):
                return Buffers(first);
            case ("AsSpan" or "AsMemory" or "Slice", 2) when ints:
                return OnBuffer(first, [operands[1]], (buffer, values) => Views(buffer, values[0], null));
            case ("AsSpan" or "AsMemory" or "Slice", 3) when ints:
                return OnBuffer(first, [operands[1], operands[2]], (buffer, values) => Views(buffer, values[0], values[1]));
            case ("ToArray", 1):
                return OnBuffer(first, [], (buffer, _) =>
                {
                    Value length = Let(new Length(First(buffer)));
                    return Each(buffer, part => CopyOf(part, length));
                });
            case ("Clear", 1):
                return OnBuffer(first, [], (buffer, _) => ClearAll(call, buffer));
            case ("Clear", 3) when ints:
                return OnBuffer(first, [operands[1], operands[2]], (buffer, values) => ClearAll(call, Views(buffer, values[0], values[1])));
            case ("Fill", 2):
                Lowered filled = Buffers(first);
                Fill(call, filled, Expression(operands[1]));
                return Lowered.Nothing;
            case ("CopyTo", 2) when Unwrapped(operands[1]) is { } destination:
                Lowered copied = Buffers(first);
                Lowered to = Buffers(destination);
                return CopyInto(call, copied, to);
            // An array's own: into another from an index on.
            case ("CopyTo", 3) when Unwrapped(operands[1]) is { } array && operands[2].Type?.SpecialType == SpecialType.System_Int32:
                Lowered whole = Buffers(first);
                Lowered target = Buffers(array);
                Value from = Scalar(operands[2]);
                if (!whole.IsNothing && !target.IsNothing)
                {
                    Value length = Let(new Length(First(whole)));
                    _builder.Add(new Guard("global::SourceGrad.Runtime.Require.FitsAt({0}, {1}, {2})", new[] { length, Let(new Length(First(target))), from }.ToEquatable(), false));
                    CopyBetween(call, whole, Views(target, from, length));
                }

                return Lowered.Nothing;
            case ("Overlaps", 3) when Unwrapped(operands[1]) is { } other:
                return Overlaps(FirstBuffer(first), FirstBuffer(other), TargetOf(operands[2]));
            case ("Copy", 3) when Unwrapped(operands[1]) is { } destination && operands[2].Type?.SpecialType == SpecialType.System_Int32:
                return CopyRange(call, operands[0], null, destination, null, operands[2]);
            case ("Copy", 5) when Unwrapped(operands[2]) is { } destination && operands[4].Type?.SpecialType == SpecialType.System_Int32:
                return CopyRange(call, operands[0], operands[1], destination, operands[3], operands[4]);
            default:
                return null;
        }
    }

    private Lowered OnBuffer(IOperation first, IReadOnlyList<IOperation> operands, Func<Lowered, List<Value>, Lowered> apply)
    {
        Lowered buffer = Buffers(first);
        List<Value> values = operands.Select(Scalar).ToList();
        return buffer.IsNothing ? Lowered.Nothing : apply(buffer, values);
    }

    private Lowered Views(Lowered buffer, Value start, Value? count)
    {
        count ??= Let(new Binary(BinaryOperator.Subtract, Let(new Length(First(buffer))), start));
        return Each(buffer, part => View(part, start, count));
    }

    /// <summary><c>new Span&lt;T&gt;(array)</c> and <c>new Span&lt;T&gt;(array, start, length)</c></summary>
    private Lowered SpanFrom(IObjectCreationOperation creation)
    {
        List<IOperation> operands = creation.Arguments.Select(argument => argument.Value).ToList();
        return operands switch
        {
            [] => TreeOf(creation.Type) is { } tree ? Default(tree) : UnsupportedType(creation, creation.Type),
            [var array] when Unwrapped(array) is { } whole => Buffers(whole),
            [var array, var start, var length] when Unwrapped(array) is { } whole =>
                OnBuffer(whole, [start, length], (buffer, values) => Views(buffer, values[0], values[1])),
            _ => Unsupported(creation, UnsupportedText(creation)),
        };
    }

    /// <summary>The buffer under the conversion to <c>Array</c> that some methods ask for.</summary>
    private IOperation? Unwrapped(IOperation operand)
    {
        while (operand is IConversionOperation { IsImplicit: true } conversion && !IsBuffer(conversion.Type))
        {
            operand = conversion.Operand;
        }

        return IsBuffer(operand.Type) ? operand : null;
    }

    private Lowered ClearAll(IInvocationOperation call, Lowered buffer)
    {
        Each(buffer, part =>
        {
            if (MarkWritten(call, part))
            {
                _builder.Add(new Clear(part));
            }

            return part;
        });
        return Lowered.Nothing;
    }

    private void Fill(IInvocationOperation call, Lowered buffer, Lowered value)
    {
        if (buffer.IsNothing || value.IsNothing)
        {
            return;
        }

        Value index = _values.Create(IrType.Int, "i");
        RegionBuilder body = _builder.Nested();
        if (!Store(buffer, value))
        {
            return;
        }

        _builder.Add(new For(
            index,
            Let(Constant.Int(0)),
            Let(new Length(First(buffer))),
            1,
            false,
            EquatableArray<Value>.Empty,
            EquatableArray<Value>.Empty,
            body.Build(),
            EquatableArray<Value>.Empty));

        bool Store(Lowered parts, Lowered values)
        {
            if (parts.Fields is { } fields)
            {
                return values.Fields is { } inner && fields.Zip(inner, (part, single) => (part, single)).All(pair => Store(pair.part, pair.single));
            }

            if (!MarkWritten(call, parts.Value!) || values.Value is not { Type.IsScalar: true } scalar)
            {
                return false;
            }

            body.Add(new Store(parts.Value!, index, ConvertTo(parts.Value!.Type.Element, Solid(scalar))));
            return true;
        }
    }

    /// <summary>Buffers that come in apart are apart, which generated code checks at its start; two views of one may overlap.</summary>
    private Lowered Overlaps(Value left, Value right, Place offset)
    {
        if (Whole(left).Id != Whole(right).Id)
        {
            Assign(offset, Let(Constant.Int(0)));
            return Let(Constant.Bool(false));
        }

        Value zero = Let(Constant.Int(0));
        Value between = Let(new Binary(BinaryOperator.Subtract, OffsetOf(right), OffsetOf(left)));
        Value leftLength = Let(new Length(left)), rightLength = Let(new Length(right));
        Assign(offset, between);
        return Everything([
            Let(new Binary(BinaryOperator.Less, zero, leftLength)),
            Let(new Binary(BinaryOperator.Less, zero, rightLength)),
            Let(new Binary(BinaryOperator.Less, between, leftLength)),
            Let(new Binary(BinaryOperator.Less, zero, Let(new Binary(BinaryOperator.Add, between, rightLength))))]);

        Value Everything(IEnumerable<Value> conditions) => conditions.Aggregate((all, next) => Let(new Binary(BinaryOperator.And, all, next)));
    }

    private Lowered CopyRange(IInvocationOperation call, IOperation source, IOperation? sourceStart, IOperation destination, IOperation? start, IOperation length)
    {
        Lowered from = Buffers(Unwrapped(source)!);
        Value fromStart = sourceStart is null ? Let(Constant.Int(0)) : Scalar(sourceStart);
        Lowered to = Buffers(destination);
        Value toStart = start is null ? Let(Constant.Int(0)) : Scalar(start);
        Value count = Scalar(length);
        if (!from.IsNothing && !to.IsNothing)
        {
            CopyBetween(call, Views(from, fromStart, count), Views(to, toStart, count));
        }

        return Lowered.Nothing;
    }

    /// <summary>All of one buffer to the start of another, which is no shorter.</summary>
    private Lowered CopyInto(IOperation call, Lowered from, Lowered to)
    {
        if (!from.IsNothing && !to.IsNothing)
        {
            _builder.Add(new Guard("global::SourceGrad.Runtime.Require.Fits({0}, {1})", new[] { Let(new Length(First(from))), Let(new Length(First(to))) }.ToEquatable(), false));
            CopyBetween(call, from, Views(to, Let(Constant.Int(0)), Let(new Length(First(from)))));
        }

        return Lowered.Nothing;
    }

    private void CopyBetween(IOperation call, Lowered from, Lowered to)
    {
        if (from.Fields is { } parts && to.Fields is { } targets)
        {
            for (int i = 0; i < parts.Count && i < targets.Count; i++)
            {
                CopyBetween(call, parts[i], targets[i]);
            }
        }
        else if (from.Value is { } source && to.Value is { } target)
        {
            CopyBetween(call, source, target);
        }
    }

    /// <summary>Within one buffer the ranges may overlap; the framework copies as if through a temporary, and so does this.</summary>
    private void CopyBetween(IOperation call, Value from, Value to)
    {
        if (!MarkWritten(call, to))
        {
            return;
        }

        if (Root(from).Id == Root(to).Id)
        {
            from = CopyOf(from, Let(new Length(from)));
        }

        _builder.Add(new Copy(from, to));
    }
}
