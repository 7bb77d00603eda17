using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Analysis;

/// <summary>
/// Finds scratch whose elements a region finds at zero, first adds to, one after the other in a loop, and touches last in such a loop too. What is
/// added first could be stored as well, and what the last loop writes nobody reads: it need not be set to zero for the next time.
/// </summary>
/// <example>
/// <code>
/// for i { for k { h'[k] += a }; …; for k { … h'[k] …; h'[k] = 0 } }      becomes      for i { for k { h'[k] = a }; …; for k { … h'[k] … } }
/// </code>
/// </example>
internal sealed class FreshSums
{
    private const int Deep = 4;

    private readonly BufferRoots _roots;
    private readonly ScratchUse _use;
    private readonly Definitions _definitions;
    private readonly HashSet<Value> _other = [];
    private readonly List<(Value Root, Allocate Scratch, Region Home)> _scratch = [];

    public FreshSums(Function function)
    {
        _roots = new BufferRoots(function);
        _definitions = Definitions.Of(function);
        _use = new ScratchUse(_roots, _definitions.ConstantOf, _definitions.AreEqual);
        Collect(function.Body);
    }

    /// <summary>Each such scratch, with the loop that adds to it first, if it is one, the loop that touches it last, and what sets single elements to zero after that.</summary>
    public IEnumerable<(Value Root, For First, For? Last, IReadOnlyList<Store> Zeros)> Find()
    {
        foreach ((Value root, Allocate scratch, Region home) in _scratch.Where(found => !_other.Contains(found.Root)))
        {
            bool isRepeated = false;
            Region region = home;
            List<Statement> uses = _use.Uses(region, root);
            while (uses is [For or While or If] && !(uses[0] is For whole && _use.IsFirstSum(whole, root, scratch)))
            {
                isRepeated |= uses[0] is For or While;
                List<Region> users = [.. uses[0].Regions.Where(inner => _use.Count(inner, root) > 0)];
                if (users.Count != 1)
                {
                    break;
                }

                region = users[0];
                uses = _use.Uses(region, root);
            }

            if (uses.Count > 0 && uses[0] is For first && _use.IsFirstSum(first, root, scratch) && (!isRepeated || _use.IsLeftAtZero(region, root, scratch)))
            {
                (For? last, IReadOnlyList<Store> zeros) = _use.End(region, root);
                yield return (root, first, last, zeros);
            }
        }
    }

    /// <summary>
    /// Scratch that is filled and emptied in turns: loops add to some of its elements, always the same ones, and another loop reads all of them and sets them to zero. With the first sums
    /// of each turn, and the zeros.
    /// </summary>
    /// <example>
    /// <code>
    /// for i to n - 1 { h'[i] += a }; for i to n { … h'[i] …; h'[i] = 0 }; for i to n - 1 { h'[i] += b }; for i to n { … h'[i] …; h'[i] = 0 }
    /// for i to n - 1 { h'[i] = a };  for i to n { … h'[i] … };             for i to n - 1 { h'[i] = b };  for i to n { … h'[i] … }
    /// </code>
    /// </example>
    public IEnumerable<(Value Root, IReadOnlyList<Accumulate> Sums, IReadOnlyList<Store> Zeros)> FindInTurns()
    {
        foreach ((Value root, Allocate scratch, Region home) in _scratch.Where(found => !_other.Contains(found.Root)))
        {
            HashSet<Value> changing = [];
            List<Statement> uses = _use.Uses(home, root);
            while (uses is [For or While or If] && uses[0].Regions.Where(inner => _use.Count(inner, root) > 0).ToList() is [Region inner] && SumOf(uses[0], root) is null)
            {
                DefinedValues.Collect(uses, changing);
                uses = _use.Uses(inner, root);
            }

            if (Turns(uses, root, scratch, changing) is (List<Accumulate> sums, List<Store> zeros))
            {
                yield return (root, sums, zeros);
            }
        }
    }

    private (List<Accumulate> Sums, List<Store> Zeros)? Turns(List<Statement> uses, Value root, Allocate scratch, HashSet<Value> changing)
    {
        List<Accumulate> firsts = [];
        List<Store> zeros = [];
        (For Loop, long Shift)? range = null;
        bool isEmpty = true;
        foreach (Statement use in uses)
        {
            if (SumOf(use, root) is (Accumulate sum, long shift))
            {
                var loop = (For)use;
                bool isSame = range is (For first, long same)
                    ? shift == same && _definitions.AreEqual(loop.From, first.From) && _definitions.AreEqual(loop.To, first.To)
                    : IsSteady(loop.From, changing, Deep) && IsSteady(loop.To, changing, Deep);
                if (!isSame)
                {
                    return null;
                }

                range = (loop, shift);
                if (isEmpty)
                {
                    firsts.Add(sum);
                }

                isEmpty = false;
            }
            else if (!isEmpty && use is For sweep && _use.IsSweep(sweep, root, scratch) && Only(sweep, root) is Store zero)
            {
                zeros.Add(zero);
                isEmpty = true;
            }
            else
            {
                return null;
            }
        }

        return isEmpty && firsts.Count > 0 ? (firsts, zeros) : null;
    }

    /// <summary>It is the same each time, or computed from what is.</summary>
    private bool IsSteady(Value value, HashSet<Value> changing, int depth) => !changing.Contains(value)
        || (depth > 0 && _definitions.Find(value) is Constant or Binary or Length && _definitions.Find(value)!.Operands.All(operand => operand.Type.IsScalar ? IsSteady(operand, changing, depth - 1) : !changing.Contains(operand)));

    /// <summary>The one thing that a loop does with the scratch, if that is to add to an element in each round; how far that is from the round's index.</summary>
    private (Accumulate Sum, long Shift)? SumOf(Statement statement, Value root)
    {
        return statement is For { Step: 1 } loop
            && _use.Uses(loop.Body, root) is [Accumulate { Stride: null, IsUsers: false } sum]
            && _definitions.Distance(loop.Index, sum.Index) is long shift
                ? (sum, shift)
                : null;
    }

    /// <summary>The one store of a loop that else only reads the scratch.</summary>
    private Store? Only(For sweep, Value root)
    {
        List<Statement> uses = _use.Uses(sweep.Body, root);
        return uses[uses.Count - 1] is Store zero && uses.Take(uses.Count - 1).All(use => use is Let) ? zero : null;
    }

    /// <summary>Finds the scratch, and what is used by other names, or otherwise than element by element.</summary>
    private void Collect(Region region)
    {
        foreach (Statement statement in region.Statements)
        {
            if (statement is Let { Expression: Allocate { RowLength: null } scratch } let)
            {
                _scratch.Add((let.Result, scratch, region));
            }

            bool isElement = statement is Let { Expression: Load or Length } or Store or Accumulate { Stride: null };
            foreach (Value buffer in statement.Operands.Where(operand => !operand.Type.IsScalar))
            {
                Value root = _roots.Of(buffer);
                if (!isElement || root != buffer)
                {
                    _other.Add(root);
                }
            }

            foreach (Region inner in statement.Regions)
            {
                Collect(inner);
            }
        }

        _other.UnionWith(region.Yields.Where(value => !value.Type.IsScalar).Select(_roots.Of));
    }
}
