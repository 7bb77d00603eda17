using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>Makes lanes of the iterations of loops, of those that <see cref="LaneChoices"/> names.</summary>
internal sealed class Vectorizer : LanePass
{
    private readonly HashSet<Value> _readNext = [];

    private Vectorizer(Function function, IReadOnlyDictionary<Value, Value> companions, IReadOnlyCollection<Value> fields, IReadOnlyCollection<Value>? shared)
        : base(function, companions, fields, shared) => FindReadNext(function.Body, new MemoryUses(new BufferRoots(function)));

    /// <param name="function">After the optimizer.</param>
    /// <param name="companions">Buffers that the caller has to make as long as another one.</param>
    /// <param name="fields">Parameters that are fields of an object.</param>
    /// <param name="shared">Parameters of which other threads write elements.</param>
    public static Function Run(
        Function function, IReadOnlyDictionary<Value, Value> companions, IReadOnlyCollection<Value> fields, IReadOnlyCollection<Value>? shared = null) =>
        new Vectorizer(function, companions, fields, shared).Rewrite(function);

    protected override Statement VisitChosen(For loop, LaneAnalysis lanes, bool isRepeated)
    {
        List<Statement> statements = LaneLoop.Build(loop, lanes, Facts, Values, isRepeated, _readNext.Contains(loop.Index));
        foreach (Statement made in statements.Take(statements.Count - 1))
        {
            Emit(made);
        }

        return statements[statements.Count - 1];
    }

    /// <summary>Of loops one after the other over the same rounds every second one: it stores its vectors in one order, and the next one loads them in another.</summary>
    private void FindReadNext(Region region, MemoryUses uses)
    {
        For? before = null;
        foreach (Statement statement in region.Statements.Where(statement => statement is not Let))
        {
            foreach (Region inner in statement.Regions)
            {
                FindReadNext(inner, uses);
            }

            For? loop = statement as For;
            if (before is not null && before.From == loop?.From && before.To == loop.To && uses.Writes([before]).Overlaps(uses.Loads([loop])))
            {
                _readNext.Add(before.Index);
                loop = null;
            }

            before = loop;
        }
    }
}
