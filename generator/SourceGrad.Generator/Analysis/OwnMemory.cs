using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Analysis;

/// <summary>
/// Memory of which each round of a loop touches single elements that are its own: the same block of them wherever it does (<see cref="OwnElements"/>). Only of loops with no loop
/// inside: what those in each other store are more often products of matrices, which are faster as a whole.
/// </summary>
internal sealed class OwnMemory
{
    private readonly OwnElements _elements;
    private readonly BufferRoots _roots;
    private readonly HashSet<Value> _inside;
    private readonly Dictionary<Value, Block?> _blocks = [];
    private readonly Dictionary<Value, HashSet<long>> _stored = [];
    private readonly HashSet<Value> _again = [];

    public OwnMemory(For loop, IIndexFacts facts, BufferRoots roots)
    {
        _roots = roots;
        _inside = [loop.Index, .. loop.Parameters];
        DefinedValues.Collect(loop.Body.Statements, _inside);
        _elements = new OwnElements(loop, facts, _inside.Contains);
        if (loop.Step == 1 && loop.Index.Type == IrType.Int && loop.Body.LoopDepth == 0)
        {
            Visit(loop.Body, isInEachRound: true);
        }
    }

    public bool Has(Value root) => _blocks.TryGetValue(root, out Block? block) && block is not null;

    /// <summary>The loop writes each element of it by one store at most.</summary>
    public bool IsStoredOnce(Value root) => Has(root) && !_again.Contains(root);

    private void Visit(Region region, bool isInEachRound)
    {
        foreach (Statement statement in region.Statements)
        {
            switch (statement)
            {
                case Let { Expression: Load load }:
                    Touch(load.Buffer, load.Index, isInEachRound);
                    break;
                case Store store:
                    Touch(store.Buffer, store.Index, isInEachRound);
                    CountStore(store);
                    break;
                case Accumulate sum:
                    Touch(sum.Buffer, sum.Index, isInEachRound);
                    _again.Add(_roots.Of(sum.Buffer));
                    break;
                case Let { Expression: Slice or Row or Length }:
                    break;
                default:
                    foreach (Value buffer in statement.Operands.Where(operand => !operand.Type.IsScalar))
                    {
                        _blocks[_roots.Of(buffer)] = null;
                    }

                    break;
            }

            foreach (Region inner in statement.Regions)
            {
                Visit(inner, isInEachRound: false);
            }
        }
    }

    private void CountStore(Store store)
    {
        Value root = _roots.Of(store.Buffer);
        if (!_stored.TryGetValue(root, out HashSet<long>? columns))
        {
            _stored[root] = columns = [];
        }

        if (root != store.Buffer || _elements.ColumnOf(store.Index) is not long column || !columns.Add(column))
        {
            _again.Add(root);
        }
    }

    private void Touch(Value buffer, Value index, bool isInEachRound)
    {
        Value root = _roots.Of(buffer);
        Block? block = _elements.Of(buffer, index, isInEachRound);
        _blocks[root] = !_blocks.TryGetValue(root, out Block? before) || before == block ? block : null;
    }
}
