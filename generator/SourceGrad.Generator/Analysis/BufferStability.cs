using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Analysis;

/// <summary>
/// Tells which loads the reverse sweep may simply repeat: those whose buffer still holds, when the forward sweep is over,
/// what it held when the load ran. That is so when no write to the same root can run after the load: every
/// write stands before it in the text and shares no loop with it, but for one whose rounds all write and read the element of their own.
/// The buffer must also outlive the forward sweep: parameters, external arrays, and scratch that is allocated where both sweeps see it.
/// And which values it finds in memory, since they were stored there.
/// </summary>
internal sealed class BufferStability
{
    private readonly BufferRoots _roots;
    private readonly IReadOnlyCollection<Value> _fused;
    private readonly Dictionary<Value, Place> _loads = [];
    private readonly Dictionary<Value, (Store Store, Place Place)> _stores = [];
    private readonly Dictionary<Value, (int Position, Region Region)> _definitions = [];
    private readonly Dictionary<Statement, Place> _calls = new(ReferenceComparer.Instance);
    private readonly Dictionary<Value, List<Place>> _writes = [];
    private readonly Dictionary<Value, int[]> _homes = [];
    private readonly HashSet<Value> _shortLived = [];
    private readonly Dictionary<int, Value> _indices = [];
    private readonly IReadOnlyDictionary<Value, Value> _rows;
    private readonly HashSet<Value> _dropped;
    private readonly List<int> _loops = [];
    private int _position;
    private int _loopCount;

    /// <param name="function">The primal.</param>
    /// <param name="roots">Its buffers' roots.</param>
    /// <param name="fused">The indices of loops whose reverse runs in the loop: an iteration's loads need only last to its own end.</param>
    /// <param name="rows">The buffers that have a row for each iteration of a loop, with the loop's index: its iterations do not overwrite each other's.</param>
    /// <param name="dropped">The buffers that the reverse sweep does not store to when it does an iteration once more: they hold what later iterations stored.</param>
    public BufferStability(
        Function function, BufferRoots roots, IReadOnlyCollection<Value> fused, IReadOnlyDictionary<Value, Value>? rows = null, IEnumerable<Value>? dropped = null)
    {
        _dropped = [.. dropped ?? []];
        _rows = rows ?? new Dictionary<Value, Value>();
        _roots = roots;
        _fused = fused;
        Collect(function.Body, bothSweepsSeeIt: true);
    }

    /// <summary>The load that defines <paramref name="result"/> gives the same value in the reverse sweep.</summary>
    public bool IsRepeatable(Value result, Load load)
    {
        Value root = _roots.Of(load.Buffer);
        return !_shortLived.Contains(root) && _loads.TryGetValue(result, out Place place) && Lasts(root, place);
    }

    /// <summary>In the reverse sweep the buffer holds what the call read in it.</summary>
    public bool IsRepeatable(Invoke call, Value buffer)
    {
        Value root = _roots.Of(buffer);
        return !_shortLived.Contains(root) && _calls.TryGetValue(call, out Place place) && Lasts(root, place);
    }

    /// <summary>The store from whose element the reverse sweep can load the value: it runs whenever the value is computed. Null where there is none.</summary>
    public Store? Kept(Value value)
    {
        if (!_stores.TryGetValue(value, out (Store Store, Place Place) kept))
        {
            return null;
        }

        Value root = _roots.Of(kept.Store.Buffer);
        return !_shortLived.Contains(root) && !_dropped.Contains(root) && Lasts(root, kept.Place, isOwnWrite: true) ? kept.Store : null;
    }

    /// <param name="root">The memory.</param>
    /// <param name="read">Where it is read, or was written what is read then.</param>
    /// <param name="isOwnWrite">The second one.</param>
    private bool Lasts(Value root, Place read, bool isOwnWrite = false) =>
        !_writes.TryGetValue(root, out List<Place> writes) || writes.All(write => (write.Position < read.Position || (isOwnWrite && write.Position == read.Position)) && write.Loops.All(loop => !read.Loops.Contains(loop) || AreApart(loop, root, write, read)));

    /// <summary>What a round of the loop reads no later round writes.</summary>
    private bool AreApart(int loop, Value root, Place write, Place read)
    {
        if (!_indices.TryGetValue(loop, out Value? index))
        {
            return false;
        }

        bool isOwnRow = _rows.TryGetValue(root, out Value? row) && row == index;
        bool isOwnElement = read.Index == index && write.Index == index && read.Buffer == write.Buffer
            && !(_homes.TryGetValue(read.Buffer!, out int[] home) && home.Contains(loop));
        return isOwnRow || isOwnElement;
    }

    /// <summary>Where memory is touched.</summary>
    /// <param name="Position">In the text.</param>
    /// <param name="Loops">The loops around it.</param>
    /// <param name="Buffer">What is touched, if it is a single element.</param>
    /// <param name="Index">Of that element.</param>
    private readonly record struct Place(int Position, int[] Loops, Value? Buffer = null, Value? Index = null);

    private void Collect(Region region, bool bothSweepsSeeIt)
    {
        for (int i = 0; i < region.Statements.Count; i++)
        {
            Statement statement = region.Statements[i];
            _position++;
            foreach (Value result in statement.Results)
            {
                _definitions[result] = (_position, region);
            }

            switch (statement)
            {
                case Let { Expression: Load load } let:
                    _loads[let.Result] = new Place(_position, _loops.ToArray(), load.Buffer, load.Index);
                    break;
                case Let { Expression: Slice or Row } let:
                    _homes[let.Result] = _loops.ToArray();
                    break;
                case Let { Expression: Allocate } let when !bothSweepsSeeIt:
                    _shortLived.Add(let.Result);
                    break;
                case Store store:
                    Write(store.Buffer, store.Index);
                    if (IsKeptBy(store, region))
                    {
                        _stores[store.Operand] = (store, new Place(_position, _loops.ToArray(), store.Buffer, store.Index));
                    }

                    break;
                case Accumulate accumulate:
                    Write(accumulate.Buffer, accumulate.Index);
                    break;
                case Clear clear:
                    Write(clear.Buffer);
                    break;
                case Copy copy:
                    Write(copy.To);
                    break;
                case Invoke invoke:
                    _calls[invoke] = new Place(_position, _loops.ToArray());
                    invoke.Written.ToList().ForEach(buffer => Write(buffer));
                    break;
            }

            bool isFused = statement is For loop && _fused.Contains(loop.Index);
            bool isLoop = statement is For or While && !isFused;
            if (isLoop)
            {
                if (statement is For counted)
                {
                    _indices[_loopCount] = counted.Index;
                }

                _loops.Add(_loopCount++);
            }

            // The arms of a branch that ends the function hold both sweeps themselves.
            bool isTail = bothSweepsSeeIt && statement is If && i == region.Statements.Count - 1;
            foreach (Region nested in statement.Regions)
            {
                Collect(nested, isTail || isFused);
            }

            if (isLoop)
            {
                _loops.RemoveAt(_loops.Count - 1);
            }
        }
    }

    /// <summary>It stores the value as it is, where that was computed, in an element that was known by then.</summary>
    private bool IsKeptBy(Store store, Region region) =>
        _definitions.TryGetValue(store.Operand, out (int Position, Region Region) value)
        && ReferenceEquals(value.Region, region)
        && store.Operand.Type == store.Buffer.Type.Element
        && IsBefore(store.Buffer, value.Position)
        && IsBefore(store.Index, value.Position);

    private bool IsBefore(Value value, int position) => !_definitions.TryGetValue(value, out (int Position, Region Region) place) || place.Position < position;

    private void Write(Value buffer, Value? index = null)
    {
        Value root = _roots.Of(buffer);
        if (!_writes.TryGetValue(root, out List<Place>? writes))
        {
            _writes[root] = writes = [];
        }

        writes.Add(new Place(_position, _loops.ToArray(), buffer, index));
    }
}
