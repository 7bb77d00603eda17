using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>
/// Code that computes nothing differentiable, as it stands: logging and output statements run where the user has them, once; strings
/// are made where such a statement uses them.
/// </summary>
internal sealed partial class MethodLowering
{
    /// <summary>A statement that calls a library with numbers and strings, and whose result nobody takes.</summary>
    private bool IsKept(IInvocationOperation call, IMethodSymbol method) =>
        call.Parent is IExpressionStatementOperation
        && method.OriginalDefinition.DeclaringSyntaxReferences.IsEmpty
        && TypeMap.BufferOf(method.ContainingType) is null
        && method.ContainingType.SpecialType is not SpecialType.System_Array
        && (call.Instance is null or IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } }
            or IPropertyReferenceOperation { Property: { IsStatic: true, DeclaringSyntaxReferences.IsEmpty: true } })
        && Definitions.Find(method) is null
        && !ChangesArguments(call);

    /// <summary>Something may write to an array or a variable that it is given.</summary>
    private static bool ChangesArguments(IOperation code) => Scan.Within(code).OfType<IArgumentOperation>().Any(argument =>
        argument.Parameter is null or { RefKind: RefKind.Ref or RefKind.Out }
        || (argument is { ArgumentKind: ArgumentKind.Explicit, Value: var value } && !OnlyReads(argument.Parameter.ContainingSymbol)
            && (value is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand : value).Type is { } type
            && type.SpecialType != SpecialType.System_String && (type.IsReferenceType || TypeMap.BufferOf(type) is { Shape: Shape.Span })));

    private static bool OnlyReads(ISymbol method) => method.ContainingType is { Name: "String" or "Console" or "Debug" or "Trace" };

    private Lowered Keep(IInvocationOperation call)
    {
        Guard(string.Empty, call, diverges: false);
        return Lowered.Nothing;
    }

    /// <summary>A string: its text, for the statements that use it. What it is made of must not change in between.</summary>
    private Lowered KeepString(IOperation expression)
    {
        if (expression.ConstantValue is { HasValue: true, Value: string constant })
        {
            return Refer(new Opaque(isNotNull: true) { Template = GuardText.Quoted(constant) });
        }

        if (expression is IConversionOperation or IParenthesizedOperation)
        {
            return Expression(expression.ChildOperations.First());
        }

        bool mayChange = ChangesArguments(expression) || Scan.Within(expression).Any(part =>
            IsBuffer(part.Type)
            || part is IInvocationOperation { TargetMethod.DeclaringSyntaxReferences.IsEmpty: false }
            || part is IPropertyReferenceOperation { Property.DeclaringSyntaxReferences.IsEmpty: false });
        if (mayChange)
        {
            return Unsupported(expression, "A string is supported in a differentiable method where it is made of numbers and strings; write the expression into the statement that uses it");
        }

        GuardText text = new(this, expression);
        return text.Read() is { } template ? Refer(new Opaque(isNotNull: true) { Template = template, Arguments = text.Arguments.ToEquatable() }) : Lowered.Nothing;
    }

    private static bool IsString(IOperation expression) => expression.Type is { SpecialType: SpecialType.System_String }
        && expression is { ConstantValue: { HasValue: true, Value: string } } or IInterpolatedStringOperation or IBinaryOperation or IInvocationOperation or IConversionOperation { OperatorMethod: null } or IFieldReferenceOperation { Field.IsStatic: true };
}
