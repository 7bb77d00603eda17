using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <content>Single operations.</content>
internal sealed partial class LaneAnalysis
{
    private bool Visit(Let let, bool isMasked)
    {
        switch (let.Expression)
        {
            case Load load:
                return VisitLoad(let, load, isMasked);
            case Slice slice:
                return isMasked || !slice.Operands.All(operand => ClassOf(operand).IsUniform)
                    ? Fail($"{let.Result} is another part for each lane")
                    : Set(let.Result, LaneClass.Uniform);
            case Row row:
                return isMasked || !row.Operands.All(operand => ClassOf(operand).IsUniform)
                    ? Fail($"{let.Result} is another row for each lane")
                    : Set(let.Result, LaneClass.Uniform);
            case Allocate allocate:
                return isMasked || !ClassOf(allocate.Count).IsUniform || IsInside(allocate.Count)
                    ? Fail($"{let.Result} is allocated in an inner place")
                    : Set(let.Result, LaneClass.Uniform);
            case Pop pop:
                return !IsOwnTape(pop.Tape) ? Fail($"{pop.Tape} is filled elsewhere")
                    : !_tapes.Contains(pop.Tape) ? Set(let.Result, LaneClass.Uniform)
                    : Set(let.Result, LaneClass.Varying);
            case NewTape or Broadcast or LaneLoad or LaneSum or LaneNumbers or LaneCount:
                return Fail($"{let.Result} is in lanes already");
            case Constant or External or Length:
                return Set(let.Result, LaneClass.Uniform);
        }

        if (let.Expression is Call sign && LaneFunctions.IsSign(sign) && ClassOf(sign.Arguments[0]).IsVarying)
        {
            return VisitSign(let, isMasked);
        }

        if (_facts.CanFault(let.Expression))
        {
            return Fail($"{let.Result} may throw");
        }

        return let.Operands.All(operand => ClassOf(operand).IsUniform)
            ? Set(let.Result, LaneClass.Uniform)
            : ClassOf(let.Expression) is LaneClass found ? Set(let.Result, found) : Fail($"{let.Result} has no operation on lanes");
    }

    /// <summary>
    /// A sign that serves as a real number. For NaN it throws, in lanes a few iterations early, so nothing that one could see then may be written.
    /// </summary>
    private bool VisitSign(Let let, bool isMasked)
    {
        if (isMasked || !IsOnlyConverted(let.Result, _loop.Body))
        {
            return Fail($"{let.Result} may throw");
        }

        _classes[let.Result] = LaneClass.Varying;
        Throws = true;
        return true;
    }

    private static bool IsOnlyConverted(Value value, Region region) =>
        !region.Yields.Contains(value)
        && region.Statements.All(statement =>
            (statement is Let { Expression: Ir.Convert { Type.IsReal: true } } || !statement.Operands.Contains(value))
            && statement.Regions.All(inner => IsOnlyConverted(value, inner)));

    /// <summary>The class of an operation on something that is not uniform; null where there is no such operation.</summary>
    private LaneClass? ClassOf(Expression expression)
    {
        switch (expression)
        {
            case StopGradient stop:
                return ClassOf(stop.Operand);
            case Unary { Operator: UnaryOperator.Negate } negate when ClassOf(negate.Operand) is { IsLinear: true } linear:
                return LaneClass.Linear(linear.Symbol, -linear.Factor);
            case Binary { Left.Type.IsInteger: true } binary when binary.Operator.IsComparison():
                return ClassOf(binary.Left) is { IsUniform: true } or { HasFixedStep: true }
                    && ClassOf(binary.Right) is { IsUniform: true } or { HasFixedStep: true }
                    && binary.Left.Type == IrType.Int
                    && _isDouble
                        ? LaneClass.Varying
                        : null;
            case Binary { Type.IsInteger: true } binary:
                return Linear(binary);
            case Binary { Operator: BinaryOperator.Remainder }:
                return null;
            case Binary { Left.Type: var type, Operator: var op }:
                bool isLogic = op is BinaryOperator.And or BinaryOperator.Or or BinaryOperator.Xor;
                return type.IsReal || (type == IrType.Bool && isLogic) ? LaneClass.Varying : null;
            case Unary { Operator: UnaryOperator.Negate or UnaryOperator.Not }:
                return expression.Type.IsReal || expression.Type == IrType.Bool ? LaneClass.Varying : null;
            case Select select:
                return ClassOf(select.Condition).IsUniform && ClassOf(select.WhenTrue) == ClassOf(select.WhenFalse)
                    ? ClassOf(select.WhenTrue)
                    : select.Type.IsReal || select.Type == IrType.Bool ? LaneClass.Varying : null;
            case Ir.Convert { Type.IsReal: true, Operand.Type.IsInteger: true } convert when ClassOf(convert.Operand).IsVarying:
                return LaneClass.Varying;
            case Ir.Convert convert:
                return convert.Type == IrType.Double && convert.Operand.Type == IrType.Int && ClassOf(convert.Operand).HasFixedStep
                    ? LaneClass.Varying
                    : null;
            case Call call when LaneFunctions.IsNaN(call):
                return LaneClass.Varying;
            case Call call when LaneFunctions.Find(call) is not null:
                DearCalls += LaneFunctions.IsDear(call) ? 1 : 0;
                return LaneClass.Varying;
            default:
                return null;
        }
    }

    private LaneClass? Linear(Binary binary)
    {
        LaneClass left = ClassOf(binary.Left), right = ClassOf(binary.Right);
        switch (binary.Operator)
        {
            case BinaryOperator.Add:
                return LaneClass.Sum(left, right, 1);
            case BinaryOperator.Subtract:
                return LaneClass.Sum(left, right, -1);
            case BinaryOperator.Multiply when left.IsUniform || right.IsUniform:
                (LaneClass linear, Value factor) = left.IsUniform ? (right, binary.Left) : (left, binary.Right);
                if (_facts.ConstantOf(factor) is Constant { Bits: > -1024 and < 1024 } constant && Math.Abs(linear.Factor) < 1024)
                {
                    return LaneClass.Linear(linear.Symbol, linear.Factor * (int)constant.Bits);
                }

                return linear is { Symbol: null, Factor: 1 } ? LaneClass.Linear(factor, 1) : null;
            default:
                return null;
        }
    }

    private bool VisitLoad(Let let, Load load, bool isMasked)
    {
        Value root = _facts.RootOf(load.Buffer);
        LaneClass index = ClassOf(load.Index);
        if (load.Buffer.Type.Shape == Shape.Tape && !index.HasFixedStep && !(index.IsUniform && IsOwnRecord(root)))
        {
            return Fail("a tape is read");
        }

        if (!_facts.IsKnownRoot(root) && load.Buffer.Type.Shape != Shape.Tape)
        {
            return Fail($"{load.Buffer} may be any buffer");
        }

        if (_scratch.Contains(root))
        {
            return index.IsUniform ? Set(let.Result, LaneClass.Varying) : Fail($"{load.Buffer} differs between the lanes");
        }

        if (index.IsVarying || (index.IsUniform && isMasked) || (index.IsLinear && (IsInside(root) || !let.Result.Type.IsReal)))
        {
            return Fail($"{load.Buffer} is read at an element that may not exist");
        }

        _accesses.Add(new Access(let, AccessKind.Load, load.Buffer, root, load.Index, index, isMasked));
        return Set(let.Result, index.IsUniform ? LaneClass.Uniform : LaneClass.Varying);
    }

    private bool VisitStore(Store store, bool isMasked) =>
        VisitWrite(store, AccessKind.Store, store.Buffer, store.Index, store.Operand, isMasked);

    private bool VisitAccumulate(Accumulate accumulate, bool isMasked) =>
        VisitWrite(accumulate, AccessKind.Accumulate, accumulate.Buffer, accumulate.Index, accumulate.Operand, isMasked);

    private bool VisitWrite(Statement statement, AccessKind kind, Value buffer, Value index, Value operand, bool isMasked)
    {
        Value root = _facts.RootOf(buffer);
        LaneClass at = ClassOf(index), what = ClassOf(operand);
        bool isTape = buffer.Type.Shape == Shape.Tape;
        bool isOwn = at.IsUniform && (isTape ? IsOwnRecord(root) : IsPrivate(root));
        bool fits = isTape ? at.HasFixedStep || isOwn : _facts.IsKnownRoot(root);
        bool isCount = !operand.Type.IsReal && !(isTape && isOwn && what.IsUniform && !isMasked);
        if (!fits || isCount || at.IsVarying || what.IsLinear)
        {
            return Fail($"{buffer} is written somewhere");
        }

        if (!at.IsUniform)
        {
            _accesses.Add(new Access(statement, kind, buffer, root, index, at, isMasked));
            return _scratch.Contains(root) || IsInside(root) ? Fail($"{buffer} differs between the lanes") : SetKind(operand);
        }

        if (isOwn)
        {
            if (what.IsVarying || isMasked)
            {
                if (!IsPrivate(root))
                {
                    return Fail($"{buffer} is read elsewhere");
                }

                _changed |= _scratch.Add(root);
            }

            return !_scratch.Contains(root) || SetKind(operand);
        }

        if (kind == AccessKind.Store)
        {
            return Fail($"{buffer} is left as the last iteration wants it");
        }

        _accesses.Add(new Access(statement, kind, buffer, root, index, at, isMasked));
        return SetKind(operand);
    }

    /// <summary>
    /// A stack of the loop's own: what an iteration pushes it pops again. Both happen for all lanes; what a lane would not have pushed it does not use.
    /// </summary>
    private bool IsOwnTape(Value tape) => _facts.IsUsedOnlyIn(_loop, tape);

    private bool VisitPush(Push push)
    {
        LaneClass what = ClassOf(push.Operand);
        if (what.IsLinear || !IsOwnTape(push.Tape))
        {
            return Fail($"{push.Tape} is read elsewhere");
        }

        if (what.IsVarying && _tapes.Add(push.Tape))
        {
            _changed = true;
        }

        return true;
    }

    private bool VisitClear(Clear clear, bool isMasked) =>
        (!isMasked && IsPrivate(_facts.RootOf(clear.Buffer))) || Fail($"{clear.Buffer} is cleared");
}
