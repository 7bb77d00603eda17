using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>
/// Which values of a function vary with its active parameters: real values computed from them, and everything in buffers that such
/// values are stored to. Loops are gone through until nothing new turns up.
/// </summary>
internal sealed class Dependence
{
    private readonly HashSet<int> _varied = [];
    private readonly Dictionary<int, int> _roots = [];

    public Dependence(Function function, Func<int, bool> isActive)
    {
        for (int i = 0; i < function.Parameters.Count; i++)
        {
            if (isActive(i))
            {
                _varied.Add(function.Parameters[i].Id);
            }
        }

        int before;
        do
        {
            before = _varied.Count;
            Visit(function.Body);
        }
        while (_varied.Count != before);
    }

    public bool Holds(Value value) => value.Type.IsFloating && _varied.Contains(Root(value));

    private int Root(Value value) => _roots.TryGetValue(value.Id, out int root) ? root : value.Id;

    private void Visit(Region region)
    {
        foreach (Statement statement in region.Statements)
        {
            switch (statement)
            {
                case Let { Expression: Row row } let:
                    _roots[let.Result.Id] = Root(row.Table);
                    break;
                case Let { Expression: Slice slice } let:
                    _roots[let.Result.Id] = Root(slice.Buffer);
                    break;
                case Let { Expression: not (StopGradient or Length) } let:
                    Flow(let.Expression.Operands, let.Result);
                    break;
                case Store store:
                    Flow([store.Operand], store.Buffer);
                    break;
                case Accumulate add:
                    Flow([add.Operand], add.Buffer);
                    break;
                case Copy copy:
                    Flow([copy.From], copy.To);
                    break;
                case Invoke invoke:
                    invoke.Outputs.Concat(invoke.Written).ToList().ForEach(result => Flow(invoke.Arguments, result));
                    break;
                case If branch:
                    Flow(branch.Then.Yields, branch.Outputs);
                    Flow(branch.Else.Yields, branch.Outputs);
                    break;
                case For loop:
                    Carry(loop.Initials, loop.Parameters, loop.Body.Yields, loop.Outputs);
                    break;
                case While loop:
                    Carry(loop.Initials, loop.Parameters, loop.Body.Yields, loop.Outputs);
                    break;
            }

            foreach (Region inner in statement.Regions)
            {
                Visit(inner);
            }

            // Once more now that the regions' values are known: what comes after reads the results.
            if (statement is If merged)
            {
                Flow(merged.Then.Yields, merged.Outputs);
                Flow(merged.Else.Yields, merged.Outputs);
            }
        }
    }

    private void Carry(EquatableArray<Value> initials, EquatableArray<Value> parameters, EquatableArray<Value> yields, EquatableArray<Value> outputs)
    {
        Flow(initials, parameters);
        Flow(yields, parameters);
        Flow(parameters, outputs);
    }

    private void Flow(EquatableArray<Value> from, EquatableArray<Value> to)
    {
        for (int i = 0; i < from.Count && i < to.Count; i++)
        {
            Flow([from[i]], to[i]);
        }
    }

    private void Flow(IEnumerable<Value> from, Value to)
    {
        if (to.Type.IsFloating && from.Any(Holds))
        {
            _varied.Add(Root(to));
        }
    }
}
