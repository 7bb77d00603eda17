using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Analysis;

/// <summary>How often a function names each of its values as an operand, or hands it on.</summary>
internal sealed class UseCounts
{
    private readonly Dictionary<Value, int> _counts = [];

    public UseCounts(Region region)
    {
        Count(region);
    }

    public int this[Value value] => _counts.TryGetValue(value, out int count) ? count : 0;

    private void Count(Region region)
    {
        foreach (Statement statement in region.Statements)
        {
            Count(statement.Operands);
            foreach (Region inner in statement.Regions)
            {
                Count(inner);
            }
        }

        Count(region.Yields);
    }

    private void Count(IEnumerable<Value> values)
    {
        foreach (Value value in values)
        {
            _counts[value] = this[value] + 1;
        }
    }
}
