using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>
/// The dependence analysis: may the iterations of a loop touch the memory they share all at once? Different roots never overlap (the members check
/// that at entry). Within one root the lanes may
/// <list type="bullet">
/// <item>read, if nobody writes;</item>
/// <item>add, wherever they like, if nobody reads or overwrites: only the order of a sum changes;</item>
/// <item>read and write the element of their own index, if every access is to that element; or elements so far apart that those of one lie before those of the next.</item>
/// </list>
/// A place that only some of the lanes get to must be known to exist for all of them; the loop's bound makes sure of that where the
/// index is the loop's own plus something known before it. Elsewhere the access itself is checked, which may throw before
/// the iterations in front have stored what they should: so not beside the user's own stores.
/// </summary>
internal sealed class SharedMemory(For loop, LaneAnalysis lanes, FunctionFacts facts, bool isTile)
{
    private readonly Hoisting _hoisting = new(loop, lanes, facts);

    /// <summary>Why not; null when it may.</summary>
    public string? Failure()
    {
        foreach (IGrouping<Value, Access> group in lanes.Accesses.GroupBy(access => access.Root))
        {
            List<Access> accesses = [.. group];
            string? failure = accesses.All(access => access.Kind == AccessKind.Load) ? null
                : accesses.All(access => access.Kind == AccessKind.Accumulate) ? SumFailure(accesses)
                : OwnElementFailure(accesses);
            if (failure is not null)
            {
                return failure;
            }
        }

        foreach (Access access in lanes.Accesses.Where(access => access.Class.IsLinear))
        {
            if (AccessFailure(access) is string failure)
            {
                return failure;
            }
        }

        return null;
    }

    private string? SumFailure(List<Access> accesses) => accesses
        .Where(access => access.Class.IsUniform)
        .Select(access => lanes.IsInside(access.Buffer) ? $"{access.Buffer} is no known place for a sum"
            : !isTile && facts.IsShared(access.Root) && !IsOnePlace(access) ? $"other threads have elements of {access.Buffer}, all of which the lanes would be added to"
            : null)
        .FirstOrDefault(failure => failure is not null);

    private bool IsOnePlace(Access access) =>
        LaneSums.IsOnePlace(_hoisting, access.Index, loop.Body.Statements.Any(statement => ReferenceEquals(statement, access.Statement)));

    private string? OwnElementFailure(List<Access> accesses)
    {
        Access first = accesses[0];
        return (!isTile && AreApart(accesses)) || accesses.All(access => access.Index == first.Index && access.Buffer == first.Buffer)
            && (isTile && IsOfOwnRow(first.Index) || first.Class.IsNeighbour && _hoisting.Offset(first.Index) is not null)
                ? null
                : $"iterations may read what others write in {first.Buffer}";
    }

    /// <summary>Of each lane's elements none is as far from another as the next lane's are, and all exist.</summary>
    private bool AreApart(List<Access> accesses)
    {
        Access first = accesses[0];
        List<long?> places = [.. accesses.Select(access => facts.Distance(first.Index, access.Index))];
        return accesses.All(access => access.Buffer == first.Buffer && access.Class == first.Class && !access.Class.IsNeighbour && _hoisting.IsBounded(access))
            && !places.Contains(null) && places.Max() - places.Min() < first.Class.Factor;
    }

    /// <summary>The index is i · n + j, with the loop's index i and that of an inner loop, j, from 0 to n: another one in every iteration.</summary>
    private bool IsOfOwnRow(Value index) => facts.Places(index).Any(place => place.Row == loop.Index && facts.IsIndexBelow(place.Column, place.Width));

    private string? AccessFailure(Access access)
    {
        bool isNeighbour = access.Class.IsNeighbour;
        if (access.Buffer.Type.Shape == Shape.Tape && !isTile)
        {
            return isNeighbour && access.Kind != AccessKind.Accumulate && _hoisting.Offset(access.Index) is not null
                ? null
                : $"{access.Buffer} is read out of step";
        }

        if (_hoisting.IsBounded(access) && (isNeighbour || !isTile))
        {
            return null;
        }

        if (access.Kind == AccessKind.Store && !isNeighbour && !isTile)
        {
            return $"{access.Buffer} is stored to with gaps";
        }

        return access.IsMasked ? $"{access.Buffer} may be too short where a lane does not go"
            : facts.HasUserWrites(loop.Body) ? $"{access.Buffer} may be too short, beside stores"
            : access.Class.Symbol is Value symbol && !_hoisting.IsOuter(symbol) && lanes.IsInside(symbol) && !lanes.ClassOf(symbol).IsUniform ? "a varying stride"
            : null;
    }
}
