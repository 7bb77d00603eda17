using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Rules;

namespace SourceGrad.Generator.Optimization;

/// <summary>
/// Computes every operation once: an operation on the same values as one that was computed before, in the same region
/// or one around, is that value. Value numbering over the region tree, for both sweeps together. Loads count too, as
/// long as nothing was written to their buffer in between, and a load of what was just stored is the stored value.
/// </summary>
/// <remarks>
/// Right because values never change, operations depend on nothing but their operands and, for loads, on the
/// <see cref="MemoryState"/>; and a value of a region around is computed whenever this region runs. What a loop
/// writes counts as written before its first round. Operations that throw were run before without throwing.
/// An arm of a branch also knows what the same arm of an earlier branch on the same condition computed, as far as that handed it on:
/// the branch of a reverse sweep is one on the condition of the forward sweep's.
/// </remarks>
/// <example>
/// <code>
/// %3 = %x * %y                     %t = %x * %y
/// %t = %y * %x          becomes    %5 = %t + %t
/// %5 = %3 + %t                     (the name stays)
/// </code>
/// </example>
internal sealed class CommonSubexpressions : Rewriter
{
    private readonly Dictionary<(Expression Expression, int State), Value> _computed = [];
    private readonly Stack<(Expression Expression, int State)> _scope = new();
    private readonly Dictionary<int, Value> _constants = [];
    private readonly Dictionary<(int Condition, bool Arm), ArmValues> _arms = [];
    private readonly Stack<(int Condition, bool Arm)> _armScope = new();
    private readonly Dictionary<int, Value> _again = [];
    private readonly MemoryState _memory;
    private ArmValues? _earlier;
    private readonly Names _names = new();

    private CommonSubexpressions(Function function) => _memory = new MemoryState(function);

    public static Function Run(Function function)
    {
        var pass = new CommonSubexpressions(function);
        return pass._names.Apply(pass.Rewrite(function));
    }

    public override Statement? VisitLet(Let statement)
    {
        Expression expression = statement.Expression.Map(Substitute);
        if (expression is Constant constant)
        {
            return Number(statement, constant);
        }

        if (expression is Pop or Allocate or NewTape)
        {
            return ReferenceEquals(expression, statement.Expression) ? statement : statement with { Expression = expression };
        }

        (Expression, int) key = Key(expression);
        if (_computed.TryGetValue(key, out Value? computed))
        {
            Replace(statement.Result, computed);
            _names.Merge(computed, statement.Result, isConstant: _constants.ContainsKey(computed.Id));
            return null;
        }

        if (_earlier?.Find(key) is Value before)
        {
            if (_earlier.OutputOf(before) is Value output)
            {
                Replace(statement.Result, output);
                _names.Merge(output, statement.Result, isConstant: false);
                return null;
            }

            // Not handed on, but what is computed from it may be.
            _again[statement.Result.Id] = before;
        }

        Remember(key, statement.Result);
        return ReferenceEquals(expression, statement.Expression) ? statement : statement with { Expression = expression };
    }

    public override Statement? VisitStore(Store statement)
    {
        var store = (Store)base.VisitStore(statement)!;
        _memory.Write(store.Buffer);
        Remember(Key(new Load(store.Buffer, store.Index)), store.Operand);
        return store;
    }

    public override Statement? VisitAccumulate(Accumulate statement)
    {
        var accumulate = (Accumulate)base.VisitAccumulate(statement)!;
        _memory.Write(accumulate.Buffer);
        return accumulate;
    }

    public override Statement? VisitClear(Clear statement)
    {
        var clear = (Clear)base.VisitClear(statement)!;
        _memory.Write(clear.Buffer);
        return clear;
    }

    public override Statement? VisitCopy(Copy statement)
    {
        var copy = (Copy)base.VisitCopy(statement)!;
        _memory.Write(copy.To);
        return copy;
    }

    public override Statement? VisitInvoke(Invoke statement)
    {
        var invoke = (Invoke)base.VisitInvoke(statement)!;
        invoke.Written.ToList().ForEach(_memory.Write);
        return invoke;
    }

    public override Statement? VisitIf(If statement)
    {
        Value condition = Substitute(statement.Condition);
        Region then = RewriteArm(statement.Then, (condition.Id, true), out ArmValues thenValues);
        Region otherwise = RewriteArm(statement.Else, (condition.Id, false), out ArmValues elseValues);
        _memory.Write(statement);
        Hand((condition.Id, true), thenValues, then.Yields, statement.Outputs);
        Hand((condition.Id, false), elseValues, otherwise.Yields, statement.Outputs);
        return ReferenceEquals(condition, statement.Condition) && ReferenceEquals(then, statement.Then) && ReferenceEquals(otherwise, statement.Else)
            ? statement
            : statement with { Condition = condition, Then = then, Else = otherwise };
    }

    public override Statement? VisitFor(For statement)
    {
        _memory.Write(statement);
        Statement? loop = base.VisitFor(statement);
        _memory.Write(statement);
        return loop;
    }

    public override Statement? VisitWhile(While statement)
    {
        _memory.Write(statement);
        Statement? loop = base.VisitWhile(statement);
        _memory.Write(statement);
        return loop;
    }

    private Region RewriteArm(Region arm, (int Condition, bool Arm) key, out ArmValues values)
    {
        ArmValues? around = _earlier;
        _earlier = _arms.TryGetValue(key, out ArmValues? known) ? known : null;
        int mark = _scope.Count, armMark = _armScope.Count;
        Region rewritten = base.Rewrite(arm);
        values = new ArmValues();
        Leave(mark, armMark, values);
        _earlier = around;
        return rewritten;
    }

    /// <summary>From here on an arm for the same condition knows these values; the first branch hands on the most.</summary>
    private void Hand((int Condition, bool Arm) key, ArmValues values, EquatableArray<Value> yields, EquatableArray<Value> outputs)
    {
        if (outputs.Count == 0 || yields.Count != outputs.Count || _arms.ContainsKey(key))
        {
            return;
        }

        for (int k = 0; k < outputs.Count; k++)
        {
            values.Hand(yields[k], outputs[k]);
        }

        _arms.Add(key, values);
        _armScope.Push(key);
    }

    protected override Region Rewrite(Region region)
    {
        int mark = _scope.Count, armMark = _armScope.Count;
        Region rewritten = base.Rewrite(region);
        Leave(mark, armMark, null);
        return rewritten;
    }

    /// <summary>Forgets what a region knew, and has it noted if asked.</summary>
    private void Leave(int mark, int armMark, ArmValues? noted)
    {
        while (_scope.Count > mark)
        {
            (Expression, int) key = _scope.Pop();
            noted?.Note(key, _computed[key]);
            _computed.Remove(key);
        }

        while (_armScope.Count > armMark)
        {
            _arms.Remove(_armScope.Pop());
        }
    }

    /// <summary>
    /// Equal constants are one operand when operations are compared. They are merged themselves only where that changes
    /// nothing in what the user wrote: neither a name nor the spelling of a literal.
    /// </summary>
    private Let? Number(Let statement, Constant constant)
    {
        (Expression, int) spelled = (constant, statement.Result.Hint is null ? 0 : -1);
        if (statement.Result.Hint is null && _computed.TryGetValue(spelled, out Value? same))
        {
            Replace(statement.Result, same);
            return null;
        }

        Remember(spelled, statement.Result);
        (Expression, int) plain = (constant with { Literal = null }, -2);
        if (!_computed.TryGetValue(plain, out Value? representative))
        {
            Remember(plain, representative = _earlier?.Find(plain) ?? statement.Result);
        }

        _constants[statement.Result.Id] = representative;
        return statement;
    }

    private void Remember((Expression, int) key, Value value)
    {
        if (!_computed.ContainsKey(key))
        {
            _computed.Add(key, value);
            _scope.Push(key);
        }
    }

    private (Expression Expression, int State) Key(Expression expression)
    {
        Expression key = expression.Map(value => _constants.TryGetValue(value.Id, out Value? representative) || _again.TryGetValue(value.Id, out representative) ? representative : value);
        return key switch
        {
            Load load => (load with { IsChecked = false }, _memory.Of(load.Buffer)),
            Binary binary when IsCommutative(binary.Operator) && binary.Left.Id > binary.Right.Id =>
                (new Binary(binary.Operator, binary.Right, binary.Left), 0),
            Binary { Operator: BinaryOperator.Greater } binary => (new Binary(BinaryOperator.Less, binary.Right, binary.Left), 0),
            Binary { Operator: BinaryOperator.GreaterOrEqual } binary => (new Binary(BinaryOperator.LessOrEqual, binary.Right, binary.Left), 0),
            Call call when Spelling.IsStandard(call) => (new Call(call.Type, call.Key, call.Arguments), 0),
            _ => (key, 0),
        };
    }

    private static bool IsCommutative(BinaryOperator op) => op is BinaryOperator.Add or BinaryOperator.Multiply
        or BinaryOperator.And or BinaryOperator.Or or BinaryOperator.Xor or BinaryOperator.Equal or BinaryOperator.NotEqual;
}
