using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>Calls one method for the adjoints of both factors of a product of matrices, where two calls follow each other.</summary>
/// <remarks>Right because neither reads what the other one stores, which their factors' buffers tell.</remarks>
/// <example>
/// <code>
/// call Set(%x', %y', w, n, k, m)                     call SetAdjoints(%x', %w', %y', w, x, n, k, m)
/// call SetTransposedLeft(%w', %y', x, m, k, n)
/// </code>
/// </example>
internal sealed class PairedProducts : Rewriter
{
    private readonly FunctionFacts _facts;

    private PairedProducts(FunctionFacts facts)
    {
        _facts = facts;
    }

    /// <inheritdoc cref="MatrixProducts.Run"/>
    public static Function Run(Function function, IReadOnlyDictionary<Value, Value> companions, IReadOnlyCollection<Value> fields) =>
        new PairedProducts(new FunctionFacts(function, companions, fields)).Rewrite(function);

    protected override Region Rewrite(Region region)
    {
        List<Statement> statements = [.. region.Statements];
        for (int i = 1; i < statements.Count; i++)
        {
            if (statements[i - 1] is Invoke first && statements[i] is Invoke second && (Pair(first, second) ?? Pair(second, first)) is Invoke both)
            {
                statements[i - 1] = both with { Source = first.Source, Comment = first.Comment };
                statements.RemoveAt(i);
            }
        }

        return base.Rewrite(statements.Count == region.Statements.Count ? region : region with { Statements = statements.ToEquatable() });
    }

    private Invoke? Pair(Invoke left, Invoke right)
    {
        if (!IsCall(left, "Set") || !IsCall(right, "SetTransposedLeft") || left.Source != right.Source)
        {
            return null;
        }

        (Value x, Value y, Value w) = (left.Arguments[0], left.Arguments[1], left.Arguments[2]);
        (Value other, Value otherY, Value factor) = (right.Arguments[0], right.Arguments[1], right.Arguments[2]);
        (Value rows, Value columns, Value terms) = (left.Arguments[3], left.Arguments[4], left.Arguments[5]);
        return y == otherY
            && _facts.AreEqual(terms, right.Arguments[3]) && _facts.AreEqual(columns, right.Arguments[4]) && _facts.AreEqual(rows, right.Arguments[5])
            && _facts.AreApart(x, other) && _facts.AreApart(x, factor) && _facts.AreApart(other, w)
            ? LibraryCalls.On("MatrixProduct.SetAdjoints", [Passing.Overwritten, Passing.Overwritten], [x, other, y, w, factor, rows, columns, terms], left)
            : null;
    }

    private static bool IsCall(Invoke call, string method) => call.Arguments.Count > 0 && call.Callee.Method == LibraryCalls.NameOf("MatrixProduct." + method, call.Arguments[0].Type);
}
