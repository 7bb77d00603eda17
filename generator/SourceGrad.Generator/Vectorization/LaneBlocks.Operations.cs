using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <content>The body, statement by statement.</content>
internal sealed partial class LaneBlocks
{
    private void Transform(Region region, ScalarKind kind, RegionBuilder body)
    {
        _views.Push([]);
        foreach (Statement statement in region.Statements)
        {
            (body.Source, body.Comment) = (statement.Source, statement.Comment);
            switch (statement)
            {
                case Let let:
                    Transform(let, kind, body);
                    break;
                case Store store when IsOwn(store.Buffer):
                    Place stored = PlaceOf(store.Buffer, store.Index, body);
                    Each(vector => body.Add(new Store(stored.Buffer, stored.IndexOf(vector), Copy(store.Operand, vector))));
                    break;
                case Store { Operand.Type.IsLanes: true } store:
                    Each(vector => body.Add(store with { Index = Further(store.Index, store.Stride, vector, kind, body), Operand = Copy(store.Operand, vector) }));
                    break;
                case Accumulate sum when IsOwn(sum.Buffer):
                    Place summed = PlaceOf(sum.Buffer, sum.Index, body);
                    Each(vector => body.Add(new Accumulate(summed.Buffer, summed.IndexOf(vector), Copy(sum.Operand, vector))));
                    break;
                case Accumulate { Buffer.Type.IsLanes: true } sum:
                    body.Add(sum with { Operand = body.Let(PairwiseSum.Of(Copies(sum.Operand), body)) });
                    break;
                case Accumulate { Operand.Type.IsLanes: true } sum:
                    Each(vector => body.Add(sum with { Index = Further(sum.Index, sum.Stride, vector, kind, body), Operand = Copy(sum.Operand, vector) }));
                    break;
                case Push push when IsOwn(push.Tape):
                    Each(vector => body.Add(new Push(push.Tape, Copy(push.Operand, vector))));
                    break;
                case If branch:
                    Region then = Inner(branch.Then, branch.Outputs, kind), otherwise = Inner(branch.Else, branch.Outputs, kind);
                    body.Add(branch with { Then = then, Else = otherwise, Outputs = Defined(branch.Outputs, body) });
                    break;
                case For loop:
                    EquatableArray<Value> initials = Spread(loop.Initials, loop.Parameters);
                    RegionBuilder inner = new(_values);
                    _homes[loop.Index] = inner;
                    EquatableArray<Value> parameters = Defined(loop.Parameters, inner);
                    Region round = Inner(loop.Body, loop.Parameters, kind, inner);
                    body.Add(loop with { Initials = initials, Parameters = parameters, Body = round, Outputs = Defined(loop.Outputs, body) });
                    break;
                default:
                    body.Add(statement);
                    break;
            }
        }

        (body.Source, body.Comment) = (null, null);
        _views.Pop();
    }

    private void Transform(Let let, ScalarKind kind, RegionBuilder body)
    {
        switch (let.Expression)
        {
            case Allocate allocate when IsOwn(let.Result):
                Keep(let with { Expression = allocate with { Count = Times(allocate.Count, body) } }, body);
                break;
            case Slice slice when IsOwn(slice.Buffer):
                Keep(let with { Expression = slice with { Start = Times(slice.Start, body), Count = Times(slice.Count, body) } }, body);
                break;
            case LaneLoad load:
                Split(let, vector => load with { Index = Further(load.Index, load.Stride, vector, kind, body) }, body);
                break;
            case LaneNumbers numbers:
                Split(let, vector => vector == 0 ? numbers : new Binary(BinaryOperator.Add, body.Let(numbers), Lanes(numbers.Type, vector, kind, body)), body);
                break;
            case Load load when IsOwn(load.Buffer):
                Place loaded = PlaceOf(load.Buffer, load.Index, body);
                Split(let, vector => load with { Buffer = loaded.Buffer, Index = loaded.IndexOf(vector) }, body);
                break;
            case Pop pop when IsOwn(pop.Tape):
                // The last vector's is on top.
                Value[] popped = Fresh(let.Result);
                _copies[let.Result] = popped;
                for (int vector = _vectors - 1; vector >= 0; vector--)
                {
                    body.Add(new Let(popped[vector], pop));
                }

                break;
            case Expression shared when !shared.Operands.Any(_copies.ContainsKey):
                Keep(let, body);
                break;
            default:
                Split(let, vector => let.Expression.Map(operand => Copy(operand, vector)), body);
                break;
        }
    }

    private void Keep(Let let, RegionBuilder body)
    {
        _homes[let.Result] = body;
        _values.Define(let.Result, let.Expression);
        body.Add(let);
    }

    private void Split(Let let, Func<int, Expression> expression, RegionBuilder body)
    {
        Value[] copies = Fresh(let.Result);
        Each(vector => body.Add(new Let(copies[vector], expression(vector))));
        _copies[let.Result] = copies;
    }

    private Region Inner(Region region, EquatableArray<Value> receivers, ScalarKind kind, RegionBuilder? body = null)
    {
        body ??= new RegionBuilder(_values);
        Transform(region, kind, body);
        return body.Build(Spread(region.Yields, receivers));
    }

    /// <summary>Results or parameters of a statement: those of lanes one for each vector.</summary>
    private EquatableArray<Value> Defined(EquatableArray<Value> results, RegionBuilder home) => results.SelectMany(result =>
    {
        if (result.Type.IsLanes)
        {
            return _copies[result] = Fresh(result);
        }

        _homes[result] = home;
        return [result];
    }).ToEquatable();

    private EquatableArray<Value> Spread(EquatableArray<Value> given, EquatableArray<Value> receivers) =>
        given.SelectMany((value, k) => receivers[k].Type.IsLanes ? Copies(value) : [value]).ToEquatable();

    private Value[] Fresh(Value value) => [.. Enumerable.Range(0, _vectors).Select(_ => _values.Create(value.Type, value.Hint))];

    private Value[] Copies(Value value) => [.. Enumerable.Range(0, _vectors).Select(vector => Copy(value, vector))];

    private Value Copy(Value value, int vector) => _copies.TryGetValue(value, out Value[]? copies) ? copies[vector] : value;

    private void Each(Action<int> action)
    {
        for (int vector = 0; vector < _vectors; vector++)
        {
            action(vector);
        }
    }

    /// <summary>
    /// Where a buffer of the lanes' own has the vectors of an element. Four of them are found at once: one check, and one address in a register.
    /// </summary>
    private Place PlaceOf(Value buffer, Value index, RegionBuilder body)
    {
        if (_vectors < Most)
        {
            return new Place(buffer, vector => Element(index, vector));
        }

        if (_views.Select(views => views.TryGetValue((buffer, index), out Value? known) ? known : null).FirstOrDefault(known => known is not null) is not { } view)
        {
            string? name = buffer.Hint is null || index.Hint is null ? null : buffer.Hint + char.ToUpperInvariant(index.Hint[0]) + index.Hint.Substring(1);
            view = body.Let(new Slice(buffer.Type.As(Shape.Span), buffer, Times(index, body), body.Let(Constant.Int(_vectors))) { IsBlock = true }, name);
            _views.Peek()[(buffer, index)] = view;
        }

        return new Place(view, vector => body.Let(Constant.Int(vector)));
    }

    /// <summary>Where a buffer of the lanes' own has an element's vector; worked out where the index is known.</summary>
    private Value Element(Value index, int vector)
    {
        if (!_elements.TryGetValue((index, vector), out Value? element))
        {
            RegionBuilder home = _homes.TryGetValue(index, out RegionBuilder? inside) ? inside : _before;
            element = vector == 0 ? Times(index, home, index.Hint)
                : ConstantOf(Element(index, 0)) is Constant first ? home.Let(Constant.Int((int)first.Bits + vector))
                : home.Let(new Binary(BinaryOperator.Add, Element(index, 0), home.Let(Constant.Int(vector))), index.Hint);
            _elements[(index, vector)] = element;
        }

        return element;
    }

    private Constant? ConstantOf(Value value) => (_definitions.Find(value) ?? _values.DefinitionOf(value)) as Constant;

    private Value Times(Value number, RegionBuilder place, string? name = null) => ConstantOf(number) is Constant constant
        ? place.Let(Constant.Int((int)constant.Bits * _vectors))
        : place.Let(new Binary(BinaryOperator.Multiply, place.Let(Constant.Int(_vectors)), number), name);

    /// <summary>The index of the first lane of a vector.</summary>
    private static Value Further(Value index, Value? stride, int vector, ScalarKind kind, RegionBuilder body)
    {
        if (vector == 0)
        {
            return index;
        }

        Value lanes = LaneUnrolling.Offset(vector, kind, body);
        Value offset = stride is null ? lanes : body.Let(new Binary(BinaryOperator.Multiply, lanes, stride));
        return body.Let(new Binary(BinaryOperator.Add, index, offset), index.Hint);
    }

    private static Value Lanes(IrType type, int vector, ScalarKind kind, RegionBuilder body) =>
        body.Let(new Broadcast(type, body.Let(new Ir.Convert(type.Lane, LaneUnrolling.Offset(vector, kind, body)))));

    /// <summary>A counter that a round of one vector moves on by the vector's lanes.</summary>
    private Value Advanced(Value counter, Value next, RegionBuilder body)
    {
        Value step = body.Let(new Binary(BinaryOperator.Subtract, next, counter));
        return body.Let(new Binary(BinaryOperator.Add, counter, body.Let(new Binary(BinaryOperator.Multiply, body.Let(Constant.Int(_vectors)), step))));
    }

    private sealed record Place(Value Buffer, Func<int, Value> IndexOf);
}
