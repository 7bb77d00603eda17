using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <content>Single operations and accesses to memory.</content>
internal sealed partial class LaneBody
{
    private void Transform(Let let, RegionBuilder body, Value? mask)
    {
        if (let.Expression is Allocate allocate && _lanes.LaneScratch.Contains(let.Result))
        {
            AllocateLanes(let.Result, allocate, body);
            return;
        }

        if (let.Expression is Slice && _lanes.IsLaneScratch(let.Result))
        {
            BufferOf(let.Result, body);
            return;
        }

        if (!_lanes.ClassOf(let.Result).IsVarying)
        {
            Value copy = _values.Create(let.Result.Type, let.Result.Hint);
            _values.Define(copy, let.Expression);
            Expression expression = let.Expression is Length length && _lanes.IsLaneScratch(length.Buffer)
                ? new Length(BufferOf(length.Buffer, body))
                : let.Expression.Map(ScalarOf);
            body.Add(new Let(copy, expression));
            _scalars[let.Result] = copy;
            return;
        }

        _vectors[let.Result] = _computed.Find(let) is Value earlier ? _vectors[earlier] : VectorOf(let, body, NameOf(let.Result));
    }

    private Value VectorOf(Let let, RegionBuilder body, string? name)
    {
        switch (let.Expression)
        {
            case Pop pop:
                return body.Let(new Pop(TapeOf(pop.Tape)), name);
            case Load load:
                return LoadLanes(load, body, name);
            case Ir.Convert sign when _lanes.ClassOf(sign.Operand).IsVarying:
                return VectorOf(sign.Operand, body);
            case Ir.Convert convert:
                return body.Let(Numbers(convert.Operand, body), name);
            case Binary { Left.Type.IsInteger: true } comparison:
                return body.Let(new Binary(comparison.Operator, Real(comparison.Left, body), Real(comparison.Right, body)), name);
            case Select { Condition: Value condition } select when !_lanes.ClassOf(condition).IsVarying:
                return body.Let(new Select(ScalarOf(condition), VectorOf(select.WhenTrue, body), VectorOf(select.WhenFalse, body)), name);
            case Call call when LaneFunctions.IsNaN(call):
                Value argument = VectorOf(call.Arguments[0], body);
                return body.Let(new Binary(BinaryOperator.NotEqual, argument, argument), name);
            case Call sign when LaneFunctions.IsSign(sign):
                return body.Let(new Call(LanesOf(sign.Arguments[0].Type), LaneFunctions.Sign, sign.Arguments.Map(a => VectorOf(a, body))), name);
            case Call call:
                return body.Let(new Call(LanesOf(call.Type), LaneFunctions.Find(call)!, call.Arguments.Map(a => VectorOf(a, body))), name);
            case Binary { Operator: BinaryOperator.Multiply, Left: Value left, Right: Value right }:
                return body.Let(new Binary(BinaryOperator.Multiply, VectorOf(left, body), VectorOf(right, body)), name);
            default:
                return body.Let(let.Expression.Map(operand => VectorOf(operand, body)), name);
        }
    }

    /// <summary>A linear or uniform int as reals, exactly.</summary>
    private Value Real(Value number, RegionBuilder body) => body.Let(Numbers(number, body));

    private Expression Numbers(Value number, RegionBuilder body)
    {
        IrType lane = new(_kind, Shape.Scalar);
        Value first = body.Let(new Broadcast(lane.Lanes, body.Let(new Ir.Convert(lane, ScalarOf(number)))));
        LaneClass steps = _lanes.ClassOf(number);
        if (steps.IsUniform)
        {
            return new StopGradient(first);
        }

        Value numbers = body.Let(new LaneNumbers(lane.Lanes));
        if (steps.Factor != 1)
        {
            Value factor = body.Let(new Broadcast(lane.Lanes, body.Let(Constant.Number(lane, steps.Factor))));
            numbers = body.Let(new Binary(BinaryOperator.Multiply, factor, numbers));
        }

        return new Binary(BinaryOperator.Add, first, numbers);
    }

    private Value LoadLanes(Load load, RegionBuilder body, string? name)
    {
        if (_lanes.IsLaneScratch(load.Buffer))
        {
            return body.Let(new Load(BufferOf(load.Buffer, body), ScalarOf(load.Index)), name);
        }

        if (_rows.Find(load) is (Value block, Value column))
        {
            return body.Let(new Load(block, ScalarOf(column)), name);
        }

        if (StrideOf(load.Index, body) is Value stride)
        {
            Value? apart = Bounds.FindApart(load.Buffer, load.Index);
            return body.Let(new LaneLoad(apart ?? ScalarOf(load.Buffer), ScalarOf(load.Index), stride, apart is not null), name);
        }

        return Bounds.Find(load.Buffer, load.Index, Position, body) is (Value buffer, Value index)
            ? body.Let(new LaneLoad(buffer, index, null, IsInside: true), name)
            : body.Let(new LaneLoad(ScalarOf(load.Buffer), ScalarOf(load.Index), null, IsInside: false), name);
    }

    private void TransformStore(Store store, RegionBuilder body, Value? mask)
    {
        if (_lanes.IsLaneScratch(store.Buffer))
        {
            Value buffer = BufferOf(store.Buffer, body), at = ScalarOf(store.Index), lanes = VectorOf(store.Operand, body);
            Value stored = mask is null ? lanes : body.Let(new Select(mask, lanes, body.Let(new Load(buffer, at))));
            body.Add(new Store(buffer, at, stored));
            return;
        }

        if (!_lanes.ClassOf(store.Index).IsLinear)
        {
            body.Add(new Store(ScalarOf(store.Buffer), ScalarOf(store.Index), ScalarOf(store.Operand)));
            return;
        }

        Value? stride = StrideOf(store.Index, body);
        (Value place, Value index)? found = stride is null ? Bounds.Find(store.Buffer, store.Index, Position, body)
            : Bounds.FindApart(store.Buffer, store.Index) is Value apart ? (apart, ScalarOf(store.Index))
            : null;
        (Value Buffer, Value Index) target = found ?? (ScalarOf(store.Buffer), ScalarOf(store.Index));
        bool isInside = found is not null;
        Value operand = VectorOf(store.Operand, body);
        if (mask is not null)
        {
            Value old = body.Let(new LaneLoad(target.Buffer, target.Index, stride, isInside));
            operand = body.Let(new Select(mask, operand, old));
        }

        body.Add(new Store(target.Buffer, target.Index, operand) { Stride = stride, IsInside = isInside });
    }

    private void TransformAccumulate(Accumulate sum, RegionBuilder body, Value? mask, bool isTop)
    {
        bool isLinear = _lanes.ClassOf(sum.Index).IsLinear;
        bool isScratch = _lanes.IsLaneScratch(sum.Buffer);
        if (!isLinear && !isScratch && _lanes.IsPrivate(_facts.RootOf(sum.Buffer)))
        {
            body.Add(new Accumulate(ScalarOf(sum.Buffer), ScalarOf(sum.Index), ScalarOf(sum.Operand)));
            return;
        }

        Value summand = VectorOf(sum.Operand, body);
        if (mask is not null)
        {
            Value zero = body.Let(new Broadcast(summand.Type, body.Let(Constant.Zero(summand.Type.Lane))));
            summand = body.Let(new Select(mask, summand, zero));
        }

        if (isScratch)
        {
            body.Add(new Accumulate(BufferOf(sum.Buffer, body), ScalarOf(sum.Index), summand));
        }
        else if (!isLinear)
        {
            Sums.Add(sum.Buffer, sum.Index, summand, isTop, ScalarOf, body);
        }
        else if (StrideOf(sum.Index, body) is Value stride)
        {
            Value? apart = Bounds.FindApart(sum.Buffer, sum.Index);
            body.Add(new Accumulate(apart ?? ScalarOf(sum.Buffer), ScalarOf(sum.Index), summand) { Stride = stride, IsInside = apart is not null });
        }
        else
        {
            (Value Buffer, Value Index)? inside = Bounds.Find(sum.Buffer, sum.Index, Position, body);
            (Value buffer, Value index) = inside ?? (ScalarOf(sum.Buffer), ScalarOf(sum.Index));
            body.Add(new Accumulate(buffer, index, summand) { IsInside = inside is not null });
        }
    }

    /// <summary>From one lane's index to the next one's; null for neighbours.</summary>
    private Value? StrideOf(Value index, RegionBuilder body)
    {
        LaneClass found = _lanes.ClassOf(index);
        if (found.HasFixedStep)
        {
            return found.Factor == 1 ? null : body.Let(Constant.Int(found.Factor));
        }

        Value symbol = ScalarOf(found.Symbol!);
        return found.Factor == 1 ? symbol : body.Let(new Binary(BinaryOperator.Multiply, symbol, body.Let(Constant.Int(found.Factor))));
    }

    /// <summary>The buffer of vectors that stands for a scratch buffer or a view of one; any other buffer itself.</summary>
    private Value BufferOf(Value buffer, RegionBuilder body)
    {
        if (!_lanes.IsLaneScratch(buffer))
        {
            return ScalarOf(buffer);
        }

        if (!_scratch.TryGetValue(buffer, out Value? lanes))
        {
            Slice slice = (Slice)_facts.DefinitionOf(buffer)!;
            lanes = body.Let(
                new Slice(slice.Type.Lanes, BufferOf(slice.Buffer, body), ScalarOf(slice.Start), ScalarOf(slice.Count), slice.IsClamped), NameOf(buffer));
            _scratch[buffer] = lanes;
        }

        return lanes;
    }
}
