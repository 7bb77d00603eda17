using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Optimization;

/// <summary>
/// Takes out of loops what is the same in every round: carried values that are handed on unchanged become the value
/// they started from, and function calls and divisions of outer values, and clamped views of outer buffers, are computed once, before the
/// loop, with whatever they are made of. Cheaper invariants stay where the user wrote them: the JIT hoists those itself.
/// </summary>
/// <remarks>
/// Right because only operations without effect that cannot throw move, so it does not matter that a loop without rounds
/// now computes them; nothing that reads memory moves. Loops inside have been treated before: what leaves an inner loop
/// may leave the outer one too.
/// </remarks>
/// <example>
/// <code>
/// for i (%s = 0, %k = %n) {            %e = Math.Exp(%a)
///   %e = Math.Exp(%a)                  for i (%s = 0) {
///   %t = %s + %e                         %t = %s + %e
///   yield %t, %k                         yield %t
/// }                                    }
/// </code>
/// </example>
internal sealed class LoopInvariants : Rewriter
{
    private readonly Definitions _definitions;
    private readonly Faults _faults;
    private readonly Names _names = new();

    private LoopInvariants(Function function)
    {
        _definitions = Definitions.Of(function);
        _faults = new Faults(_definitions.Find);
    }

    public static Function Run(Function function)
    {
        var pass = new LoopInvariants(function);
        return pass._names.Apply(pass.Rewrite(function));
    }

    public override Statement? VisitFor(For statement)
    {
        var kept = Settle(statement.Initials, statement.Parameters, statement.Body.Yields, statement.Outputs);
        if (kept.Count < statement.Parameters.Count)
        {
            statement = statement with
            {
                Initials = Keep(kept, statement.Initials),
                Parameters = Keep(kept, statement.Parameters),
                Body = statement.Body with { Yields = Keep(kept, statement.Body.Yields) },
                Outputs = Keep(kept, statement.Outputs),
            };
        }

        var loop = (For)base.VisitFor(statement)!;
        Region body = Hoist(loop.Body, [loop.Index, .. loop.Parameters]);
        return ReferenceEquals(body, loop.Body) ? loop : loop with { Body = body };
    }

    public override Statement? VisitWhile(While statement)
    {
        var kept = Settle(statement.Initials, statement.Parameters, statement.Body.Yields, statement.Outputs);
        if (kept.Count < statement.Parameters.Count)
        {
            statement = statement with
            {
                Initials = Keep(kept, statement.Initials),
                Parameters = Keep(kept, statement.Parameters),
                Body = statement.Body with { Yields = Keep(kept, statement.Body.Yields) },
                Outputs = Keep(kept, statement.Outputs),
            };
        }

        var loop = (While)base.VisitWhile(statement)!;
        Region test = Hoist(loop.Test, loop.Parameters), body = Hoist(loop.Body, loop.Parameters);
        return ReferenceEquals(test, loop.Test) && ReferenceEquals(body, loop.Body) ? loop : loop with { Test = test, Body = body };
    }

    private static EquatableArray<Value> Keep(List<int> kept, EquatableArray<Value> values) =>
        kept.Select(i => values[i]).ToEquatable();

    /// <summary>Replaces carried values that never change; gives the places of the others.</summary>
    private List<int> Settle(
        EquatableArray<Value> initials, EquatableArray<Value> parameters, EquatableArray<Value> yields, EquatableArray<Value> outputs)
    {
        var kept = new List<int>();
        for (int i = 0; i < parameters.Count; i++)
        {
            Value initial = Substitute(initials[i]);
            if (yields.Count != parameters.Count || !(yields[i].Equals(parameters[i]) || Substitute(yields[i]).Equals(initial)))
            {
                kept.Add(i);
                continue;
            }

            Replace(parameters[i], initial);
            Replace(outputs[i], initial);
            _names.Merge(initial, parameters[i], isConstant: _definitions.ConstantOf(initial) is not null);
        }

        return kept;
    }

    /// <summary>Emits the invariant operations of a loop's region before the loop and gives the region without them.</summary>
    private Region Hoist(Region region, IEnumerable<Value> parameters)
    {
        // What the region defines and cannot leave it; an operation that reads none of that can.
        var bound = new HashSet<Value>(parameters);
        var movable = new Dictionary<Value, Let>();
        var moved = new HashSet<Statement>(ReferenceComparer.Instance);
        foreach (Statement statement in region.Statements)
        {
            if (statement is Let let && IsSafe(let.Expression) && !let.Operands.Any(bound.Contains))
            {
                movable[let.Result] = let;
                if (IsWorthwhile(let.Expression))
                {
                    Mark(let, movable, moved);
                }
            }
            else
            {
                bound.UnionWith(statement.Results);
            }
        }

        if (moved.Count == 0)
        {
            return region;
        }

        foreach (Statement statement in region.Statements.Where(moved.Contains))
        {
            Emit(statement);
        }

        return region with { Statements = region.Statements.Where(statement => !moved.Contains(statement)).ToEquatable() };
    }

    private static void Mark(Let let, Dictionary<Value, Let> movable, HashSet<Statement> moved)
    {
        var open = new Stack<Let>();
        open.Push(let);
        while (open.Count > 0)
        {
            Let next = open.Pop();
            if (moved.Add(next))
            {
                foreach (Value operand in next.Operands.Where(movable.ContainsKey))
                {
                    open.Push(movable[operand]);
                }
            }
        }
    }

    private static bool IsWorthwhile(Expression expression) => expression switch
    {
        Call => true,
        Binary { Operator: BinaryOperator.Divide or BinaryOperator.Remainder } => true,
        Slice => true,
        _ => false,
    };

    private bool IsSafe(Expression expression) =>
        expression is Constant or Unary or Binary or Ir.Convert or Call or Select or StopGradient or Length or Slice
        && !_faults.Possible(expression);
}
