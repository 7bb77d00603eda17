using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Optimization;

/// <summary>
/// Replaces operations by what they come to (see <see cref="Identities"/>), and branches and loops that are decided
/// already by the region that runs. One walk in program order: every operand is simplified before its use.
/// </summary>
/// <remarks>
/// Right because each identity holds bit for bit (in the reverse sweep: but for the sign of zero and the ends of the
/// exponent range), and because inside an arm the branch's condition is known.
/// </remarks>
/// <example>
/// <code>
/// %2 = 1                                             %6 = 2
/// %3 = %2 * %x      // return x * x;                 %7 = %6 * %x      // return x * x;
/// %4 = %2 * %x      // return x * x;                 yield %7
/// %5 = %3 + %4      // return x * x;       (after CommonSubexpressions merged %3 and %4)
/// yield %5
/// </code>
/// </example>
internal sealed class Simplify : Rewriter
{
    private readonly Definitions _definitions;
    private readonly ValueFactory _values;
    private readonly Identities _identities;
    private readonly Names _names = new();
    private readonly Dictionary<int, bool> _decided = [];
    private readonly bool _onlyIndices;
    private Statement? _current;

    private Simplify(Function function, bool onlyIndices)
    {
        _onlyIndices = onlyIndices;
        _definitions = new Definitions();
        _values = new ValueFactory(function.NextId);
        _identities = new Identities(_definitions, Before);
    }

    public static Function Run(Function function) => Run(function, onlyIndices: false);

    /// <summary>Of operations, the arithmetic of integers alone, which is the same in functions in lanes as before.</summary>
    public static Function RunOnIndices(Function function) => Run(function, onlyIndices: true);

    private static Function Run(Function function, bool onlyIndices)
    {
        var pass = new Simplify(function, onlyIndices);
        Function rewritten = pass._names.Apply(pass.Rewrite(function));
        return rewritten.NextId == pass._values.NextId ? rewritten : rewritten with { NextId = pass._values.NextId };
    }

    public override Statement? VisitLet(Let statement)
    {
        _current = statement;
        _identities.InReverse = statement.Comment is not null;
        Expression expression = statement.Expression.Map(Substitute);
        while ((!_onlyIndices || expression is Binary { Type.IsInteger: true }) && expression.Accept(_identities) is Outcome outcome)
        {
            if (outcome.Value is Value value)
            {
                Replace(statement.Result, value);
                _names.Merge(value, statement.Result, isConstant: _definitions.ConstantOf(value) is not null);
                return null;
            }

            expression = outcome.Expression!;
        }

        _definitions.Set(statement.Result, expression);
        return ReferenceEquals(expression, statement.Expression) ? statement : statement with { Expression = expression };
    }

    public override Statement? VisitIf(If statement)
    {
        Value condition = Substitute(statement.Condition);
        if (Decided(condition) is bool known)
        {
            Region taken = known ? statement.Then : statement.Else;
            if (!taken.Diverges || statement.Outputs.Count == 0)
            {
                Inline(taken);
                ReplaceAll(statement.Outputs, taken.Yields);
                return null;
            }
        }

        Value decider = condition;
        bool sense = true;
        while (_definitions.Find(decider) is Unary { Operator: UnaryOperator.Not } not)
        {
            decider = not.Operand;
            sense = !sense;
        }

        Region then = RewriteKnowing(decider, sense, statement.Then);
        Region otherwise = RewriteKnowing(decider, !sense, statement.Else);
        MergeOutputs(statement, condition, then, otherwise);
        return ReferenceEquals(condition, statement.Condition) && ReferenceEquals(then, statement.Then) && ReferenceEquals(otherwise, statement.Else)
            ? statement
            : statement with { Condition = condition, Then = then, Else = otherwise };
    }

    public override Statement? VisitFor(For statement)
    {
        if (statement.Next is null
            && _definitions.ConstantOf(Substitute(statement.From)) is Constant from
            && _definitions.ConstantOf(Substitute(statement.To)) is Constant to
            && from.Bits >= to.Bits)
        {
            ReplaceAll(statement.Outputs, statement.Initials);
            return null;
        }

        return base.VisitFor(statement);
    }

    public override Statement? VisitWhile(While statement)
    {
        Value test = statement.Test.Yields[0];
        if (statement.Test.Statements.Count == 0 && Decided(Substitute(test)) == false)
        {
            ReplaceAll(statement.Outputs, statement.Initials);
            return null;
        }

        return base.VisitWhile(statement);
    }

    private Value Before(Expression expression)
    {
        Value value = _values.Create(expression.Type);
        _definitions.Set(value, expression);
        Emit(new Let(value, expression) { Source = _current!.Source, Comment = _current.Comment });
        return value;
    }

    private bool? Decided(Value condition)
    {
        if (_definitions.ConstantOf(condition) is Constant constant)
        {
            return constant.AsBool;
        }

        if (_definitions.Find(condition) is Unary { Operator: UnaryOperator.Not } not)
        {
            return !Decided(not.Operand);
        }

        return _decided.TryGetValue(condition.Id, out bool known) ? known : null;
    }

    private Region RewriteKnowing(Value condition, bool known, Region arm)
    {
        bool wasKnown = _decided.ContainsKey(condition.Id);
        if (!wasKnown)
        {
            _decided[condition.Id] = known;
        }

        Region rewritten = Rewrite(arm);
        if (!wasKnown)
        {
            _decided.Remove(condition.Id);
        }

        return rewritten;
    }

    /// <summary>Results that are the same from both arms, or that are the condition itself.</summary>
    private void MergeOutputs(If statement, Value condition, Region then, Region otherwise)
    {
        if (then.Yields.Count != statement.Outputs.Count || otherwise.Yields.Count != statement.Outputs.Count
            || then.Diverges || otherwise.Diverges)
        {
            return;
        }

        for (int i = 0; i < statement.Outputs.Count; i++)
        {
            Value output = statement.Outputs[i], first = then.Yields[i], second = otherwise.Yields[i];
            Value? same = first.Equals(second) ? first : null;
            if (output.Type == IrType.Bool
                && _definitions.ConstantOf(first)?.AsBool == true
                && _definitions.ConstantOf(second)?.AsBool == false)
            {
                same = condition;
            }

            if (same is not null)
            {
                Replace(output, same);
                _names.Merge(same, output, isConstant: _definitions.ConstantOf(same) is not null);
            }
        }
    }

    private void ReplaceAll(IReadOnlyList<Value> outputs, IReadOnlyList<Value> replacements)
    {
        for (int i = 0; i < outputs.Count; i++)
        {
            Value replacement = Substitute(replacements[i]);
            Replace(outputs[i], replacement);
            _names.Merge(replacement, outputs[i], isConstant: _definitions.ConstantOf(replacement) is not null);
        }
    }
}
