using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>
/// Rewrites the body of a loop so that it does one iteration a lane. Uniform and linear values stay scalars (those of the first lane), varying ones become
/// vectors. A branch that goes different ways in different lanes does both arms and selects, on values and on what is added or stored alike:
/// what a lane does not take may be infinite or not a number and is dropped.
/// </summary>
internal sealed partial class LaneBody
{
    private readonly For _loop;
    private readonly LaneAnalysis _lanes;
    private readonly FunctionFacts _facts;
    private readonly Hoisting _hoisting;
    private readonly ValueFactory _values;
    private readonly RegionBuilder _before;
    private readonly ScalarKind _kind;
    private readonly LaneRows _rows;
    private readonly LaneValues _computed;
    private readonly Dictionary<Value, Value> _scalars = [];
    private readonly Dictionary<Value, Value> _vectors = [];
    private readonly Dictionary<Value, Value> _scratch = [];
    private readonly List<Dictionary<Value, Value>> _broadcasts = [];

    public LaneBody(For loop, LaneAnalysis lanes, FunctionFacts facts, RegionBuilder before)
    {
        _loop = loop;
        _lanes = lanes;
        _facts = facts;
        _values = before.Values;
        _before = before;
        _kind = lanes.Kind!.Value;
        _hoisting = new Hoisting(loop, lanes, facts);
        Bounds = new LaneBounds(loop, lanes, _hoisting, facts, before);
        Sums = new LaneSums(_hoisting, before);
        _computed = new LaneValues(facts);
        _rows = new LaneRows(loop, lanes, facts, _hoisting);
        Position = _values.Create(IrType.Int, Bounds.CountsFromZero ? null : loop.Index.Hint);
        _scalars[loop.Index] = Position;
        _broadcasts.Add([]);
        foreach (Value root in lanes.LaneScratch.Where(root => !lanes.IsInside(root)).OrderBy(root => root.Id))
        {
            AllocateLanes(root, facts.DefinitionOf(root)!, before);
        }
    }

    /// <summary>What the loop in lanes counts: the first lane's index, or how far that is from the first of all.</summary>
    public Value Position { get; }

    public LaneBounds Bounds { get; }

    public LaneSums Sums { get; }

    /// <summary>The vector that stands for a varying value of the loop.</summary>
    public void Bind(Value value, Value vector) => _vectors[value] = vector;

    /// <summary>The scalar that stands for a linear value of the loop.</summary>
    public void BindScalar(Value value, Value scalar) => _scalars[value] = scalar;

    /// <summary>The loop's own statements.</summary>
    /// <param name="body">Takes them.</param>
    /// <param name="mask">The lanes that are to write; null for all.</param>
    public void Run(RegionBuilder body, Value? mask)
    {
        if (Bounds.CountsFromZero)
        {
            _scalars[_loop.Index] = body.Let(new Binary(BinaryOperator.Add, _loop.From, Position), _loop.Index.Hint);
        }

        _rows.Begin(Position, _before, body).ForEach(Bounds.AddEnd);
        Transform(_loop.Body, body, mask, isTop: true);
    }

    /// <summary>The value in lanes, wherever it comes from.</summary>
    public Value VectorOf(Value value, RegionBuilder body)
    {
        if (_vectors.TryGetValue(value, out Value? vector))
        {
            return vector;
        }

        Dictionary<Value, Value>? known = _broadcasts.LastOrDefault(scope => scope.ContainsKey(value));
        if (known is not null)
        {
            return known[value];
        }

        if (_facts.ConstantOf(value) is Constant constant)
        {
            Value copy = body.Let(constant);
            return body.Let(new Broadcast(LanesOf(value.Type), copy));
        }

        bool isOuter = !_lanes.IsInside(value);
        RegionBuilder place = isOuter ? _before : body;
        string? name = value.Hint is null ? null : value.Hint + "Lanes";
        Value broadcast = place.Let(new Broadcast(LanesOf(value.Type), ScalarOf(value)), name);
        _broadcasts[isOuter ? 0 : _broadcasts.Count - 1][value] = broadcast;
        return broadcast;
    }

    /// <summary>The uniform value, or the first lane's of a linear one.</summary>
    public Value ScalarOf(Value value) => _scalars.TryGetValue(value, out Value? scalar) ? scalar : value;

    private IrType LanesOf(IrType type) => type == IrType.Bool ? new IrType(_kind, Shape.Scalar, true).Truth : type.Lanes;

    private void AllocateLanes(Value root, Expression allocation, RegionBuilder place)
    {
        string? name = root.Hint is null ? null : root.Hint + "Lanes";
        _scratch[root] = place.Let(
            allocation is Allocate scratch
                ? new Allocate(root.Type.As(Shape.Span).Lanes, ScalarOf(scratch.Count), scratch.OnStack)
                : new NewTape(LanesOf(root.Type.Element).As(Shape.Tape), ScalarOf(((NewTape)allocation).Capacity!)),
            name);
    }

    private Value TapeOf(Value tape)
    {
        if (!_scratch.TryGetValue(tape, out Value? lanes))
        {
            IrType type = LanesOf(tape.Type.Element).As(Shape.Stack);
            _scratch[tape] = lanes = _before.Let(new NewTape(type, null), tape.Hint is null ? null : tape.Hint + "Lanes");
        }

        return lanes;
    }

    private void Transform(Region region, RegionBuilder body, Value? mask, bool isTop)
    {
        foreach (Statement statement in region.Statements)
        {
            body.Source = statement.Source;
            body.Comment = statement.Comment;
            switch (statement)
            {
                case Let let:
                    Transform(let, body, mask);
                    break;
                case Store store:
                    TransformStore(store, body, mask);
                    break;
                case Accumulate accumulate:
                    TransformAccumulate(accumulate, body, mask, isTop);
                    break;
                case Clear clear:
                    body.Add(new Clear(BufferOf(clear.Buffer, body)));
                    break;
                case Push push when _lanes.LaneTapes.Contains(push.Tape):
                    body.Add(new Push(TapeOf(push.Tape), VectorOf(push.Operand, body)));
                    break;
                case Push push:
                    body.Add(new Push(push.Tape, ScalarOf(push.Operand)));
                    break;
                case If branch when _lanes.ClassOf(branch.Condition).IsVarying:
                    TransformSelection(branch, body, mask, isTop);
                    break;
                case If branch:
                    TransformBranch(branch, body, mask);
                    break;
                case For loop:
                    TransformLoop(loop, body);
                    break;
            }
        }

        body.Source = null;
        body.Comment = null;
    }

    /// <summary>All lanes go the same way.</summary>
    private void TransformBranch(If branch, RegionBuilder body, Value? mask)
    {
        Region Arm(Region arm)
        {
            RegionBuilder inner = new(_values);
            Enter();
            Transform(arm, inner, mask, isTop: false);
            List<Value> yields = [.. arm.Yields.Select((yield, k) => Taken(yield, branch.Outputs[k], inner))];
            Leave();
            return inner.Build(yields);
        }

        Region then = Arm(branch.Then), otherwise = Arm(branch.Else);
        body.Add(new If(ScalarOf(branch.Condition), then, otherwise, branch.Outputs.Map(Define)));
    }

    private void Enter()
    {
        _broadcasts.Add([]);
        _computed.Enter();
    }

    private void Leave()
    {
        _broadcasts.RemoveAt(_broadcasts.Count - 1);
        _computed.Leave();
    }

    /// <summary>Lanes go different ways: both, one after the other.</summary>
    private void TransformSelection(If branch, RegionBuilder body, Value? mask, bool isTop)
    {
        Value condition = VectorOf(branch.Condition, body);
        bool writes = branch.Regions.Any(Writes);
        Value? then = !writes ? mask : And(mask, condition, body);
        Value? otherwise = !writes ? mask : And(mask, body.Let(new Unary(UnaryOperator.Not, condition)), body);
        Transform(branch.Then, body, then, isTop);
        Transform(branch.Else, body, otherwise, isTop);
        (body.Source, body.Comment) = (branch.Source, branch.Comment);
        for (int k = 0; k < branch.Outputs.Count; k++)
        {
            Value output = branch.Outputs[k], yes = branch.Then.Yields[k], no = branch.Else.Yields[k];
            if (_lanes.ClassOf(output).IsVarying)
            {
                Value chosen = body.Let(new Select(condition, VectorOf(yes, body), VectorOf(no, body)), NameOf(output));
                _vectors[output] = chosen;
            }
            else
            {
                _scalars[output] = ScalarOf(yes);
            }
        }
    }

    private static bool Writes(Region region) => region.Statements.Any(statement =>
        statement is Store or Accumulate || statement.Regions.Any(Writes));

    private static Value And(Value? mask, Value condition, RegionBuilder body) =>
        mask is null ? condition : body.Let(new Binary(BinaryOperator.And, mask, condition));

    private void TransformLoop(For loop, RegionBuilder body)
    {
        Value index = _values.Create(loop.Index.Type, loop.Index.Hint);
        EquatableArray<Value> initials = loop.Initials.Select((initial, k) => Taken(initial, loop.Parameters[k], body)).ToEquatable();
        EquatableArray<Value> parameters = loop.Parameters.Map(Define);
        _scalars[loop.Index] = index;
        RegionBuilder inner = new(_values);
        Enter();
        Transform(loop.Body, inner, null, isTop: false);
        List<Value> yields = [.. loop.Body.Yields.Select((yield, k) => Taken(yield, loop.Parameters[k], inner))];
        Leave();
        body.Add(new For(
            index, ScalarOf(loop.From), ScalarOf(loop.To), loop.Step, loop.Reversed, initials, parameters, inner.Build(yields), loop.Outputs.Map(Define)));
    }

    /// <summary>The value in the form that its receiver has.</summary>
    private Value Taken(Value value, Value receiver, RegionBuilder body) =>
        _lanes.ClassOf(receiver).IsVarying ? VectorOf(value, body) : ScalarOf(value);

    /// <summary>A result or parameter of a statement in its new form.</summary>
    private Value Define(Value value)
    {
        bool varies = _lanes.ClassOf(value).IsVarying;
        Value copy = varies ? _values.Create(LanesOf(value.Type), NameOf(value)) : _values.Create(value.Type, value.Hint);
        (varies ? _vectors : _scalars)[value] = copy;
        return copy;
    }

    private static string? NameOf(Value value) => value.Hint is null ? null : value.Hint + "Lanes";
}
