using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Optimization;

/// <summary>
/// Makes one call of a call and its derivative: a generated derivative returns the value too. A recursion of depth n then takes n calls and
/// not n², because no level computes the value only for the level above to compute it again.
/// </summary>
/// <remarks>
/// Right because the derivative runs where the call ran, on the same arguments. What it needs besides, the adjoint of the result, must
/// be computed by then or by operations that can move there; what it adds to must not be looked at or overwritten in between.
/// </remarks>
/// <example>
/// <code>
/// p = Power(x, m)                                  p, x' = PowerVjp(x, m, r')
/// x' = PowerVjp(x, m, r')       becomes
/// </code>
/// </example>
internal sealed class CallFusion : Rewriter
{
    private readonly BufferRoots _roots;

    private CallFusion(Function function) => _roots = new BufferRoots(function);

    public static Function Run(Function function) => new CallFusion(function).Rewrite(function);

    protected override Region Rewrite(Region region)
    {
        Region rewritten = base.Rewrite(region);
        List<Statement>? statements = null;
        for (int i = 0; i < (statements?.Count ?? rewritten.Statements.Count); i++)
        {
            IReadOnlyList<Statement> current = statements ?? (IReadOnlyList<Statement>)rewritten.Statements;
            if (current[i] is Invoke { Callee.Pullback: { Form: not PullbackForm.Rule } pullback } call && !call.Written.Any())
            {
                for (int j = i + 1; j < current.Count; j++)
                {
                    if (current[j] is Invoke derivative && IsDerivative(derivative, call, pullback) && Advance(current, i, j) is { } moved)
                    {
                        statements = [.. current.Take(i), .. moved, Fused(call, derivative), .. current.Skip(i + 1).Where(other => !ReferenceEquals(other, derivative) && !moved.Contains(other, ReferenceComparer.Instance))];
                        break;
                    }
                }
            }
        }

        return statements is null ? rewritten : rewritten with { Statements = statements.ToEquatable() };
    }

    private static bool IsDerivative(Invoke derivative, Invoke call, Pullback pullback) =>
        derivative.Callee is { Pullback: null, Returned: 0 }
        && derivative.Callee.Method == pullback.Method
        && call.Arguments.SequenceEqual(derivative.Arguments.Take(call.Arguments.Count));

    private static Invoke Fused(Invoke call, Invoke derivative) => derivative with
    {
        Callee = derivative.Callee with { Returned = call.Outputs.Count },
        Outputs = call.Outputs.Concat(derivative.Outputs).ToEquatable(),
    };

    /// <summary>The operations that have to move before statement <paramref name="i"/> for statement <paramref name="j"/> to run there; null where that cannot be.</summary>
    private List<Statement>? Advance(IReadOnlyList<Statement> statements, int i, int j)
    {
        Invoke derivative = (Invoke)statements[j];
        HashSet<Value> needed = [.. derivative.Operands];
        List<Statement> moved = [];
        for (int k = j - 1; k >= i; k--)
        {
            Statement statement = statements[k];
            if (!statement.Results.Any(needed.Contains))
            {
                continue;
            }

            if (k == i || statement is not Let { Expression: not (Load or Pop or Allocate or NewTape) } let)
            {
                return null;
            }

            moved.Insert(0, let);
            needed.UnionWith(let.Operands);
        }

        HashSet<Value> added = [], read = [];
        for (int k = 0; k < derivative.Arguments.Count; k++)
        {
            if (derivative.Arguments[k].Type.IsBuffer)
            {
                (derivative.Callee.Adds(k) ? added : read).Add(_roots.Of(derivative.Arguments[k]));
            }
        }

        return statements.Skip(i + 1).Take(j - i - 1).All(statement => Passes(statement, added, read)) ? moved : null;
    }

    /// <summary>The order of the derivative and this statement does not matter.</summary>
    private bool Passes(Statement statement, HashSet<Value> added, HashSet<Value> read)
    {
        bool IsFree(Value buffer) => !added.Contains(_roots.Of(buffer)) && !read.Contains(_roots.Of(buffer));
        bool MayRead(Value buffer) => !added.Contains(_roots.Of(buffer));
        bool MayAdd(Value buffer) => !read.Contains(_roots.Of(buffer));
        bool passes = statement switch
        {
            Let { Expression: Load load } => MayRead(load.Buffer),
            Store store => IsFree(store.Buffer),
            Clear clear => IsFree(clear.Buffer),
            Copy copy => MayRead(copy.From) && IsFree(copy.To),
            Accumulate accumulate => MayAdd(accumulate.Buffer),
            Invoke call => call.Arguments.Select((argument, i) => (argument, i)).Where(pair => pair.argument.Type.IsBuffer).All(pair =>
                call.Callee.Adds(pair.i) ? MayAdd(pair.argument) : call.Callee.Writes(pair.i) ? IsFree(pair.argument) : MayRead(pair.argument)),
            Guard => false,
            _ => true,
        };
        return passes && statement.Regions.All(region => region.Statements.All(inner => Passes(inner, added, read)));
    }
}
