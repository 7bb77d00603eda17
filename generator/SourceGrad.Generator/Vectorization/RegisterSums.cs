using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>
/// Keeps in registers what a loop would read and write in memory in every round: an element that it only adds to is summed in a carried value
/// and added once; an element that it only reads is loaded once, before it.
/// </summary>
/// <remarks>
/// Both only where the element surely exists, so that a loop without rounds now touches what it did not touch before and nothing comes of it. What moves is the
/// order of a sum of adjoints.
/// </remarks>
/// <example>
/// <code>
/// for j { x'[i] += q'[j] * c[j] * t[i] }
/// %t = t[i]; %s = for j (s = 0) { yield s + q'[j] * c[j] * %t }; x'[i] += %s
/// </code>
/// </example>
internal sealed class RegisterSums : Rewriter
{
    private readonly FunctionFacts _facts;
    private readonly ValueFactory _values;

    private RegisterSums(Function function)
    {
        _facts = new FunctionFacts(function, new Dictionary<Value, Value>(), []);
        _values = new ValueFactory(function.NextId);
    }

    public static Function Run(Function function)
    {
        RegisterSums pass = new(function);
        Function result = pass.Rewrite(function);
        return ReferenceEquals(result, function) ? function : result with { NextId = pass._values.NextId };
    }

    public override Statement? VisitFor(For statement)
    {
        var loop = (For)base.VisitFor(statement)!;
        HashSet<Value> defined = [loop.Index, .. loop.Parameters];
        Collect(loop.Body, defined);
        Dictionary<Value, Uses> memory = [];
        Collect(loop.Body, memory);
        if (!memory.Keys.All(_facts.IsNamedRoot))
        {
            return loop;
        }

        loop = LoadOnce(loop, defined, memory);
        return AddOnce(loop, defined, memory) ? null : loop;
    }

    private For LoadOnce(For loop, HashSet<Value> defined, Dictionary<Value, Uses> memory)
    {
        List<Statement> kept = [];
        foreach (Statement statement in loop.Body.Statements)
        {
            bool isInvariant = statement is Let { Expression: Load or LaneLoad { IsInside: true } } let
                && !let.Operands.Any(defined.Contains)
                && memory[_facts.RootOf(let.Operands.First())] is { Adds: 0, Writes: 0 }
                && (let.Expression is not Load load || _facts.IsElement(load.Index, load.Buffer));
            if (isInvariant)
            {
                Emit(statement);
                defined.ExceptWith(statement.Results);
            }
            else
            {
                kept.Add(statement);
            }
        }

        return kept.Count == loop.Body.Statements.Count ? loop : loop with { Body = loop.Body with { Statements = kept.ToEquatable() } };
    }

    private bool AddOnce(For loop, HashSet<Value> defined, Dictionary<Value, Uses> memory)
    {
        List<Accumulate> sums = [.. loop.Body.Statements.OfType<Accumulate>().Where(sum =>
            sum.Comment is not null
            && !defined.Contains(sum.Buffer) && !defined.Contains(sum.Index)
            && sum.Operand.Type == sum.Buffer.Type.Element
            && memory[_facts.RootOf(sum.Buffer)] is { Reads: 0, Writes: 0, Adds: 1 }
            && _facts.IsElement(sum.Index, sum.Buffer))];
        if (sums.Count == 0)
        {
            return false;
        }

        RegionBuilder before = new(_values), body = new(_values), after = new(_values);
        List<Value> initials = [], parameters = [], yields = [], outputs = [];
        foreach (Statement statement in loop.Body.Statements)
        {
            if (statement is not Accumulate sum || !sums.Contains(sum))
            {
                body.AddRange([statement]);
                continue;
            }

            string? name = sum.Buffer.Hint is null ? null : sum.Buffer.Hint + "Sum";
            Value parameter = _values.Create(sum.Operand.Type, name), output = _values.Create(sum.Operand.Type, name);
            Value zero = before.Let(Constant.Zero(sum.Operand.Type.Lane));
            initials.Add(sum.Operand.Type.IsLanes ? before.Let(new Broadcast(sum.Operand.Type, zero)) : zero);
            parameters.Add(parameter);
            (body.Source, body.Comment) = (sum.Source, sum.Comment);
            yields.Add(body.Let(new Binary(BinaryOperator.Add, parameter, sum.Operand), name));
            (body.Source, body.Comment) = (null, null);
            outputs.Add(output);
            after.Add(sum with { Operand = output });
        }

        EmitAll(before);

        Emit(loop with
        {
            Initials = loop.Initials.Concat(initials).ToEquatable(),
            Parameters = loop.Parameters.Concat(parameters).ToEquatable(),
            Body = body.Build(loop.Body.Yields.Concat(yields)),
            Outputs = loop.Outputs.Concat(outputs).ToEquatable(),
        });
        EmitAll(after);

        return true;
    }

    private static void Collect(Region region, HashSet<Value> defined)
    {
        foreach (Statement statement in region.Statements)
        {
            defined.UnionWith(statement.Results);
            foreach (Region inner in statement.Regions)
            {
                Collect(inner, defined);
            }
        }
    }

    private void Collect(Region region, Dictionary<Value, Uses> memory)
    {
        foreach (Statement statement in region.Statements)
        {
            foreach (Value operand in statement.Operands.Where(operand => !operand.Type.IsScalar))
            {
                Value root = _facts.RootOf(operand);
                if (!memory.TryGetValue(root, out Uses? uses))
                {
                    memory[root] = uses = new Uses();
                }

                uses.Reads += statement is Let { Expression: Load or LaneLoad } ? 1 : 0;
                uses.Adds += statement is Accumulate ? 1 : 0;
                uses.Writes += statement is Let or Accumulate ? 0 : 1;
            }

            foreach (Region inner in statement.Regions)
            {
                Collect(inner, memory);
            }
        }
    }

    private sealed class Uses
    {
        public int Reads { get; set; }

        public int Adds { get; set; }

        public int Writes { get; set; }
    }
}
