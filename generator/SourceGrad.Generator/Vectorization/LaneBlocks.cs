using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>
/// Lets an outer loop in lanes take several vectors a round: each value that differs between the lanes becomes one for each vector, each buffer of
/// vectors has so many for an element. What the lanes share is loaded once for all of them, and their chains of operations do not wait for
/// one another. What all iterations add to the same place is added up first. What is left of less than four vectors is done one by one.
/// </summary>
/// <example>
/// <code>
/// for i lanes { for j { pLanes[j] += broadcast w[j] * cLanes } }
/// for i 2 lanes { for j { lanes w = broadcast w[j]; pLanes[2 * j] += w * cLanes; pLanes[2 * j + 1] += w * cLanes1 } }
/// </code>
/// </example>
internal sealed partial class LaneBlocks : Rewriter
{
    /// <summary>With more, what an inner loop carries and what it reads no longer fit into sixteen registers: an exponential alone takes ten.</summary>
    private const int Fewest = 2;

    /// <summary>Where the innermost loops are short of work for the processor, and hold so few vectors that those of four rounds fit.</summary>
    private const int Most = 4;

    /// <summary>So many vectors that an innermost loop keeps are "few".</summary>
    public const int FewHeld = 3;

    private readonly BufferRoots _roots;
    private readonly Definitions _definitions;
    private readonly ValueFactory _values;
    private readonly Dictionary<Value, int> _own = [];
    private readonly Dictionary<Value, Value[]> _copies = [];
    private readonly Dictionary<Value, RegionBuilder> _homes = [];
    private readonly Dictionary<(Value Index, int Vector), Value> _elements = [];
    private readonly Stack<Dictionary<(Value Buffer, Value Index), Value>> _views = [];
    private RegionBuilder _before;
    private int _vectors = Fewest;

    private LaneBlocks(Function function)
    {
        _roots = new BufferRoots(function);
        _definitions = Definitions.Of(function);
        _values = new ValueFactory(function.NextId);
        _before = new RegionBuilder(_values);
        FindOwn(function.Body, new MemoryNames(function.Body, _roots));
    }

    public static Function Run(Function function)
    {
        LaneBlocks pass = new(function);
        Function result = pass.Rewrite(function);
        return ReferenceEquals(result, function) ? function : result with { NextId = pass._values.NextId };
    }

    public override Statement? VisitLet(Let statement)
    {
        if (statement.Expression is not (Allocate or NewTape { Capacity: not null }) || !_own.TryGetValue(statement.Result, out int vectors))
        {
            return base.VisitLet(statement);
        }

        _vectors = vectors;
        RegionBuilder size = new(_values);
        Expression larger = statement.Expression is Allocate allocate
            ? allocate with { Count = Times(allocate.Count, size) }
            : new NewTape(statement.Result.Type, Times(((NewTape)statement.Expression).Capacity!, size));
        EmitAll(size);
        return statement with { Expression = larger };
    }

    public override Statement? VisitFor(For statement)
    {
        if (!Fits(statement))
        {
            return base.VisitFor(statement);
        }

        _vectors = VectorsOf(statement);
        _before = new RegionBuilder(_values);
        _elements.Clear();
        if (_vectors < Most || statement.IsPadded || statement.Next is null)
        {
            EmitBlocks(statement);
            return null;
        }

        For whole = statement with { Outputs = statement.Outputs.Map(output => _values.Create(output.Type, output.Hint)), Next = _values.Create(IrType.Int, statement.Next.Hint) };
        EmitBlocks(whole);
        For rest = (For)new Cloning(_values).Map(statement);
        return rest with { From = whole.Next, Initials = whole.Outputs, Outputs = statement.Outputs, Next = statement.Next };
    }

    private void EmitBlocks(For loop)
    {
        RegionBuilder after = new(_values);
        For blocks = Blocks(loop, after);
        EmitAll(_before);
        Emit(blocks);
        EmitAll(after);
    }

    /// <summary>An outer loop, with nothing that there can be only one of.</summary>
    private static bool Fits(For loop) => loop.LaneKind is not null && loop.Step == 1 && loop.Body.Statements.Any(statement => statement is For) && FitsAll(loop.Body);

    private static bool FitsAll(Region region) => region.Statements.All(statement => statement switch
    {
        Let { Expression: Length { Buffer.Type.IsLanes: true } or LaneSum } => false,
        Let or Store or Accumulate or Clear or Push => true,
        If or For { LaneKind: null } => statement.Regions.All(FitsAll),
        _ => false,
    });

    /// <summary>The buffers and tapes of vectors that only one loop uses, its lanes' own: nobody reads there what all have summed.</summary>
    private void FindOwn(Region region, MemoryNames all)
    {
        foreach (Statement statement in region.Statements)
        {
            if (statement is For loop && Fits(loop))
            {
                MemoryNames inside = new(loop.Body, _roots);
                int vectors = VectorsOf(loop);
                foreach (Value root in inside.Roots.Where(root => root.Type.IsLanes && all.Count(root) == inside.Count(root)))
                {
                    _own[root] = vectors;
                }

                continue;
            }

            foreach (Region inner in statement.Regions)
            {
                FindOwn(inner, all);
            }
        }
    }

    private bool IsOwn(Value buffer) => _own.ContainsKey(_roots.Of(buffer));

    private static int VectorsOf(For loop)
    {
        List<(For Loop, int Depth)> inner = [.. InnerLoops(loop.Body, 1)];
        int deepest = inner.Max(found => found.Depth);
        return inner.Where(found => found.Depth == deepest).All(found => HoldsLittle(found.Loop)) ? Most : Fewest;
    }

    private static IEnumerable<(For Loop, int Depth)> InnerLoops(Region region, int depth) => region.Statements.SelectMany(statement =>
        (statement is For loop ? [(loop, depth)] : Enumerable.Empty<(For, int)>())
        .Concat(statement.Regions.SelectMany(nested => InnerLoops(nested, statement is For ? depth + 1 : depth))));

    /// <summary>The vectors that a loop reads in every round and does not make.</summary>
    public static IEnumerable<Value> Held(For loop)
    {
        HashSet<Value> read = [], defined = [.. loop.Parameters];
        Analysis.FreeValues.Collect(loop.Body.Statements, read);
        Analysis.DefinedValues.Collect(loop.Body.Statements, defined);
        return read.Where(value => value.Type is { IsLanes: true, IsScalar: true } && !defined.Contains(value));
    }

    /// <summary>It calls nothing, and few vectors stay in registers from round to round.</summary>
    private static bool HoldsLittle(For loop) =>
        loop.Parameters.Count(parameter => parameter.Type.IsLanes) + Held(loop).Count() <= FewHeld && !Calls(loop.Body);

    private static bool Calls(Region region) => region.Statements.Any(statement => statement is Let { Expression: Call } || statement.Regions.Any(Calls));

    /// <summary>The loop with several vectors a round; what it carried is summed up afterwards.</summary>
    private For Blocks(For loop, RegionBuilder after)
    {
        ScalarKind kind = loop.LaneKind!.Value;
        RegionBuilder body = new(_values);
        (List<Value> initials, List<Value> parameters, List<Value> outputs) = ([], [], []);
        for (int k = 0; k < loop.Parameters.Count; k++)
        {
            bool isLanes = loop.Parameters[k].Type.IsLanes;
            Value[] results = isLanes ? Fresh(loop.Outputs[k]) : [loop.Outputs[k]];
            initials.AddRange(Enumerable.Repeat(loop.Initials[k], results.Length));
            parameters.AddRange(isLanes ? _copies[loop.Parameters[k]] = Fresh(loop.Parameters[k]) : [loop.Parameters[k]]);
            outputs.AddRange(results);
            if (isLanes)
            {
                after.Add(new Let(loop.Outputs[k], PairwiseSum.Of(results, after)));
            }
        }

        Transform(loop.Body, kind, body);
        List<Value> yields = [];
        for (int k = 0; k < loop.Parameters.Count; k++)
        {
            yields.AddRange(loop.Parameters[k].Type.IsLanes ? Copies(loop.Body.Yields[k]) : [Advanced(loop.Parameters[k], loop.Body.Yields[k], body)]);
        }

        return loop with
        {
            Step = _vectors,
            Initials = initials.ToEquatable(),
            Parameters = parameters.ToEquatable(),
            Body = body.Build(yields),
            Outputs = outputs.ToEquatable(),
        };
    }
}
