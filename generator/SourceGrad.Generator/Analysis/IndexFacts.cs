using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Analysis;

/// <summary>What <see cref="OwnElements"/> asks about ints.</summary>
internal interface IIndexFacts
{
    /// <summary>The operation that defines a value; null where something else does.</summary>
    Expression? DefinitionOf(Value value);

    Constant? ConstantOf(Value value);

    /// <summary>They are surely the same number.</summary>
    bool AreEqual(Value left, Value right);

    /// <summary>The index of a loop from 0 to the count.</summary>
    bool IsIndexBelow(Value index, Value count);
}

/// <summary>The answers for a primal, in which equal lengths may still be different values.</summary>
internal sealed class IndexFacts : IIndexFacts
{
    private readonly Definitions _definitions;
    private readonly Dictionary<Value, For> _loops = [];

    public IndexFacts(Function function, Definitions definitions)
    {
        _definitions = definitions;
        Collect(function.Body);
    }

    public Expression? DefinitionOf(Value value) => _definitions.Find(value);

    public Constant? ConstantOf(Value value) => _definitions.ConstantOf(value);

    public bool AreEqual(Value left, Value right) => _definitions.AreEqual(left, right);

    public bool IsIndexBelow(Value index, Value count) =>
        _loops.TryGetValue(index, out For? loop) && ConstantOf(loop.From)?.Is(0) == true && AreEqual(loop.To, count);

    private void Collect(Region region)
    {
        foreach (Statement statement in region.Statements)
        {
            if (statement is For loop)
            {
                _loops[loop.Index] = loop;
            }

            foreach (Region inner in statement.Regions)
            {
                Collect(inner);
            }
        }
    }
}
