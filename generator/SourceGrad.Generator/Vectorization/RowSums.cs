using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>Finds loops that add the rows of a matrix to one row, as the adjoint of a layer's biases is, and calls a method for each, which keeps the sums in registers.</summary>
/// <remarks>Right for the reasons of <see cref="MatrixProducts"/>: it is a product with a row of ones.</remarks>
/// <example>
/// <code>
/// for b to n { for o to m { c'[k + o] += y'[b * m + o] } }           call AddRows(c', k, y', n, m)
/// </code>
/// </example>
internal sealed class RowSums : Rewriter
{
    private readonly FunctionFacts _facts;
    private readonly Stack<For> _around = new();

    private RowSums(Function function, IReadOnlyDictionary<Value, Value> companions, IReadOnlyCollection<Value> fields) =>
        _facts = new FunctionFacts(function, companions, fields);

    /// <inheritdoc cref="MatrixProducts.Run"/>
    public static Function Run(Function function, IReadOnlyDictionary<Value, Value> companions, IReadOnlyCollection<Value> fields) =>
        new RowSums(function, companions, fields).Rewrite(function);

    public override Statement? VisitFor(For statement)
    {
        if (RowNest.Of<Accumulate>(statement, _facts) is not RowNest nest || Call(nest, (Accumulate)nest.Statement) is not Invoke call
            || _around.Any(loop => LaneAnalysis.Of(loop, _facts).Failure is null))
        {
            _around.Push(statement);
            Statement? rewritten = base.VisitFor(statement);
            _around.Pop();
            return rewritten;
        }

        foreach (Let let in nest.Before)
        {
            Emit(base.VisitLet(let)!);
        }

        return base.VisitInvoke(call);
    }

    /// <summary>Nobody sees how far a sum in memory of the function has come where an element does not exist.</summary>
    private Invoke? Call(RowNest nest, Accumulate sum) =>
        sum.Stride is null
        && (!sum.IsUsers || _facts.DefinitionOf(_facts.RootOf(sum.Buffer)) is Allocate)
        && nest.ReadOnly(sum.Operand) is Load load && nest.IsPlace(load.Index)
        && nest.StartOf(sum.Index) is Value start
        && nest.AreApart(sum.Buffer, load.Buffer)
            ? LibraryCalls.On("MatrixProduct.AddRows", Passing.Added, [sum.Buffer, start, load.Buffer, nest.Rows.To, nest.Columns.To], sum)
            : null;
}
