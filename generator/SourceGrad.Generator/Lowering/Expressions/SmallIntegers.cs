using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>
/// Integers that the IR computes in a wider type, and enums: the result of each operation is wrapped around to what C# gives.
/// </summary>
internal sealed partial class MethodLowering
{
    /// <summary>A value that was computed in a wider type, as one of the C# type.</summary>
    private Value Narrow(IOperation where, ITypeSymbol type, Value value, bool isChecked)
    {
        if (TypeMap.Narrowed(Concrete(type)) is not { } narrow)
        {
            return value;
        }

        if (isChecked)
        {
            Unsupported(where, "Checked arithmetic on small integers is not supported in a differentiable method; use int or long");
        }

        return narrow switch
        {
            SpecialType.System_Byte => Masked(IrType.Int, byte.MaxValue),
            SpecialType.System_UInt16 or SpecialType.System_Char => Masked(IrType.Int, ushort.MaxValue),
            SpecialType.System_UInt32 => Masked(IrType.Long, uint.MaxValue),
            SpecialType.System_SByte => SignExtended(24),
            _ => SignExtended(16),
        };

        Value Masked(IrType wide, long mask) => Let(new Binary(BinaryOperator.And, ConvertTo(wide, value), Let(Constant.Integer(wide, mask))));

        Value SignExtended(int bits)
        {
            Value count = Let(Constant.Int(bits));
            return Let(new Binary(BinaryOperator.ShiftRight, Let(new Binary(BinaryOperator.ShiftLeft, ConvertTo(IrType.Int, value), count)), count));
        }
    }

    /// <summary>A shift count as C# takes it for a type: modulo its width.</summary>
    private Value ShiftCount(ITypeSymbol? type, BinaryOperator op, Value count) =>
        op is BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight or BinaryOperator.UnsignedShiftRight
        && type is not null && TypeMap.Narrowed(Concrete(type)) == SpecialType.System_UInt32
            ? Let(new Binary(BinaryOperator.And, count, Let(Constant.Int(31))))
            : count;

    /// <summary><c>flags.HasFlag(flag)</c></summary>
    private Lowered? HasFlag(IInvocationOperation call)
    {
        if (call is not { TargetMethod: { Name: "HasFlag", ContainingType.SpecialType: SpecialType.System_Enum }, Instance: { } instance, Arguments: [{ Value: var argument }] })
        {
            return null;
        }

        Value flags = Scalar(Unboxed(instance)), flag = Scalar(Unboxed(argument));
        return flags.Type != flag.Type ? null : (Lowered)Let(new Binary(BinaryOperator.Equal, Let(new Binary(BinaryOperator.And, flags, flag)), flag));

        static IOperation Unboxed(IOperation operand) => operand is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand : operand;
    }
}
