using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Analysis;

/// <summary>
/// Tells which loads the reverse sweep may simply repeat: those whose buffer still holds, when the forward sweep is over,
/// what it held when the load ran. That is so when no write to the same root can run after the load: every
/// write stands before it in the text and shares no loop with it. The buffer must also outlive the forward sweep:
/// parameters, external arrays, and scratch that is allocated where both sweeps see it.
/// </summary>
internal sealed class BufferStability
{
    private readonly BufferRoots _roots;
    private readonly IReadOnlyCollection<Value> _fused;
    private readonly Dictionary<Value, (int Position, int[] Loops)> _loads = [];
    private readonly Dictionary<Statement, (int Position, int[] Loops)> _calls = new(ReferenceComparer.Instance);
    private readonly Dictionary<Value, (int LastWrite, HashSet<int> Loops)> _writes = [];
    private readonly HashSet<Value> _shortLived = [];
    private readonly List<int> _loops = [];
    private int _position;
    private int _loopCount;

    /// <param name="function">The primal.</param>
    /// <param name="roots">Its buffers' roots.</param>
    /// <param name="fused">The indices of loops whose reverse runs in the loop: an iteration's loads need only last to its own end.</param>
    public BufferStability(Function function, BufferRoots roots, IReadOnlyCollection<Value> fused)
    {
        _roots = roots;
        _fused = fused;
        Collect(function.Body, bothSweepsSeeIt: true);
    }

    /// <summary>The load that defines <paramref name="result"/> gives the same value in the reverse sweep.</summary>
    public bool IsRepeatable(Value result, Load load)
    {
        Value root = _roots.Of(load.Buffer);
        if (_shortLived.Contains(root) || !_loads.TryGetValue(result, out (int Position, int[] Loops) place))
        {
            return false;
        }

        return Lasts(root, place);
    }

    /// <summary>In the reverse sweep the buffer holds what the call read in it.</summary>
    public bool IsRepeatable(Invoke call, Value buffer)
    {
        Value root = _roots.Of(buffer);
        return !_shortLived.Contains(root) && _calls.TryGetValue(call, out (int Position, int[] Loops) place) && Lasts(root, place);
    }

    private bool Lasts(Value root, (int Position, int[] Loops) place) =>
        !_writes.TryGetValue(root, out (int LastWrite, HashSet<int> Loops) writes)
        || (writes.LastWrite < place.Position && !writes.Loops.Overlaps(place.Loops));

    private void Collect(Region region, bool bothSweepsSeeIt)
    {
        for (int i = 0; i < region.Statements.Count; i++)
        {
            Statement statement = region.Statements[i];
            _position++;
            switch (statement)
            {
                case Let { Expression: Load } let:
                    _loads[let.Result] = (_position, _loops.ToArray());
                    break;
                case Let { Expression: Allocate } let when !bothSweepsSeeIt:
                    _shortLived.Add(let.Result);
                    break;
                case Store store:
                    Write(store.Buffer);
                    break;
                case Accumulate accumulate:
                    Write(accumulate.Buffer);
                    break;
                case Clear clear:
                    Write(clear.Buffer);
                    break;
                case Copy copy:
                    Write(copy.To);
                    break;
                case Invoke invoke:
                    _calls[invoke] = (_position, _loops.ToArray());
                    invoke.Written.ToList().ForEach(Write);
                    break;
            }

            bool isFused = statement is For loop && _fused.Contains(loop.Index);
            bool isLoop = statement is For or While && !isFused;
            if (isLoop)
            {
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

    private void Write(Value buffer)
    {
        Value root = _roots.Of(buffer);
        if (!_writes.TryGetValue(root, out (int LastWrite, HashSet<int> Loops) writes))
        {
            writes = (0, []);
        }

        writes.Loops.UnionWith(_loops);
        _writes[root] = (_position, writes.Loops);
    }
}
