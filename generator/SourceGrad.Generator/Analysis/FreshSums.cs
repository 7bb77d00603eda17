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
    private readonly BufferRoots _roots;
    private readonly ScratchUse _use;
    private readonly HashSet<Value> _other = [];
    private readonly List<(Value Root, Allocate Scratch, Region Home)> _scratch = [];

    public FreshSums(Function function)
    {
        _roots = new BufferRoots(function);
        Definitions definitions = Definitions.Of(function);
        _use = new ScratchUse(_roots, definitions.ConstantOf, definitions.AreEqual);
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
