using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Differentiation;

/// <summary>
/// Reverse-mode differentiation of a whole function: the primal with what it records, then the reverse sweep from the seeds to
/// the destinations. The result is a function of the same IR.
/// </summary>
/// <remarks>
/// Where an adjoint of a buffer's elements is summed: in the destination itself for a buffer that is only read; in scratch for one
/// that a vector-Jacobian product's primal also writes, because there the adjoint starts as the seed, changes along the way,
/// and must be added to the destination at the end; and in scratch for one that is active but not asked for.
/// </remarks>
internal sealed class Reverse
{
    private Function _primal;
    private readonly ReverseRequest _request;
    private readonly ValueFactory _values;
    private readonly Dictionary<Value, Value> _destinations = [];
    private readonly Dictionary<Value, Value> _seeds = [];
    private readonly Dictionary<Value, Value> _work = [];
    private readonly List<Value> _extraParameters = [];

    private Reverse(Function primal, ReverseRequest request)
    {
        _primal = primal;
        _request = request;
        _values = new ValueFactory(primal.NextId);
    }

    public static Function Transform(Function primal, ReverseRequest request)
    {
        Function prepared = Preparation.Run(primal);
        HashSet<Value> unfused = [];
        while (true)
        {
            try
            {
                return new Reverse(prepared, request).Run(unfused);
            }
            catch (FusionException exception) when (unfused.Add(exception.Loop))
            {
                // The adjoint of that loop's sum turned out to need something computed later: reverse it in its own sweep.
            }
        }
    }

    private Function Run(HashSet<Value> unfused)
    {
        List<Value?> resultSeeds = DeclareParameters();
        IReadOnlyDictionary<Value, Value> rows = new Dictionary<Value, Value>();
        (BufferRoots roots, Activity activity, IReadOnlyCollection<Value> fused, Recomputation repeated) = Analyze(unfused, rows);
        if (repeated.Expanded.Count > 0)
        {
            _primal = Expansion.Run(_primal, repeated.Expanded, _values, out rows);
            (roots, activity, fused, repeated) = Analyze(unfused, rows);
        }

        BufferStability stability = new(_primal, roots, [.. fused, .. repeated.Loops], rows, repeated.Loops.SelectMany(repeated.Results));
        var definitions = Definitions.Of(_primal);
        AdjointZeroing zeroing = new(_primal, roots, definitions, _seeds.Keys.Where(parameter => !_destinations.ContainsKey(parameter) && !_work.ContainsKey(parameter)));
        ReverseSweep sweep = new(_values, activity, roots, stability, zeroing, fused, repeated, definitions);

        RegionBuilder head = new(_values), back = new(_values);
        if (!_request.Adds)
        {
            foreach (Companion destination in _request.Destinations.Where(destination => !destination.IsClear))
            {
                if (_destinations.TryGetValue(_primal.Parameters[destination.Parameter], out Value? buffer))
                {
                    head.Add(new Clear(buffer));
                }
            }
        }

        List<(Value Work, Value Destination)> sums = AttachBuffers(sweep, activity, zeroing, head);
        AdjointScope scope = new(null, [], back, isLoop: false);
        List<Value?> seeds = [];
        for (int i = 0; i < _primal.Body.Yields.Count; i++)
        {
            Value result = _primal.Body.Yields[i];
            bool isResult = _primal.Outputs[i].Kind == OutputKind.Return;
            seeds.Add(!activity.IsActive(result) ? null : resultSeeds[i] ?? (isResult ? back.Let(Constant.Number(result.Type, 1)) : null));
        }

        List<Statement> forward = sweep.RunJoint(_primal.Body, seeds, scope);
        sums.ForEach(sum => BufferAddition.AddAll(back, sum.Destination, sum.Work));
        return Assemble(sweep, scope, head.Statements.Concat(sweep.Stacks).Concat(forward));
    }

    private (BufferRoots Roots, Activity Activity, IReadOnlyCollection<Value> Fused, Recomputation Repeated) Analyze(
        HashSet<Value> unfused, IReadOnlyDictionary<Value, Value> rows)
    {
        BufferRoots roots = new(_primal);
        Activity activity = new(
            _primal,
            roots,
            _request.Destinations.Select(destination => _primal.Parameters[destination.Parameter]).Concat(_work.Keys),
            _primal.Body.Yields.Concat(_seeds.Keys).Concat(_work.Keys));
        IReadOnlyCollection<Value> fused = new SweepFusion(_primal, activity, roots, unfused).Loops;
        return (roots, activity, fused, new Recomputation(_primal, activity, roots, new BufferStability(_primal, roots, fused, rows), fused, rows));
    }

    /// <summary>Gives the adjoint of each result; null where there is no parameter for it.</summary>
    private List<Value?> DeclareParameters()
    {
        List<Value?> resultSeeds = [];
        Queue<string> names = new(_request.ResultSeeds);
        foreach (Value result in _primal.Body.Yields)
        {
            Value? seed = result.Type.IsReal && names.Count > 0 ? _values.Create(result.Type, names.Dequeue()) : null;
            resultSeeds.Add(seed);
            if (seed is not null)
            {
                _extraParameters.Add(seed);
            }
        }

        foreach (Companion work in _request.Work)
        {
            Declare(_work, work, Shape.Span);
        }

        foreach (Companion seed in _request.BufferSeeds)
        {
            Declare(_seeds, seed, Shape.ReadOnlySpan);
        }

        foreach (Companion destination in _request.Destinations.Where(companion => _primal.Parameters[companion.Parameter].Type.IsMemory))
        {
            Declare(_destinations, destination, destination.Shape);
        }

        return resultSeeds;
    }

    private void Declare(Dictionary<Value, Value> companions, Companion companion, Shape shape)
    {
        Value parameter = _primal.Parameters[companion.Parameter];
        Value value = _values.Create(parameter.Type.IsTable ? parameter.Type : parameter.Type.As(shape), companion.Name);
        companions[parameter] = value;
        _extraParameters.Add(value);
    }

    /// <summary>Decides where the adjoints of the parameters' elements are summed; gives the scratch to add to destinations at the end.</summary>
    private List<(Value Work, Value Destination)> AttachBuffers(ReverseSweep sweep, Activity activity, AdjointZeroing zeroing, RegionBuilder head)
    {
        List<(Value Work, Value Destination)> sums = [];
        foreach (Value parameter in _primal.Parameters.Where(parameter => parameter.Type.IsMemory && activity.IsActive(parameter)))
        {
            if (_work.TryGetValue(parameter, out Value? inPlace))
            {
                sweep.Attach(parameter, inPlace);
                continue;
            }

            _destinations.TryGetValue(parameter, out Value? destination);
            _seeds.TryGetValue(parameter, out Value? seed);
            if (destination is not null && seed is null)
            {
                sweep.Attach(parameter, destination);
                continue;
            }

            if (seed is not null && destination is null && KeepsAdjoint(parameter, _primal.Body, zeroing))
            {
                sweep.Attach(parameter, seed);
                continue;
            }

            if (parameter.Type.IsTable)
            {
                sums.AddRange(AttachGrid(sweep, head, parameter, seed, destination));
                continue;
            }

            IrType type = parameter.Type.As(Shape.Span) with { IsStrided = false };
            Value work = head.Let(new Allocate(type, head.Let(new Length(parameter)), OnStack: false), AdjointScope.NameOf(parameter) + "Work");
            sweep.Attach(parameter, work);
            if (seed is not null)
            {
                head.Add(new Copy(seed, work));
            }

            if (destination is not null)
            {
                sums.Add((work, destination));
            }
        }

        return sums;
    }

    /// <summary>The reverse of whatever happens to the buffer only reads its adjoint.</summary>
    private static bool KeepsAdjoint(Value parameter, Region region, AdjointZeroing zeroing) => region.Statements.All(statement => statement switch
    {
        Store store when store.Buffer == parameter => !zeroing.IsNeeded(store),
        Accumulate sum when sum.Buffer == parameter => true,
        Let { Expression: Length } => true,
        _ => !statement.Operands.Contains(parameter) && statement.Regions.All(inner => KeepsAdjoint(parameter, inner, zeroing)),
    });

    /// <summary>The adjoints of a two-dimensional array in one buffer, row by row, where they cannot be summed in their destination.</summary>
    private IEnumerable<(Value Work, Value Destination)> AttachGrid(ReverseSweep sweep, RegionBuilder head, Value parameter, Value? seed, Value? destination)
    {
        Value rows = head.Let(new Length(parameter)), columns = head.Let(new Length(parameter) { Dimension = 1 });
        Value count = head.Let(new Binary(BinaryOperator.Multiply, rows, columns));
        Value work = head.Let(new Allocate(new IrType(parameter.Type.Kind, Shape.Span), count, OnStack: false), AdjointScope.NameOf(parameter) + "Work");
        sweep.Attach(parameter, work, columns);
        if (seed is not null)
        {
            BufferAddition.ForEachRow(head, seed, work, columns, (builder, row, part) => builder.Add(new Copy(row, part)));
        }

        if (destination is not null)
        {
            yield return (work, destination);
        }
    }

    private Function Assemble(ReverseSweep sweep, AdjointScope scope, IEnumerable<Statement> forward)
    {
        List<Value> yields = [.. _primal.Body.Yields];
        List<Output> outputs = [.. _primal.Outputs];
        foreach (Companion destination in _request.Destinations)
        {
            Value parameter = _primal.Parameters[destination.Parameter];
            if (parameter.Type.IsReal)
            {
                yields.Add(scope.Peek(parameter) ?? scope.Builder.Let(Constant.Zero(parameter.Type)));
                outputs.Add(new Output(_request.Adds ? OutputKind.AddTo : OutputKind.Out, destination.Name, parameter.Type)
                {
                    Template = destination.Template,
                    Member = destination.Member,
                });
            }
        }

        Renaming renaming = new(sweep.Names);
        Region body = renaming.Map(new Region(forward.Concat(scope.Builder.Statements).ToEquatable(), yields.ToEquatable()));
        return new Function(
            _request.Name, _primal.Parameters.Concat(_extraParameters).ToEquatable(), body, outputs.ToEquatable(), _values.NextId);
    }
}
