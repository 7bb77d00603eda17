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

    private readonly ScratchUse _use;
    private readonly HashSet<Value> _overwritten = [];
    private int _found;

    private UnclearedScratch(Function function)
    {
        var definitions = Definitions.Of(function);
        BufferRoots roots = new(function);
        _use = new ScratchUse(roots, definitions.ConstantOf, definitions.AreEqual);
        Find(function.Body);
        _overwritten.ExceptWith(roots.HandedOn(function.Body));
    }

    public static Function Run(Function function) => new UnclearedScratch(function).Rewrite(function);

    public override Statement? VisitLet(Let statement) => base.VisitLet(
        statement.Expression is Allocate scratch && _overwritten.Contains(statement.Result) ? statement with { Expression = scratch with { IsOverwritten = true } } : statement);

    private void Find(Region region)
    {
        foreach (Statement statement in region.Statements)
        {
            if (statement is Let { Expression: Allocate { OnStack: false, RowLength: null } scratch } let && _found++ < Most && _use.IsOverwritten(region, let.Result, scratch))
            {
                _overwritten.Add(let.Result);
            }

            foreach (Region inner in statement.Regions)
            {
                Find(inner);
            }
        }
    }
}
