using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Differentiation;

/// <content>Loops whose iterations the reverse sweep does once more.</content>
internal sealed partial class ReverseSweep
{
    private bool IsRepeated(For loop) => repeatedLoops.Loops.Contains(loop.Index);

    /// <summary>
    /// The loop runs twice: as a copy in the forward sweep, which keeps nothing, and again in the reverse sweep, where each iteration computes and
    /// then undoes its part.
    /// </summary>
    private List<Statement> Repeat(For loop, AdjointScope scope)
    {
        Statement forward = new Cloning(values).Map(loop);
        AdjointScope inner = new(scope, Defined(loop.Body, [loop.Index]), new RegionBuilder(values), isLoop: true);
        List<Statement> again = RunJoint(loop.Body, [], inner, inFusedLoop: true);
        Region repeated = new WithoutStores(repeatedLoops.Results(loop.Index)).Map(new Region(again.ToEquatable(), EquatableArray<Value>.Empty));
        List<Value> initials = [], parameters = [], yields = [], results = [];
        scope.Builder.Comment = null;
        foreach ((Value primal, Value parameter, Value? initial) in inner.Carried)
        {
            parameters.Add(parameter);
            initials.Add(initial ?? scope.Builder.Let(Constant.Zero(parameter.Type)));
            yields.Add(inner.Peek(primal)!);
            results.Add(values.Create(parameter.Type, parameter.Hint));
        }

        Region body = new(repeated.Statements.Concat(inner.Builder.Statements).ToEquatable(), yields.ToEquatable());
        scope.Builder.AddRange(
        [
            new For(
                loop.Index, loop.From, loop.To, loop.Step, !loop.Reversed, initials.ToEquatable(), parameters.ToEquatable(), body, results.ToEquatable()),
        ]);
        for (int i = 0; i < results.Count; i++)
        {
            scope.Set(inner.Carried[i].Primal, results[i]);
        }

        return [forward];
    }

    /// <summary>Leaves out what an iteration stores for others.</summary>
    private sealed class WithoutStores(IReadOnlyCollection<Value> roots) : ValueMapper
    {
        private readonly Dictionary<Value, Value> _parents = [];

        public override Statement? VisitLet(Let statement)
        {
            if (statement.Expression is Slice slice)
            {
                _parents[statement.Result] = slice.Buffer;
            }
            else if (statement.Expression is Row row)
            {
                _parents[statement.Result] = row.Table;
            }

            return base.VisitLet(statement);
        }

        public override Statement? VisitStore(Store statement) => IsResult(statement.Buffer) ? null : base.VisitStore(statement);

        public override Statement? VisitClear(Clear statement) => IsResult(statement.Buffer) ? null : base.VisitClear(statement);

        /// <summary>The first time has thrown what there is to throw: what nobody needs of the second may go.</summary>
        protected override Region Rewrite(Region region)
        {
            Region rewritten = base.Rewrite(region);
            return rewritten with
            {
                Statements = rewritten.Statements.Map(statement => statement.Comment is null ? statement with { Source = null } : statement),
            };
        }

        private bool IsResult(Value buffer)
        {
            while (_parents.TryGetValue(buffer, out Value? parent))
            {
                buffer = parent;
            }

            return roots.Contains(buffer);
        }
    }
}
