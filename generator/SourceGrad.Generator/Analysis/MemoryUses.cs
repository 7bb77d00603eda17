using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Analysis;

/// <summary>Which memory statements read and write, by root.</summary>
internal sealed class MemoryUses(BufferRoots roots)
{
    private readonly Dictionary<Value, int> _total = [];

    public void CountAll(Region region) => Visit(region.Statements, (root, _) =>
    {
        _total.TryGetValue(root, out int count);
        _total[root] = count + 1;
    });

    /// <summary>How many accesses to the root the whole function has.</summary>
    public int CountAll(Value root) => _total.TryGetValue(root, out int count) ? count : 0;

    public int Count(IEnumerable<Statement> statements, Value root)
    {
        int count = 0;
        Visit(statements, (touched, _) => count += touched == root ? 1 : 0);
        return count;
    }

    public bool Touches(IEnumerable<Statement> statements, Value root) => Count(statements, root) > 0;

    public HashSet<Value> Writes(IEnumerable<Statement> statements)
    {
        HashSet<Value> written = [];
        Visit(statements, (root, isWrite) =>
        {
            if (isWrite)
            {
                written.Add(root);
            }
        });
        return written;
    }

    public HashSet<Value> Loads(IEnumerable<Statement> statements)
    {
        HashSet<Value> read = [];
        Visit(statements, (root, isWrite) =>
        {
            if (!isWrite)
            {
                read.Add(root);
            }
        });
        return read;
    }

    public bool Allocates(Region region, Value root) => region.Statements.Any(statement =>
        statement is Let { Expression: Allocate } let ? let.Result == root : statement.Regions.Any(inner => Allocates(inner, root)));

    private void Visit(IEnumerable<Statement> statements, Action<Value, bool> visit)
    {
        foreach (Statement statement in statements)
        {
            switch (statement)
            {
                case Let { Expression: Load load }:
                    visit(roots.Of(load.Buffer), false);
                    break;
                case Store store:
                    visit(roots.Of(store.Buffer), true);
                    break;
                case Accumulate accumulate:
                    visit(roots.Of(accumulate.Buffer), false);
                    visit(roots.Of(accumulate.Buffer), true);
                    break;
                case Clear clear:
                    visit(roots.Of(clear.Buffer), true);
                    break;
                case Copy copy:
                    visit(roots.Of(copy.From), false);
                    visit(roots.Of(copy.To), true);
                    break;
                case Invoke invoke:
                    foreach (Value buffer in invoke.Arguments.Where(argument => argument.Type.IsBuffer))
                    {
                        visit(roots.Of(buffer), false);
                    }

                    foreach (Value buffer in invoke.Written)
                    {
                        visit(roots.Of(buffer), true);
                    }

                    break;
            }

            foreach (Region region in statement.Regions)
            {
                Visit(region.Statements, visit);
            }
        }
    }
}
