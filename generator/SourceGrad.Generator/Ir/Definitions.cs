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

    public void Set(Value value, Expression expression) => _expressions[value.Id] = expression;

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
