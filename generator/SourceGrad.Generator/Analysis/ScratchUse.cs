using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Analysis;

/// <summary>
/// How one round of a loop uses a scratch buffer from outside of it: whether it overwrites it entirely before it reads it, so that nothing flows
/// from one round to the next, and whether it leaves it full of zeros as it found it.
/// </summary>
/// <example>
/// <code>
/// for i { for k { h[k] = … } … h[k] … }                       overwritten
/// for i { for k { h'[k] += … } for k { … h'[k] …; h'[k] = 0 } }      left at zero
/// </code>
/// </example>
/// <param name="roots">The memory behind buffers.</param>
/// <param name="constantOf">The constant that a value is; null for others.</param>
/// <param name="areEqual">Two counts are surely the same.</param>
internal sealed class ScratchUse(BufferRoots roots, Func<Value, Constant?> constantOf, Func<Value, Value, bool> areEqual)
{
    public bool IsOverwritten(Region region, Value root, Allocate scratch)
    {
        if (scratch.RowLength is not null)
        {
            return true;
        }

        foreach (Statement use in Uses(region, root))
        {
            switch (use)
            {
                case Clear clear when clear.Buffer == root:
                case Invoke call when IsOverwritten(call, root):
                case For fill when CoversAll(fill, scratch) && IsFirst(fill, root):
                    return true;
                case For inner when IsOverwritten(inner.Body, root, scratch):
                    continue;
                default:
                    return false;
            }
        }

        return true;
    }

    public bool IsLeftAtZero(Region region, Value root, Allocate scratch)
    {
        List<Statement> uses = Uses(region, root);
        HashSet<long> zeros = [];
        for (int k = uses.Count - 1; k >= 0; k--)
        {
            switch (uses[k])
            {
                case Clear clear when clear.Buffer == root:
                case For sweep when EndsAtZero(sweep, root) && CoversAllBut(zeros, sweep, scratch):
                    return true;
                case Let { Expression: Load }:
                    continue;
                case Store store when ZeroOf(store, root) is long zero:
                    zeros.Add(zero);
                    continue;
                case For inner when IsLeftAtZero(inner.Body, root, scratch):
                    continue;
                default:
                    return false;
            }
        }

        return true;
    }

    /// <summary>
    /// What at the end of a region writes elements that it does not touch any more: the loop that touches each of its elements in a round of its own, if there is one, and
    /// after it what sets single elements to zero.
    /// </summary>
    public (For? Last, IReadOnlyList<Store> Zeros) End(Region region, Value root)
    {
        List<Statement> uses = Uses(region, root);
        List<Store> zeros = [];
        HashSet<long> read = [];
        for (int k = uses.Count - 1; k >= 0; k--)
        {
            switch (uses[k])
            {
                case Let { Expression: Load load } when load.Buffer == root && constantOf(load.Index) is Constant index:
                    read.Add(index.Bits);
                    continue;
                case Store store when ZeroOf(store, root) is long zero && !read.Contains(zero):
                    zeros.Add(store);
                    continue;
                case For loop when IsOwnElement(loop, root) && read.All(index => constantOf(loop.From) is Constant from && index < from.Bits):
                    return (loop, zeros);
                default:
                    return (null, zeros);
            }
        }

        return (null, zeros);
    }

    /// <summary>The loop touches each element in its own round, and leaves it at zero.</summary>
    public bool IsSweep(For loop, Value root, Allocate scratch) => CoversAll(loop, scratch) && EndsAtZero(loop, root);

    /// <summary>The loop touches each element in its own round, and writes it before it reads it, if adding to it is to write it.</summary>
    public bool IsFirstSum(For loop, Value root, Allocate scratch) =>
        CoversAll(loop, scratch) && IsOwnElement(loop, root)
        && loop.Body.Statements.First(statement => Count(statement, root) > 0) is Store or Accumulate;

    /// <summary>No round touches another element than that of its index.</summary>
    public bool IsOwnElement(For loop, Value root) => loop.Body.Statements.All(statement => IsAt(statement, root, loop.Index));

    /// <summary>How often the region names the memory.</summary>
    public int Count(Region region, Value root) => region.Statements.Sum(statement => Count(statement, root));

    /// <summary>How often the statement names the memory, and those in it.</summary>
    public int Count(Statement statement, Value root) =>
        statement.Operands.Count(operand => !operand.Type.IsScalar && roots.Of(operand) == root)
        + statement.Regions.Sum(region => Count(region, root));

    /// <summary>A length reads no element, and neither does making a view; what is done with the view counts.</summary>
    public List<Statement> Uses(Region region, Value root) =>
        [.. region.Statements.Where(statement => statement is not Let { Expression: Length or Slice } && Count(statement, root) > 0)];

    /// <summary>The loop stores to the element of its index before anything else touches the buffer.</summary>
    private bool IsFirst(For fill, Value root)
    {
        Statement? first = fill.Body.Statements.FirstOrDefault(statement => Count(statement, root) > 0);
        return first is Store store && store.Buffer == root && store.Index == fill.Index
            && IsOwnElement(fill, root);
    }

    private bool IsOverwritten(Invoke call, Value root) =>
        Count(call, root) == 1 && call.Arguments.Select((argument, i) => (argument, i)).Any(pair => pair.argument == root && call.Callee.PassingOf(pair.i) == Passing.Overwritten);

    private bool EndsAtZero(For sweep, Value root)
    {
        Statement? last = sweep.Body.Statements.LastOrDefault(statement => Count(statement, root) > 0);
        return last is Store store && store.Buffer == root && store.Index == sweep.Index
            && constantOf(store.Operand) is { Bits: 0 }
            && IsOwnElement(sweep, root);
    }

    /// <summary>The number of the element that is set to zero.</summary>
    private long? ZeroOf(Store store, Value root) =>
        store.Buffer == root && constantOf(store.Operand) is { Bits: 0 } && constantOf(store.Index) is Constant index ? index.Bits : null;

    /// <summary>The statement touches no element but that one.</summary>
    private bool IsAt(Statement statement, Value root, Value index) => statement switch
    {
        _ when Count(statement, root) == 0 => true,
        Let { Expression: Load load } => load.Index == index && load.Buffer == root,
        Store store => store.Index == index && store.Buffer == root,
        Accumulate accumulate => accumulate.Index == index && accumulate.Buffer == root,
        _ => false,
    };

    private bool CoversAll(For loop, Allocate scratch) => CoversAllBut([], loop, scratch);

    private bool CoversAllBut(HashSet<long> others, For loop, Allocate scratch) =>
        loop.Step == 1 && constantOf(loop.From) is { Bits: >= 0 } from && others.Count(index => index >= 0 && index < from.Bits) == from.Bits && areEqual(loop.To, scratch.Count);
}
