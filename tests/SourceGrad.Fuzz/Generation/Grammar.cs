using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Productions.Queries;
using SourceGrad.Fuzz.Productions.Statements;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Generation;

/// <summary>
/// All productions: one line for each. A production gives null where it does not apply, and then another one is tried.
/// </summary>
internal static class Grammar
{
    public static readonly Weighted<Func<Builder, ScalarType, int, Expr?>> Expressions = new(
        (10, VariableReference.Make),
        (8, Element.Make),
        (2, Literal.Make),
        (2, LengthOf.Make),
        (26, Arithmetic.Make),
        (5, Unary.Make),
        (14, FunctionCall.Make),
        (4, IntegerFunction.Make),
        (10, Comparison.Make),
        (6, Logic.Make),
        (4, PatternTest.Make),
        (5, Conditional.Make),
        (3, SwitchExpression.Make),
        (1, OrThrow.Make),
        (4, Conversion.Make),
        (1, StopGradient.Make),
        (3, CallExpression.Make),
        (2, CheckedArithmetic.Make),
        (2, NarrowReference.Make),
        (4, NarrowArithmetic.Make),
        (1, NarrowConversion.Make),
        (2, StructTest.Make),
        (2, StructSwitch.Make),
        (2, ListTest.Make),
        (2, ListSwitch.Make),
        (2, EnumTest.Make),
        (2, EnumSwitch.Make),
        (3, OfNullable.Make),
        (4, HasValue.Make),
        (2, Query.Make),
        (3, SequenceValue.Make),
        (3, Cell.Make),
        (1, RowCount.Make),
        (3, JaggedElement.Make),
        (3, JaggedLength.Make),
        (3, FieldOfElement.Make),
        (2, FieldOfStruct.Make),
        (2, AssignmentExpression.Make),
        (2, StepExpression.Make));

    public static readonly Weighted<Func<Builder, StructType, int, StructExpr?>> Structs = new(
        (10, StructReference.Make),
        (6, NewStruct.Make),
        (4, StructElement.Make),
        (6, StructCall.Make),
        (2, WithExpression.Make),
        (2, StructConditional.Make),
        (1, StructDefault.Make));

    public static readonly Weighted<Func<Builder, int, Stmt?>> Statements = new(
        (12, Declaration.Make),
        (1, Declaration.MakeConstant),
        (2, SplitDeclaration.Make),
        (10, Assignment.Make),
        (12, Assignment.MakeElement),
        (12, Assignment.MakeCompound),
        (2, ExpressionStatement.MakeStep),
        (1, ExpressionStatement.MakeChain),
        (8, If.Make),
        (4, Switch.Make),
        (9, For.MakeOverBuffer),
        (5, For.MakeCounted),
        (4, While.Make),
        (3, ForEach.Make),
        (5, Guarded.Make),
        (1, Guarded.MakeThrow),
        (4, Scratch.Make),
        (3, View.Make),
        (2, FillBuffer.Make),
        (2, CopyBuffer.Make),
        (2, TupleDeclaration.Make),
        (3, TupleAssignment.Make),
        (2, CallStatement.Make),
        (1, LocalFunction.Make),
        (1, Lambda.Make),
        (3, StructDeclaration.Make),
        (4, ObjectDeclaration.Make),
        (8, UsingObject.Make),
        (3, StructAssignment.Make),
        (2, ReferenceDeclaration.Make),
        (2, ForEachReference.Make),
        (1, TryFinally.Make),
        (1, NullableDeclaration.Make),
        (2, NarrowDeclaration.Make),
        (2, NarrowAssignment.Make),
        (1, ListDeclaration.Make),
        (2, SequenceDeclaration.Make),
        (2, SequenceLoop.Make),
        (2, StoredQuery.Make),
        (1, TableDeclaration.Make),
        (2, ForRows.Make),
        (2, JaggedDeclaration.Make),
        (2, RowDeclaration.Make),
        (2, RowDeclaration.MakeLoop),
        (2, RowDeclaration.MakeOverRows));
}
