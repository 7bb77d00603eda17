using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>A product of matrices that a loop computes.</summary>
/// <param name="Method">The method of the runtime that adds it.</param>
/// <param name="Statement">What adds or stores an element of the result in the loop.</param>
/// <param name="Sum">The innermost loop where that only sums up the terms of an element; else null.</param>
internal sealed record MatrixProduct(string Method, Statement Statement, For? Sum, Value Result, Value Left, Value Right, Value Rows, Value Columns, Value Terms)
{
    /// <summary>It comes after the rest of the loop, which stores what it is added to.</summary>
    public bool IsAfter => Sum is not null;

    /// <summary>
    /// What reads the elements of the factors in the innermost loop. The method finds out itself if one of them does not exist; one that is read further
    /// outside is read also where there is no term.
    /// </summary>
    public IReadOnlyList<Let> Reads { get; init; } = [];
}

/// <summary>The products of matrices in a loop, its own index being one of the three.</summary>
internal sealed class MatrixNest
{
    /// <summary>A product with fewer terms in all is faster in place.</summary>
    private const long Fewest = 64;

    private readonly For _outer;
    private readonly FunctionFacts _facts;
    private readonly HashSet<Value> _inside;
    private readonly Dictionary<Value, List<(Statement Statement, Region Region)>> _memory = [];
    private readonly Dictionary<Statement, Region> _regions = new(ReferenceComparer.Instance);
    private readonly Dictionary<Value, Let> _lets = [];
    private readonly Dictionary<Value, int> _uses = [];
    private readonly List<MatrixProduct> _products = [];
    private bool _isPlain = true;

    public MatrixNest(For outer, FunctionFacts facts)
    {
        (_outer, _facts) = (outer, facts);
        _inside = [outer.Index, .. outer.Parameters];
        if (!facts.IsFullRange(outer) || outer.Body.LoopDepth < 2)
        {
            return;
        }

        DefinedValues.Collect(outer.Body.Statements, _inside);
        Collect(outer.Body);
        if (!_isPlain)
        {
            return;
        }

        foreach (For middle in outer.Body.Statements.OfType<For>().Where(facts.IsFullRange))
        {
            foreach (For inner in middle.Body.Statements.OfType<For>().Where(facts.IsFullRange))
            {
                FindSums(middle, inner);
                FindDots(middle, inner);
            }
        }
    }

    public IReadOnlyList<MatrixProduct> Products => _products;

    /// <summary>Elements of a result that the innermost loop adds to.</summary>
    private void FindSums(For middle, For inner)
    {
        foreach (Accumulate sum in inner.Body.Statements.OfType<Accumulate>())
        {
            bool isHidden = !sum.IsUsers || _facts.DefinitionOf(_facts.RootOf(sum.Buffer)) is Allocate;
            if (isHidden && Uses(sum.Buffer).All(use => use.Statement is Accumulate) && Find([_outer, middle, inner], sum, sum.Buffer, sum.Index, sum.Operand, null) is MatrixProduct product)
            {
                _products.Add(product);
            }
        }
    }

    /// <summary>Elements of a result that are stored once the innermost loop has summed up their terms, and do nothing else.</summary>
    private void FindDots(For middle, For inner)
    {
        if (inner.Parameters.Count != 1
            || inner.Body.Statements.Any(statement => statement is not Let)
            || _facts.DefinitionOf(inner.Body.Yields[0]) is not Binary { Operator: BinaryOperator.Add } sum
            || sum.Left != inner.Parameters[0]
            || _uses[inner.Parameters[0]] != 1
            || _uses.TryGetValue(inner.Outputs[0], out int uses) && uses != 1)
        {
            return;
        }

        Store? store = middle.Body.Statements.OfType<Store>().FirstOrDefault(store => store.Operand == inner.Outputs[0]);
        if (store is not null
            && _facts.DefinitionOf(_facts.RootOf(store.Buffer)) is Allocate
            && Uses(store.Buffer).Count == 1
            && Find([_outer, middle, inner], store, store.Buffer, store.Index, sum.Right, inner) is MatrixProduct product
            && inner.Body.Statements.OfType<Let>().All(let => product.Reads.Contains(let) || !_facts.CanFault(let.Expression)))
        {
            _products.Add(product);
        }
    }

    private MatrixProduct? Find(For[] loops, Statement statement, Value result, Value index, Value term, For? sum)
    {
        if (Place(loops, index) is not (For row, For column)
            || !result.Type.IsBuffer || result.Type.IsParameter || !result.Type.IsFloating
            || !IsOuter(result) || !_facts.IsKnownRoot(_facts.RootOf(result))
            || _facts.DefinitionOf(term) is not Binary { Operator: BinaryOperator.Multiply } product
            || product.Type != result.Type.Element
            || !loops.All(loop => IsOuter(loop.To) || _facts.ConstantOf(loop.To) is not null)
            || IsSmall(loops)
            || _facts.HasUserWrites(_outer.Body, sum is null ? null : statement))
        {
            return null;
        }

        For terms = loops.Single(loop => loop != row && loop != column);
        return Find(product.Left, product.Right) ?? Find(product.Right, product.Left);

        MatrixProduct? Find(Value left, Value right)
        {
            if (Factor(loops, left, result, row, terms) is not (Value first, bool isFirstTransposed)
                || Factor(loops, right, result, terms, column) is not (Value second, bool isSecondTransposed)
                || (isFirstTransposed && isSecondTransposed))
            {
                return null;
            }

            string method = isFirstTransposed ? "AddTransposedLeft" : isSecondTransposed ? "AddTransposedRight" : "Add";
            return new MatrixProduct(method, statement, sum, result, first, second, row.To, column.To, terms.To)
            {
                Reads = [.. new[] { _lets[left], _lets[right] }.Where(read => ReferenceEquals(_regions[read], loops[2].Body))],
            };
        }
    }

    /// <summary>The matrix that a factor of a term is read from, and whether its rows are the columns asked for; null for anything else.</summary>
    private (Value Matrix, bool IsTransposed)? Factor(For[] loops, Value factor, Value result, For row, For column)
    {
        if (!_lets.TryGetValue(factor, out Let? let) || let.Expression is not Load load || !IsOuter(load.Buffer) || load.Type != result.Type.Element
            || Place(loops, load.Index) is not (For first, For second))
        {
            return null;
        }

        bool isTransposed = first == column && second == row;
        Value root = _facts.RootOf(load.Buffer);
        return (isTransposed || (first == row && second == column))
            && root != _facts.RootOf(result)
            && _facts.IsKnownRoot(root)
            && Uses(load.Buffer).All(use => use.Statement is Let || IsOverwrittenLater(let, load, use.Statement, loops, first, second))
                ? (load.Buffer, isTransposed)
                : null;
    }

    /// <summary>The element is stored to where the iteration that alone has it is done with it.</summary>
    private bool IsOverwrittenLater(Let let, Load load, Statement write, For[] loops, For first, For second)
    {
        if (write is not Store store || store.Buffer != load.Buffer || store.Index != load.Index || !ReferenceEquals(_regions[store], _regions[let]))
        {
            return false;
        }

        List<Statement> order = [.. _regions[let].Statements];
        List<For> around = [.. loops.Take(1 + Array.FindIndex(loops, loop => ReferenceEquals(loop.Body, _regions[let])))];
        return order.IndexOf(let) < order.IndexOf(store) && around.Count == 2 && around.Contains(first) && around.Contains(second);
    }

    /// <summary>The loops of the row and of the column, where an index is that of an element of a matrix without gaps.</summary>
    private (For Row, For Column)? Place(For[] loops, Value index)
    {
        foreach ((Value number, Value width, Value inRow) in _facts.Places(index).Where(place => place.Row != place.Column))
        {
            if (loops.FirstOrDefault(loop => loop.Index == number) is For row && loops.FirstOrDefault(loop => loop.Index == inRow) is For column && _facts.AreEqual(width, column.To))
            {
                return (row, column);
            }
        }

        return null;
    }

    private bool IsOuter(Value value) => !_inside.Contains(value);

    /// <summary>All sizes are numbers, and small ones.</summary>
    private bool IsSmall(For[] loops) => loops.Aggregate(1L, (size, loop) => size * (_facts.ConstantOf(loop.To)?.Bits ?? Fewest)) < Fewest;

    private List<(Statement Statement, Region Region)> Uses(Value buffer) => _memory[_facts.RootOf(buffer)];

    private void Collect(Region region)
    {
        foreach (Statement statement in region.Statements)
        {
            _isPlain &= statement is Store or Accumulate or For or Let { Expression: not (Allocate or NewTape or Pop or Slice or Row) };
            _regions[statement] = region;
            if (statement is Let let)
            {
                _lets[let.Result] = let;
            }

            foreach (Value operand in statement.Operands)
            {
                Count(operand);
                if (!operand.Type.IsScalar && statement is not Let { Expression: Length })
                {
                    Value root = _facts.RootOf(operand);
                    if (!_memory.TryGetValue(root, out List<(Statement, Region)>? uses))
                    {
                        _memory[root] = uses = [];
                    }

                    uses.Add((statement, region));
                }
            }

            foreach (Region inner in statement.Regions)
            {
                Collect(inner);
            }
        }

        foreach (Value yield in region.Yields)
        {
            Count(yield);
        }
    }

    private void Count(Value value)
    {
        _uses.TryGetValue(value, out int uses);
        _uses[value] = uses + 1;
    }
}
