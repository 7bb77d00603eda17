using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Differentiation;

/// <summary>
/// Reverses regions statement by statement, last to first. It leaves two lists behind: the forward statements, which are the primal's plus
/// what they record, and the reverse statements, which turn the adjoints of a statement's results into adjoints of its operands:
/// <code>
/// v = f(a, b)            a' += v' ∂f/∂a,  b' += v' ∂f/∂b          by the rule table
/// v = buffer[i]          buffer'[i] += v'
/// buffer[i] = v          v' += buffer'[i];  buffer'[i] = 0        (what it held before has no influence any more)
/// if (c) T else E        if (c) reverse T else reverse E
/// for / while            the reversed body, over the same indices backwards
/// </code>
/// The reverse statements read primal values as if all were in scope; <see cref="Recording"/> makes that true, innermost region first.
/// </summary>
internal sealed partial class ReverseSweep(
    ValueFactory values,
    Activity activity,
    BufferRoots roots,
    BufferStability stability,
    AdjointZeroing zeroing,
    IReadOnlyCollection<Value> fusedLoops,
    Recomputation repeatedLoops,
    Definitions definitions)
{
    private readonly Recording _recording = new(values, stability);
    private readonly Dictionary<Value, Value> _bufferAdjoints = [];
    private readonly Dictionary<Value, Value> _columns = [];

    /// <summary>Tapes that are stacks: made once, at the head of the function.</summary>
    public List<Statement> Stacks { get; } = [];

    /// <summary>Names that values deserve because of what they turned out to be.</summary>
    public Dictionary<Value, string> Names { get; } = [];

    /// <summary>Makes <paramref name="adjoint"/> the place where adjoints of the elements of <paramref name="root"/> are summed.</summary>
    public void Attach(Value root, Value adjoint) => _bufferAdjoints[root] = adjoint;

    /// <summary>The same for a two-dimensional array whose adjoints lie row by row in one buffer.</summary>
    public void Attach(Value root, Value adjoint, Value columns)
    {
        _bufferAdjoints[root] = adjoint;
        _columns[root] = columns;
    }

    /// <summary>
    /// Both sweeps of a region, one after the other in one scope. If the region ends with a branch, the reverse sweep of its
    /// arm starts inside the arm, so that nothing of it has to be kept.
    /// </summary>
    /// <param name="region">The primal region.</param>
    /// <param name="seeds">The adjoints of its yields; null for zero.</param>
    /// <param name="scope">The adjoints of the region; its builder receives the reverse sweep.</param>
    /// <returns>The forward statements. The reverse ones are in the scope's builder.</returns>
    public List<Statement> RunJoint(Region region, IReadOnlyList<Value?> seeds, AdjointScope scope, bool inFusedLoop = false)
    {
        List<Statement> statements = [.. region.Statements];
        If? tail = statements.Count > 0 ? statements[statements.Count - 1] as If : null;
        bool joins = tail is not null && !tail.Then.Diverges && !tail.Else.Diverges && ConcernsActive(tail);
        if (joins)
        {
            statements.RemoveAt(statements.Count - 1);
        }

        statements = AttachBeside(statements);
        Seed(scope, region.Yields, seeds);
        if (joins)
        {
            scope.Builder.AddRange([JoinArms(tail!, scope, inFusedLoop)]);
        }

        return ReverseAll(statements, scope, new Surroundings(IsJoint: true, InLoop: false, inFusedLoop));
    }

    private void Seed(AdjointScope scope, IReadOnlyList<Value> yields, IReadOnlyList<Value?> seeds)
    {
        for (int i = 0; i < yields.Count; i++)
        {
            if (seeds[i] is Value seed && activity.IsActive(yields[i]))
            {
                scope.Add(yields[i], seed);
            }
        }
    }

    /// <summary>Reverses statements into the scope's builder and returns them with their recordings.</summary>
    private List<Statement> ReverseAll(IReadOnlyList<Statement> statements, AdjointScope scope, Surroundings surroundings)
    {
        List<Statement>[] forward = new List<Statement>[statements.Count];
        for (int i = statements.Count - 1; i >= 0; i--)
        {
            scope.Builder.Comment = statements[i].Source;
            forward[i] = surroundings.IsJoint && statements[i] is For loop && fusedLoops.Contains(loop.Index)
                ? Fuse(loop, scope, [.. forward.Skip(i + 1)])
                : statements[i].Accept(new StatementReversal(this, scope, surroundings));
        }

        scope.Builder.Comment = null;
        return forward.SelectMany(list => list).ToList();
    }

    /// <summary>Makes the adjoint buffers of the scratch and the views that a region defines, where its reverse begins.</summary>
    private void AttachViews(IEnumerable<Statement> statements, RegionBuilder builder) =>
        builder.AddRange(statements.SelectMany(AdjointBufferFor).ToList());

    /// <summary>The same where both sweeps are in one region: each adjoint buffer comes right after the buffer itself.</summary>
    private List<Statement> AttachBeside(IEnumerable<Statement> statements)
    {
        List<Statement> result = [];
        foreach (Statement statement in statements)
        {
            result.Add(statement);
            result.AddRange(AdjointBufferFor(statement));
        }

        return result;
    }

    /// <summary>Makes the adjoint of a buffer or view that a statement defines.</summary>
    private IEnumerable<Statement> AdjointBufferFor(Statement statement)
    {
        if (statement is not Let { Expression: Allocate or Slice or Row } let || !activity.IsActive(let.Result))
        {
            return [];
        }

        // An iteration leaves the adjoints of its row at zero, for the next one to use.
        if (let.Expression is Slice { Buffer: var rows } && definitions.Find(rows) is Allocate { RowLength: not null })
        {
            _bufferAdjoints[let.Result] = AdjointOf(rows);
            return [];
        }

        RegionBuilder builder = new(values);
        string? name = let.Expression is Allocate { RowLength: not null } ? Expansion.AdjointName(let.Result) : AdjointScope.NameOf(let.Result);
        _bufferAdjoints[let.Result] = let.Expression switch
        {
            Slice slice => builder.Let(new Slice(AdjointOf(slice.Buffer).Type.As(Shape.Span), AdjointOf(slice.Buffer), slice.Start, slice.Count), name),
            Row row when _columns.TryGetValue(row.Table, out Value? columns) => builder.Let(
                new Slice(let.Result.Type.As(Shape.Span), AdjointOf(row.Table), builder.Let(new Binary(BinaryOperator.Multiply, row.Index, columns)), columns), name),
            Row row => builder.Let(new Row(row.Type, AdjointOf(row.Table), row.Index), name),
            Expression fresh => builder.Let(
                new Allocate(let.Result.Type.As(Shape.Span), ((Allocate)fresh).RowLength ?? ((Allocate)fresh).Count, ((Allocate)fresh).OnStack), name),
        };
        return builder.Statements;
    }

    private Value AdjointOf(Value buffer) => _bufferAdjoints[buffer];

    private Value RootOf(Value buffer) => roots.Of(buffer);

    private Value? LengthOf(Value buffer) => definitions.LengthOf(buffer);

    private bool IsRepeatable(Invoke call, Value buffer) => stability.IsRepeatable(call, buffer);

    private bool ConcernsActive(Statement statement) =>
        statement.Results.Any(activity.IsActive) || statement.Regions.Any(region => region.Statements.Any(Touches));

    private bool Touches(Statement statement) => statement switch
    {
        Store store => activity.IsActive(store.Buffer),
        Accumulate accumulate => activity.IsActive(accumulate.Buffer),
        Copy copy => activity.IsActive(copy.To),
        Clear clear => activity.IsActive(clear.Buffer),
        Invoke invoke => invoke.Outputs.Any(activity.IsActive) || invoke.Written.Any(activity.IsActive),
        _ => ConcernsActive(statement),
    };

    /// <summary>Where a region is being reversed.</summary>
    /// <param name="IsJoint">Both sweeps are in it.</param>
    /// <param name="InLoop">In a loop that runs twice, once forward and once back.</param>
    /// <param name="InFusedLoop">In a loop that runs once, for both sweeps.</param>
    private readonly record struct Surroundings(bool IsJoint, bool InLoop, bool InFusedLoop);
}
