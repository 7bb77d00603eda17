using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Optimization;

/// <summary>Puts the body of a loop that has one round, whatever happens, in the place of the loop; and nothing in that of one without any.</summary>
/// <remarks>A layer with one neuron has such loops once it stands in the place of its call.</remarks>
/// <example>
/// <code>
/// %s = for o from 0 to 1 (a = x) { …; yield %b }           …, with 0 for o and x for a; %s = %b
/// </code>
/// </example>
internal sealed class SingleRounds : Rewriter
{
    private readonly Definitions _definitions;

    private SingleRounds(Function function) => _definitions = Definitions.Of(function);

    public static Function Run(Function function) => new SingleRounds(function).Rewrite(function);

    public override Statement? VisitFor(For statement)
    {
        bool isPlain = statement.LaneKind is null && statement.Index.Type == IrType.Int && statement.Body.Yields.Count == statement.Outputs.Count;
        if (!isPlain || _definitions.ConstantOf(statement.From) is not Constant from || _definitions.ConstantOf(statement.To) is not Constant to || to.Bits - from.Bits > statement.Step)
        {
            return base.VisitFor(statement);
        }

        bool hasRound = from.Bits < to.Bits;
        if (hasRound)
        {
            Replace(statement.Index, statement.From);
            ReplaceAll(statement.Parameters, statement.Initials);
            Inline(statement.Body);
        }

        ReplaceAll(statement.Outputs, hasRound ? statement.Body.Yields : statement.Initials);
        return null;
    }

    private void ReplaceAll(IEnumerable<Value> old, IEnumerable<Value> replacements)
    {
        foreach ((Value value, Value replacement) in old.Zip(replacements, (value, replacement) => (value, replacement)).ToList())
        {
            Replace(value, replacement);
        }
    }
}
