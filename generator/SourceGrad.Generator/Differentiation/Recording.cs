using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Differentiation;

/// <summary>
/// Gives a reverse region the primal values it reads. Which of them are recorded is a minimum cut of the forward region's
/// data flow: the fewest bytes from which all needed values can be recomputed. A value may be recomputed when its operation is
/// cheap and repeatable; parameters of the loop, results of inner loops, function calls that cost more than a few cycles and loads
/// from memory that is overwritten later can only be recorded, unless they were stored in memory that is not. Values from outside the region count as free here: the
/// region around settles them in its turn. (The cut formulation follows Moses et al., "Reverse-mode automatic
/// differentiation and optimization of GPU kernels via Enzyme", 2021, section 4.)
/// </summary>
/// <example>
/// <code>
/// forward: for t (s) { u = r * s; w = 1 - s; s' = u * w; yield s' }        reverse reads s, u, w
/// cut:     { s }                                                            8 bytes an iteration
/// after:   for t (s) { tape[t] = s; … }     for t reversed { s = tape[t]; u = r * s; w = 1 - s; … }
/// </code>
/// </example>
internal sealed class Recording(ValueFactory values, BufferStability stability)
{
    private const int CheapStatements = 8;

    /// <summary>Completes the mirror: after it, its reverse statements read nothing that the forward region defines.</summary>
    public void Resolve(Mirror mirror, Keeping keeping)
    {
        if (keeping == Keeping.Scope)
        {
            return;
        }

        Dictionary<Value, Statement?> definitions = Definitions(mirror);
        List<Value> needed = Needed(mirror, definitions);
        HashSet<Value> recorded = Cut(mirror, needed, definitions);
        Rematerialize(mirror, keeping, needed, recorded, definitions);
    }

    private static Dictionary<Value, Statement?> Definitions(Mirror mirror)
    {
        Dictionary<Value, Statement?> definitions = [];
        foreach (Value parameter in mirror.Parameters)
        {
            definitions[parameter] = null;
        }

        foreach (Statement statement in mirror.Forward)
        {
            foreach (Value result in statement.Results)
            {
                definitions[result] = statement;
            }
        }

        return definitions;
    }

    private static List<Value> Needed(Mirror mirror, Dictionary<Value, Statement?> definitions)
    {
        HashSet<Value> reads = [];
        FreeValues.Collect(mirror.Reverse, reads);
        reads.UnionWith(mirror.ReverseYields);
        return reads.Where(definitions.ContainsKey).OrderBy(value => value.Id).ToList();
    }

    /// <summary>The values of the region that a recomputation of <paramref name="value"/> reads; null where it cannot be recomputed.</summary>
    private List<Value>? Inputs(Mirror mirror, Value value, Dictionary<Value, Statement?> definitions)
    {
        if (mirror.Counters.ContainsKey(value))
        {
            return [];
        }

        HashSet<Value> reads = [];
        if (Repeated(value, definitions[value]) is not Statement repeated)
        {
            return null;
        }

        FreeValues.Collect([repeated], reads);
        return reads.Where(definitions.ContainsKey).OrderBy(read => read.Id).ToList();
    }

    /// <summary>What gives the value once more: its definition, or a load of where it was stored; null where it is recorded.</summary>
    private Statement? Repeated(Value value, Statement? definition)
    {
        if (definition is not null && IsCheap(definition, CheapStatements))
        {
            return definition;
        }

        return definition is Let && stability.Kept(value) is Store store ? new Let(value, new Load(store.Buffer, store.Index)) : null;
    }

    private bool IsCheap(Statement statement, int budget) => statement switch
    {
        Let let => CheapOperations.Contains(let.Expression)
            && (let.Expression is not Load load || stability.IsRepeatable(let.Result, load)),
        If branch => branch.Then.Statements.Count + branch.Else.Statements.Count <= budget
            && branch.Then.Statements.Concat(branch.Else.Statements).All(inner => IsCheap(inner, budget / 2)),
        _ => false,
    };

    private HashSet<Value> Cut(Mirror mirror, List<Value> needed, Dictionary<Value, Statement?> definitions)
    {
        Dictionary<Value, int> vertices = [];
        List<Value> order = [];
        Stack<Value> open = new(needed);
        List<(Value From, Value To)> edges = [];
        List<Value> sources = [];
        while (open.Count > 0)
        {
            Value value = open.Pop();
            if (vertices.ContainsKey(value))
            {
                continue;
            }

            vertices[value] = order.Count;
            order.Add(value);
            List<Value>? inputs = Inputs(mirror, value, definitions);
            if (inputs is null)
            {
                sources.Add(value);
                continue;
            }

            foreach (Value input in inputs)
            {
                edges.Add((input, value));
                open.Push(input);
            }
        }

        MinimumCut cut = new(order.Count);
        foreach (Value value in order)
        {
            cut.Weigh(vertices[value], value.Type.IsScalar ? value.Type.Bytes : MinimumCut.Infinite);
        }

        foreach ((Value from, Value to) in edges)
        {
            cut.AddEdge(vertices[from], vertices[to]);
        }

        sources.ForEach(source => cut.AddSource(vertices[source]));
        needed.ForEach(sink => cut.AddSink(vertices[sink]));
        return new HashSet<Value>(cut.Solve().Select(vertex => order[vertex]));
    }

    private void Rematerialize(
        Mirror mirror, Keeping keeping, List<Value> needed, HashSet<Value> recorded, Dictionary<Value, Statement?> definitions)
    {
        HashSet<Value> recomputed = [];
        Stack<Value> open = new(needed);
        while (open.Count > 0)
        {
            Value value = open.Pop();
            if (!recorded.Contains(value) && recomputed.Add(value))
            {
                Inputs(mirror, value, definitions)!.ForEach(open.Push);
            }
        }

        RegionBuilder head = new(values);
        Cloning copies = new(values);
        if (mirror.Index is (Value forward, Value reverse))
        {
            copies.Bind(forward, reverse);
        }

        List<Statement> withRecords = [];
        foreach (Value parameter in mirror.Parameters.Where(recorded.Contains))
        {
            copies.Bind(parameter, Keep(mirror, keeping, parameter, withRecords, head));
        }

        foreach (Value counter in mirror.Parameters.Where(recomputed.Contains))
        {
            copies.Bind(counter, Count(mirror, counter, head));
        }

        foreach (Statement statement in mirror.Forward)
        {
            withRecords.Add(statement);
            foreach (Value result in statement.Results.Where(recorded.Contains))
            {
                copies.Bind(result, Keep(mirror, keeping, result, withRecords, head));
            }

            if (statement.Results.Any(recomputed.Contains))
            {
                // Not the user's: the forward sweep throws where it must, and nothing keeps this one once nobody needs it.
                Statement copy = copies.Map(statement is Let { Result: Value result } ? Repeated(result, statement)! : statement);
                head.AddRange([copy is Let let ? let with { Source = null } : copy]);
            }
        }

        mirror.Forward = withRecords;
        Dictionary<Value, Value> replacements = needed.ToDictionary(value => value, copies.CopyOf);
        if (mirror.Index is (Value from, Value to))
        {
            replacements[from] = to;
        }

        Substitution substitution = new(replacements);
        mirror.Reverse = head.Statements.Concat(mirror.Reverse.Select(substitution.Map)).ToList();
        mirror.ReverseYields = mirror.ReverseYields.Select(substitution.Apply).ToList();
    }

    /// <summary>A counter's value in an iteration, from the loop's index.</summary>
    private static Value Count(Mirror mirror, Value counter, RegionBuilder head)
    {
        (Value initial, Constant step) = mirror.Counters[counter];
        Value rounds = head.Let(new Binary(BinaryOperator.Subtract, mirror.Index!.Value.Reverse, mirror.From!));
        Value growth = step.Is(1) ? rounds : head.Let(new Binary(BinaryOperator.Multiply, rounds, head.Let(step)));
        return head.Let(new Binary(BinaryOperator.Add, initial, growth), counter.Hint);
    }

    /// <summary>Records a value in the forward sweep and gives the value that the reverse sweep reads in its place.</summary>
    private Value Keep(Mirror mirror, Keeping keeping, Value value, List<Statement> forward, RegionBuilder head)
    {
        if (keeping == Keeping.Result)
        {
            Value output = values.Create(value.Type, value.Hint);
            mirror.Exports.Add((value, output));
            return output;
        }

        bool isParameter = mirror.Parameters.Contains(value);
        string? name = isParameter && value.Hint is not null ? value.Hint + "Before" : value.Hint;
        IrType type = value.Type.As(keeping == Keeping.Position ? Shape.Tape : Shape.Stack);
        Value tape = values.Create(type, (value.Hint ?? "value") + "Tape");
        if (keeping == Keeping.Position)
        {
            mirror.Tapes.Add(new Let(tape, new NewTape(type, mirror.Trips)));
            forward.Add(new Store(tape, mirror.Index!.Value.Forward, value));
            return head.Let(new Load(tape, mirror.Index.Value.Reverse), name);
        }

        mirror.Tapes.Add(new Let(tape, new NewTape(type, null)));
        forward.Add(new Push(tape, value));
        return head.Let(new Pop(tape), name);
    }
}
