using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Analysis;

/// <summary>
/// Whether the adjoint of an element must be set to zero when the store to it is reversed. It must, unless nobody reads that adjoint again: no write to the same scratch memory
/// comes before the store, and no element is stored to twice, because the loops around the store since the allocation lead to another one in each of their rounds (or there are
/// none). The index must count from the start of that memory: a view may start elsewhere in each round. What is scratch for the method is for its adjoint also a buffer of which
/// nobody asks what it held before.
/// </summary>
/// <example>
/// <code>
/// for b { for o to n { y[b * n + o] = x } }; for i { y[i] = tanh(y[i]) }      the adjoint of the first store is read last
/// for i { y[2 * i] = u; y[2 * i + 1] = v }                                    of both
/// </code>
/// </example>
internal sealed class AdjointZeroing
{
    private readonly BufferRoots _roots;
    private readonly Definitions _definitions;
    private readonly Dictionary<Value, int> _allocationDepth = [];
    private readonly Dictionary<Value, int> _allocationBranches = [];
    private readonly Dictionary<Value, int> _depths = [];
    private readonly Dictionary<Value, int> _writes = [];
    private readonly HashSet<Statement> _unread = new(ReferenceComparer.Instance);
    private readonly HashSet<Statement> _once = new(ReferenceComparer.Instance);
    private readonly IndexFacts _facts;
    private readonly HashSet<Value> _handedOn;
    private readonly List<Statement> _loops = [];
    private int _branches;

    /// <param name="function">The primal.</param>
    /// <param name="roots">The memory behind its buffers.</param>
    /// <param name="definitions">Of its values.</param>
    /// <param name="results">Parameters of whose elements only those that the function leaves there have an adjoint.</param>
    public AdjointZeroing(Function function, BufferRoots roots, Definitions definitions, IEnumerable<Value> results)
    {
        _roots = roots;
        _facts = new IndexFacts(function, definitions);
        foreach (Value result in results)
        {
            _allocationDepth[result] = _allocationBranches[result] = 0;
        }

        _definitions = definitions;
        _handedOn = roots.HandedOn(function.Body);
        Collect(function.Body);
    }

    public bool IsNeeded(Store store) => !(_unread.Contains(store) || _once.Contains(store)) || _handedOn.Contains(_roots.Of(store.Buffer));

    /// <summary>Goes through a region, and returns the stores in it before which nothing was written.</summary>
    private List<Store> Collect(Region region)
    {
        List<Store> firsts = [];
        foreach (Statement statement in region.Statements)
        {
            foreach (Value result in statement.Results)
            {
                _depths[result] = _loops.Count;
            }

            if (statement is Let { Expression: Allocate } let)
            {
                _allocationDepth[let.Result] = _loops.Count;
                _allocationBranches[let.Result] = _branches;
            }

            if (statement is Store store && StoresEachElementOnce(store))
            {
                firsts.Add(store);
                _unread.Add(store);
            }

            statement.Written.ToList().ForEach(CountWrite);
            firsts.AddRange(Inside(statement));
        }

        return firsts;
    }

    /// <summary>The stores of a loop, each to an element of the round's own, that are the only ones and the first.</summary>
    private void FindOwn(For loop)
    {
        List<Store> stores = [.. StoresIn(loop.Body).Where(store => _roots.Of(store.Buffer) is Value root && _allocationDepth.TryGetValue(root, out int depth) && depth == _loops.Count && !_writes.ContainsKey(root))];
        if (stores.Count > 0)
        {
            OwnMemory own = new(loop, _facts, _roots);
            _once.UnionWith(stores.Where(store => own.IsStoredOnce(_roots.Of(store.Buffer))));
        }
    }

    private static IEnumerable<Store> StoresIn(Region region) => region.Statements.SelectMany(statement =>
        statement is Store store ? [store] : statement.Regions.SelectMany(StoresIn));

    private List<Store> Inside(Statement statement)
    {
        if (statement is For { Body.LoopDepth: 0 } innermost)
        {
            FindOwn(innermost);
        }

        bool isLoop = statement is For or While;
        if (isLoop)
        {
            _loops.Add(statement);
            if (statement is For { Index: Value index })
            {
                _depths[index] = _loops.Count;
            }

            foreach (Value parameter in statement is For loop ? loop.Parameters : ((While)statement).Parameters)
            {
                _depths[parameter] = _loops.Count;
            }
        }

        _branches += statement is If ? 1 : 0;
        List<Store> firsts = [.. statement.Regions.SelectMany(Collect)];
        _branches -= statement is If ? 1 : 0;
        if (!isLoop)
        {
            return firsts;
        }

        // The next round's store comes after what else this round writes.
        _loops.RemoveAt(_loops.Count - 1);
        _unread.ExceptWith(firsts.Where(store => _roots.Of(store.Buffer) is Value root && _allocationDepth[root] <= _loops.Count && _writes[root] > 1));
        return firsts;
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
        return _allocationDepth.TryGetValue(root, out int depth) && !_writes.ContainsKey(root)
            && (depth == _loops.Count || (root == store.Buffer && IsOneToOne(store.Index, depth, _loops.Count, _branches == _allocationBranches[root])));
    }

    /// <summary>
    /// The index is another one in each round of some of the loops: it is that of the loop, or rows · length + that of the innermost one, which goes over a length. One that grows
    /// beyond the largest int comes to negative ones before it comes back, and an element with such an index does not exist: if it is stored to in each round.
    /// </summary>
    private bool IsOneToOne(Value index, int outermost, int end, bool isInEachRound)
    {
        if (outermost == end)
        {
            return true;
        }

        if (_loops[end - 1] is not For loop)
        {
            return false;
        }

        if (outermost == end - 1 && index == loop.Index)
        {
            return true;
        }

        if (!isInEachRound || loop.Step != 1 || outermost == end - 1 || _definitions.ConstantOf(loop.From) is not { Bits: 0 } || _definitions.Find(index) is not Binary { Operator: BinaryOperator.Add } sum)
        {
            return false;
        }

        return (sum.Right == loop.Index && IsRow(sum.Left)) || (sum.Left == loop.Index && IsRow(sum.Right));

        bool IsRow(Value start) =>
            (_definitions.ConstantOf(loop.To) is { Bits: 1 } && IsConsecutive(start))
            || (_definitions.Find(start) is Binary { Operator: BinaryOperator.Multiply } product
                && ((IsLength(product.Right) && IsConsecutive(product.Left)) || (IsLength(product.Left) && IsConsecutive(product.Right))));

        bool IsLength(Value value) => _definitions.AreEqual(value, loop.To) && (_definitions.ConstantOf(value) is not null || DepthOf(loop.To) <= outermost);

        bool IsConsecutive(Value row) => IsOneToOne(row, outermost, end - 1, isInEachRound) && _loops[end - 2] is For { Step: 1 };
    }

    private int DepthOf(Value value) => _depths.TryGetValue(value, out int depth) ? depth : 0;
}
