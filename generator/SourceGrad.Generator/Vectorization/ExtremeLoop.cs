using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Rules;

namespace SourceGrad.Generator.Vectorization;

/// <summary>A loop over all elements of a buffer that carries the largest or smallest so far.</summary>
/// <param name="Loop">The loop.</param>
/// <param name="Buffer">The buffer.</param>
/// <param name="IsLargest">Not the smallest.</param>
/// <param name="Tape">Where it keeps what it has before each element; null where it does not.</param>
internal sealed record ExtremeLoop(For Loop, Value Buffer, bool IsLargest, Value? Tape)
{
    /// <summary>The method that does what the loop does.</summary>
    public string Method => IsLargest ? "Largest" : "Smallest";

    public Value Initial => Loop.Initials[0];

    /// <summary>Null where the loop does anything else.</summary>
    public static ExtremeLoop? Of(For loop, FunctionFacts facts)
    {
        if (!IsWhole(loop, facts) || loop.Reversed || loop.Parameters[0] is not { Type.IsReal: true } carried)
        {
            return null;
        }

        Value? tape = null, element = null, buffer = null, result = null;
        bool isLargest = false;
        foreach (Statement statement in loop.Body.Statements)
        {
            switch (statement)
            {
                case Let { Expression: Load load, Result: Value loaded } when element is null && load.Index == loop.Index && facts.IsWithin(loop.To, load.Buffer):
                    (element, buffer) = (loaded, load.Buffer);
                    break;
                case Let { Expression: Call { Key: "Max" or "Min", Arguments: [Value before, Value other] } call, Result: Value extreme }
                    when result is null && before == carried && other == element && Spelling.IsStandard(call.Method):
                    (isLargest, result) = (call.Key == "Max", extreme);
                    break;
                case Store store when tape is null && store.Index == loop.Index && store.Operand == carried && facts.DefinitionOf(store.Buffer) is NewTape:
                    tape = store.Buffer;
                    break;
                default:
                    return null;
            }
        }

        bool fits = result is not null && loop.Body.Yields[0] == result && buffer!.Type.IsBuffer && facts.IsFixed(buffer) && facts.IsKnownRoot(facts.RootOf(buffer)) && !facts.IsShared(facts.RootOf(buffer));
        return fits ? new ExtremeLoop(loop, buffer!, isLargest, tape) : null;
    }

    /// <summary>The loop goes over the same elements downwards, and adds what it carries to the one that was chosen.</summary>
    public bool IsTakenBackBy(For loop, FunctionFacts facts)
    {
        if (!IsWhole(loop, facts) || !loop.Reversed || !facts.AreEqual(loop.To, Loop.To) || loop.Body.Statements.Count(statement => statement is Accumulate) != 1)
        {
            return false;
        }

        Value carried = loop.Parameters[0];
        return facts.DefinitionOf(loop.Body.Yields[0]) is Select { Condition: Value isKept } kept && kept.WhenTrue == carried && IsZero(kept.WhenFalse, facts)
            && IsKept(isKept, loop, facts)
            && loop.Body.Statements.All(statement => statement switch
            {
                Accumulate sum => sum.Index == loop.Index && facts.RootOf(sum.Buffer) != facts.RootOf(Buffer)
                    && facts.DefinitionOf(sum.Operand) is Select chosen && chosen.Condition == isKept && chosen.WhenFalse == carried && IsZero(chosen.WhenTrue, facts),
                Let { Expression: Constant or Select or Binary or Call or Load } => true,
                _ => false,
            });
    }

    /// <summary>From zero to the end, with one thing to carry.</summary>
    private static bool IsWhole(For loop, FunctionFacts facts) =>
        loop is { Step: 1, LaneKind: null, Parameters.Count: 1 } && facts.ConstantOf(loop.From)?.Is(0) == true;

    /// <summary>What there was before is no less, or no more, or is not a number.</summary>
    private bool IsKept(Value condition, For loop, FunctionFacts facts) =>
        facts.DefinitionOf(condition) is Binary { Operator: BinaryOperator.Or } either
        && facts.DefinitionOf(either.Left) is Binary { Operator: BinaryOperator.GreaterOrEqual or BinaryOperator.LessOrEqual } comparison
        && facts.DefinitionOf(either.Right) is Call nan && LaneFunctions.IsNaN(nan) && nan.Arguments[0] == comparison.Left
        && (comparison.Operator == BinaryOperator.GreaterOrEqual) == IsLargest
        && facts.DefinitionOf(comparison.Left) is Load before && before.Buffer == Tape && before.Index == loop.Index
        && facts.DefinitionOf(comparison.Right) is Load element && element.Buffer == Buffer && element.Index == loop.Index;

    private static bool IsZero(Value value, FunctionFacts facts) => facts.ConstantOf(value)?.Is(0) == true;
}
