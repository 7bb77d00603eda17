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
            || method.ContainingType is not { Name: "Span" or "ReadOnlySpan" or "MemoryExtensions" or "Array", ContainingNamespace.Name: "System" })
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
            case ("AsSpan", 1):
                return Buffer(first);
            case ("AsSpan" or "Slice", 2) when ints:
                Value from = Buffer(first);
                return View(from, Scalar(operands[1]), null);
            case ("AsSpan" or "Slice", 3) when ints:
                Value whole = Buffer(first);
                Value start = Scalar(operands[1]);
                return View(whole, start, Scalar(operands[2]));
            case ("ToArray", 1):
                Value source = Buffer(first);
                return CopyOf(source, Let(new Length(source)));
            case ("Clear", 1):
                Value cleared = Buffer(first);
                if (MarkWritten(call, cleared))
                {
                    _builder.Add(new Clear(cleared));
                }

                return Lowered.Nothing;
            case ("Clear", 3) when ints:
                Value cut = Buffer(first);
                Value cutStart = Scalar(operands[1]);
                Value part = View(cut, cutStart, Scalar(operands[2]));
                if (MarkWritten(call, part))
                {
                    _builder.Add(new Clear(part));
                }

                return Lowered.Nothing;
            case ("Fill", 2):
                Value filled = Buffer(first);
                Fill(call, filled, Scalar(operands[1]));
                return Lowered.Nothing;
            case ("CopyTo", 2) when Unwrapped(operands[1]) is { } destination:
                Value copied = Buffer(first);
                Value to = Buffer(destination);
                _builder.Add(new Guard("global::SourceGrad.Runtime.Require.Fits({0}, {1})", new[] { Let(new Length(copied)), Let(new Length(to)) }.ToEquatable(), false));
                CopyBetween(call, copied, View(to, Let(Constant.Int(0)), Let(new Length(copied))));
                return Lowered.Nothing;
            case ("Copy", 3) when Unwrapped(operands[1]) is { } destination && operands[2].Type?.SpecialType == SpecialType.System_Int32:
                Value all = Buffer(first);
                Value target = Buffer(destination);
                Value count = Scalar(operands[2]);
                CopyBetween(call, View(all, Let(Constant.Int(0)), count), View(target, Let(Constant.Int(0)), count));
                return Lowered.Nothing;
            default:
                return null;
        }
    }

    /// <summary>The buffer under the conversion to <c>Array</c> that some methods ask for.</summary>
    private static IOperation? Unwrapped(IOperation operand)
    {
        while (operand is IConversionOperation { IsImplicit: true } conversion && TypeMap.Of(conversion.Type) is null)
        {
            operand = conversion.Operand;
        }

        return TypeMap.Of(operand.Type) is { IsBuffer: true } ? operand : null;
    }

    private void Fill(IInvocationOperation call, Value buffer, Value value)
    {
        if (!MarkWritten(call, buffer))
        {
            return;
        }

        value = ConvertTo(buffer.Type.Element, value);
        Value index = _values.Create(IrType.Int, "i");
        RegionBuilder body = _builder.Nested();
        body.Add(new Store(buffer, index, value));
        _builder.Add(new For(
            index,
            Let(Constant.Int(0)),
            Let(new Length(buffer)),
            1,
            false,
            EquatableArray<Value>.Empty,
            EquatableArray<Value>.Empty,
            body.Build(),
            EquatableArray<Value>.Empty));
    }

    /// <summary>Within one buffer the ranges may overlap; the framework copies as if through a temporary, and so does this.</summary>
    private void CopyBetween(IInvocationOperation call, Value from, Value to)
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
