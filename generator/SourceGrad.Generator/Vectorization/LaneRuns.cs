using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>
/// Inside of an outer loop in lanes, checks once, before an innermost loop, that all is there that the loop goes through element by element. That saves a check
/// for each access, and what is more, the lengths that these need: with them there are not enough registers for the addresses.
/// </summary>
/// <remarks>
/// Right because each round makes all accesses, so that an element that is missing would have been missed by this loop too, with the same exception; and because
/// the loop writes nothing but the function's own memory: nobody sees how far it came. What a loop counts on the way is worked out from the number of
/// the round.
/// </remarks>
/// <example>
/// <code>
/// for r from %f { pLanes[r] += broadcast w[%i] * x; i++ }
///
/// %n = max(%to, %f) - %f; %p = run pLanes, %f, %n; %w = run w, %i, %n
/// for k to %n { %p[k] += broadcast %w[k] * x }
/// </code>
/// </example>
internal sealed class LaneRuns : Rewriter
{
    private readonly FunctionFacts _facts;
    private readonly ValueFactory _values;
    private readonly HashSet<Value> _read = [];
    private int _lanes;

    private LaneRuns(Function function)
    {
        _facts = new FunctionFacts(function, new Dictionary<Value, Value>(), []);
        _values = new ValueFactory(function.NextId);
        Analysis.FreeValues.Collect(function.Body.Statements, _read);
        _read.UnionWith(function.Body.Yields);
    }

    public static Function Run(Function function)
    {
        LaneRuns pass = new(function);
        Function result = pass.Rewrite(function);
        return ReferenceEquals(result, function) ? function : result with { NextId = pass._values.NextId };
    }

    public override Statement? VisitFor(For statement)
    {
        if (_lanes > 0 && Fits(statement))
        {
            RegionBuilder before = new(_values), after = new(_values);
            RunLoop loop = new(statement, _facts, _values, before);
            if (loop.FindRuns())
            {
                For runs = loop.Build(after, _read);
                EmitAll(before);
                Emit(runs);
                EmitAll(after);
                return null;
            }
        }

        _lanes += statement.LaneKind is null ? 0 : 1;
        Statement? result = base.VisitFor(statement);
        _lanes -= statement.LaneKind is null ? 0 : 1;
        return result;
    }

    /// <summary>An innermost loop without branches, that writes only what the function made, and where nothing but an access throws.</summary>
    private bool Fits(For loop) =>
        loop.LaneKind is null && loop.Step == 1 && loop.Index.Type == IrType.Int
        && loop.Body.Statements.All(statement => statement switch
        {
            Let { Expression: Pop } => false,
            Let { Expression: Load or { Type.IsLanes: true } } => true,
            Let let => !_facts.CanFault(let.Expression),
            Store store => IsOwn(store.Buffer),
            Accumulate sum => IsOwn(sum.Buffer),
            _ => false,
        });

    private bool IsOwn(Value buffer) => _facts.DefinitionOf(_facts.RootOf(buffer)) is Allocate or NewTape;
}
