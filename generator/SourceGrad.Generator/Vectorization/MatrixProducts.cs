using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>
/// Finds products of matrices in loops, three of them in each other, and calls a method for each, which keeps tiles of the result in registers.
/// Whatever else the loops do stays in them. It runs before <see cref="Tiling"/>, which does other loops side by side.
/// </summary>
/// <remarks>
/// Right because only the order of a sum changes: the result is only added to, in no order that could be seen, and the factors do not change in the loops. A
/// factor's element may be overwritten at the end of the iteration that alone uses it, as adjoints are; the product comes first then. The method throws
/// what the loops would throw where an element does not exist, so nothing that can be seen then may have been written.
/// </remarks>
/// <example>
/// <code>
/// for b to n { for o to m {                        for b to n { for o to m { y[b * m + o] = c[o] } }
///   %s = for i to k (s = c[o]) {                   call AddTransposedRight(y, x, w, n, m, k)
///     yield s + w[o * k + i] * x[b * k + i] }
///   y[b * m + o] = %s } }
/// </code>
/// </example>
internal sealed class MatrixProducts : Rewriter
{
    private const string Class = "global::SourceGrad.Runtime.MatrixProduct.";

    private readonly FunctionFacts _facts;
    private readonly Stack<For> _around = new();

    private MatrixProducts(Function function, IReadOnlyDictionary<Value, Value> companions, IReadOnlyCollection<Value> fields) =>
        _facts = new FunctionFacts(function, companions, fields);

    /// <param name="function">After the optimizer.</param>
    /// <param name="companions">Buffers that the caller has to make as long as another one.</param>
    /// <param name="fields">Parameters that are fields of an object.</param>
    /// <returns>The function, in which much that the loops did may be dead.</returns>
    public static Function Run(Function function, IReadOnlyDictionary<Value, Value> companions, IReadOnlyCollection<Value> fields) =>
        new MatrixProducts(function, companions, fields).Rewrite(function);

    /// <summary>What to call, in place of a method that adds a product, where the result holds nothing yet; null for others.</summary>
    public static string? First(string method) =>
        method.StartsWith(Class + "Add<", StringComparison.Ordinal) || method.StartsWith(Class + "AddTransposedLeft<", StringComparison.Ordinal)
            ? Class + "Set" + method.Substring(Class.Length + "Add".Length)
            : null;

    public override Statement? VisitFor(For statement)
    {
        MatrixNest nest = new(statement, _facts);
        if (nest.Products.Count == 0 || _around.Any(loop => LaneAnalysis.Of(loop, _facts).Failure is null))
        {
            _around.Push(statement);
            Statement? rewritten = base.VisitFor(statement);
            _around.Pop();
            return rewritten;
        }

        foreach (MatrixProduct product in nest.Products.Where(product => !product.IsAfter))
        {
            Emit(Call(product));
        }

        Statement rest = new Removal(nest).VisitFor(statement)!;
        List<Invoke> after = [.. nest.Products.Where(product => product.IsAfter).Select(Call)];
        if (after.Count == 0)
        {
            return rest;
        }

        Emit(rest);
        after.Take(after.Count - 1).ToList().ForEach(Emit);
        return after[after.Count - 1];
    }

    private static Invoke Call(MatrixProduct product) => LibraryCalls.On(
        "MatrixProduct." + product.Method, Passing.Added, [product.Result, product.Left, product.Right, product.Rows, product.Columns, product.Terms], product.Statement);

    /// <summary>Takes out of the loops what is done by products.</summary>
    private sealed class Removal(MatrixNest nest) : Rewriter
    {
        private readonly Dictionary<Statement, MatrixProduct> _byStatement = nest.Products.ToDictionary(product => product.Statement, ReferenceComparer.Instance);
        private readonly HashSet<Statement> _reads = new(nest.Products.SelectMany(product => product.Reads), ReferenceComparer.Instance);

        /// <summary>Nobody needs the read any more, not even for what it may throw.</summary>
        public override Statement? VisitLet(Let statement) => _reads.Contains(statement) ? statement with { Source = null } : statement;

        public override Statement? VisitAccumulate(Accumulate statement) => _byStatement.ContainsKey(statement) ? null : base.VisitAccumulate(statement);

        public override Statement? VisitStore(Store statement) =>
            _byStatement.TryGetValue(statement, out MatrixProduct? product) ? statement with { Operand = product.Sum!.Initials[0] } : base.VisitStore(statement);

        public override Statement? VisitFor(For statement) => nest.Products.Any(product => ReferenceEquals(product.Sum, statement)) ? null : base.VisitFor(statement);
    }
}
