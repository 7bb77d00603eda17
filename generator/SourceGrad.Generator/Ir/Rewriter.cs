using SourceGrad.Generator.Infrastructure;

namespace SourceGrad.Generator.Ir;

/// <summary>
/// Walks a function in order and rebuilds what changed; whatever did not change stays the same reference. A pass
/// overrides the statements it cares about: it returns the new statement, or null to drop it; <see cref="Emit"/> puts
/// statements before it, and <see cref="Replace"/> makes all later uses of a value mean another. The recursion is as deep
/// as the regions nest, not as long as they are.
/// </summary>
internal abstract class Rewriter : StatementVisitor<Statement?>
{
    private readonly Dictionary<int, Value> _replacements = [];
    private List<Statement> _output = [];

    public virtual Function Rewrite(Function function)
    {
        var parameters = function.Parameters.Map(Define);
        Region body = Rewrite(function.Body);
        return ReferenceEquals(body, function.Body) && ReferenceEquals(parameters, function.Parameters)
            ? function
            : function with { Parameters = parameters, Body = body };
    }

    public override Statement? VisitLet(Let statement)
    {
        Expression expression = statement.Expression.Map(Substitute);
        Value result = Define(statement.Result);
        return ReferenceEquals(expression, statement.Expression) && ReferenceEquals(result, statement.Result)
            ? statement
            : statement with { Result = result, Expression = expression };
    }

    public override Statement? VisitStore(Store statement)
    {
        Value buffer = Substitute(statement.Buffer), index = Substitute(statement.Index), operand = Substitute(statement.Operand);
        Value? stride = statement.Stride is null ? null : Substitute(statement.Stride);
        return ReferenceEquals(buffer, statement.Buffer) && ReferenceEquals(index, statement.Index)
            && ReferenceEquals(operand, statement.Operand) && ReferenceEquals(stride, statement.Stride)
            ? statement
            : statement with { Buffer = buffer, Index = index, Operand = operand, Stride = stride };
    }

    public override Statement? VisitAccumulate(Accumulate statement)
    {
        Value buffer = Substitute(statement.Buffer), index = Substitute(statement.Index), operand = Substitute(statement.Operand);
        Value? stride = statement.Stride is null ? null : Substitute(statement.Stride);
        return ReferenceEquals(buffer, statement.Buffer) && ReferenceEquals(index, statement.Index)
            && ReferenceEquals(operand, statement.Operand) && ReferenceEquals(stride, statement.Stride)
            ? statement
            : statement with { Buffer = buffer, Index = index, Operand = operand, Stride = stride };
    }

    public override Statement? VisitClear(Clear statement)
    {
        Value buffer = Substitute(statement.Buffer);
        return ReferenceEquals(buffer, statement.Buffer) ? statement : statement with { Buffer = buffer };
    }

    public override Statement? VisitCopy(Copy statement)
    {
        Value from = Substitute(statement.From), to = Substitute(statement.To);
        return ReferenceEquals(from, statement.From) && ReferenceEquals(to, statement.To)
            ? statement
            : statement with { From = from, To = to };
    }

    public override Statement? VisitPush(Push statement)
    {
        Value tape = Substitute(statement.Tape), operand = Substitute(statement.Operand);
        return ReferenceEquals(tape, statement.Tape) && ReferenceEquals(operand, statement.Operand)
            ? statement
            : statement with { Tape = tape, Operand = operand };
    }

    public override Statement? VisitGuard(Guard statement)
    {
        var arguments = statement.Arguments.Map(Substitute);
        return ReferenceEquals(arguments, statement.Arguments) ? statement : statement with { Arguments = arguments };
    }

    public override Statement? VisitInvoke(Invoke statement)
    {
        var arguments = statement.Arguments.Map(Substitute);
        var outputs = statement.Outputs.Map(Define);
        return ReferenceEquals(arguments, statement.Arguments) && ReferenceEquals(outputs, statement.Outputs)
            ? statement
            : statement with { Arguments = arguments, Outputs = outputs };
    }

    public override Statement? VisitIf(If statement)
    {
        Value condition = Substitute(statement.Condition);
        Region then = Rewrite(statement.Then), otherwise = Rewrite(statement.Else);
        var outputs = statement.Outputs.Map(Define);
        return ReferenceEquals(condition, statement.Condition) && ReferenceEquals(then, statement.Then)
            && ReferenceEquals(otherwise, statement.Else) && ReferenceEquals(outputs, statement.Outputs)
            ? statement
            : statement with { Condition = condition, Then = then, Else = otherwise, Outputs = outputs };
    }

    public override Statement? VisitFor(For statement)
    {
        Value from = Substitute(statement.From), to = Substitute(statement.To);
        var initials = statement.Initials.Map(Substitute);
        Value index = Define(statement.Index);
        var parameters = statement.Parameters.Map(Define);
        Region body = Rewrite(statement.Body);
        var outputs = statement.Outputs.Map(Define);
        Value? next = statement.Next is null ? null : Define(statement.Next);
        return ReferenceEquals(from, statement.From) && ReferenceEquals(to, statement.To) && ReferenceEquals(initials, statement.Initials)
            && ReferenceEquals(index, statement.Index) && ReferenceEquals(parameters, statement.Parameters)
            && ReferenceEquals(body, statement.Body) && ReferenceEquals(outputs, statement.Outputs) && ReferenceEquals(next, statement.Next)
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
                Next = next,
            };
    }

    public override Statement? VisitWhile(While statement)
    {
        var initials = statement.Initials.Map(Substitute);
        var parameters = statement.Parameters.Map(Define);
        Region test = Rewrite(statement.Test), body = Rewrite(statement.Body);
        var outputs = statement.Outputs.Map(Define);
        return ReferenceEquals(initials, statement.Initials) && ReferenceEquals(parameters, statement.Parameters)
            && ReferenceEquals(test, statement.Test) && ReferenceEquals(body, statement.Body) && ReferenceEquals(outputs, statement.Outputs)
            ? statement
            : statement with { Initials = initials, Parameters = parameters, Test = test, Body = body, Outputs = outputs };
    }

    /// <summary>Rewrites a region on its own: its statements, then its yields.</summary>
    protected virtual Region Rewrite(Region region)
    {
        List<Statement> outer = _output;
        var output = new List<Statement>(region.Statements.Count);
        _output = output;
        bool changed = false;
        foreach (Statement statement in region.Statements)
        {
            int before = output.Count;
            Statement? rewritten = statement.Accept(this);
            changed |= !ReferenceEquals(rewritten, statement) || output.Count != before;
            if (rewritten is not null)
            {
                output.Add(rewritten);
            }
        }

        _output = outer;
        var yields = region.Yields.Map(Substitute);
        return changed || !ReferenceEquals(yields, region.Yields)
            ? new Region(changed ? output.ToEquatable() : region.Statements, yields)
            : region;
    }

    /// <summary>Rewrites the statements of a region into the region that is being rewritten, in place of its owner.</summary>
    protected void Inline(Region region)
    {
        foreach (Statement statement in region.Statements)
        {
            if (statement.Accept(this) is Statement rewritten)
            {
                Emit(rewritten);
            }
        }
    }

    /// <summary>Puts a statement before the one that is being visited.</summary>
    protected void Emit(Statement statement) => _output.Add(statement);

    /// <summary>Puts what a builder made before the statement that is being visited.</summary>
    protected void EmitAll(RegionBuilder builder) => _output.AddRange(builder.Statements);

    /// <summary>From here on <paramref name="old"/> means <paramref name="replacement"/>.</summary>
    protected void Replace(Value old, Value replacement) => _replacements[old.Id] = Substitute(replacement);

    /// <summary>What a use of the value is to be.</summary>
    protected virtual Value Substitute(Value value) =>
        _replacements.TryGetValue(value.Id, out Value? replacement) ? replacement : value;

    /// <summary>What a definition of the value is to be: for passes that rename.</summary>
    protected virtual Value Define(Value value) => value;
}
