using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>Two loops, one in the other, of which rounds of the outer one may be done side by side.</summary>
internal sealed class JammedNest
{
    /// <summary>With numbers that do not get too large.</summary>
    private const int MostStart = 1 << 16;

    private readonly FunctionFacts _facts;
    private readonly HashSet<Value> _inside;
    private readonly List<int> _steps = [];

    private JammedNest(For outer, For inner, FunctionFacts facts)
    {
        (Outer, Inner, _facts) = (outer, inner, facts);
        Before = [.. outer.Body.Statements.Where(statement => !ReferenceEquals(statement, inner))];
        _inside = [outer.Index, .. outer.Parameters];
        DefinedValues.Collect(outer.Body.Statements, _inside);
        Split = [outer.Index, .. outer.Parameters, .. inner.Parameters];
        foreach (Let let in Before.Concat(inner.Body.Statements).OfType<Let>().Where(let => let.Operands.Any(Split.Contains)))
        {
            Split.Add(let.Result);
        }
    }

    public For Outer { get; }

    public For Inner { get; }

    /// <summary>What each round of the outer loop does before the inner one.</summary>
    public IReadOnlyList<Statement> Before { get; }

    /// <summary>The values that differ between the rounds of the outer loop.</summary>
    public HashSet<Value> Split { get; }

    /// <summary>Each inner loop starts one further than that of the round before.</summary>
    public bool IsTriangle => Split.Contains(Inner.From);

    /// <summary>From the round's number to the first row of its inner loop, in a triangle.</summary>
    public int Start => _facts.DefinitionOf(Inner.From) is Binary start && IsTriangle ? (int)_facts.ConstantOf(start.Right)!.Bits : 0;

    /// <summary>So many rounds side by side as long as they have many rows: in a triangle, and if the vectors that they keep still fit into registers when <see cref="LaneBlocks"/> takes four for each.</summary>
    public int Width => IsTriangle && Start <= MostStart && Held() <= LaneBlocks.FewHeld ? Jamming.Many : Jamming.Few;

    /// <summary>What each round of the inner loop adds to the integers that both loops carry on.</summary>
    public IReadOnlyList<int> Steps => _steps;

    /// <summary>The nest of a loop; null where its rounds cannot be done side by side, or nothing is gained.</summary>
    /// <param name="outer">The loop.</param>
    /// <param name="facts">What is known of its function.</param>
    public static JammedNest? Of(For outer, FunctionFacts facts)
    {
        if (outer.Body.Statements.LastOrDefault() is not For inner || !IsPlain(outer) || !IsPlain(inner) || facts.ConstantOf(outer.From)?.Is(0) != true)
        {
            return null;
        }

        JammedNest nest = new(outer, inner, facts);
        return nest.CountsOn() && nest.HasKnownRange() && nest.IsFree() && nest.IsShared() ? nest : null;
    }

    /// <summary>All rounds add to the same element.</summary>
    public bool IsForAll(Accumulate sum) => !Split.Contains(sum.Index) && !Split.Contains(sum.Buffer);

    private static bool IsPlain(For loop) => loop is { Step: 1, LaneKind: null, Reversed: false } && loop.Index.Type == IrType.Int;

    /// <summary>What the loops carry are counters: the inner one goes on where the outer one is, in steps of one size.</summary>
    private bool CountsOn()
    {
        if (Inner.Parameters.Count != Outer.Parameters.Count)
        {
            return false;
        }

        for (int k = 0; k < Outer.Parameters.Count; k++)
        {
            if (Inner.Initials[k] != Outer.Parameters[k]
                || Outer.Body.Yields[k] != Inner.Outputs[k]
                || _facts.StepOf(Inner, k, _inside.Contains) is not Value step
                || _facts.ConstantOf(step) is not Constant constant)
            {
                return false;
            }

            _steps.Add((int)constant.Bits);
        }

        return true;
    }

    /// <summary>The inner loop ends at the same place in each round, and starts there too, or one further than in the round before.</summary>
    private bool HasKnownRange() =>
        (!_inside.Contains(Inner.To) || _facts.ConstantOf(Inner.To) is not null)
        && (!Split.Contains(Inner.From)
            || Inner.From == Outer.Index
            || (_facts.DefinitionOf(Inner.From) is Binary { Operator: BinaryOperator.Add } start && start.Left == Outer.Index && _facts.ConstantOf(start.Right) is { Bits: >= 0 }));

    /// <summary>What is written is only added to, or stored to in an element of the round's own; all memory has a name of its own.</summary>
    private bool IsFree()
    {
        List<Statement> all = [.. Before, .. Inner.Body.Statements];
        bool isPlain = Before.All(statement => statement is Let { Expression: Constant or Load or LaneLoad or Broadcast or Binary or Unary } or Store)
            && Inner.Body.Statements.All(statement => statement is Let { Expression: Constant or Load or LaneLoad or Broadcast or Binary or Unary } or Accumulate { Stride: null })
            && !all.OfType<Let>().Any(let => let.Expression is Binary { IsChecked: true });
        return isPlain && all.SelectMany(statement => statement.Operands.Where(operand => !operand.Type.IsScalar).Select(buffer => (statement, Root: _facts.RootOf(buffer))))
            .GroupBy(use => use.Root, use => use.statement)
            .All(uses => _facts.IsNamedRoot(uses.Key) && IsFree(uses.Key, [.. uses]));
    }

    private bool IsFree(Value root, List<Statement> uses) =>
        uses.All(use => use is Let)
        || (uses.All(use => use is Accumulate) && IsHidden(root, uses))
        || (uses is [Store store] && IsHidden(root, uses) && IsOwn(store.Index));

    /// <summary>Nobody sees in which order it is written.</summary>
    private bool IsHidden(Value root, List<Statement> uses) => uses.All(use => !use.IsUsers) || _facts.DefinitionOf(root) is Allocate or NewTape;

    /// <summary>The index is that of the round, or as much further as it is.</summary>
    private bool IsOwn(Value index) => index == Outer.Index
        || (_facts.DefinitionOf(index) is Binary { Operator: BinaryOperator.Add } sum
            && ((sum.Right == Outer.Index && !_inside.Contains(sum.Left)) || (sum.Left == Outer.Index && !_inside.Contains(sum.Right))));

    /// <summary>How many vectors inner loops side by side keep from round to round.</summary>
    private int Held() => LaneBlocks.Held(Inner).Sum(value => Split.Contains(value) ? Jamming.Many : 1);

    /// <summary>All rounds read, or add to, the same vectors.</summary>
    private bool IsShared() => Inner.Body.Statements.Any(statement => statement switch
    {
        Let { Expression: Load { Type.IsLanes: true } load } => !Split.Contains(load.Index) && DependsOnRow(load.Index),
        Accumulate { Operand.Type.IsLanes: true } sum => IsForAll(sum) && DependsOnRow(sum.Index),
        _ => false,
    });

    private bool DependsOnRow(Value index) => index == Inner.Index
        || (_facts.DefinitionOf(index) is Binary sum && (DependsOnRow(sum.Left) || DependsOnRow(sum.Right)));
}
