using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>The table of expressions: which C# construct is lowered where.</summary>
internal sealed partial class MethodLowering
{
    private Lowered Expression(IOperation expression)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (ConstantOf(expression, false) is { } constant)
        {
            return Let(constant);
        }

        if (IsString(expression))
        {
            return KeepString(expression);
        }

        switch (expression)
        {
            case IParenthesizedOperation parenthesized:
                return Expression(parenthesized.Operand);
            case ILocalReferenceOperation local:
                return ReadSymbol(local, local.Local);
            case IParameterReferenceOperation parameter:
                return ReadSymbol(parameter, parameter.Parameter);
            case IFieldReferenceOperation field:
                return ReadField(field);
            case IPropertyReferenceOperation property:
                return ReadProperty(property);
            case IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation or IInlineArrayAccessOperation:
                return ReadElement(expression);
            case IBinaryOperation binary:
                return BinaryChain(binary);
            case IUnaryOperation unary:
                return UnaryExpression(unary);
            case IConversionOperation conversion:
                return Conversion(conversion);
            case IConditionalOperation choice:
                return ConditionalExpression(choice);
            case ISimpleAssignmentOperation assignment:
                return SimpleAssignment(assignment);
            case ICompoundAssignmentOperation assignment:
                return CompoundAssignment(assignment);
            case IIncrementOrDecrementOperation step:
                return Increment(step);
            case IDeconstructionAssignmentOperation deconstruction:
                return Deconstruction(deconstruction);
            case ITupleOperation tuple:
                return Lowered.Of(tuple.Elements.Select(Expression).ToList());
            case IInvocationOperation call:
                return Invocation(call);
            case IArrayCreationOperation creation:
                return NewArray(creation);
            case ICollectionExpressionOperation collection:
                return CollectionExpression(collection);
            case IThrowOperation thrown:
                Throw(thrown);
                return Lowered.Nothing;
            case IIsPatternOperation test:
                return Matches(Expression(test.Value), test.Pattern);
            case IIsTypeOperation test:
                Value isType = HasType(test, Expression(test.ValueOperand), test.ValueOperand.Type!, test.TypeOperand);
                return test.IsNegated ? Not(isType) : isType;
            case ICoalesceOperation coalesce:
                return Coalesce(coalesce);
            case ICoalesceAssignmentOperation assignment:
                return CoalesceAssignment(assignment);
            case IConditionalAccessOperation access:
                return ConditionalAccess(access);
            case IConditionalAccessInstanceOperation:
                return _accessed.Peek();
            case ISwitchExpressionOperation choice:
                return SwitchExpression(choice);
            case IObjectCreationOperation creation:
                return NewObject(creation);
            case IWithOperation with:
                return With(with);
            case IDelegateCreationOperation creation:
                return NewDelegate(creation);
            case IInstanceReferenceOperation instance:
                return ThisPlace(instance) is { } self ? Read(self) : Lowered.Nothing;
            case ILiteralOperation { ConstantValue: { HasValue: true, Value: null } }:
                return Known.Null;
            case IDefaultValueOperation when TreeOf(expression.Type) is { } tree:
                return Default(tree);
            case IDefaultValueOperation when TypeOf(expression.Type) is { IsScalar: true } type:
                return Let(Constant.Zero(type));
            case IInvalidOperation:
                _bag.FailSilently();
                return Lowered.Nothing;
            default:
                // A stackalloc has no operation of its own in this version of Roslyn.
                return Stackalloc(expression) ?? Unsupported(expression, UnsupportedText(expression));
        }
    }

    /// <summary>Lowers an expression to one scalar; after an error that has been reported to zero.</summary>
    private Value Scalar(IOperation expression)
    {
        Lowered lowered = Expression(expression);
        return lowered.Value is { Type.IsScalar: true } value
            ? value
            : Dummy(expression.Type);
    }

    private Value Dummy(ITypeSymbol? type) =>
        Let(Constant.Zero(TypeOf(type) is { IsScalar: true } scalar ? scalar : IrType.Double));

    /// <summary>Lowers an expression to a buffer; after an error that has been reported to an empty one.</summary>
    private Value Buffer(IOperation expression)
    {
        Lowered lowered = Expression(expression);
        return lowered.Value is { Type.IsBuffer: true } value
            ? value
            : Fresh((TypeOf(expression.Type) ?? IrType.Double).As(Shape.Array), Let(Constant.Int(0)), false);
    }

    private static string UnsupportedText(IOperation expression) => expression switch
    {
        IAnonymousFunctionOperation or IDelegateCreationOperation => "Lambdas and delegates are not supported in a differentiable method; write a local function and call it by name",
        IAwaitOperation => "await is not supported in a differentiable method; await in the caller and pass the result in",
        IObjectCreationOperation => "Creating an object is not supported in a differentiable method; use locals, tuples, spans and arrays",
        IInstanceReferenceOperation => "'this' is not supported in a differentiable method; pass the values in as parameters",
        IInterpolatedStringOperation or ILiteralOperation { Type.SpecialType: SpecialType.System_String }
            => "Strings are supported only in the arguments of exceptions and argument checks",
        _ => $"The expression '{SourceText.Of(expression.Syntax)}' is not supported in a differentiable method; use arithmetic, System.Math, and locals, spans and arrays of numbers",
    };
}
