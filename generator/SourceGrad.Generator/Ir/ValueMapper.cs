using SourceGrad.Generator.Infrastructure;

namespace SourceGrad.Generator.Ir;

/// <summary>
/// Copies statements while it maps the values they read and, if asked, those they define: substitution
/// (only reads), renaming (both alike) and cloning (fresh definitions) are all this.
/// </summary>
internal class ValueMapper : StatementVisitor<Statement>
{
    /// <summary>Maps a value that is read.</summary>
    protected virtual Value Use(Value value) => value;

    /// <summary>Maps a value that is defined.</summary>
    protected virtual Value Define(Value value) => value;

    public Statement Map(Statement statement) => statement.Accept(this);

    public Region Map(Region region)
    {
        EquatableArray<Statement> statements = region.Statements.Map(Map);
        EquatableArray<Value> yields = region.Yields.Map(Use);
        return ReferenceEquals(statements, region.Statements) && ReferenceEquals(yields, region.Yields)
            ? region
            : new Region(statements, yields);
    }

    public override Statement VisitLet(Let statement)
    {
        Expression expression = statement.Expression.Map(Use);
        Value result = Define(statement.Result);
        return ReferenceEquals(expression, statement.Expression) && ReferenceEquals(result, statement.Result)
            ? statement
            : statement with { Result = result, Expression = expression };
    }

    public override Statement VisitStore(Store statement) => Unchanged(statement)
        ? statement
        : statement with { Buffer = Use(statement.Buffer), Index = Use(statement.Index), Operand = Use(statement.Operand) };

    public override Statement VisitAccumulate(Accumulate statement) => Unchanged(statement)
        ? statement
        : statement with { Buffer = Use(statement.Buffer), Index = Use(statement.Index), Operand = Use(statement.Operand) };

    public override Statement VisitClear(Clear statement) =>
        Unchanged(statement) ? statement : statement with { Buffer = Use(statement.Buffer) };

    public override Statement VisitCopy(Copy statement) =>
        Unchanged(statement) ? statement : statement with { From = Use(statement.From), To = Use(statement.To) };

    public override Statement VisitPush(Push statement) =>
        Unchanged(statement) ? statement : statement with { Tape = Use(statement.Tape), Operand = Use(statement.Operand) };

    public override Statement VisitGuard(Guard statement) =>
        Unchanged(statement) ? statement : statement with { Arguments = statement.Arguments.Map(Use) };

    public override Statement VisitIf(If statement)
    {
        Value condition = Use(statement.Condition);
        Region then = Map(statement.Then), otherwise = Map(statement.Else);
        EquatableArray<Value> outputs = statement.Outputs.Map(Define);
        return ReferenceEquals(condition, statement.Condition) && ReferenceEquals(then, statement.Then)
            && ReferenceEquals(otherwise, statement.Else) && ReferenceEquals(outputs, statement.Outputs)
            ? statement
            : statement with { Condition = condition, Then = then, Else = otherwise, Outputs = outputs };
    }

    public override Statement VisitFor(For statement)
    {
        Value from = Use(statement.From), to = Use(statement.To);
        EquatableArray<Value> initials = statement.Initials.Map(Use);
        Value index = Define(statement.Index);
        EquatableArray<Value> parameters = statement.Parameters.Map(Define);
        Region body = Map(statement.Body);
        EquatableArray<Value> outputs = statement.Outputs.Map(Define);
        return ReferenceEquals(from, statement.From) && ReferenceEquals(to, statement.To)
            && ReferenceEquals(initials, statement.Initials) && ReferenceEquals(index, statement.Index)
            && ReferenceEquals(parameters, statement.Parameters) && ReferenceEquals(body, statement.Body)
            && ReferenceEquals(outputs, statement.Outputs)
            ? statement
            : statement with
            {
                Index = index,
                From = from,
                To = to,
                Initials = initials,
                Parameters = parameters,
                Body = body,
                Outputs = outputs,
            };
    }

    public override Statement VisitWhile(While statement)
    {
        EquatableArray<Value> initials = statement.Initials.Map(Use);
        EquatableArray<Value> parameters = statement.Parameters.Map(Define);
        Region test = Map(statement.Test), body = Map(statement.Body);
        EquatableArray<Value> outputs = statement.Outputs.Map(Define);
        return ReferenceEquals(initials, statement.Initials) && ReferenceEquals(parameters, statement.Parameters)
            && ReferenceEquals(test, statement.Test) && ReferenceEquals(body, statement.Body)
            && ReferenceEquals(outputs, statement.Outputs)
            ? statement
            : statement with
            {
                Initials = initials,
                Parameters = parameters,
                Test = test,
                Body = body,
                Outputs = outputs,
            };
    }

    private bool Unchanged(Statement leaf) => leaf.Operands.All(operand => ReferenceEquals(Use(operand), operand));
}

/// <summary>Replaces reads of some values by others, chains of replacements followed to their end.</summary>
internal sealed class Substitution(IReadOnlyDictionary<Value, Value> replacements) : ValueMapper
{
    public Value Apply(Value value)
    {
        while (replacements.TryGetValue(value, out Value? replacement))
        {
            value = replacement;
        }

        return value;
    }

    protected override Value Use(Value value) => Apply(value);
}

/// <summary>Copies statements with fresh definitions, so that the copy can stand beside the original in one function.</summary>
internal sealed class Cloning(ValueFactory values) : ValueMapper
{
    private readonly Dictionary<Value, Value> _copies = [];

    /// <summary>Reads of <paramref name="original"/> become reads of <paramref name="replacement"/>.</summary>
    public void Replace(Value original, Value replacement) => _copies[original] = replacement;

    /// <summary>The copy of a value, or the value itself where it was not copied.</summary>
    public Value CopyOf(Value value) => _copies.TryGetValue(value, out Value? copy) ? copy : value;

    protected override Value Use(Value value) => CopyOf(value);

    protected override Value Define(Value value)
    {
        Value copy = values.Create(value.Type, value.Hint);
        _copies[value] = copy;
        return copy;
    }
}

/// <summary>Gives values better names, at their definition and at every use.</summary>
internal sealed class Renaming(IReadOnlyDictionary<Value, string> names) : ValueMapper
{
    private readonly Dictionary<Value, Value> _renamed = [];

    public Value Apply(Value value)
    {
        if (!names.TryGetValue(value, out string? name))
        {
            return value;
        }

        if (!_renamed.TryGetValue(value, out Value? renamed))
        {
            _renamed[value] = renamed = value with { Hint = name };
        }

        return renamed;
    }

    protected override Value Use(Value value) => Apply(value);

    protected override Value Define(Value value) => Apply(value);
}
