using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Analysis;

/// <summary>
/// Whether the adjoint of an element must be set to zero when the store to it is reversed. It must, unless nobody reads that
/// adjoint again: the store is the only write to scratch memory, and no element is stored twice, because the index is that of the
/// one loop around it since the allocation (or there is no such loop at all). The index must count from the start of that memory: a
/// view may start elsewhere in each round.
/// </summary>
internal sealed class AdjointZeroing
{
    private readonly BufferRoots _roots;
    private readonly Dictionary<Value, int> _allocationDepth = [];
    private readonly Dictionary<Value, int> _writes = [];
    private readonly HashSet<(Value Buffer, Value Index, Value Operand)> _writtenOnce = [];
    private readonly List<Value?> _indices = [];

    public AdjointZeroing(Function function, BufferRoots roots)
    {
        _roots = roots;
        Collect(function.Body);
    }

    public bool IsNeeded(Store store)
    {
        Value root = _roots.Of(store.Buffer);
        return !_writtenOnce.Contains((store.Buffer, store.Index, store.Operand)) || _writes[root] != 1;
    }

    private void Collect(Region region)
    {
        foreach (Statement statement in region.Statements)
        {
            switch (statement)
            {
                case Let { Expression: Allocate } let:
                    _allocationDepth[let.Result] = _indices.Count;
                    break;
                case Store store:
                    CountWrite(store.Buffer);
                    if (StoresEachElementOnce(store))
                    {
                        _writtenOnce.Add((store.Buffer, store.Index, store.Operand));
                    }

                    break;
                case Accumulate accumulate:
                    CountWrite(accumulate.Buffer);
                    break;
                case Clear clear:
                    CountWrite(clear.Buffer);
                    break;
                case Copy copy:
                    CountWrite(copy.To);
                    break;
                case Invoke invoke:
                    invoke.Written.ToList().ForEach(CountWrite);
                    break;
            }

            bool isLoop = statement is For or While;
            if (isLoop)
            {
                _indices.Add((statement as For)?.Index);
            }

            foreach (Region nested in statement.Regions)
            {
                Collect(nested);
            }

            if (isLoop)
            {
                _indices.RemoveAt(_indices.Count - 1);
            }
        }
    }

    private void CountWrite(Value buffer)
    {
        Value root = _roots.Of(buffer);
        _writes.TryGetValue(root, out int count);
        _writes[root] = count + 1;
    }

    private bool StoresEachElementOnce(Store store)
    {
        Value root = _roots.Of(store.Buffer);
        if (!_allocationDepth.TryGetValue(root, out int depth))
        {
            return false;
        }

        int loops = _indices.Count - depth;
        return loops == 0 || (loops == 1 && _indices[depth] == store.Index && root == store.Buffer);
    }
}
