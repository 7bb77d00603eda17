using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>
/// <c>for</c>. A loop that counts an int by a constant up or down to a bound that stays the same, and that only its test ends,
/// becomes a <see cref="For"/>; any other a <see cref="While"/>.
/// </summary>
internal sealed partial class MethodLowering
{
    private void ForStatement(IForLoopOperation loop)
    {
        CountedLoop? counted = CountedLoop.Recognize(loop, _frame, () => Assigned([loop.Body]));
        foreach (IOperation before in loop.Before)
        {
            if (counted is null || !counted.IsStart(before))
            {
                Statement(before, null);
                continue;
            }

            // The index is not named here: its name belongs to the loop's own index.
            SimpleStart(before, counted);
        }

        if (counted is null)
        {
            WhileLoop(new LoopParts(loop) { Condition = loop.Condition, Bottom = loop.AtLoopBottom });
        }
        else
        {
            EmitCounted(loop, counted);
        }
    }

    private void SimpleStart(IOperation before, CountedLoop counted)
    {
        if (before is not IVariableDeclarationGroupOperation group)
        {
            ISimpleAssignmentOperation assignment = (ISimpleAssignmentOperation)((IExpressionStatementOperation)before).Operation;
            _bindings.Set(_frame.Find(counted.Index)!.Variable!, Scalar(assignment.Value));
            return;
        }

        foreach (IVariableDeclaratorOperation declarator in group.Declarations.SelectMany(declaration => declaration.Declarators))
        {
            Value value = Scalar(declarator.Initializer!.Value);
            Variable variable = Declare(declarator.Symbol, _depth).Variable!;
            bool isIndex = SymbolEqualityComparer.Default.Equals(declarator.Symbol, counted.Index);
            _bindings.Set(variable, isIndex ? value : Named(value, variable.Name));
        }
    }

    private void EmitCounted(IForLoopOperation loop, CountedLoop counted)
    {
        Variable index = _frame.Find(counted.Index)!.Variable!;
        Value start = Materialize(index);
        Value from, to;
        if (counted.Descends)
        {
            to = counted.StartMinusOne is { } start1 ? Scalar(start1) : PlusOne(start);
            from = counted.IsInclusive ? Scalar(counted.Bound) : AfterBound(counted);
        }
        else
        {
            from = start;
            to = counted.IsInclusive ? AfterBound(counted) : Scalar(counted.Bound);
        }

        List<Variable> carried = Carried(loop.ChildOperations, false);
        carried.Remove(index);
        List<Value> initials = carried.ConvertAll(Materialize);
        List<Value> parameters = carried.ConvertAll(variable => _values.Create(variable.Type, variable.Name));
        Value counter = _values.Create(IrType.Int, index.Name);
        _counters.Add(counter);
        Region body = LowerRound(carried, parameters, () =>
        {
            _bindings.Set(index, counter);
            LoopBody(loop, null);
        }, index);
        List<Value> outputs = carried.ConvertAll(variable => _values.Create(variable.Type, variable.Name));
        _builder.Add(new For(
            counter,
            from,
            to,
            counted.Step,
            counted.Descends,
            initials.ToEquatable(),
            parameters.ToEquatable(),
            body,
            outputs.ToEquatable()));
        BindAfter(carried, initials, parameters, body, outputs);
        if (loop.Locals.Contains((counted.Index as ILocalSymbol)!, SymbolEqualityComparer.Default))
        {
            return;
        }

        // Steps are 1 here. After no round at all the index keeps its start.
        Value ran = Let(new Binary(BinaryOperator.Less, from, to));
        Value last = counted.Descends
            ? Let(new Binary(BinaryOperator.Subtract, from, Let(Constant.Int(1))))
            : to;
        _bindings.Set(index, Named(Let(new Select(ran, last, start)), index.Name));
    }

    /// <summary>The bound plus one; what 1 is subtracted from where the bound is written so.</summary>
    private Value AfterBound(CountedLoop counted)
    {
        if (counted.BoundMinusOne is { } bound1)
        {
            return Scalar(bound1);
        }

        // Going down to the largest int there are no rounds; one more would be the smallest.
        Value bound = Scalar(counted.Bound);
        return PlusOne(!counted.Descends || IsBelowLargest(bound) ? bound : Let(new Call(IrType.Int, "System.Math.Min", EquatableArray<Value>.Of(bound, Let(Constant.Int(int.MaxValue - 1))))));
    }

    private bool IsBelowLargest(Value value) => _counters.Contains(value) || _values.DefinitionOf(value) is Constant { Bits: < int.MaxValue } or Length;

    private Value PlusOne(Value value)
    {
        if (_builder.Statements.LastOrDefault() is Let { Expression: Constant constant } let && ReferenceEquals(let.Result, value) && constant.Bits < int.MaxValue)
        {
            return Let(Constant.Int((int)constant.Bits + 1));
        }

        return Let(new Binary(BinaryOperator.Add, value, Let(Constant.Int(1))));
    }
}
