using SourceGrad.Generator.Infrastructure;

namespace SourceGrad.Generator.Ir;

/// <summary>
/// Checks the rules that every stage may rely on: each value is defined once and before its uses, in a region that
/// encloses them; operands, results and yields have the types that the nodes' comments promise; tapes and read-only
/// buffers are used as such. Tests run it after every stage.
/// </summary>
internal sealed partial class Verifier : StatementVisitor<bool>
{
    private readonly Function _function;
    private readonly HashSet<int> _defined = [];
    private readonly Dictionary<int, Value> _visible = [];
    private readonly Stack<Value> _scope = new();
    private readonly HashSet<int> _external = [];
    private readonly ExpressionVerifier _expressions;
    private int _loopDepth;

    private Verifier(Function function)
    {
        _function = function;
        _expressions = new ExpressionVerifier(this);
    }

    public static void Verify(Function function) => new Verifier(function).Run();

    public override bool VisitLet(Let statement)
    {
        Use(statement.Expression.Operands);
        Check(statement.Result.Type == statement.Expression.Type, $"{statement.Result}: the result has the type of its expression");
        statement.Expression.Accept(_expressions);
        switch (statement.Expression)
        {
            case NewTape:
                Check(_loopDepth == 0, $"{statement.Result}: a tape is not made in a loop");
                break;
            case Allocate { OnStack: true }:
                Check(_loopDepth == 0, $"{statement.Result}: stackalloc is not in a loop");
                break;
            case External:
            case Row row when _external.Contains(row.Table.Id):
            case Slice slice when _external.Contains(slice.Buffer.Id):
                _external.Add(statement.Result.Id);
                break;
        }

        return Define(statement.Result);
    }

    public override bool VisitStore(Store statement)
    {
        Use(statement.Operands);
        if (statement.Buffer.Type.Shape != Shape.Tape)
        {
            Check(statement.Buffer.Type.Shape != Shape.Stack, $"{statement.Buffer}: a stack is not stored to by position");
            Written(statement.Buffer);
        }

        Check(statement.Stride is null || (statement.Operand.Type.IsLanes && statement.IsInside), $"{statement.Buffer}: lanes have a stride, which was made sure of");
        return Element(statement.Buffer, statement.Index, statement.Operand);
    }

    public override bool VisitAccumulate(Accumulate statement)
    {
        Use(statement.Operands);
        Check(statement.Operand.Type.Kind != ScalarKind.Bool, $"{statement.Buffer}: numbers are accumulated");
        Written(statement.Buffer);
        Check(statement.Stride is null || statement.Operand.Type.IsLanes, $"{statement.Buffer}: lanes have a stride");
        return Element(statement.Buffer, statement.Index, statement.Operand);
    }

    public override bool VisitClear(Clear statement)
    {
        Use(statement.Operands);
        return Written(statement.Buffer);
    }

    public override bool VisitCopy(Copy statement)
    {
        Use(statement.Operands);
        Check(statement.From.Type.IsBuffer && statement.From.Type.Kind == statement.To.Type.Kind, $"{statement.To}: a copy is between buffers of one element type");
        return Written(statement.To);
    }

    public override bool VisitPush(Push statement)
    {
        Use(statement.Operands);
        Stack(statement.Tape);
        return Check(statement.Operand.Type == statement.Tape.Type.Element, $"{statement.Tape}: a push has the tape's element type");
    }

    public override bool VisitGuard(Guard statement) => Use(statement.Arguments);

    public override bool VisitIf(If statement)
    {
        Use(statement.Operands);
        Check(statement.Condition.Type == IrType.Bool, $"{statement.Condition}: a condition is a bool");
        Enter(statement.Then, [], Types(statement.Outputs));
        Enter(statement.Else, [], Types(statement.Outputs));
        return Define(statement.Outputs);
    }

    public override bool VisitFor(For statement)
    {
        Use(statement.Operands);
        Check(statement.Index.Type.IsInteger, $"{statement.Index}: a loop's index is an integer");
        Check(statement.From.Type == statement.Index.Type && statement.To.Type == statement.Index.Type, $"{statement.Index}: a loop's bounds have the type of its index");
        Check(statement.Step > 0, $"{statement.Index}: a loop's step is positive");
        Check(statement.LaneKind is null || (!statement.Reversed && statement.Index.Type == IrType.Int), $"{statement.Index}: a loop in lanes ascends");
        Check(!statement.IsPadded || (statement.LaneKind is not null && statement.Next is null), $"{statement.Index}: a padded loop in lanes leaves nothing");
        Check(statement.Next is null || (statement.LaneKind is not null && statement.Next.Type == IrType.Int), $"{statement.Index}: only a loop in lanes leaves indices");
        Carried(statement.Initials, statement.Parameters, statement.Outputs);
        _loopDepth++;
        Enter(statement.Body, statement.Parameters.Concat([statement.Index]), Types(statement.Parameters));
        _loopDepth--;
        return Define(statement.Results);
    }

    public override bool VisitWhile(While statement)
    {
        Use(statement.Operands);
        Carried(statement.Initials, statement.Parameters, statement.Outputs);
        _loopDepth++;
        int mark = _scope.Count;
        Define(statement.Parameters);
        Enter(statement.Test, [], [IrType.Bool]);
        Enter(statement.Body, [], Types(statement.Parameters));
        Leave(mark);
        _loopDepth--;
        return Define(statement.Outputs);
    }

    private static IReadOnlyList<IrType> Types(IEnumerable<Value> values) => values.Select(value => value.Type).ToList();

    private void Run()
    {
        Check(_function.Outputs.Count == _function.Body.Yields.Count || _function.Body.Diverges, "the body yields one value for each output of the function");
        Enter(_function.Body, _function.Parameters, _function.Outputs.Select(output => output.Type).ToList());
    }

    /// <summary>
    /// Checks a region in a scope of its own. The yields of a region whose end is never reached mean nothing; there may be none.
    /// </summary>
    private void Enter(Region region, IEnumerable<Value> parameters, IReadOnlyList<IrType> yields)
    {
        int mark = _scope.Count;
        Define(parameters);
        foreach (Statement statement in region.Statements)
        {
            statement.Accept(this);
        }

        if (!(region.Diverges && region.Yields.Count == 0))
        {
            Use(region.Yields);
            Check(region.Yields.Count == yields.Count, "a region yields one value for each result of its owner");
            for (int i = 0; i < yields.Count; i++)
            {
                Check(region.Yields[i].Type == yields[i], $"{region.Yields[i]}: a yield has the type of the result");
            }
        }

        Leave(mark);
    }

    private void Leave(int mark)
    {
        while (_scope.Count > mark)
        {
            _visible.Remove(_scope.Pop().Id);
        }
    }

    private void Carried(EquatableArray<Value> initials, EquatableArray<Value> parameters, EquatableArray<Value> outputs)
    {
        Check(initials.Count == parameters.Count && outputs.Count == parameters.Count, "a loop has as many initial values and results as parameters");
        for (int i = 0; i < parameters.Count; i++)
        {
            Check(
                initials[i].Type == parameters[i].Type && outputs[i].Type == parameters[i].Type && parameters[i].Type.Shape is not (Shape.Tape or Shape.Stack),
                $"{parameters[i]}: a carried value keeps its type and is not a tape");
        }
    }

    private bool Written(Value buffer) => Check(
        buffer.Type.IsBuffer && buffer.Type.Shape != Shape.ReadOnlySpan && !_external.Contains(buffer.Id),
        $"{buffer}: only a writable buffer is written");

    private bool Element(Value buffer, Value index, Value operand)
    {
        Check(index.Type == IrType.Int, $"{index}: an index is an int");
        return Check(
            operand.Type == buffer.Type.Element || operand.Type == buffer.Type.Element.Lanes, $"{buffer}: a stored value has the element type, or is lanes of it");
    }

    private bool Stack(Value tape) => Check(tape.Type.Shape == Shape.Stack, $"{tape}: push and pop need a stack");

    private bool Define(IEnumerable<Value> values)
    {
        foreach (Value value in values)
        {
            Define(value);
        }

        return true;
    }

    private bool Define(Value value)
    {
        Check(value.Id >= 0 && value.Id < _function.NextId, $"{value}: ids are below the function's next id");
        Check(_defined.Add(value.Id), $"{value}: a value is defined once");
        _visible[value.Id] = value;
        _scope.Push(value);
        return true;
    }

    private bool Use(IEnumerable<Value> values)
    {
        foreach (Value value in values)
        {
            Check(_visible.TryGetValue(value.Id, out Value? definition), $"{value}: a value is used after its definition, in the same region or one inside");
            Check(value.Equals(definition), $"{value}: a use is the value that was defined, type and hint included");
        }

        return true;
    }

    private bool Check(bool holds, string rule) => holds
        ? true
        : throw new InvalidOperationException($"{_function.Name}: broken rule: {rule}");
}
