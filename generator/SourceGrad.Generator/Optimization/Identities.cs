using SourceGrad.Generator.Ir;
using Convert = SourceGrad.Generator.Ir.Convert;

namespace SourceGrad.Generator.Optimization;

/// <summary>
/// Says for one operation, by exact identities, what it comes to; null where there is nothing better. Exact means: the
/// same bits for every operand, −0.0, infinities and NaN included. In code of the reverse sweep, whose results have no
/// user-given order of operations, more are used: adding to the zero that an adjoint starts from, moving a power of two through a
/// product or a quotient (exact but for overflow and underflow), and a sign out of a choice between zero and a number.
/// </summary>
/// <param name="definitions">How the operands are defined.</param>
/// <param name="let">Makes a value of an operation, before the statement at hand.</param>
internal sealed class Identities(Definitions definitions, Func<Expression, Value> let) : ExpressionVisitor<Outcome?>
{
    private readonly FloatingIdentities _floating = new(definitions, let);
    private readonly IntegerIdentities _integers = new(definitions, let);

    /// <summary>The statement belongs to the reverse sweep.</summary>
    public bool InReverse
    {
        set => _floating.InReverse = value;
    }

    public override Outcome? VisitConstant(Constant expression) => null;

    public override Outcome? VisitUnary(Unary expression)
    {
        Expression? operand = definitions.Find(expression.Operand);
        if (operand is Constant known)
        {
            return ConstantFolding.Fold(expression.Operator, known);
        }

        // −(−x), !(!x), ~(~x)
        if (operand is Unary inner && inner.Operator == expression.Operator)
        {
            return inner.Operand;
        }

        if (expression.Operator == UnaryOperator.Not && operand is Binary comparison && Opposite(comparison) is BinaryOperator opposite)
        {
            return new Binary(opposite, comparison.Left, comparison.Right);
        }

        return expression.Type.IsFloating ? _floating.Negate(expression) : null;
    }

    public override Outcome? VisitBinary(Binary expression)
    {
        if (expression.IsChecked)
        {
            return null;
        }

        if (definitions.ConstantOf(expression.Left) is Constant left
            && definitions.ConstantOf(expression.Right) is Constant right
            && ConstantFolding.Fold(expression.Operator, left, right) is Constant folded)
        {
            return folded;
        }

        return expression.Left.Type switch
        {
            { IsFloating: true } => _floating.Simplify(expression),
            { Kind: ScalarKind.Bool } => Logical(expression),
            _ => _integers.Simplify(expression),
        };
    }

    public override Outcome? VisitConvert(Convert expression)
    {
        if (expression.IsChecked)
        {
            return null;
        }

        if (expression.Type == expression.Operand.Type)
        {
            return expression.Operand;
        }

        return definitions.Find(expression.Operand) switch
        {
            Constant known when ConstantFolding.Convert(expression.Type, known) is Constant converted => converted,

            // There and back through a type that holds every value of the first.
            Convert inner when inner.Operand.Type == expression.Type && Holds(inner.Type, expression.Type) => inner.Operand,
            _ => null,
        };
    }

    public override Outcome? VisitCall(Call expression) => null;

    public override Outcome? VisitSelect(Select expression)
    {
        if (definitions.ConstantOf(expression.Condition) is Constant known)
        {
            return known.AsBool ? expression.WhenTrue : expression.WhenFalse;
        }

        if (AreSame(expression.WhenTrue, expression.WhenFalse))
        {
            return expression.WhenTrue;
        }

        return definitions.Find(expression.Condition) is Unary { Operator: UnaryOperator.Not } not
            ? new Select(not.Operand, expression.WhenFalse, expression.WhenTrue)
            : expression.Type.IsFloating ? _floating.Choose(expression) : null;
    }

    public override Outcome? VisitStopGradient(StopGradient expression) => null;

    public override Outcome? VisitLoad(Load expression) => null;

    public override Outcome? VisitLength(Length expression) => definitions.LengthOf(expression.Buffer) is Value length ? length : null;

    public override Outcome? VisitSlice(Slice expression) =>
        expression.Type == expression.Buffer.Type
        && definitions.ConstantOf(expression.Start)?.Is(0) == true
        && definitions.Find(expression.Count) is Length length
        && length.Buffer.Equals(expression.Buffer)
            ? expression.Buffer
            : null;

    public override Outcome? VisitRow(Row expression) => null;

    public override Outcome? VisitAllocate(Allocate expression) => null;

    public override Outcome? VisitNewTape(NewTape expression) => null;

    public override Outcome? VisitPop(Pop expression) => null;

    public override Outcome? VisitExternal(External expression) => null;

    public override Outcome? VisitBroadcast(Broadcast expression) => null;

    public override Outcome? VisitLaneLoad(LaneLoad expression) => null;

    public override Outcome? VisitLaneSum(LaneSum expression) => null;

    public override Outcome? VisitMultiplyAdd(MultiplyAdd expression) => null;

    public override Outcome? VisitLaneNumbers(LaneNumbers expression) => null;

    public override Outcome? VisitLaneCount(LaneCount expression) => null;

    private static bool Holds(IrType wide, IrType narrow) => (wide.Kind, narrow.Kind) switch
    {
        (ScalarKind.Long, ScalarKind.Int) => true,
        (ScalarKind.Double, ScalarKind.Int or ScalarKind.Float) => true,
        _ => false,
    };

    /// <summary>The comparison that is true where this is false; with NaN only equality has one.</summary>
    private static BinaryOperator? Opposite(Binary comparison) => (comparison.Operator, comparison.Left.Type.IsFloating) switch
    {
        (BinaryOperator.Equal, _) => BinaryOperator.NotEqual,
        (BinaryOperator.NotEqual, _) => BinaryOperator.Equal,
        (BinaryOperator.Less, false) => BinaryOperator.GreaterOrEqual,
        (BinaryOperator.LessOrEqual, false) => BinaryOperator.Greater,
        (BinaryOperator.Greater, false) => BinaryOperator.LessOrEqual,
        (BinaryOperator.GreaterOrEqual, false) => BinaryOperator.Less,
        _ => null,
    };

    private bool AreSame(Value x, Value y) => x.Equals(y)
        || (definitions.ConstantOf(x) is Constant left && definitions.ConstantOf(y) is Constant right && left.Bits == right.Bits);

    private Outcome? Logical(Binary expression)
    {
        (Value other, Constant? known) = definitions.ConstantOf(expression.Right) is Constant right
            ? (expression.Left, right)
            : (expression.Right, definitions.ConstantOf(expression.Left));
        bool same = expression.Left.Equals(expression.Right);
        return (expression.Operator, known?.AsBool) switch
        {
            (BinaryOperator.And, true) or (BinaryOperator.Or, false) => other,
            (BinaryOperator.Equal, true) or (BinaryOperator.NotEqual or BinaryOperator.Xor, false) => other,
            (BinaryOperator.Equal, false) or (BinaryOperator.NotEqual or BinaryOperator.Xor, true) => new Unary(UnaryOperator.Not, other),
            (BinaryOperator.And, false) => Constant.Bool(false),
            (BinaryOperator.Or, true) => Constant.Bool(true),
            (BinaryOperator.And or BinaryOperator.Or, null) when same => expression.Left,
            (BinaryOperator.Equal, null) when same => Constant.Bool(true),
            (BinaryOperator.NotEqual or BinaryOperator.Xor, null) when same => Constant.Bool(false),
            _ => null,
        };
    }
}
