using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>
/// How much a compiler has to inline for what a region does in lanes, counted in calls. RyuJIT stops to inline when a method has 512 local
/// variables, and each call that it inlines brings some. A loop counts too: with many in one method their counters are kept in memory.
/// </summary>
internal static class LaneWork
{
    /// <summary>In one method; measured: see docs/performance.md.</summary>
    public const int Most = 120;

    /// <summary>Less is not worth a call, for a single loop and for one with loops in it, which keep registers busy.</summary>
    public const int Fewest = 12, FewestNested = 4;

    public static int Of(Region region) => region.Statements.Sum(Of);

    private static int Of(Statement statement) => statement.Regions.Sum(Of) + statement switch
    {
        Let { Expression: LaneLoad or Broadcast or LaneSum or Slice { IsInside: true } } => 1,
        Let { Expression: Slice { CanThrow: false } or Slice { IsRun: true } } => 2,
        For { LaneKind: not null } => 1,
        Let { Expression: Call { Type.IsLanes: true } } => 3,
        Let { Expression: Load { Type.IsLanes: true } } => 1,
        Store { Operand.Type.IsLanes: true } or Accumulate { Operand.Type.IsLanes: true } => 1,
        _ => 0,
    };
}
