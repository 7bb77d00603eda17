using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Analysis;

/// <summary>Finds scratch buffers that are only ever used element by element, at places that are numbers: a short vector, a small matrix, the copy of a seed.</summary>
internal sealed class ScratchElements
{
    /// <summary>Longer ones stay buffers, and a function has no more elements than that in values of their own.</summary>
    private const int Longest = 16, Most = 128;

    private readonly Definitions _definitions;
    private readonly Dictionary<Value, Let> _scratch = [];
    private readonly Dictionary<Value, Copy> _copies = [];
    private readonly Dictionary<Value, HashSet<long>> _elements = [];

    private ScratchElements(Function function)
    {
        _definitions = Definitions.Of(function);
        Find(function.Body);
        Visit(function.Body, isTest: false);
        BufferRoots roots = new(function);
        HashSet<Value> written = _copies.Count == 0 ? [] : new MemoryUses(roots).Writes(function.Body.Statements);
        foreach (KeyValuePair<Value, Copy> copy in _copies.Where(copy => _scratch.ContainsKey(copy.Key)).ToList())
        {
            if (written.Contains(roots.Of(copy.Value.From)) || !function.Parameters.Contains(copy.Value.From) || !IsReadFirst(copy.Key, copy.Value, function.Body))
            {
                _scratch.Remove(copy.Key);
            }
        }

        // Whose length is not known is a copy, or anybody could ask for an element that is not there.
        foreach (Value root in _scratch.Keys.Where(root => LengthOf(root) is null && !_copies.ContainsKey(root)).ToList())
        {
            _scratch.Remove(root);
        }

        int count = 0;
        foreach (Value root in _scratch.Keys.OrderBy(root => root.Id).ToList())
        {
            count += ElementsOf(root).Count;
            if (count > Most || ElementsOf(root).Count > Longest)
            {
                _scratch.Remove(root);
            }
        }
    }

    public static ScratchElements Of(Function function) => new(function);

    /// <summary>There is any.</summary>
    public bool Any => _scratch.Count > 0;

    public bool Contains(Value root) => _scratch.ContainsKey(root);

    /// <summary>What the buffer is a copy of at first; null for zeros.</summary>
    public Value? SourceOf(Value root) => _copies.TryGetValue(root, out Copy? copy) ? copy.From : null;

    /// <summary>The elements that are used, in order.</summary>
    public IReadOnlyList<long> ElementsOf(Value root) => _elements.TryGetValue(root, out HashSet<long>? elements) ? [.. elements.OrderBy(index => index)] : [];

    /// <summary>Which element an index is.</summary>
    public long ElementOf(Value index) => _definitions.ConstantOf(index)!.Bits;

    /// <summary>How many elements it was made with; null for a number that is not known.</summary>
    public int? LengthOf(Value root) => _definitions.ConstantOf(((Allocate)_scratch[root].Expression).Count) is Constant { Bits: >= 0 and <= Longest } count ? (int)count.Bits : null;

    private void Find(Region region)
    {
        foreach (Statement statement in region.Statements)
        {
            if (statement is Let { Expression: Allocate { RowLength: null } } let)
            {
                _scratch[let.Result] = let;
            }

            foreach (Region inner in statement.Regions)
            {
                Find(inner);
            }
        }
    }

    /// <summary>Drops what is used in any other way.</summary>
    private void Visit(Region region, bool isTest)
    {
        foreach (Statement statement in region.Statements)
        {
            switch (statement)
            {
                case Let { Expression: Load load }:
                    Use(load.Buffer, load.Index);
                    break;
                case Let { Expression: Length length } when _scratch.ContainsKey(length.Buffer) && LengthOf(length.Buffer) is not null:
                    break;
                case Store store:
                    Write(store.Buffer, isTest);
                    Use(store.Buffer, store.Index);
                    break;
                case Accumulate { Stride: null } sum:
                    Write(sum.Buffer, isTest);
                    Use(sum.Buffer, sum.Index);
                    break;
                case Clear clear when _scratch.ContainsKey(clear.Buffer) && LengthOf(clear.Buffer) is not null:
                    Write(clear.Buffer, isTest);
                    break;
                case Copy copy when _scratch.ContainsKey(copy.To) && LengthOf(copy.To) is null && !_copies.ContainsKey(copy.To):
                    _copies[copy.To] = copy;
                    Drop(copy.From);
                    break;
                default:
                    statement.Operands.ToList().ForEach(Drop);
                    break;
            }

            foreach (Region inner in statement.Regions)
            {
                Visit(inner, isTest || (statement is While loop && ReferenceEquals(inner, loop.Test)));
            }
        }

        region.Yields.ToList().ForEach(Drop);
    }

    private void Use(Value buffer, Value index)
    {
        if (!_scratch.ContainsKey(buffer))
        {
            return;
        }

        if (_definitions.ConstantOf(index) is not Constant { Bits: >= 0 } place || (LengthOf(buffer) is int length ? place.Bits >= length : place.Bits >= Longest))
        {
            Drop(buffer);
            return;
        }

        if (!_elements.TryGetValue(buffer, out HashSet<long>? elements))
        {
            _elements[buffer] = elements = [];
        }

        elements.Add(place.Bits);
    }

    /// <summary>A loop's test hands on nothing.</summary>
    private void Write(Value buffer, bool isTest)
    {
        if (isTest)
        {
            Drop(buffer);
        }
    }

    private void Drop(Value value) => _scratch.Remove(value);

    /// <summary>
    /// The copy follows the buffer's making, and the first use of each element is to read it, there and not in a region inside: so what the user sees of an element that does not
    /// exist stays as it is.
    /// </summary>
    private bool IsReadFirst(Value root, Copy copy, Region body)
    {
        List<Statement> statements = [.. body.Statements];
        int at = statements.FindIndex(statement => ReferenceEquals(statement, copy));
        if (at < 0 || !statements.GetRange(0, at).Contains(_scratch[root]))
        {
            return false;
        }

        HashSet<long> read = [];
        for (int k = 0; k < statements.Count; k++)
        {
            if (statements[k] is Let { Expression: Load load } && load.Buffer == root && k > at)
            {
                read.Add(ElementOf(load.Index));
            }
            else if (!AreRead(statements[k], root, read))
            {
                return false;
            }
        }

        return true;
    }

    private bool AreRead(Statement statement, Value root, HashSet<long> read) => statement switch
    {
        Let { Expression: Load load } when load.Buffer == root => read.Contains(ElementOf(load.Index)),
        Store store when store.Buffer == root => read.Contains(ElementOf(store.Index)),
        Accumulate sum when sum.Buffer == root => read.Contains(ElementOf(sum.Index)),
        _ => statement.Regions.All(region => region.Statements.All(inner => AreRead(inner, root, read))),
    };
}
