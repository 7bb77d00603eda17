using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>How often a region and those in it name the memory behind a root, in whatever way.</summary>
internal sealed class MemoryNames
{
    private readonly BufferRoots _roots;
    private readonly Dictionary<Value, int> _counts = [];

    public MemoryNames(Region region, BufferRoots roots)
    {
        _roots = roots;
        Add(region);
    }

    public IReadOnlyCollection<Value> Roots => _counts.Keys;

    public int Count(Value root) => _counts.TryGetValue(root, out int count) ? count : 0;

    private void Add(Region region)
    {
        // A buffer that a region hands out goes by another name from there on.
        Add(region.Yields);
        foreach (Statement statement in region.Statements)
        {
            Add(statement.Operands);
            foreach (Region inner in statement.Regions)
            {
                Add(inner);
            }
        }
    }

    private void Add(IEnumerable<Value> values)
    {
        foreach (Value value in values.Where(value => !value.Type.IsScalar))
        {
            Value root = _roots.Of(value);
            _counts[root] = Count(root) + 1;
        }
    }
}
