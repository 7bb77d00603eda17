using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Analysis;

/// <summary>
/// Whether the adjoint of a value is known before the statements that use it run: on its way to the yields of the region it
/// meets only sums, signs, and factors and divisors that do not depend on these statements.
/// </summary>
internal sealed class LinearUse(Activity activity, IReadOnlyList<Statement> tail)
{
    private static readonly Faults s_faults = new(_ => null);

    private readonly Dictionary<Value, Expression?> _late = Late(tail);

    public bool IsLinear(Value value)
    {
        foreach (Statement statement in tail)
        {
            HashSet<Value> reads = [];
            FreeValues.Collect([statement], reads);
            if (reads.Contains(value) && !PassesOn(statement, value))
            {
                return false;
            }
        }

        return true;
    }

    private static Dictionary<Value, Expression?> Late(IReadOnlyList<Statement> tail)
    {
        Dictionary<Value, Expression?> late = [];
        foreach (Statement statement in tail)
        {
            foreach (Value result in statement.Results)
            {
                late[result] = (statement as Let)?.Expression;
            }
        }

        return late;
    }

    private bool PassesOn(Statement statement, Value value)
    {
        if (statement is not Let let)
        {
            return false;
        }

        if (!activity.IsActive(let.Result))
        {
            return true;
        }

        bool keeps = let.Expression switch
        {
            Unary => true,
            Ir.Convert => true,
            Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } => true,
            Binary { Operator: BinaryOperator.Multiply } product when product.Left != product.Right =>
                IsEarly(product.Left == value ? product.Right : product.Left),
            Binary { Operator: BinaryOperator.Divide } quotient => quotient.Right != value && IsEarly(quotient.Right),
            _ => false,
        };
        return keeps && IsLinear(let.Result);
    }

    /// <summary>Known before the tail runs, or a simple function of what is.</summary>
    private bool IsEarly(Value value)
    {
        if (!_late.TryGetValue(value, out Expression? expression))
        {
            return true;
        }

        bool isPure = expression switch
        {
            Constant or Ir.Convert or Length or Unary => true,
            Binary { Operator: BinaryOperator.Divide or BinaryOperator.Remainder } division => !division.Type.IsInteger,
            Binary => true,
            Call call => !s_faults.Possible(call),
            _ => false,
        };
        return isPure && expression!.Operands.All(IsEarly);
    }
}
