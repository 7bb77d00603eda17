using System.Globalization;
using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Optimization;

/// <summary>
/// Makes values of the elements of scratch that is only used element by element (see <see cref="ScratchElements"/>), the user's short vectors and small matrices and their adjoints: no memory is rented
/// for them, and everything that is known of values is known of them. What a branch or a loop changes it hands on.
/// </summary>
/// <remarks>Right because nobody else sees the buffer, and which element is meant is known everywhere; it is the construction of static single assignment for variables.</remarks>
/// <example>
/// <code>
/// %h = allocate 2                                    %h1 = if %c { yield %a } else { yield 0 }
/// %h[0] = %a                                         %s = %a + %h1
/// if %c { %h[1] = %h[0] }
/// %s = %h[0] + %h[1]
/// </code>
/// </example>
internal sealed class ElementValues : Rewriter
{
    private readonly ScratchElements _scratch;
    private readonly ValueFactory _values;
    private readonly Names _names = new();
    private readonly Definitions _definitions;
    private readonly HashSet<Value> _zeros = [];
    private Dictionary<(Value Root, long Index), Value> _current = [];

    private ElementValues(Function function, ScratchElements scratch)
    {
        _scratch = scratch;
        _values = new ValueFactory(function.NextId);
        _definitions = Definitions.Of(function);
    }

    public static Function Run(Function function)
    {
        ScratchElements scratch = ScratchElements.Of(function);
        if (!scratch.Any)
        {
            return function;
        }

        ElementValues pass = new(function, scratch);
        Function result = pass.Rewrite(function) with { NextId = pass._values.NextId };
        return pass._names.Apply(result);
    }

    public override Statement? VisitLet(Let statement)
    {
        switch (statement.Expression)
        {
            case Allocate when _scratch.Contains(statement.Result):
                if (_scratch.SourceOf(statement.Result) is null)
                {
                    Zero(statement.Result);
                }

                return null;
            case Load load when _scratch.Contains(load.Buffer):
                return Read(statement, load);
            case Length length when _scratch.Contains(length.Buffer):
                return statement with { Expression = Constant.Int(_scratch.LengthOf(length.Buffer)!.Value) };
            default:
                return base.VisitLet(statement);
        }
    }

    public override Statement? VisitStore(Store statement)
    {
        if (!_scratch.Contains(statement.Buffer))
        {
            return base.VisitStore(statement);
        }

        Set((statement.Buffer, _scratch.ElementOf(statement.Index)), Substitute(statement.Operand));
        return null;
    }

    public override Statement? VisitAccumulate(Accumulate statement)
    {
        if (!_scratch.Contains(statement.Buffer))
        {
            return base.VisitAccumulate(statement);
        }

        (Value, long) element = (statement.Buffer, _scratch.ElementOf(statement.Index));
        Binary sum = new(BinaryOperator.Add, _current[element], Substitute(statement.Operand));
        Value result = Create(element, sum.Type);
        Emit(new Let(result, sum) { Source = statement.Source, Comment = statement.Comment });
        _current[element] = result;
        return null;
    }

    public override Statement? VisitClear(Clear statement)
    {
        if (!_scratch.Contains(statement.Buffer))
        {
            return base.VisitClear(statement);
        }

        Zero(statement.Buffer);
        return null;
    }

    public override Statement? VisitCopy(Copy statement) => _scratch.Contains(statement.To) ? null : base.VisitCopy(statement);

    public override Statement? VisitIf(If statement)
    {
        List<(Value Root, long Index)> written = Written(statement);
        if (written.Count == 0)
        {
            return InRegions(() => base.VisitIf(statement));
        }

        Value condition = Substitute(statement.Condition);
        (Region then, List<Value> whenTrue) = Arm(statement.Then, written);
        (Region otherwise, List<Value> whenFalse) = Arm(statement.Else, written);
        List<Value> outputs = [.. written.Select(element => Create(element, _current[element].Type))];
        for (int k = 0; k < written.Count; k++)
        {
            _current[written[k]] = outputs[k];
        }

        return statement with
        {
            Condition = condition,
            Then = With(then, whenTrue, statement.Outputs.Count),
            Else = With(otherwise, whenFalse, statement.Outputs.Count),
            Outputs = statement.Outputs.Concat(outputs).ToEquatable(),
        };
    }

    public override Statement? VisitFor(For statement)
    {
        List<(Value Root, long Index)> written = Written(statement);
        if (written.Count == 0)
        {
            return InRegions(() => base.VisitFor(statement));
        }

        (List<Value> initials, List<Value> parameters) = Enter(written);
        For loop = (For)base.VisitFor(statement)!;
        return loop with
        {
            Initials = loop.Initials.Concat(initials).ToEquatable(),
            Parameters = loop.Parameters.Concat(parameters).ToEquatable(),
            Body = With(loop.Body, Current(written), loop.Outputs.Count),
            Outputs = loop.Outputs.Concat(Leave(written)).ToEquatable(),
        };
    }

    public override Statement? VisitWhile(While statement)
    {
        List<(Value Root, long Index)> written = Written(statement);
        if (written.Count == 0)
        {
            return InRegions(() => base.VisitWhile(statement));
        }

        (List<Value> initials, List<Value> parameters) = Enter(written);
        While loop = (While)base.VisitWhile(statement)!;
        return loop with
        {
            Initials = loop.Initials.Concat(initials).ToEquatable(),
            Parameters = loop.Parameters.Concat(parameters).ToEquatable(),
            Body = With(loop.Body, Current(written), loop.Outputs.Count),
            Outputs = loop.Outputs.Concat(Leave(written)).ToEquatable(),
        };
    }

    private Let? Read(Let statement, Load load)
    {
        (Value, long) element = (load.Buffer, _scratch.ElementOf(load.Index));
        if (!_current.TryGetValue(element, out Value? current))
        {
            // The first time it is what the buffer was a copy of.
            _current[element] = statement.Result;
            return statement with { Expression = new Load(_scratch.SourceOf(load.Buffer)!, Substitute(load.Index)) };
        }

        Replace(statement.Result, current);
        _names.Merge(current, statement.Result, IsConstant(current));
        return null;
    }

    private void Zero(Value root)
    {
        Value zero = _values.Create(root.Type.Element);
        Emit(new Let(zero, Constant.Zero(root.Type.Element)));
        _zeros.Add(zero);
        foreach (long index in _scratch.ElementsOf(root))
        {
            _current[(root, index)] = zero;
        }
    }

    private void Set((Value Root, long Index) element, Value value)
    {
        _current[element] = value;
        _names.Merge(value, new Value(value.Id, value.Type, NameOf(element)), IsConstant(value));
    }

    private bool IsConstant(Value value) => _zeros.Contains(value) || _definitions.ConstantOf(value) is not null;

    /// <summary>What the statement changes of elements that were there before it.</summary>
    private List<(Value Root, long Index)> Written(Statement statement)
    {
        HashSet<(Value Root, long Index)> written = [];
        foreach (Region region in statement.Regions)
        {
            Collect(region, written);
        }

        return [.. written.Where(_current.ContainsKey).OrderBy(element => element.Root.Id).ThenBy(element => element.Index)];
    }

    private void Collect(Region region, HashSet<(Value Root, long Index)> written)
    {
        foreach (Statement statement in region.Statements)
        {
            switch (statement)
            {
                case Store store when _scratch.Contains(store.Buffer):
                    written.Add((store.Buffer, _scratch.ElementOf(store.Index)));
                    break;
                case Accumulate sum when _scratch.Contains(sum.Buffer):
                    written.Add((sum.Buffer, _scratch.ElementOf(sum.Index)));
                    break;
                case Clear clear when _scratch.Contains(clear.Buffer):
                    written.UnionWith(_scratch.ElementsOf(clear.Buffer).Select(index => (clear.Buffer, index)));
                    break;
            }

            foreach (Region inner in statement.Regions)
            {
                Collect(inner, written);
            }
        }
    }

    private (Region Arm, List<Value> Last) Arm(Region arm, List<(Value Root, long Index)> written)
    {
        Dictionary<(Value Root, long Index), Value> before = new(_current);
        Region rewritten = Rewrite(arm);
        List<Value> last = Current(written);
        _current = before;
        return (rewritten, last);
    }

    /// <summary>Nothing that is there before changes inside; what is made inside is gone afterwards.</summary>
    private Statement? InRegions(Func<Statement?> visit)
    {
        Dictionary<(Value Root, long Index), Value> before = new(_current);
        Statement? result = visit();
        _current = before;
        return result;
    }

    private (List<Value> Initials, List<Value> Parameters) Enter(List<(Value Root, long Index)> written)
    {
        List<Value> initials = Current(written), parameters = [.. written.Select(element => Create(element, _current[element].Type))];
        for (int k = 0; k < written.Count; k++)
        {
            _current[written[k]] = parameters[k];
        }

        return (initials, parameters);
    }

    private List<Value> Leave(List<(Value Root, long Index)> written)
    {
        List<Value> outputs = [.. written.Select(element => Create(element, _current[element].Type))];
        for (int k = 0; k < written.Count; k++)
        {
            _current[written[k]] = outputs[k];
        }

        return outputs;
    }

    private List<Value> Current(List<(Value Root, long Index)> written) => [.. written.Select(element => _current[element])];

    /// <summary>A region that control does not leave yields nothing, or what means nothing.</summary>
    private static Region With(Region region, List<Value> yields, int before) =>
        region.Yields.Count < before ? region : region with { Yields = region.Yields.Concat(yields).ToEquatable() };

    private Value Create((Value Root, long Index) element, IrType type) => _values.Create(type, NameOf(element));

    private static string? NameOf((Value Root, long Index) element) => element.Root.Hint is string name ? name + element.Index.ToString(CultureInfo.InvariantCulture) : null;
}
