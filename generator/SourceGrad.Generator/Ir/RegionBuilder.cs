using SourceGrad.Generator.Infrastructure;

namespace SourceGrad.Generator.Ir;

/// <summary>Hands out value ids that are unique in a function, and remembers what builders defined them as.</summary>
internal sealed class ValueFactory(int nextId)
{
    private readonly Dictionary<Value, Expression> _definitions = [];

    public int NextId { get; private set; } = nextId;

    /// <summary>The operation that defines a value, where a builder of this factory defined it.</summary>
    public Expression? DefinitionOf(Value value) => _definitions.TryGetValue(value, out Expression? expression) ? expression : null;

    public void Define(Value value, Expression expression) => _definitions[value] = expression;

    public Value Create(IrType type, string? hint = null) => new(NextId++, type, hint);
}

/// <summary>Collects the statements of one region in order.</summary>
internal sealed class RegionBuilder(ValueFactory values)
{
    private readonly List<Statement> _statements = [];

    public ValueFactory Values { get; } = values;

    /// <summary>Given to each statement added from now on.</summary>
    public string? Source { get; set; }

    /// <summary>Given to each statement added from now on.</summary>
    public string? Comment { get; set; }

    public IReadOnlyList<Statement> Statements => _statements;

    public Value Let(Expression expression, string? hint = null)
    {
        Value result = Values.Create(expression.Type, hint);
        Values.Define(result, expression);
        Add(new Let(result, expression));
        return result;
    }

    public void Add(Statement statement)
    {
        _statements.Add(statement with
        {
            Source = statement.Source ?? Source,
            Comment = statement.Comment ?? Comment,
        });
    }

    /// <summary>Adds statements as they are.</summary>
    public void AddRange(IEnumerable<Statement> statements) => _statements.AddRange(statements);

    /// <summary>Takes out a statement that was added, to put it elsewhere.</summary>
    public bool Remove(Statement statement) => _statements.Remove(statement);

    /// <summary>A builder for a region inside this one.</summary>
    public RegionBuilder Nested() => new(Values) { Source = Source, Comment = Comment };

    public Region Build(params Value[] yields) => new(_statements.ToEquatable(), yields.ToEquatable());

    public Region Build(IEnumerable<Value> yields) => new(_statements.ToEquatable(), yields.ToEquatable());
}
