using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>
/// Selects at the start instead of at the end: what a round reads and writes back (the adjoints of a state) is zero in lanes that another round does, and so what
/// is linear in it. Sums of that need no selection of their own; a loop's reverse sweep has many of them for each adjoint that it reads.
/// </summary>
/// <remarks>
/// Right because whatever happens in such lanes is dropped, by the selections that stay or as a sum of zeros; what a store writes there is what it found. Zero is only what is zero times
/// something that the selection does not change: a function of a state that is zero there may be infinite. Behind a factor that is not finite anyhow zero becomes NaN: an element whose
/// derivative is infinite may then be NaN.
/// </remarks>
/// <example>
/// <code>
/// %a = lanes x'[i]                                   %a = %rest ? lanes x'[i] : 0
/// %b = %a * lanes w[i]                               %b = %a * lanes w[i]
/// w'[i] += %rest ? %a * lanes x[i] : 0               w'[i] += %a * lanes x[i]
/// x'[i] = %rest ? %b : lanes x'[i]                   x'[i] = %rest ? %b : lanes x'[i]
/// </code>
/// </example>
internal sealed class RestMasks
{
    private readonly Value _rest;
    private readonly Func<Value, bool> _isWritten;
    private readonly ValueFactory _values;
    private readonly List<Statement> _statements;
    private readonly Dictionary<Value, Expression> _definitions = [];
    private readonly Dictionary<Value, int> _uses = [];
    private readonly HashSet<Value> _zero = [];
    private readonly HashSet<Value> _changed;

    private RestMasks(For loop, Value rest, Func<Value, bool> isWritten, ValueFactory values)
    {
        _rest = rest;
        _isWritten = isWritten;
        _values = values;
        _statements = [.. loop.Body.Statements];
        _changed = [.. loop.Parameters];
        foreach (Statement statement in _statements)
        {
            HashSet<Value> reads = [];
            Analysis.FreeValues.Collect([statement], reads);
            foreach (Value read in reads)
            {
                _uses[read] = _uses.TryGetValue(read, out int count) ? count + 1 : 1;
            }

            if (statement is Let let)
            {
                _definitions[let.Result] = let.Expression;
            }
        }

        foreach (Value yield in loop.Body.Yields)
        {
            _uses[yield] = 2;
        }
    }

    /// <param name="loop">In lanes, with a selection for each sum and each store.</param>
    /// <param name="rest">The lanes that are to be done.</param>
    /// <param name="isWritten">The loop writes to the memory behind a buffer, wherever.</param>
    /// <param name="values">Makes values.</param>
    public static For Run(For loop, Value rest, Func<Value, bool> isWritten, ValueFactory values)
    {
        Region body = new RestMasks(loop, rest, isWritten, values).Run(loop.Body);
        return ReferenceEquals(body, loop.Body) ? loop : loop with { Body = body };
    }

    private Region Run(Region body)
    {
        HashSet<(Value, Value)> written = [.. _statements.OfType<Store>().Select(store => (store.Buffer, store.Index))];
        HashSet<Value> kept = [.. _statements.OfType<Store>().Select(store => _definitions.TryGetValue(store.Operand, out Expression? stored) && stored is Select select ? select.WhenFalse : store.Operand)];
        HashSet<Value> sources = [.. _definitions
            .Where(pair => pair.Value is LaneLoad { Stride: null } load && written.Contains((load.Buffer, load.Index)) && !kept.Contains(pair.Key))
            .Select(pair => pair.Key)];
        HashSet<Value> masked = Together(sources);
        _zero.UnionWith(masked);
        Dictionary<Value, Value> freed = [];
        foreach (Statement statement in _statements)
        {
            if (statement is not Let let)
            {
                // A branch: what comes out of it may be a function of anything.
                _changed.UnionWith(statement.Results);
            }
            else if (let.Expression is Select select && select.Condition == _rest && IsZero(select.WhenFalse) && _zero.Contains(select.WhenTrue))
            {
                freed[let.Result] = select.WhenTrue;
            }
            else if (!_zero.Contains(let.Result) && IsZero(let.Expression))
            {
                _zero.Add(let.Result);
            }
            else if (!_zero.Contains(let.Result) && IsChanged(let))
            {
                _changed.Add(let.Result);
            }
        }

        return freed.Count > masked.Count ? Moved(body, masked, freed) : body;
    }

    /// <summary>In lanes that another round does it is not what it is there: the selection has changed it, or memory holds already what that round has left.</summary>
    private bool IsChanged(Let let) => let.Operands.Any(operand => _zero.Contains(operand) || _changed.Contains(operand))
        || let.Expression switch
        {
            LaneLoad load => _isWritten(load.Buffer),
            Load load => _isWritten(load.Buffer),
            _ => false,
        };

    /// <summary>What to select: of two sources that are only added up, their sum.</summary>
    private HashSet<Value> Together(HashSet<Value> sources)
    {
        HashSet<Value> masked = [.. sources];
        foreach (KeyValuePair<Value, Expression> pair in _definitions)
        {
            if (pair.Value is Binary { Operator: BinaryOperator.Add } sum && sum.Operands.All(operand => sources.Contains(operand) && _uses[operand] == 1) && sum.Left != sum.Right)
            {
                masked.ExceptWith(sum.Operands);
                masked.Add(pair.Key);
            }
        }

        return masked;
    }

    private bool IsZero(Value value) => _zero.Contains(value) || Constant(value)?.Is(0) == true;

    private Constant? Constant(Value value) =>
        _definitions.TryGetValue(value, out Expression? expression) && expression is Broadcast lanes && _definitions.TryGetValue(lanes.Operand, out Expression? scalar) ? scalar as Constant : null;

    /// <summary>It is zero in a lane where those values are that are known to be.</summary>
    private bool IsZero(Expression expression) => expression switch
    {
        Unary { Operator: UnaryOperator.Negate } negation => IsZero(negation.Operand),
        Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } sum => IsZero(sum.Left) && IsZero(sum.Right),
        Binary { Operator: BinaryOperator.Multiply } product => (IsZero(product.Left) && !_changed.Contains(product.Right)) || (IsZero(product.Right) && !_changed.Contains(product.Left)),
        Binary { Operator: BinaryOperator.Divide } quotient => IsZero(quotient.Left) && !_changed.Contains(quotient.Right) && !IsZero(quotient.Right),
        Select select => IsZero(select.WhenTrue) && (IsZero(select.WhenFalse) || IsTrueAtZero(select.Condition)),
        _ => false,
    };

    private bool IsTrueAtZero(Value condition) =>
        _definitions.TryGetValue(condition, out Expression? expression) && expression is Binary { Operator: BinaryOperator.Equal } comparison && IsZero(comparison.Left) && IsZero(comparison.Right);

    private Region Moved(Region body, HashSet<Value> masked, Dictionary<Value, Value> freed)
    {
        List<Statement> statements = [];
        foreach (Statement statement in _statements)
        {
            if (statement is Let { Result: Value result } let && masked.Contains(result))
            {
                RegionBuilder builder = new(_values) { Source = let.Source, Comment = let.Comment };
                Value all = builder.Let(let.Expression);
                Value zero = builder.Let(new Broadcast(result.Type, builder.Let(Ir.Constant.Zero(result.Type.Lane))));
                builder.Add(let with { Expression = new Select(_rest, all, zero) });
                statements.AddRange(builder.Statements);
            }
            else if (!statement.Results.Any(freed.ContainsKey))
            {
                statements.Add(statement);
            }
        }

        Substitution substitution = new(freed);
        return new Region(statements.Select(substitution.Map).ToEquatable(), body.Yields.Select(substitution.Apply).ToEquatable());
    }
}
