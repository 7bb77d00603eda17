using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>Rents scratch as it is where each element is written before it is read, and does not set it to zero first.</summary>
/// <example>
/// <code>
/// %y' = allocate n; call Set(%y', …); …           %y' = uncleared n; call Set(%y', …); …
/// </code>
/// </example>
internal sealed class UnclearedScratch : Rewriter
{
    /// <summary>Each statement is asked about each of them.</summary>
    private const int Most = 64;

    private readonly BufferRoots _roots;
    private readonly ScratchUse _use;
    private readonly HashSet<Value> _overwritten = [];
    private int _found;

    private UnclearedScratch(Function function)
    {
        var definitions = Definitions.Of(function);
        _roots = new BufferRoots(function);
        _use = new ScratchUse(_roots, definitions.ConstantOf, definitions.AreEqual);
        HashSet<Value> renamed = [];
        Find(function.Body, renamed);
        _overwritten.ExceptWith(renamed);
    }

    public static Function Run(Function function) => new UnclearedScratch(function).Rewrite(function);

    public override Statement? VisitLet(Let statement) =>
        base.VisitLet(statement) is Let { Expression: Allocate scratch } let && _overwritten.Contains(let.Result) ? let with { Expression = scratch with { IsOverwritten = true } } : base.VisitLet(statement);

    /// <param name="region">Where scratch is made and overwritten.</param>
    /// <param name="renamed">What a branch or a loop hands on goes by another name from there.</param>
    private void Find(Region region, HashSet<Value> renamed)
    {
        foreach (Statement statement in region.Statements)
        {
            if (statement is Let { Expression: Allocate { OnStack: false, RowLength: null } scratch } let && _found++ < Most && _use.IsOverwritten(region, let.Result, scratch))
            {
                _overwritten.Add(let.Result);
            }

            Rename(statement is For or While ? statement.Operands : [], renamed);
            foreach (Region inner in statement.Regions)
            {
                Find(inner, renamed);
            }
        }

        Rename(region.Yields, renamed);
    }

    private void Rename(IEnumerable<Value> values, HashSet<Value> renamed) => renamed.UnionWith(values.Where(value => !value.Type.IsScalar).Select(_roots.Of));
}
