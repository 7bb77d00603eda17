using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>
/// Where in each block memory changes, so that moving an operation to its use can ask whether it would pass such a place.
/// A statement with blocks counts as a change wherever one of its statements does.
/// </summary>
internal sealed class Effects
{
    /// <summary>A check that may throw: nothing that may throw itself passes it.</summary>
    private const int Barrier = -1;

    /// <summary>A write through a buffer that is not known statically.</summary>
    private const int UnknownWrite = -2;

    private const int AnyWrite = -3;

    /// <summary>A write of the user's that others see: what may throw does so before it, or after.</summary>
    private const int SeenWrite = -4;

    private readonly Plan _plan;
    private readonly Dictionary<Block, Dictionary<int, List<int>>> _positions = [];

    public Effects(Plan plan)
    {
        _plan = plan;
        Collect(plan.Body);
    }

    /// <summary>Where the statement's own operation looks at what can change; empty for pure arithmetic.</summary>
    public IReadOnlyList<int> ReadsOf(Node node)
    {
        List<int> reads = [];
        if (node.Statement is Let let)
        {
            AddReads(let.Expression, reads);
        }
        else
        {
            foreach (Node inner in node.Blocks.SelectMany(b => b.Nodes))
            {
                reads.AddRange(ReadsOf(inner));
            }
        }

        return reads;
    }

    /// <summary>One of the places that <paramref name="reads"/> names changes strictly between two positions of the block.</summary>
    public bool ChangesBetween(Block block, IReadOnlyList<int> reads, int from, int to)
    {
        Dictionary<int, List<int>> positions = _positions[block];
        foreach (int key in reads)
        {
            if (positions.TryGetValue(key, out List<int>? changes))
            {
                int found = changes.BinarySearch(from + 1);
                found = found < 0 ? ~found : found;
                if (found < changes.Count && changes[found] < to)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private void AddReads(Expression expression, List<int> reads)
    {
        switch (expression)
        {
            case Load load:
                AddRead(load.Buffer, reads);
                break;
            case LaneLoad load:
                AddRead(load.Buffer, reads);
                break;
            case Pop pop:
                reads.AddRange([Barrier, _plan.Root(pop.Tape).Id]);
                break;
            case Slice:
            case Row:
            case Binary { IsChecked: true } or Ir.Convert { IsChecked: true }:
            case Binary { Operator: BinaryOperator.Divide or BinaryOperator.Remainder, Type.IsInteger: true }:
                reads.AddRange([Barrier, SeenWrite]);
                break;
        }
    }

    private void AddRead(Value buffer, List<int> reads)
    {
        Value root = _plan.Root(buffer);
        reads.AddRange([Barrier, UnknownWrite, _plan.IsStaticRoot(root) ? root.Id : AnyWrite]);
    }

    private HashSet<int> Collect(Block block)
    {
        Dictionary<int, List<int>> positions = [];
        _positions[block] = positions;
        HashSet<int> all = [];
        foreach (Node node in block.Nodes)
        {
            HashSet<int> changes = [];
            if (node.Statement is Store or Accumulate && node.Statement.IsUsers && _plan.IsSeen(node.Statement.Operands.First()))
            {
                changes.Add(SeenWrite);
            }

            switch (node.Statement)
            {
                case Store store:
                    Write(store.Buffer, changes);
                    break;
                case Accumulate accumulate:
                    Write(accumulate.Buffer, changes);
                    break;
                case Clear clear:
                    Write(clear.Buffer, changes);
                    break;
                case Copy copy:
                    Write(copy.To, changes);
                    break;
                case Push push:
                    changes.Add(_plan.Root(push.Tape).Id);
                    break;
                case Let { Expression: Pop pop }:
                    changes.Add(_plan.Root(pop.Tape).Id);
                    break;
                case Guard:
                    changes.Add(Barrier);
                    break;
                case Invoke invoke:
                    changes.Add(Barrier);
                    invoke.Written.ToList().ForEach(buffer => Write(buffer, changes));
                    break;
            }

            foreach (Block inner in node.Blocks)
            {
                changes.UnionWith(Collect(inner));
            }

            foreach (int key in changes)
            {
                if (!positions.TryGetValue(key, out List<int>? list))
                {
                    positions[key] = list = [];
                }

                list.Add(node.Position);
            }

            all.UnionWith(changes);
        }

        return all;
    }

    private void Write(Value buffer, HashSet<int> changes)
    {
        Value root = _plan.Root(buffer);
        changes.Add(AnyWrite);
        changes.Add(_plan.IsStaticRoot(root) ? root.Id : UnknownWrite);
    }
}
