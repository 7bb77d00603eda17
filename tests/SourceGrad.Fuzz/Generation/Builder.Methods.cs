using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Productions.Statements;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Generation;

public sealed partial class Builder
{
    /// <summary>How often the method being made may still call itself.</summary>
    private Variable? _fuel;

    private readonly List<StructType> _types = [];

    /// <summary>The structs, records and tuples of the program.</summary>
    public IReadOnlyList<StructType> Types => _types;

    private readonly List<StructType> _classes = [];

    /// <summary>The classes of the program.</summary>
    public IReadOnlyList<StructType> Classes => _classes;

    /// <summary>A function of the method's own; spans and references are out of its reach.</summary>
    public Method LocalFunction(int depth) => Enclosed(() => Nested(Name("Local"), depth, 2, new Shape()));

    /// <summary>A delegate of numbers.</summary>
    public Method Lambda() => Enclosed(() => Nested(Name("Apply"), 0, Chance(60) ? 0 : 2, new Shape { Scalars = true }));

    /// <summary>An expression in a query's lambda.</summary>
    public Expr InLambda(IReadOnlyList<Variable> parameters, Func<Expr> make)
    {
        (List<Variable> visible, bool isInQuery) = (_visible, _isInQuery);
        (_visible, _isInQuery) = ([.. visible.Where(IsCapturable), .. parameters], true);
        Expr made = make();
        (_visible, _isInQuery) = (visible, isInQuery);
        return made;
    }

    /// <summary>An expression that sees what a pattern caught.</summary>
    public Expr Seeing(IReadOnlyList<Variable> caught, Func<Expr> make) => Scoped(() =>
    {
        foreach (Variable variable in caught)
        {
            Announce(variable);
        }

        return make();
    });

    /// <summary>An expression in a loop of its own.</summary>
    public Expr InLoop(Variable index, Func<Expr> make)
    {
        LoopDepth++;
        Expr made = Scoped(() =>
        {
            Announce(index);
            return make();
        });
        LoopDepth--;
        return made;
    }

    public void AddStruct()
    {
        StructForm form = Pick([StructForm.Struct, StructForm.Struct, StructForm.RecordStruct, StructForm.ReadOnlyRecordStruct, StructForm.Tuple]);
        List<StructField> fields = [new("X", RealType), .. Chance(70) ? new StructField[] { new("Y", RealType) } : []];
        if (_types.Count > 0 && Chance(50))
        {
            fields.Insert(Below(fields.Count + 1), new("Inner", RealType, Pick(_types)));
        }

        if (Chance(20) || fields.Count == 1)
        {
            fields.Add(new StructField("Count", Chance(70) ? ScalarType.Int : RealType));
        }

        StructType type = new(Name("Part"), form, fields);
        _types.Add(type);
        for (int k = form == StructForm.Tuple ? 0 : Between(0, 2); k > 0; k--)
        {
            _visible = [];
            Add(Chance(40) ? Operator(type) : Nested(Name("Act"), 1, 2, new Shape { Owner = type }));
        }
    }

    public void AddClass()
    {
        List<StructField> fields = [new("X", RealType), new("Y", RealType)];
        if (_types.Count > 0 && Chance(40))
        {
            fields.Add(new StructField("Inner", RealType, Pick(_types)));
        }

        if (Chance(40))
        {
            fields.Add(new StructField("Count", ScalarType.Int));
        }

        StructType type = new(Name("Cell"), StructForm.Class, fields);
        _classes.Add(type);
        for (int k = Between(0, 2); k > 0; k--)
        {
            _visible = [];
            Add(Nested(Name("Act"), 1, 2, new Shape { Owner = type }));
        }
    }

    /// <summary>A method beside the differentiable one.</summary>
    public void AddHelper()
    {
        _visible = [];
        Method method = Nested(Name("Step"), 1, 3, new Shape { Recurs = Chance(25), Refers = Chance(35) });
        bool isGeneric = Chance(60) && GenericMath.Accepts(method);
        Add(isGeneric ? method with { IsGeneric = true } : method);
    }

    /// <summary>What a call of a method is given; null where there is nothing that fits.</summary>
    public IReadOnlyList<Node>? ArgumentsFor(Method method, int depth)
    {
        List<Node> arguments = [];
        if (method.This is { } self)
        {
            StructExpr? receiver = self.Struct!.Form == StructForm.Class ? StructReference.Make(this, self.Struct, 0)
                : method.IsVoid || Chance(50) ? StructTarget(self.Struct!) : StructExpression(self.Struct!, depth);
            if (receiver is null)
            {
                return null;
            }

            arguments.Add(receiver);
        }

        foreach (Variable parameter in method.Parameters)
        {
            if (ArgumentFor(parameter, method, depth) is not { } argument)
            {
                return null;
            }

            arguments.Add(argument);
        }

        return arguments;
    }

    private Node? ArgumentFor(Variable parameter, Method method, int depth) => parameter switch
    {
        { IsFuel: true } => _fuel is { } fuel && method.CallsItself
            ? new Arithmetic("-", new VariableReference(fuel), Literal.Int(1))
            : Chance(70) ? Literal.Int(Between(0, 3)) : new Arithmetic("&", Expression(ScalarType.Int, 0), Literal.Int(3)),
        { IsBuffer: true } => BufferFor(parameter),
        { Struct: { Form: StructForm.Class } type } => StructReference.Make(this, type, 0),
        { Struct: { } type, By: Passing.Value } => StructExpression(type, depth),
        { Struct: { } type, By: Passing.In } => StructExpression(type, depth) is var given && given is StructPlace place ? new StructRefArgument(place, Passing.In) : given,
        { Struct: { } type } => StructTarget(type) is { } target ? new StructRefArgument(target, parameter.By) : null,
        { By: Passing.Value } => Expression(parameter.Type, depth),
        { By: Passing.In } => ReferencePlace(parameter.Type, depth) is { } place && Chance(60) ? new RefArgument(place, Passing.In) : new Arithmetic("+", Expression(parameter.Type, depth), Literal.Real(parameter.Type, 0.5)),
        _ => ReferencePlace(parameter.Type, depth) is { } place ? new RefArgument(place, parameter.By) : null,
    };

    private Node? BufferFor(Variable parameter)
    {
        bool isArray = parameter.Shape == BufferShape.Array;
        Variable? buffer = PickAnyBuffer(v => v.Type == parameter.Type && v.Struct == parameter.Struct && v.LeastLength >= parameter.LeastLength
            && v.Shape != BufferShape.List
            && (parameter.Shape == BufferShape.ReadOnlySpan || v.IsWritable)
            && (!isArray || v.Shape == BufferShape.Array));
        if (buffer is null)
        {
            return null;
        }

        int spare = buffer.LeastLength - parameter.LeastLength;
        if (isArray || spare == 0 || Chance(60))
        {
            return new BufferReference(buffer);
        }

        int start = Between(0, spare);
        return new SliceArgument(buffer, start, Below(spare - start + 1));
    }

    private void Add(Method method)
    {
        _visible = [];
        _helpers.Add(method);
        _callable.Add(method);
    }

    private static bool IsCapturable(Variable variable) =>
        variable is { Shape: null or BufferShape.Array or BufferShape.List or BufferShape.Table or BufferShape.Jagged, IsReference: false, Owner: null or { IsReference: false } };

    private Method Enclosed(Func<Method> make)
    {
        List<Variable> visible = _visible;
        _visible = [.. visible.Where(IsCapturable)];
        Method method = make();
        _visible = visible;
        _callable.Add(method);
        return method;
    }

    private Method Operator(StructType type)
    {
        if (_helpers.Any(h => h.Owner == type && h.Operator is not null))
        {
            return Nested(Name("Act"), 1, 2, new Shape { Owner = type });
        }

        string sign = Pick(["+", "-", "*"]);
        bool scaled = sign == "*" && Chance(50);
        Variable left = DeclareStruct(type);
        Variable right = scaled ? Declare(RealType) : DeclareStruct(type);
        Block body = new([new Return(NewStruct.Make(this, type, 3))]);
        return new Method(Name("Operator"), [left, right], null, body) { ReturnStruct = type, Owner = type, Operator = sign };
    }

    private Method Nested(string name, int depth, int statements, Shape shape)
    {
        (ScalarType? returnType, StructType? returnStruct, Variable? fuel, bool canBreak, bool canContinue, int loops) = (_returnType, _returnStruct, _fuel, CanBreak, CanContinue, LoopDepth);
        (CanBreak, CanContinue, LoopDepth, IsNested, _fuel) = (false, false, 0, true, null);
        _returnStruct = _types.Count > 0 && !shape.Scalars && Chance(30) ? Pick(_types) : null;
        _returnType = _returnStruct is not null ? null : shape.Scalars || Chance(75) ? RealType : Chance(50) ? ScalarType.Int : null;
        int budget = _budget;
        _budget = statements + 1;
        Method method = Scoped(() => Body(name, depth, statements, shape));
        (_returnType, _returnStruct, _fuel, CanBreak, CanContinue, LoopDepth, IsNested) = (returnType, returnStruct, fuel, canBreak, canContinue, loops, false);
        _budget = budget;
        return method;
    }

    private Method Body(string name, int depth, int statements, Shape shape)
    {
        List<Stmt> body = [];
        Variable? self = shape.Owner is { } owner ? Announce(ReserveStruct(owner, owner.Form != StructForm.ReadOnlyRecordStruct, isThis: true)) : null;
        List<Variable> parameters = Parameters(shape, body);
        Method method = new(name, parameters, _returnType, new Block(body)) { ReturnStruct = _returnStruct, Owner = shape.Owner, This = self, CallsItself = shape.Recurs };
        if (shape.Recurs)
        {
            _fuel = Reserve(ScalarType.Int, assignable: false) with { IsFuel = true };
            parameters.Add(_fuel);
            body.Add(new Guarded(new Comparison("<=", new VariableReference(_fuel), Literal.Int(0)), Return()));
            method = method with { Parameters = [.. parameters] };
            _callable.Add(method);
        }

        Method? other = shape is { Recurs: true, CalledBy: null } && Chance(50) ? Partner(method) : null;
        body.AddRange(Statements(depth, statements));
        if (shape.Recurs && Again(other ?? shape.CalledBy) is { } again)
        {
            body.Add(again);
        }

        if (!method.IsVoid)
        {
            body.Add(Return());
        }

        return method with { Body = new Block(body) };
    }

    /// <summary>A method that calls one that is being made, and that this one can call.</summary>
    private Method Partner(Method caller)
    {
        List<Variable> visible = _visible;
        (int loops, Variable? fuel) = (LoopDepth, _fuel);
        _visible = [];
        Method partner = Nested(Name("Step"), 1, 2, new Shape { Recurs = true, CalledBy = caller });
        _visible = visible;
        (LoopDepth, IsNested, _fuel) = (loops, true, fuel);
        _helpers.Add(partner);
        _callable.Add(partner);
        return partner;
    }

    /// <summary>A call in a circle: of a method that is wanted, or of any.</summary>
    private Stmt? Again(Method? wanted)
    {
        if (wanted is null || ArgumentsFor(wanted, 1) is not { } arguments)
        {
            return CallStatement.Make(this, 1);
        }

        return wanted.ReturnType is { } type && Target(type, 1) is { } target
            ? new Assignment(target, "+", new CallExpression(wanted, arguments))
            : new CallStatement(wanted, arguments);
    }

    private List<Variable> Parameters(Shape shape, List<Stmt> body)
    {
        List<Variable> parameters = [];
        for (int k = Between(shape.Owner is null ? 1 : 0, 2); k > 0; k--)
        {
            Passing by = shape.Refers && Chance(60) ? Pick([Passing.Ref, Passing.Ref, Passing.Out, Passing.In]) : Passing.Value;
            if (!shape.Scalars && _types.Count > 0 && Chance(35))
            {
                parameters.Add(DeclareStruct(Pick(_types), by == Passing.Out ? Passing.Ref : by));
                continue;
            }

            // A method that calls itself takes no object: docs/diagnostics/SG0011.md.
            if (!shape.Scalars && !shape.Recurs && _classes.Count > 0 && shape.Owner is null && Chance(25))
            {
                parameters.Add(DeclareObject(Pick(_classes), isParameter: true));
                continue;
            }

            ScalarType type = Chance(80) ? RealType : AnyType();
            if (by == Passing.Value || (by == Passing.In && !type.IsReal()))
            {
                parameters.Add(Declare(type));
                continue;
            }

            Expr? first = by == Passing.Out ? Settled(type, 1) : null;
            Variable parameter = DeclareReference(type, by);
            parameters.Add(parameter);
            if (first is not null)
            {
                body.Add(new Assignment(new VariableReference(parameter), "", first));
            }
        }

        bool isVoid = _returnType is null && _returnStruct is null;
        for (int k = 0; !shape.Scalars && k < 2 && Chance(isVoid && !shape.Refers && k == 0 ? 90 : 25); k++)
        {
            BufferShape buffer = Pick([BufferShape.Span, BufferShape.ReadOnlySpan, BufferShape.Array]);
            parameters.Add(_types.Count > 0 && Chance(25) ? DeclareBuffer(Pick(_types), buffer, Between(0, 2)) : DeclareBuffer(RealType, buffer, Between(0, 2)));
        }

        return parameters;
    }

    /// <summary>What is special about a method.</summary>
    private sealed record Shape
    {
        /// <summary>Numbers in, a number out.</summary>
        public bool Scalars { get; init; }

        public StructType? Owner { get; init; }

        public bool Recurs { get; init; }

        /// <summary>The method that this one calls back.</summary>
        public Method? CalledBy { get; init; }

        /// <summary>Some parameters are references.</summary>
        public bool Refers { get; init; }
    }
}
