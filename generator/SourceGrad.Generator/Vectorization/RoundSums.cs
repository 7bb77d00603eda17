using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>Which memory a loop does nothing to but add, and which of that gets something from many of its rounds.</summary>
internal sealed class RoundSums
{
    private readonly For _loop;
    private readonly BufferRoots _roots;
    private readonly HashSet<Value> _moving;
    private readonly HashSet<Value> _added = [];
    private readonly HashSet<Value> _used = [];

    public RoundSums(For loop, BufferRoots roots)
    {
        (_loop, _roots) = (loop, roots);
        _moving = [loop.Index, .. loop.Parameters];
        Move(loop.Body);
        Use(loop.Body);
        DefinedValues.Collect(loop.Body.Statements, Defined);
        Defined.UnionWith(_moving);
    }

    /// <summary>What the loop defines, its index and what it carries included.</summary>
    public HashSet<Value> Defined { get; } = [];

    /// <summary>Nothing in the loop reads or overwrites the memory.</summary>
    public bool OnlyAdds(Value buffer) => _added.Contains(_roots.Of(buffer)) && !_used.Contains(_roots.Of(buffer));

    /// <summary>The element is the same one in other rounds; in a loop in lanes, it is one of a buffer that has a sum for each lane.</summary>
    public bool Meet(Accumulate sum) => _loop.LaneKind is not null
        ? sum.Buffer.Type.IsLanes && !Defined.Contains(_roots.Of(sum.Buffer))
        : !_moving.Contains(sum.Index) && !_moving.Contains(sum.Buffer);

    /// <summary>Finds what depends on the number of the round, or may: what memory holds does.</summary>
    private void Move(Region region)
    {
        foreach (Statement statement in region.Statements)
        {
            bool moves = statement.Operands.Any(_moving.Contains);
            switch (statement)
            {
                case Let let:
                    moves |= let.Expression is Load or LaneLoad or Pop;
                    break;
                case For loop:
                    Move(loop);
                    moves = loop.Outputs.Count > 0 && (moves || loop.Body.Yields.Any(_moving.Contains));
                    break;
                case If branch:
                    Move(branch.Then);
                    Move(branch.Else);
                    moves |= branch.Then.Yields.Concat(branch.Else.Yields).Any(_moving.Contains);
                    break;
                default:
                    moves = true;
                    foreach (Region inner in statement.Regions)
                    {
                        DefinedValues.Collect(inner.Statements, _moving);
                    }

                    _moving.UnionWith(statement is While open ? open.Parameters : []);
                    break;
            }

            _moving.UnionWith(moves ? statement.Results : []);
        }
    }

    /// <summary>An index from a bound on that moves comes by the same numbers again, unless the other bound moves with it.</summary>
    private void Move(For loop)
    {
        if (_moving.Contains(loop.From) && _moving.Contains(loop.To))
        {
            _moving.Add(loop.Index);
        }

        int known;
        do
        {
            known = _moving.Count;
            for (int k = 0; k < loop.Parameters.Count; k++)
            {
                if (_moving.Contains(loop.Initials[k]) || _moving.Contains(loop.Body.Yields[k]))
                {
                    _moving.Add(loop.Parameters[k]);
                }
            }

            Move(loop.Body);
        }
        while (_moving.Count > known);
    }

    private void Use(Region region)
    {
        _used.UnionWith(Roots(region.Yields));
        foreach (Statement statement in region.Statements)
        {
            switch (statement)
            {
                case Let { Expression: Slice or Row or Length }:
                    break;
                case Accumulate sum:
                    _added.Add(_roots.Of(sum.Buffer));
                    break;
                default:
                    _used.UnionWith(Roots(statement.Operands));
                    break;
            }

            foreach (Region inner in statement.Regions)
            {
                Use(inner);
            }
        }
    }

    private IEnumerable<Value> Roots(IEnumerable<Value> values) => values.Where(value => !value.Type.IsScalar).Select(_roots.Of);
}
