namespace SourceGrad.Generator.Ir;

/// <summary>
/// Finds the memory behind a buffer value: views made by <see cref="Slice"/> share the root they were cut from.
/// Two different roots never overlap where one of them is written (parameters are checked at entry, scratch is fresh).
/// </summary>
internal sealed class BufferRoots
{
    private readonly Dictionary<Value, Value> _parents = [];

    public BufferRoots(Function function)
    {
        Collect(function.Body);
    }

    public Value Of(Value buffer)
    {
        while (_parents.TryGetValue(buffer, out Value? parent))
        {
            buffer = parent;
        }

        return buffer;
    }

    /// <summary>The memory that branches and loops of a region hand on: it goes by another name from there.</summary>
    public HashSet<Value> HandedOn(Region region)
    {
        HashSet<Value> roots = [];
        CollectHandedOn(region, roots);
        return roots;
    }

    private void CollectHandedOn(Region region, HashSet<Value> roots)
    {
        IEnumerable<Value> carried = region.Statements.Where(statement => statement is For or While).SelectMany(loop => loop.Operands);
        roots.UnionWith(carried.Concat(region.Yields).Where(value => !value.Type.IsScalar).Select(Of));
        foreach (Region inner in region.Statements.SelectMany(statement => statement.Regions))
        {
            CollectHandedOn(inner, roots);
        }
    }

    private void Collect(Region region)
    {
        foreach (Statement statement in region.Statements)
        {
            if (statement is Let { Expression: Slice slice } let)
            {
                _parents[let.Result] = slice.Buffer;
            }
            else if (statement is Let { Expression: Row row } rowLet)
            {
                _parents[rowLet.Result] = row.Table;
            }

            foreach (Region nested in statement.Regions)
            {
                Collect(nested);
            }
        }
    }
}
