using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary>A loop over the rows of a two-dimensional array.</summary>
internal static class ForRows
{
    public static Stmt? Make(Builder b, int depth)
    {
        if (depth <= 0 || b.LoopDepth > 2 || b.PickTable(_ => true) is not { } table)
        {
            return null;
        }

        Variable index = b.Reserve(ScalarType.Int, assignable: false);
        return new For(index, Literal.Int(0), "<", new RowCount(table, 0), 1, b.Loop(depth - 1, () =>
        {
            b.Announce(index);
            b.AddIndex(index, table, 0, 0);
        }));
    }
}
