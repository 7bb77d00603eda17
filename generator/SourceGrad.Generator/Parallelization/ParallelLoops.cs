using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Vectorization;

namespace SourceGrad.Generator.Parallelization;

/// <summary>
/// Moves the outermost loops whose rounds may run in any order to functions of their own, for some of the rounds each, of which as many are called
/// side by side as there are cores.
/// </summary>
/// <example>
/// <code>
/// %s = for i to n { … w'[k] += …; s + … }
/// // becomes
/// %sums = allocate 1; call FRounds on all cores (0, n, %x, sum %w', sum %sums); %s = 0 + %sums[0]
/// // with
/// FRounds(%from, %to, %x, %w', %sums): %s = for i = from to to { … }; %sums[0] += %s
/// </code>
/// </example>
internal sealed class ParallelLoops
{
    /// <summary>Operations that take about as long as it does to have another core begin.</summary>
    private const int Worthwhile = 20_000;

    /// <summary>How often an inner loop is taken to go round.</summary>
    private const int InnerRounds = 8;

    private readonly Function _function;
    private readonly FunctionFacts _facts;
    private readonly ValueFactory _values;
    private readonly LoopOptions _options;
    private readonly List<ParallelLoop> _loops = [];
    private readonly List<string> _refusals = [];
    private readonly HashSet<Value> _moved = [];

    private ParallelLoops(Function function, FunctionFacts facts, LoopOptions options)
    {
        _function = function;
        _facts = facts;
        _options = options;
        _values = new ValueFactory(function.NextId);
    }

    /// <param name="function">After the optimizer, before the vectorizer.</param>
    /// <param name="facts">What is known of it.</param>
    /// <param name="options">What is wanted.</param>
    /// <returns>The function that calls the others, these, and why outermost loops stayed, in their order.</returns>
    public static (Function Function, IReadOnlyList<ParallelLoop> Loops, IReadOnlyList<string> Refusals) Run(Function function, FunctionFacts facts, LoopOptions options)
    {
        ParallelLoops pass = new(function, facts, options);
        Region body = pass.Visit(function.Body);
        if (pass._loops.Count > 0)
        {
            function = new Dropping(pass._moved).Rewrite(function with { Body = body, NextId = pass._values.NextId });
        }

        return (function, pass._loops, pass._refusals);
    }

    private Region Visit(Region region) => region with { Statements = region.Statements.SelectMany(Visit).ToEquatable() };

    private IEnumerable<Statement> Visit(Statement statement) => statement switch
    {
        For loop => Cut(loop) ?? [loop with { Body = Visit(loop.Body) }],
        If branch => [branch with { Then = Visit(branch.Then), Else = Visit(branch.Else) }],
        While loop => [loop with { Body = Visit(loop.Body) }],
        _ => [statement],
    };

    /// <summary>The statements in the place of a loop; null where what it uses cannot be given to another thread.</summary>
    private IReadOnlyList<Statement>? Cut(For loop)
    {
        Rounds rounds = Rounds.Of(loop, _facts, _options.ReordersSums);
        if (rounds.Failure is string failure)
        {
            return Refuse(loop, failure);
        }

        Value from = _values.Create(IrType.Int, "from"), to = _values.Create(IrType.Int, "to");
        RegionBuilder kernel = new(_values), before = new(_values) { Source = loop.Source, Comment = loop.Comment }, after = new(_values);
        foreach (Value root in rounds.Private.OrderBy(root => root.Id))
        {
            kernel.Add(new Let(root, _facts.DefinitionOf(root)!));
        }

        List<Value> initials = [.. loop.Parameters.Select((parameter, k) => parameter.Type.IsReal ? kernel.Let(Constant.Zero(parameter.Type)) : kernel.Let(Counter(loop, k, from, rounds, kernel)))];
        Dictionary<Value, Value> ends = loop.Outputs.ToDictionary(output => output, output => _values.Create(output.Type, output.Hint));
        kernel.Add(loop with { From = from, To = to, Initials = initials.ToEquatable(), Outputs = loop.Outputs.Select(output => ends[output]).ToEquatable(), Comment = null });
        List<Value> sums = [];
        foreach (IGrouping<IrType, int> kind in Enumerable.Range(0, loop.Outputs.Count).Where(k => loop.Outputs[k].Type.IsReal).GroupBy(k => loop.Outputs[k].Type))
        {
            Value all = before.Let(new Allocate(kind.Key.As(Shape.Span), before.Let(new Constant(IrType.Int, kind.Count())), false), "sums");
            sums.Add(all);
            int position = 0;
            foreach (int k in kind)
            {
                kernel.Add(new Accumulate(all, kernel.Let(new Constant(IrType.Int, position)), ends[loop.Outputs[k]]));
                Load sum = new(all, after.Let(new Constant(IrType.Int, position++)));
                bool startsAtZero = _facts.ConstantOf(loop.Initials[k]) is { Bits: 0 };
                after.Add(new Let(loop.Outputs[k], startsAtZero ? sum : new Binary(BinaryOperator.Add, loop.Initials[k], after.Let(sum))));
            }
        }

        for (int k = 0; k < loop.Outputs.Count; k++)
        {
            if (!loop.Outputs[k].Type.IsReal)
            {
                Value end = after.Let(new Call(IrType.Int, "System.Math.Max", EquatableArray<Value>.Of(loop.From, loop.To)));
                after.Add(new Let(loop.Outputs[k], Counter(loop, k, end, rounds, after)));
            }
        }

        if (Call(kernel, from, to, loop, rounds, sums) is not Invoke call)
        {
            return Refuse(loop, $"it uses more than {ParallelLoop.MostBuffers} buffers, or some that no other thread can be given");
        }

        _moved.UnionWith(rounds.Private);
        return [.. before.Statements, call with { Comment = loop.Comment }, .. after.Statements];
    }

    private IReadOnlyList<Statement>? Refuse(For loop, string why)
    {
        _refusals.Add(loop.Index.Hint is string index ? $"the loop over {index}, because {why}" : $"a loop, because {why}");
        return null;
    }

    /// <summary>What a carried integer is before the round of an index.</summary>
    private Binary Counter(For loop, int k, Value index, Rounds rounds, RegionBuilder region)
    {
        Value rounded = region.Let(new Binary(BinaryOperator.Subtract, index, loop.From)), step = rounds.StepOf(k)!;

        // A constant may be defined in the loop.
        Value by = rounds.IsInside(step) ? region.Let(_facts.ConstantOf(step)!) : step;
        return new Binary(BinaryOperator.Add, loop.Initials[k], region.Let(new Binary(BinaryOperator.Multiply, rounded, by)));
    }

    private Invoke? Call(RegionBuilder kernel, Value from, Value to, For loop, Rounds rounds, List<Value> sums)
    {
        (IReadOnlyList<Statement> copied, IReadOnlyList<Value> read) = Captures.Of(kernel.Statements, _facts.DefinitionOf);
        List<Value> parameters = [.. read.Where(value => value != from && value != to)];
        List<Value> buffers = [.. parameters.Where(value => value.Type.HasPositions)];
        bool fits = buffers.Count <= ParallelLoop.MostBuffers
            && parameters.All(parameter => !parameter.Type.IsParameter && (parameter.Type.IsScalar || parameter.Type.IsTable || parameter.Type is { HasPositions: true, IsStrided: false }))
            && parameters.Where(value => !value.Type.IsScalar).GroupBy(_facts.RootOf).All(views => views.Count() == 1 || !(rounds.Written.Contains(views.Key) || rounds.Added.Contains(views.Key)));
        if (!fits)
        {
            return null;
        }

        Passing Passed(Value value) => sums.Contains(value) || rounds.Added.Contains(_facts.RootOf(value)) ? Passing.Added
            : !value.Type.IsScalar && rounds.Written.Contains(_facts.RootOf(value)) ? Passing.Written
            : Passing.Value;
        Dictionary<Value, Value> spans = buffers.Where(buffer => buffer.Type.Shape == Shape.Array)
            .ToDictionary(array => array, array => _values.Create(array.Type.As(Shape.Span), array.Hint));
        Substitution asSpans = new(spans);
        string name = _function.Name + "Rounds" + (_loops.Count == 0 ? "" : (_loops.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
        List<Value> arguments = [loop.From, loop.To, .. parameters];
        Function function = new(
            name,
            new[] { from, to }.Concat(parameters.Select(asSpans.Apply)).ToEquatable(),
            new Region(copied.Concat(kernel.Statements.Select(asSpans.Map)).ToEquatable(), EquatableArray<Value>.Empty),
            EquatableArray<Output>.Empty,
            _values.NextId);
        string type = name + "OnCores";
        int leastRounds = _options.LeastRounds ?? 1 + (Worthwhile / Math.Max(1, Work(loop.Body)));
        Callee callee = new(_options.TextOf(name), arguments.Select(Passed).ToEquatable(), 0, null) { OnCores = new OnCores(_options.TextOf(type), leastRounds) };
        _loops.Add(new ParallelLoop(type, function, spans, [.. parameters.Where(parameter => Passed(parameter) == Passing.Written).Select(asSpans.Apply)]));
        return new Invoke(callee, arguments.ToEquatable(), EquatableArray<Value>.Empty);
    }

    private static int Work(Region region) => region.Statements.Sum(statement => 1 + Math.Min(Worthwhile, statement.Regions.Sum(Work) * (statement is For or While ? InnerRounds : 1)));

    /// <summary>Takes out the definitions that moved.</summary>
    private sealed class Dropping(HashSet<Value> moved) : Rewriter
    {
        public override Statement? VisitLet(Let statement) => moved.Contains(statement.Result) ? null : base.VisitLet(statement);
    }
}
