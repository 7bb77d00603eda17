using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Analysis;

/// <summary>
/// Which values in a loop are linear in the elements of some buffers, with steady coefficients, and which of those in the elements of the buffers that
/// are to be summed up.
/// </summary>
internal sealed class LinearFlow
{
    private readonly LoopBody _body;
    private readonly Func<Value, Constant?> _constantOf;
    private readonly HashSet<Value> _sums;
    private readonly HashSet<Value> _sources;
    private readonly HashSet<Value> _linear = [];
    private readonly HashSet<Value> _ofSums = [];
    private readonly HashSet<Value> _refuted = [];

    /// <param name="body">The loop.</param>
    /// <param name="constantOf">The constant that a value is; null for others.</param>
    /// <param name="sums">Buffers.</param>
    /// <param name="sources">More of them.</param>
    public LinearFlow(LoopBody body, Func<Value, Constant?> constantOf, HashSet<Value> sums, HashSet<Value> sources)
    {
        _body = body;
        _constantOf = constantOf;
        _sums = sums;
        _sources = sources;
        int before;
        do
        {
            before = _refuted.Count + _ofSums.Count;
            _linear.Clear();
            Visit(body.Loop.Body);
        }
        while (_refuted.Count + _ofSums.Count > before);
    }

    /// <summary>Zero is linear in anything.</summary>
    public bool IsLinear(Value value) => _linear.Contains(value) || IsZero(value);

    /// <summary>It is linear, and depends on an element of the sums.</summary>
    public bool IsOfSums(Value value) => _linear.Contains(value) && _ofSums.Contains(value);

    private bool IsZero(Value value) => _constantOf(value)?.Is(0) == true;

    private void Visit(Region region)
    {
        foreach (Statement statement in region.Statements)
        {
            switch (statement)
            {
                case Let let when IsLinear(let.Expression):
                    _linear.Add(let.Result);
                    Follow(let.Result, let.Expression is Load load ? _sums.Contains(load.Buffer) : let.Operands.Any(_ofSums.Contains));
                    break;
                case For loop:
                    Visit(loop);
                    break;
                default:
                    foreach (Region inner in statement.Regions)
                    {
                        Visit(inner);
                    }

                    break;
            }
        }
    }

    /// <summary>What a loop carries is taken for linear as long as nothing speaks against it: how often it goes round is a coefficient too.</summary>
    private void Visit(For loop)
    {
        bool isSteady = _body.IsSteady(loop.From) && _body.IsSteady(loop.To);
        for (int i = 0; i < loop.Parameters.Count; i++)
        {
            if (isSteady && IsLinear(loop.Initials[i]) && !_refuted.Contains(loop.Parameters[i]))
            {
                _linear.Add(loop.Parameters[i]);
                Follow(loop.Parameters[i], _ofSums.Contains(loop.Initials[i]));
            }
        }

        Visit(loop.Body);
        for (int i = 0; i < loop.Parameters.Count; i++)
        {
            if (!_linear.Contains(loop.Parameters[i]) || !IsLinear(loop.Body.Yields[i]))
            {
                _refuted.Add(loop.Parameters[i]);
                continue;
            }

            _linear.Add(loop.Outputs[i]);
            Follow(loop.Parameters[i], _ofSums.Contains(loop.Body.Yields[i]));
            Follow(loop.Outputs[i], _ofSums.Contains(loop.Parameters[i]));
        }
    }

    private void Follow(Value value, bool isOfSums)
    {
        if (isOfSums)
        {
            _ofSums.Add(value);
        }
    }

    private bool IsLinear(Expression expression) => expression.Type.IsFloating && expression switch
    {
        Load load => (_sums.Contains(load.Buffer) || _sources.Contains(load.Buffer)) && _body.IsSteady(load.Index),
        Unary { Operator: UnaryOperator.Negate } negation => IsLinear(negation.Operand),
        Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } sum => IsLinear(sum.Left) && IsLinear(sum.Right),
        Binary { Operator: BinaryOperator.Multiply } product =>
            (IsLinear(product.Left) && _body.IsSteady(product.Right)) || (_body.IsSteady(product.Left) && IsLinear(product.Right)),
        Binary { Operator: BinaryOperator.Divide } quotient => IsLinear(quotient.Left) && _body.IsSteady(quotient.Right),
        _ => false,
    };
}
