namespace SourceGrad.Generator.Ir;

/// <summary>How the values of a function are defined, as far as by one operation.</summary>
internal sealed class Definitions
{
    private readonly Dictionary<int, Expression> _expressions = [];

    public static Definitions Of(Function function)
    {
        var definitions = new Definitions();
        definitions.Collect(function.Body);
        return definitions;
    }

    public Expression? Find(Value value) => _expressions.TryGetValue(value.Id, out Expression? expression) ? expression : null;

    public Constant? ConstantOf(Value value) => Find(value) as Constant;

    /// <summary>How long a fresh buffer or a view was made, an int; null for any other buffer, which has to be asked.</summary>
    public Value? LengthOf(Value buffer) => Find(buffer) switch
    {
        Slice { IsClamped: false, Unit: 1 } slice => slice.Count,
        Allocate allocate when allocate.Count.Type == IrType.Int => allocate.Count,
        _ => null,
    };

    /// <summary>They are surely the same number: one value, or the same constant.</summary>
    public bool AreEqual(Value left, Value right) =>
        left == right || (ConstantOf(left) is Constant a && ConstantOf(right) is Constant b && a.Bits == b.Bits);

    /// <summary>How much more the second int is; null where that is not known.</summary>
    public long? Distance(Value from, Value to)
    {
        (Value? start, long before) = Origin(from);
        (Value? end, long after) = Origin(to);
        return start == end ? after - before : null;
    }

    public void Set(Value value, Expression expression) => _expressions[value.Id] = expression;

    /// <summary>An int as another one, or zero, and a number that is added to that.</summary>
    private (Value? Origin, long Number) Origin(Value value)
    {
        if (ConstantOf(value) is Constant constant)
        {
            return (null, constant.Bits);
        }

        return Find(value) is Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract, Type.IsInteger: true } sum && ConstantOf(sum.Right) is Constant number
            ? (sum.Left, sum.Operator == BinaryOperator.Add ? number.Bits : -number.Bits)
            : (value, 0);
    }

    private void Collect(Region region)
    {
        foreach (Statement statement in region.Statements)
        {
            if (statement is Let let)
            {
                Set(let.Result, let.Expression);
            }

            foreach (Region nested in statement.Regions)
            {
                Collect(nested);
            }
        }
    }
}
