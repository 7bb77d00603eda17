namespace SourceGrad.Generator.Ir;

/// <content>The types of expressions and their operands.</content>
internal sealed partial class Verifier
{
    private sealed class ExpressionVerifier(Verifier owner) : ExpressionVisitor<bool>
    {
        public override bool VisitConstant(Constant expression) => expression.Type switch
        {
            { IsScalar: false } => Check(false, "a constant is a scalar"),
            { Kind: ScalarKind.Bool } => Check(expression.Bits is 0 or 1, "a bool constant is 0 or 1"),
            { Kind: ScalarKind.Int } => Check(expression.Bits == (int)expression.Bits, "an int constant is in range"),
            { Kind: ScalarKind.Float } => Check(
                double.IsNaN(expression.AsDouble) || expression.AsDouble == (float)expression.AsDouble,
                "a float constant is a float"),
            _ => true,
        };

        public override bool VisitUnary(Unary expression) => expression.Operator switch
        {
            UnaryOperator.Negate => Check(Number(expression.Operand), $"{expression.Operand}: a number is negated"),
            UnaryOperator.Not => Check(IsTruth(expression.Operand.Type), $"{expression.Operand}: ! takes a bool or a mask"),
            UnaryOperator.Complement => Check(expression.Operand.Type.IsInteger, $"{expression.Operand}: ~ takes an integer"),
        };

        public override bool VisitBinary(Binary expression)
        {
            IrType left = expression.Left.Type, right = expression.Right.Type;
            bool fits = expression.Operator switch
            {
                BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight or BinaryOperator.UnsignedShiftRight => left.IsInteger && right == IrType.Int,
                BinaryOperator.And or BinaryOperator.Or or BinaryOperator.Xor => left == right && left.IsScalar && !left.IsFloating,
                BinaryOperator.Remainder when left.IsLanes => false,
                BinaryOperator.Equal or BinaryOperator.NotEqual => left == right && left.IsScalar,
                _ => left == right && Number(expression.Left),
            };
            return Check(fits, $"{expression.Left} {expression.Operator.Symbol()} {expression.Right}: the operands have the types of the operator");
        }

        public override bool VisitConvert(Convert expression) => Check(
            Number(expression.Operand) && expression.Type.IsScalar && expression.Type.Kind != ScalarKind.Bool,
            $"{expression.Operand}: a conversion is between numbers");

        public override bool VisitCall(Call expression) => Check(
            expression.Type.IsScalar && expression.Arguments.All(argument => argument.Type.IsScalar),
            $"{expression.Method}: a call takes and returns scalars");

        public override bool VisitSelect(Select expression) => Check(
            expression.WhenTrue.Type == expression.WhenFalse.Type
                && (expression.Condition.Type == IrType.Bool || expression.Condition.Type == expression.WhenTrue.Type.Truth),
            $"{expression.Condition}: a selection is by a bool between two values of one type");

        public override bool VisitStopGradient(StopGradient expression) => Check(expression.Operand.Type.IsScalar, $"{expression.Operand}: a scalar is stopped");

        public override bool VisitLoad(Load expression)
        {
            Check(expression.Buffer.Type.HasPositions, $"{expression.Buffer}: a load is from a buffer or by position from a tape");
            return Check(expression.Index.Type == IrType.Int, $"{expression.Index}: an index is an int");
        }

        public override bool VisitLength(Length expression) => Check(expression.Buffer.Type.IsMemory, $"{expression.Buffer}: a buffer has a length");

        public override bool VisitSlice(Slice expression)
        {
            IrType from = expression.Buffer.Type, to = expression.Type;
            Check(expression.Start.Type == IrType.Int && expression.Count.Type == IrType.Int, $"{expression.Buffer}: a slice has int bounds");
            return Check(
                from.HasPositions && from.Kind == to.Kind && (to.Shape == Shape.ReadOnlySpan || (to.Shape == Shape.Span && from.Shape != Shape.ReadOnlySpan)),
                $"{expression.Buffer}: a slice is a span of the same elements, no more writable than its buffer");
        }

        public override bool VisitRow(Row expression) => Check(
            expression.Table.Type.IsTable && expression.Type.Kind == expression.Table.Type.Kind && expression.Type.Shape is Shape.Array or Shape.Span && expression.Index.Type == IrType.Int,
            $"{expression.Table}: a row of a table is a buffer of the same elements");

        public override bool VisitAllocate(Allocate expression) => Check(
            expression.Type.Shape is Shape.Span or Shape.Array && expression.Count.Type.IsInteger,
            "a fresh buffer is a span or an array");

        public override bool VisitNewTape(NewTape expression) => Check(
            expression.Type.Shape == (expression.Capacity is null ? Shape.Stack : Shape.Tape) && (expression.Capacity is null || expression.Capacity.Type == IrType.Int),
            "a tape has an int capacity, and a stack has none");

        public override bool VisitPop(Pop expression) => owner.Stack(expression.Tape);

        public override bool VisitExternal(External expression) => Check(
            expression.Type.IsScalar || expression.Type.IsBuffer,
            $"{expression.Text}: something outside is a scalar or a buffer");

        public override bool VisitBroadcast(Broadcast expression) => Check(
            expression.Type.IsLanes && (expression.Operand.Type.Lanes == expression.Type || (expression.Operand.Type == IrType.Bool && IsTruth(expression.Type))),
            $"{expression.Operand}: a broadcast is of a scalar to lanes of it");

        public override bool VisitLaneLoad(LaneLoad expression)
        {
            Check(!expression.Buffer.Type.IsScalar && !expression.Buffer.Type.IsLanes && expression.Buffer.Type.Shape != Shape.Stack, $"{expression.Buffer}: lanes are loaded from a buffer of scalars");
            return Check(
                expression.Index.Type == IrType.Int && (expression.Stride is null || expression.Stride.Type == IrType.Int),
                $"{expression.Index}: an index and a stride are ints");
        }

        public override bool VisitLaneSum(LaneSum expression) => Check(
            expression.Operand.Type is { IsLanes: true, IsReal: true }, $"{expression.Operand}: a sum over lanes is of lanes");

        public override bool VisitMultiplyAdd(MultiplyAdd expression) => Check(
            expression.Type is { IsLanes: true, IsReal: true } && expression.Left.Type == expression.Type && expression.Right.Type == expression.Type, "a fused sum is of real lanes");

        public override bool VisitLaneNumbers(LaneNumbers expression) => Check(expression.Type is { IsLanes: true, IsReal: true }, "lane numbers are real lanes");

        public override bool VisitLaneCount(LaneCount expression) => Check(expression.Kind is ScalarKind.Double or ScalarKind.Float, "lanes are of reals");

        private static bool IsTruth(IrType type) => type == IrType.Bool || (type.IsLanes && type.IsScalar && !type.IsFloating);

        private static bool Number(Value value) => value.Type.IsScalar && value.Type.Kind != ScalarKind.Bool;

        private bool Check(bool holds, string rule) => owner.Check(holds, rule);
    }
}
