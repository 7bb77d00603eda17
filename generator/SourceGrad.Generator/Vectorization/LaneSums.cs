using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>
/// What all iterations add to the same place: every lane keeps a sum of its own, and the lanes are added up once, after the loop. For a place known
/// before the loop the sum is one more carried value; for places that inner loops walk over it is a buffer with a vector for each element.
/// </summary>
/// <example>
/// <code>
/// for i { for j { w'[j] += e * x[i * d + j] } }
/// for i in lanes { for j { wLanes[j] += eLanes * … } }    for j { w'[j] += sum wLanes[j] }
/// </code>
/// </example>
internal sealed class LaneSums(Hoisting hoisting, RegionBuilder before)
{
    private readonly Dictionary<Value, Value> _buffers = [];
    private readonly List<Place> _places = [];

    public IEnumerable<Value> Initials => _places.Select(place => place.Initial);

    public IEnumerable<Value> Parameters => _places.Select(place => place.Parameter);

    public IEnumerable<Value> Yields => _places.Select(place => place.Current);

    /// <summary>The lanes add up to one element, known before the loop. Of other places each lane keeps all that there are in the buffer.</summary>
    public static bool IsOnePlace(Hoisting hoisting, Value index, bool isTop) => isTop && hoisting.IsOuter(index);

    /// <summary>Adds lanes to a place in the region of the loop itself.</summary>
    public void Add(Value buffer, Value index, Value summand, bool isTop, Func<Value, Value> scalar, RegionBuilder body)
    {
        bool isPlace = IsOnePlace(hoisting, index, isTop) && !_buffers.ContainsKey(buffer);
        if (isPlace)
        {
            Place? place = _places.FirstOrDefault(known => known.Buffer == buffer && known.Index == index);
            if (place is null)
            {
                string? name = buffer.Hint is null ? null : buffer.Hint + "Lanes";
                Value zero = before.Let(new Broadcast(summand.Type, before.Let(Constant.Zero(summand.Type.Lane))));
                Value parameter = before.Values.Create(summand.Type, name);
                place = new Place(buffer, index, zero, parameter);
                _places.Add(place);
            }

            place.Current = body.Let(new Binary(BinaryOperator.Add, place.Current, summand), place.Parameter.Hint);
            return;
        }

        if (!_buffers.TryGetValue(buffer, out Value? sums))
        {
            IrType type = buffer.Type.As(Shape.Span).Lanes;
            sums = before.Let(new Allocate(type, before.Let(new Length(buffer)), OnStack: false), buffer.Hint is null ? null : buffer.Hint + "Lanes");
            _buffers[buffer] = sums;
        }

        body.Add(new Accumulate(sums, scalar(index), summand));
    }

    /// <summary>Adds the lanes up.</summary>
    /// <param name="outputs">The results of the loop for <see cref="Parameters"/>.</param>
    /// <param name="hasRun">A bool: there was a round. Without one the places may not exist.</param>
    /// <param name="after">Behind the loop.</param>
    public void Finish(IReadOnlyList<Value> outputs, Func<Value> hasRun, RegionBuilder after)
    {
        if (_places.Count > 0)
        {
            Value condition = hasRun();
            RegionBuilder then = after.Nested();
            for (int k = 0; k < _places.Count; k++)
            {
                then.Add(new Accumulate(_places[k].Buffer, hoisting.Hoist(_places[k].Index, before), then.Let(new LaneSum(outputs[k]))));
            }

            after.Add(new If(condition, then.Build(), Region.Empty, Infrastructure.EquatableArray<Value>.Empty));
        }

        foreach (KeyValuePair<Value, Value> pair in _buffers)
        {
            Value index = after.Values.Create(IrType.Int, "k");
            RegionBuilder body = after.Nested();
            body.Add(new Accumulate(pair.Key, index, body.Let(new LaneSum(body.Let(new Load(pair.Value, index))))));
            Infrastructure.EquatableArray<Value> none = Infrastructure.EquatableArray<Value>.Empty;
            Value from = after.Let(Constant.Int(0)), to = after.Let(new Length(pair.Value));
            after.Add(new For(index, from, to, 1, Reversed: false, none, none, body.Build(), none));
        }
    }

    private sealed class Place(Value buffer, Value index, Value initial, Value parameter)
    {
        public Value Buffer { get; } = buffer;

        public Value Index { get; } = index;

        public Value Initial { get; } = initial;

        public Value Parameter { get; } = parameter;

        public Value Current { get; set; } = parameter;
    }
}
