namespace SourceGrad.Generator.Ir;

/// <summary>
/// The same scalar in every lane. <paramref name="Type"/> says which lanes: a bool becomes a mask of the width that the lanes around it have.
/// </summary>
internal sealed record Broadcast(IrType Type, Value Operand) : Expression(Type)
{
    public override IEnumerable<Value> Operands => [Operand];

    public override Expression Map(Func<Value, Value> map)
    {
        Value operand = map(Operand);
        return ReferenceEquals(operand, Operand) ? this : new Broadcast(Type, operand);
    }

    public override TResult Accept<TResult>(ExpressionVisitor<TResult> visitor) => visitor.VisitBroadcast(this);
}

/// <summary>One element for each lane: from <paramref name="Index"/> on, neighbours or <paramref name="Stride"/> apart.</summary>
/// <param name="Buffer">A buffer of scalars.</param>
/// <param name="Index">Of the first lane's element.</param>
/// <param name="Stride">From one lane's element to the next one's; null for neighbours.</param>
/// <param name="IsInside">That all the elements exist was made sure of before; otherwise the load checks it.</param>
internal sealed record LaneLoad(Value Buffer, Value Index, Value? Stride, bool IsInside) : Expression(Buffer.Type.Element.Lanes)
{
    public override IEnumerable<Value> Operands => Stride is null ? [Buffer, Index] : [Buffer, Index, Stride];

    public override Expression Map(Func<Value, Value> map)
    {
        Value buffer = map(Buffer), index = map(Index);
        Value? stride = Stride is null ? null : map(Stride);
        return ReferenceEquals(buffer, Buffer) && ReferenceEquals(index, Index) && ReferenceEquals(stride, Stride)
            ? this
            : new LaneLoad(buffer, index, stride, IsInside);
    }

    public override TResult Accept<TResult>(ExpressionVisitor<TResult> visitor) => visitor.VisitLaneLoad(this);
}

/// <summary>The sum over the lanes, a scalar.</summary>
internal sealed record LaneSum(Value Operand) : Expression(Operand.Type.Lane)
{
    public override IEnumerable<Value> Operands => [Operand];

    public override Expression Map(Func<Value, Value> map)
    {
        Value operand = map(Operand);
        return ReferenceEquals(operand, Operand) ? this : new LaneSum(operand);
    }

    public override TResult Accept<TResult>(ExpressionVisitor<TResult> visitor) => visitor.VisitLaneSum(this);
}

/// <summary><c>left · right + addend</c> in each lane, rounded once where the machine that runs the code can, otherwise twice.</summary>
internal sealed record MultiplyAdd(Value Left, Value Right, Value Addend) : Expression(Addend.Type)
{
    public override IEnumerable<Value> Operands => [Left, Right, Addend];

    public override Expression Map(Func<Value, Value> map)
    {
        Value left = map(Left), right = map(Right), addend = map(Addend);
        return ReferenceEquals(left, Left) && ReferenceEquals(right, Right) && ReferenceEquals(addend, Addend) ? this : new MultiplyAdd(left, right, addend);
    }

    public override TResult Accept<TResult>(ExpressionVisitor<TResult> visitor) => visitor.VisitMultiplyAdd(this);
}

/// <summary>In each lane its number: 0, 1, 2, …</summary>
internal sealed record LaneNumbers(IrType Type) : Expression(Type)
{
    public override IEnumerable<Value> Operands => [];

    public override Expression Map(Func<Value, Value> map) => this;

    public override TResult Accept<TResult>(ExpressionVisitor<TResult> visitor) => visitor.VisitLaneNumbers(this);
}

/// <summary>How many lanes of that kind a vector has on the machine that runs the code, an int.</summary>
internal sealed record LaneCount(ScalarKind Kind) : Expression(IrType.Int)
{
    public override IEnumerable<Value> Operands => [];

    public override Expression Map(Func<Value, Value> map) => this;

    public override TResult Accept<TResult>(ExpressionVisitor<TResult> visitor) => visitor.VisitLaneCount(this);
}
