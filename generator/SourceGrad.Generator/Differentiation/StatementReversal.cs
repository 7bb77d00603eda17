using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Rules;

namespace SourceGrad.Generator.Differentiation;

internal sealed partial class ReverseSweep
{
    /// <summary>Reverses one statement: gives the forward statements that replace it, adds the reverse ones to the scope's builder.</summary>
    private sealed class StatementReversal(ReverseSweep sweep, AdjointScope scope, Surroundings surroundings)
        : StatementVisitor<List<Statement>>
    {
        private readonly RegionBuilder _builder = scope.Builder;

        public override List<Statement> VisitLet(Let statement)
        {
            Value result = statement.Result;
            if (!result.Type.IsReal || scope.Take(result) is not Value adjoint || !sweep.IsActive(result))
            {
                return [statement];
            }

            sweep.Name(adjoint, result);
            if (statement.Expression is Load load)
            {
                _builder.Add(new Accumulate(sweep.AdjointOf(load.Buffer), load.Index, adjoint));
                return [statement];
            }

            List<Value> operands = [.. statement.Expression.Operands];
            IReadOnlyList<Value?> contributions = RuleTable.Pullback(
                _builder, statement.Expression, result, adjoint, i => sweep.IsActive(operands[i]), sweep.Facts);
            for (int i = 0; i < operands.Count; i++)
            {
                if (contributions[i] is Value contribution)
                {
                    scope.Add(operands[i], contribution);
                }
            }

            return [statement];
        }

        public override List<Statement> VisitStore(Store statement)
        {
            if (sweep.IsActive(statement.Buffer))
            {
                Value buffer = sweep.AdjointOf(statement.Buffer);
                if (sweep.IsActive(statement.Operand))
                {
                    Value adjoint = _builder.Let(new Load(buffer, statement.Index), AdjointScope.NameOf(statement.Operand));
                    scope.Add(statement.Operand, adjoint);
                }

                if (sweep.MustZero(statement))
                {
                    Value zero = _builder.Let(Constant.Zero(buffer.Type.Element));
                    _builder.Add(new Store(buffer, statement.Index, zero));
                }
            }

            return [statement];
        }

        public override List<Statement> VisitAccumulate(Accumulate statement)
        {
            if (sweep.IsActive(statement.Buffer) && sweep.IsActive(statement.Operand))
            {
                scope.Add(statement.Operand, _builder.Let(new Load(sweep.AdjointOf(statement.Buffer), statement.Index)));
            }

            return [statement];
        }

        public override List<Statement> VisitClear(Clear statement)
        {
            if (sweep.IsActive(statement.Buffer))
            {
                _builder.Add(new Clear(sweep.AdjointOf(statement.Buffer)));
            }

            return [statement];
        }

        public override List<Statement> VisitCopy(Copy statement)
        {
            if (sweep.IsActive(statement.To))
            {
                Value to = sweep.AdjointOf(statement.To);
                if (sweep.IsActive(statement.From))
                {
                    BufferAddition.Add(_builder, sweep.AdjointOf(statement.From), to);
                }

                _builder.Add(new Clear(to));
            }

            return [statement];
        }

        public override List<Statement> VisitPush(Push statement) => [statement];

        public override List<Statement> VisitGuard(Guard statement) => [statement];

        public override List<Statement> VisitInvoke(Invoke statement) => new InvokeReversal(sweep, scope, surroundings).Reverse(statement);

        public override List<Statement> VisitIf(If statement) =>
            sweep.ConcernsActive(statement) ? sweep.ReverseBranch(statement, scope, surroundings) : [statement];

        public override List<Statement> VisitFor(For statement) =>
            !sweep.ConcernsActive(statement) ? [statement]
            : sweep.IsRepeated(statement) ? sweep.Repeat(statement, scope)
            : sweep.ReverseLoop(statement, scope, surroundings);

        public override List<Statement> VisitWhile(While statement) =>
            sweep.ConcernsActive(statement) ? sweep.ReverseLoop(statement, scope, surroundings) : [statement];
    }
}
