using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>
/// Moves outer loops in lanes, with the buffers that only they use and the sums after them, to functions of their own, and the loops of a function
/// with much work in lanes too: a compiler that sees a few such loops at a time keeps their values in registers and inlines all that they call,
/// which in a long function it gives up on.
/// </summary>
/// <example>
/// <code>
/// %buffer = allocate lanes %d; %s, %i = for i lanes { … }; %total = sum %s; …
/// %total, %i = call FLanes(%x, %d, …); …
/// </code>
/// </example>
internal sealed class Outlining
{
    /// <summary>With no more vectors a round, the loops leave registers for what is around them.</summary>
    private const int FewVectors = 2;

    private readonly Function _function;
    private readonly Func<string, string> _textOf;
    private readonly Definitions _definitions;
    private readonly BufferRoots _roots;
    private readonly List<Function> _kernels;
    private readonly string _name;

    private Outlining(Function function, string name, List<Function> kernels, Func<string, string> textOf)
    {
        _function = function;
        _name = name;
        _kernels = kernels;
        _textOf = textOf;
        _definitions = Definitions.Of(function);
        _roots = new BufferRoots(function);
    }

    /// <param name="function">After all other passes.</param>
    /// <param name="textOf">How generated code calls a kernel of that name.</param>
    /// <returns>The function that calls the kernels, and these: their parameters are what they read of it, their outputs what it reads of them.</returns>
    public static (Function Function, IReadOnlyList<Function> Kernels) Run(Function function, Func<string, string> textOf)
    {
        List<Function> kernels = [];
        Outlining pass = new(function, function.Name, kernels, textOf);
        Region body = pass.Outline(function.Body, LaneWork.Of(function.Body) > LaneWork.Most);
        return (kernels.Count == 0 ? function : function with { Body = body }, kernels);
    }

    private Region Outline(Region region, bool isLong)
    {
        List<Statement> statements = [.. region.Statements];
        for (int i = 0; i < statements.Count; i++)
        {
            if (statements[i] is not For loop || !(IsOuterInLanes(loop) || (isLong && LaneWork.Of(loop.Body) >= (HasLoops(loop) ? LaneWork.FewestNested : LaneWork.Fewest))))
            {
                continue;
            }

            if (Outline(statements, region.Yields, i) is int position)
            {
                i = position;
            }
            else if (isLong && loop.LaneKind is null)
            {
                statements[i] = loop with { Body = Outline(loop.Body, true) };
            }
        }

        return region with { Statements = statements.ToEquatable() };
    }

    /// <summary>The innermost loops of a round of many vectors, each with the loop around it: they need all registers for themselves.</summary>
    private Region OutlineNests(Region region)
    {
        List<Statement> statements = [.. region.Statements];
        for (int i = 0; i < statements.Count; i++)
        {
            if (statements[i] is If branch)
            {
                statements[i] = branch with { Then = OutlineNests(branch.Then), Else = OutlineNests(branch.Else) };
            }

            if (statements[i] is not For loop || !(HasLoops(loop) || HasNests(loop.Body)))
            {
                continue;
            }

            if (HasNests(loop.Body))
            {
                statements[i] = loop with { Body = OutlineNests(loop.Body) };
            }

            if (Outline(statements, region.Yields, i) is int position)
            {
                i = position;
            }
        }

        return region with { Statements = statements.ToEquatable() };
    }

    private static bool IsOuterInLanes(For loop) => loop.LaneKind is not null && HasLoops(loop);

    private static bool HasLoops(For loop) => loop.Body.Statements.Any(inner => inner is For);

    private static bool HasNests(Region region) => region.Statements.Any(statement => statement is For loop ? HasLoops(loop) : statement is If && statement.Regions.Any(HasNests));

    /// <summary>Puts a call in the place of a loop; gives the position of that, or null where the loop has to stay.</summary>
    private int? Outline(List<Statement> statements, EquatableArray<Value> yields, int position)
    {
        For loop = (For)statements[position];
        HashSet<Statement> part = new(ReferenceComparer.Instance);
        foreach (int i in loop.LaneKind is null ? [position] : Following(statements, position))
        {
            part.Add(statements[i]);
        }

        // What only the part reads moves with it.
        HashSet<Value> elsewhere = [.. yields];
        for (int i = statements.Count - 1; i >= 0; i--)
        {
            bool moves = part.Contains(statements[i]) || (i < position && statements[i] is Let let && IsMovable(let.Expression) && !elsewhere.Contains(let.Result));
            if (moves)
            {
                part.Add(statements[i]);
            }
            else
            {
                FreeValues.Collect([statements[i]], elsewhere);
            }
        }

        List<Statement> moved = [.. statements.Where(part.Contains)];
        (IReadOnlyList<Statement> copied, IReadOnlyList<Value> parameters) = Captures.Of(moved, _definitions.Find);
        if (!AreApart(parameters))
        {
            (copied, parameters) = Captures.Of(moved, _definitions.Find, withViews: true);
        }

        List<Value> outputs = [.. moved.SelectMany(statement => statement.Results).Where(elsewhere.Contains)];
        bool fits = outputs.All(output => output.Type is { IsScalar: true, IsLanes: false })
            && parameters.All(parameter => parameter.Type.IsScalar || parameter.Type.Shape is Shape.Tape or Shape.Stack || (parameter.Type.IsBuffer && !parameter.Type.IsStrided && IsPlainBuffer(parameter)))
            && AreApart(parameters);
        if (!fits)
        {
            return null;
        }

        string name = _name + "Lanes" + (_kernels.Count == 0 ? "" : (_kernels.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
        HashSet<Value> written = new MemoryUses(_roots).Writes(moved);
        ValueFactory values = new(_function.NextId);
        Dictionary<Value, Value> own = parameters.Where(IsArrayOfScratch).ToDictionary(array => array, array => values.Create(array.Type.As(Shape.Span), array.Hint));
        foreach (Value parameter in parameters.Where(parameter => parameter.Hint is null && NameOf(parameter) is not null))
        {
            own[parameter] = values.Create(parameter.Type, NameOf(parameter));
        }

        Substitution asOwn = new(own);
        List<Statement> body = [.. copied.Concat(moved).Select(asOwn.Map)];
        Function Kernel() => new(
            name,
            parameters.Select(asOwn.Apply).ToEquatable(),
            new Region(body.ToEquatable(), outputs.ToEquatable()),
            outputs.Select(output => new Output(OutputKind.Return, "result", output.Type)).ToEquatable(),
            values.NextId);
        int number = _kernels.Count;
        _kernels.Add(Kernel());
        bool isLong = loop.LaneKind is null && LaneWork.Of(loop.Body) > LaneWork.Most;
        if (isLong || (loop.LaneKind is not null && loop.Step > FewVectors))
        {
            Outlining inner = new(_kernels[number], _name, _kernels, _textOf);
            for (int at = copied.Count; at < body.Count; at++)
            {
                if (body[at] is For whole)
                {
                    body[at] = whole with { Body = isLong ? inner.Outline(whole.Body, true) : inner.OutlineNests(whole.Body) };
                }
            }

            // The rounds that are left of fewer vectors, and the sums after them.
            int rest = body.FindLastIndex(statement => statement is For { LaneKind: not null } left && left.Step < loop.Step);
            if (rest >= 0 && LaneWork.Of(new Region(body.ToEquatable(), EquatableArray<Value>.Empty)) > LaneWork.Most)
            {
                inner.Outline(body, outputs.ToEquatable(), rest);
            }

            _kernels[number] = Kernel();
        }

        Callee callee = new(
            _textOf(name), parameters.Select(parameter => written.Contains(_roots.Of(parameter)) ? Passing.Written : Passing.Value).ToEquatable(), outputs.Count, null);
        Invoke call = new(callee, parameters.ToEquatable(), outputs.ToEquatable());
        statements[statements.FindLastIndex(part.Contains)] = call;
        statements.RemoveAll(part.Contains);
        return statements.IndexOf(call);
    }

    /// <summary>No two of them are the same memory, or parts of it: one with an array of scratch is handed over as a span.</summary>
    private bool AreApart(IEnumerable<Value> parameters)
    {
        List<Value> buffers = [.. parameters.Where(parameter => !parameter.Type.IsScalar)];
        return buffers.Select(_roots.Of).Distinct().Count() == buffers.Count;
    }

    /// <summary>What a value without a name is: the length of a buffer, what a function gives, or where a row starts.</summary>
    private string? NameOf(Value value) => _definitions.Find(value) switch
    {
        Length { Buffer.Hint: { } buffer } => buffer + "Length",
        Call call => char.ToLowerInvariant(call.Key[0]) + call.Key.Substring(1),
        Binary { Type.IsInteger: true, Operator: BinaryOperator.Multiply } => "offset",
        _ => null,
    };

    /// <summary>The loop, and what sums up its lanes afterwards.</summary>
    private static IEnumerable<int> Following(List<Statement> statements, int position)
    {
        HashSet<Value> lanes = [];
        List<int> waiting = [];
        yield return position;
        lanes.UnionWith(statements[position].Results.Where(result => result.Type.IsLanes));
        for (int i = position + 1; i < statements.Count; i++)
        {
            HashSet<Value> read = [];
            FreeValues.Collect([statements[i]], read);
            if (read.Any(value => value.Type.IsLanes) || (statements[i] is If && read.Any(lanes.Contains)))
            {
                foreach (int before in waiting)
                {
                    yield return before;
                }

                waiting.Clear();
                yield return i;
                lanes.UnionWith(statements[i].Results);
            }
            else if (statements[i] is Let { Expression: Constant or Length or Binary })
            {
                waiting.Add(i);
            }
            else
            {
                yield break;
            }
        }
    }

    /// <summary>What the user made as an array, where generated code has scratch memory: a span.</summary>
    private bool IsArrayOfScratch(Value buffer) => buffer.Type.Shape == Shape.Array && _definitions.Find(buffer) is Allocate;

    private bool IsPlainBuffer(Value buffer) => buffer.Type.Shape != Shape.Array || _function.Parameters.Contains(buffer) || _definitions.Find(buffer) is Allocate;

    private static bool IsMovable(Expression expression) => expression
        is Allocate { Type.IsLanes: true } or NewTape { Type.IsLanes: true } or Broadcast or LaneCount or Constant or Binary { Type.IsInteger: true } or Length
        or Slice { CanThrow: false } or Slice { IsRun: true } or Call { Type.IsInteger: true, Method: "System.Math.Min" or "System.Math.Max" };
}
