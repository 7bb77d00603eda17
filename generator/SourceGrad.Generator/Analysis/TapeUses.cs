using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Analysis;

/// <summary>A stack to which one nest of counted loops pushes a value a round, and from which a nest over the same numbers pops it.</summary>
/// <param name="Tape">The stack.</param>
/// <param name="Place">The loop before which the tape can be made: the outermost one around it all.</param>
/// <param name="Operand">What is pushed.</param>
/// <param name="Pushing">The loops around the push that are not around the pop, outermost first.</param>
/// <param name="Popping">Those around the pop.</param>
internal sealed record TapeUse(Value Tape, For Place, Value Operand, IReadOnlyList<For> Pushing, IReadOnlyList<For> Popping)
{
    /// <summary>An earlier tape that records the same.</summary>
    public TapeUse? SameAs { get; init; }
}

/// <summary>
/// Finds the stacks whose values could each have a place known by the indices of loops. Such a stack hands the value of a round to the round of the
/// same indices, because the second nest undoes the first: it goes over the same numbers, of which all are known outside of the loops.
/// </summary>
internal sealed class TapeUses
{
    /// <summary>A position is a term for each loop, and nobody fills a tape from more.</summary>
    private const int MostLoops = 8;

    private readonly Dictionary<Value, List<Site>> _sites = [];
    private readonly Dictionary<Value, int> _mentions = [];
    private readonly Definitions _definitions;
    private readonly Availability _availability;

    private TapeUses(Function function)
    {
        _definitions = Definitions.Of(function);
        _availability = new Availability(function);
    }

    public static IReadOnlyList<TapeUse> In(Function function)
    {
        TapeUses uses = new(function);
        uses.Collect(function.Body, []);
        List<TapeUse> found = [];
        foreach (Value tape in uses._sites.Keys.OrderBy(tape => tape.Id))
        {
            if (uses.Find(tape) is { } use)
            {
                TapeUse? same = found.FirstOrDefault(other => other.SameAs is null && other.Operand == use.Operand && IsSame(other, use));
                found.Add(use with { SameAs = same });
            }
        }

        return found;
    }

    /// <summary>A statement that is inside of another one's region.</summary>
    private sealed record Step(Statement Owner, int Region);

    private sealed record Site(Statement Statement, IReadOnlyList<Step> Path);

    private static bool IsSame(TapeUse one, TapeUse other) =>
        ReferenceEquals(one.Place, other.Place) && one.Pushing.SequenceEqual(other.Pushing, ReferenceComparer.Instance) && one.Popping.SequenceEqual(other.Popping, ReferenceComparer.Instance);

    private void Collect(Region region, IReadOnlyList<Step> path)
    {
        foreach (Statement statement in region.Statements)
        {
            foreach (Value operand in statement.Operands.Where(operand => operand.Type.Shape == Shape.Stack))
            {
                Mention(operand);
            }

            Value? tape = statement switch
            {
                Let { Expression: Pop pop } => pop.Tape,
                Push push => push.Tape,
                _ => null,
            };
            if (tape is not null)
            {
                if (!_sites.TryGetValue(tape, out List<Site>? sites))
                {
                    _sites[tape] = sites = [];
                }

                sites.Add(new Site(statement, path));
            }

            int number = 0;
            foreach (Region inner in statement.Regions)
            {
                Collect(inner, [.. path, new Step(statement, number++)]);
            }
        }

        foreach (Value yield in region.Yields.Where(yield => yield.Type.Shape == Shape.Stack))
        {
            Mention(yield);
        }
    }

    private void Mention(Value tape) => _mentions[tape] = (_mentions.TryGetValue(tape, out int count) ? count : 0) + 1;

    private TapeUse? Find(Value tape)
    {
        if (_definitions.Find(tape) is not NewTape { Capacity: null } || _mentions[tape] != 2
            || _sites[tape] is not [{ Statement: Push push, Path: { } pushPath }, { Statement: Let, Path: { } popPath }])
        {
            return null;
        }

        int common = 0;
        while (common < pushPath.Count && common < popPath.Count
            && ReferenceEquals(pushPath[common].Owner, popPath[common].Owner) && pushPath[common].Region == popPath[common].Region)
        {
            common++;
        }

        List<For> pushing = Loops(pushPath, common), popping = Loops(popPath, common);
        bool undoes = pushing.Count is > 0 and <= MostLoops && pushing.Count == pushPath.Count - common && popping.Count == popPath.Count - common
            && pushing.Count == popping.Count && pushing.Zip(popping, AreOverTheSame).All(same => same);
        if (!undoes)
        {
            return null;
        }

        // Not in a loop, and in no branch that the tape's own home is not in.
        int outside = pushPath.TakeWhile(step => step.Owner is If).Count();
        return outside <= common && pushPath[outside].Owner is For { LaneKind: null } place
            && pushing.All(loop => IsKnown(loop.From, place) && IsKnown(loop.To, place))
                ? new TapeUse(tape, place, push.Operand, pushing, popping)
                : null;
    }

    private static List<For> Loops(IReadOnlyList<Step> path, int from) =>
        [.. path.Skip(from).Select(step => step.Owner).OfType<For>().Where(loop => loop is { Step: 1, LaneKind: null } && loop.Index.Type == IrType.Int)];

    private bool AreOverTheSame(For one, For other) => _definitions.AreEqual(one.From, other.From) && _definitions.AreEqual(one.To, other.To);

    /// <summary>It can be read before the loop, or is the length of a buffer of which that holds.</summary>
    private bool IsKnown(Value value, For place) => _definitions.Find(value) switch
    {
        Constant => true,
        Length length => _availability.IsBefore(length.Buffer, place.Index),
        _ => _availability.IsBefore(value, place.Index),
    };
}
