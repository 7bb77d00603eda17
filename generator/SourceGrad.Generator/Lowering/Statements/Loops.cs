using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>Loops in general: which variables they carry, and the <see cref="While"/> that any loop can become.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>What a loop consists of. Bottom runs after the body, <c>continue</c> included.</summary>
    private sealed class LoopParts(ILoopOperation loop)
    {
        public ILoopOperation Loop { get; } = loop;

        public IOperation? Condition { get; init; }

        public bool TestsAtBottom { get; init; }

        public IReadOnlyList<IOperation> Bottom { get; init; } = [];
    }

    private void WhileStatement(IWhileLoopOperation loop)
    {
        WhileLoop(new LoopParts(loop) { Condition = loop.Condition, TestsAtBottom = !loop.ConditionIsTop });
    }

    private void WhileLoop(LoopParts parts)
    {
        ILoopOperation loop = parts.Loop;
        bool returns = Scan.Returns(loop.Body), breaks = Scan.JumpsTo(loop.Body, loop.ExitLabel);
        IOperation? condition = parts.Condition is { ConstantValue: { HasValue: true, Value: true } } ? null : parts.Condition;

        // What a test computes is invisible to the body; a test with effects therefore runs as the first part of the body.
        bool testsInBody = !parts.TestsAtBottom && condition is not null && Scan.HasEffects(condition);
        bool testsAtBottom = parts.TestsAtBottom && condition is not null;
        Variable? go = breaks || testsInBody || testsAtBottom ? Flag("go") : returns ? _scope.Go : null;
        if (go is not null)
        {
            _bindings.Set(go, Known.True);
        }

        List<Variable> carried = Carried(loop.ChildOperations, returns);
        if (go is not null && !carried.Contains(go))
        {
            carried.Add(go);
        }

        EmitWhile(
            carried,
            () => testsInBody || testsAtBottom || condition is null
                ? go is null ? Let(Constant.Bool(true)) : Materialize(go)
                : go is null
                    ? Scalar(condition)
                    : Both(Materialize(go), () => Scalar(condition)),
            () =>
            {
                // The test has seen to that.
                if (go is not null)
                {
                    _bindings.Set(go, Known.True);
                }

                void Round() => LoopBody(loop, go);
                if (testsInBody)
                {
                    Branch(Scalar(condition!), Round, () => _bindings.Set(go!, Known.False));
                }
                else
                {
                    Round();
                }

                LoopBottom(parts, testsAtBottom ? condition : null, go);
            });
    }

    private void LoopBottom(LoopParts parts, IOperation? condition, Variable? go)
    {
        void Bottom()
        {
            foreach (IOperation statement in parts.Bottom)
            {
                Statement(statement, null);
            }

            if (condition is not null)
            {
                _bindings.Set(go!, Scalar(condition));
            }
        }

        if (_diverged || ReferenceEquals(go?.Current, Known.False))
        {
            return;
        }

        if (go is null || ReferenceEquals(go.Current, Known.True) || (condition is null && StepsHiddenInteger(parts)))
        {
            Bottom();
        }
        else
        {
            Branch(go.Current!, Bottom, () => { });
        }
    }

    /// <summary>The bottom only counts a variable that nobody sees after the loop: it does no harm after a break either.</summary>
    private static bool StepsHiddenInteger(LoopParts parts) => parts.Bottom.All(statement =>
        statement is IExpressionStatementOperation
        {
            Operation: IIncrementOrDecrementOperation { IsChecked: false, Target: ILocalReferenceOperation reference },
        }
        && reference.Local.Type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64
        && parts.Loop.Locals.Contains(reference.Local, SymbolEqualityComparer.Default));

    /// <summary>One round of a loop's body in a scope of its own.</summary>
    private void LoopBody(ILoopOperation loop, Variable? loopGo)
    {
        Scope outer = _scope;
        _scope = new Scope(outer, Flag("rest"))
        {
            LoopGo = loopGo,
            ExitLabel = loop.ExitLabel,
            ContinueLabel = loop.ContinueLabel,
        };
        _bindings.Set(_scope.Go, Known.True);
        Statement(loop.Body, null);
        _scope = outer;
    }

    /// <summary>The variables from outside that the code may assign; with a return in it the flags and the result too.</summary>
    private List<Variable> Carried(IEnumerable<IOperation> code, bool returns)
    {
        List<Variable> carried = [];
        AssignedSet assigned = Assigned(code);
        void Carry(Place? place, ITypeSymbol? type = null, bool isWhole = true) =>
            carried.AddRange(place is null ? [] : Changed(place, type, isWhole, assigned).Where(variable => variable.Depth <= _depth));
        List<Frame> homes = [.. _referents.Values.OfType<Closure>().Select(closure => closure.Home).Prepend(_frame).Distinct()];
        foreach (ISymbol symbol in assigned.Symbols)
        {
            // A lambda that is called here may assign what it captured elsewhere.
            foreach (Place? place in homes.Select(home => home.Find(symbol)).Distinct())
            {
                Carry(place, (symbol as ILocalSymbol)?.Type ?? (symbol as IParameterSymbol)?.Type, assigned.Wholes.Contains(symbol));
            }
        }

        // Which object a class's method runs on does not change.
        if (assigned.AssignsThis && _frame.This is not { Variable.Type.Shape: Shape.Reference })
        {
            Carry(_frame.This, _frame.Method.ContainingType, assigned.AssignsWholeThis);
        }

        foreach (Instance instance in assigned.Members.Count == 0 ? [] : _referents.Values.OfType<Instance>().Where(instance => !instance.IsOutside))
        {
            foreach (ISymbol member in assigned.Members)
            {
                Carry(LayoutOf(instance.Type)?.IndexOf(member) is { } index ? instance.Fields.Fields![index] : null);
            }
        }

        if (returns)
        {
            for (Scope? scope = _scope; scope is not null; scope = scope.Outer)
            {
                carried.Add(scope.Go);
                if (scope.LoopGo is not null && !carried.Contains(scope.LoopGo))
                {
                    carried.Add(scope.LoopGo);
                }
            }

            if (_frame.Result is { } result)
            {
                carried.AddRange(result.Leaves);
            }
        }

        return Unbuffered(carried);
    }

    /// <summary>
    /// The variables of a place that code may change. A buffer inside a struct stays the same one unless the code assigns that member or the whole.
    /// </summary>
    private IEnumerable<Variable> Changed(Place place, ITypeSymbol? type, bool isWhole, AssignedSet assigned)
    {
        if (isWhole || place.Fields is not { } fields)
        {
            return place.Leaves;
        }

        return type is not null && LayoutOf(Concrete(type)) is { } layout && layout.Fields.Count == fields.Count
            ? fields.SelectMany((field, i) => field.Variable is { Type.IsScalar: true } variable
                ? [variable]
                : field.Fields is null && !assigned.StructMembers.Contains(layout.Fields[i].Symbol.OriginalDefinition)
                    ? []
                    : Changed(field, layout.Fields[i].Type, assigned.StructMembers.Contains(layout.Fields[i].Symbol.OriginalDefinition), assigned))
            : place.Leaves;
    }

    private AssignedSet Assigned(IEnumerable<IOperation> code, IMethodSymbol? running = null)
    {
        AssignedSet assigned = new(
            function => _frame.FindFunction(function).Function?.Body ?? (_localFunctions.TryGetValue(function, out ILocalFunctionOperation? other) ? other.Body : null),
            Bodies,
            () => Definitions.Find("SourceGrad.Sequence`1")?.GetMembers().OfType<IMethodSymbol>().Where(method => method.IsAbstract || method.IsVirtual) ?? [],
            () => _referents.Values.OfType<Closure>().Select(closure => closure.Body ?? (HasBody(closure.Method) ? BodyOf(closure.Method.OriginalDefinition) : null)).OfType<IOperation>().ToList(),
            running ?? _frame.Method);
        foreach (IOperation operation in code)
        {
            assigned.Add(operation);
        }

        return assigned;
    }

    private IEnumerable<IOperation> Bodies(IMethodSymbol called, IEnumerable<INamedTypeSymbol> created)
    {
        IMethodSymbol method = Defined(called);
        IEnumerable<IMethodSymbol> candidates = method.IsAbstract || method.IsVirtual || method.IsOverride
            ? _referents.Values.OfType<Instance>().Select(instance => instance.Type).Concat(created).Select(type => Resolve(OnInterfaceOf(type, method), type)).Append(method)
            : [method];
        foreach (IMethodSymbol candidate in candidates.Distinct<IMethodSymbol>(SymbolEqualityComparer.Default))
        {
            IMethodSymbol definition = candidate.OriginalDefinition;
            if (HasBody(definition) && BodyOf(definition.PartialImplementationPart ?? definition) is { } body)
            {
                yield return body;
            }
        }
    }

    /// <summary>The method on the interface as the type implements it, whatever the type arguments are.</summary>
    private static IMethodSymbol OnInterfaceOf(INamedTypeSymbol type, IMethodSymbol method) => method.ContainingType.TypeKind != TypeKind.Interface
        ? method
        : type.AllInterfaces
            .Where(implemented => SymbolEqualityComparer.Default.Equals(implemented.OriginalDefinition, method.ContainingType.OriginalDefinition))
            .SelectMany(implemented => implemented.GetMembers(method.Name).OfType<IMethodSymbol>())
            .FirstOrDefault(member => SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, method.OriginalDefinition)) ?? method;

    /// <summary>
    /// A buffer variable cannot be carried: which buffer it is would be known only at run time. It may hold another buffer
    /// in each round, but is undefined between rounds.
    /// </summary>
    private List<Variable> Unbuffered(List<Variable> carried)
    {
        foreach (Variable variable in carried.Where(variable => !variable.Type.IsScalar && variable.InlineLength is null))
        {
            _bindings.Set(variable, Known.Conflict);
        }

        return carried.Where(variable => variable.Type.IsScalar).Distinct().ToList();
    }

    private void EmitWhile(List<Variable> carried, Func<Value> test, Action body)
    {
        List<Value> initials = carried.ConvertAll(Materialize);
        List<Value> parameters = carried.ConvertAll(variable => _values.Create(variable.Type, variable.Name));
        Region testRegion = Region.Empty;
        _loopDepth++;
        Arm tested = InArm(() =>
        {
            Bind(carried, parameters);
            RegionBuilder builder = _builder;
            Value result = test();
            testRegion = Close(builder, [result], [IrType.Bool], _diverged);
        });
        _loopDepth--;
        // What the test declares has no value before it.
        if (tested.Changes.Variables.FirstOrDefault(variable => variable is { Current: not null } && variable.Depth <= _depth && !ReferenceEquals(tested.Changes.Of(variable), BeforeTest(variable))) is { } changed)
        {
            throw new InvalidOperationException($"The test of a loop assigns '{changed.Name}'.");
        }

        Region bodyRegion = LowerRound(carried, parameters, body);
        List<Value> outputs = carried.ConvertAll(variable => _values.Create(variable.Type, variable.Name));
        _builder.Add(new While(
            initials.ToEquatable(), parameters.ToEquatable(), testRegion, bodyRegion, outputs.ToEquatable()));
        BindAfter(carried, initials, parameters, bodyRegion, outputs);

        Value? BeforeTest(Variable variable) => carried.IndexOf(variable) is >= 0 and int i ? parameters[i] : variable.Current;
    }

    private Region LowerRound(List<Variable> carried, List<Value> parameters, Action body, Variable? index = null)
    {
        Region region = Region.Empty;
        _loopDepth++;
        int depth = _statementDepth;
        Arm round = InArm(() =>
        {
            _statementDepth = _depth;
            Bind(carried, parameters);
            RegionBuilder builder = _builder;
            body();
            IReadOnlyList<Value?> yields = _diverged ? parameters.ToList<Value?>() : carried.ConvertAll(variable => variable.Current);
            region = Close(builder, yields, carried.ConvertAll(variable => variable.Type), _diverged);
        });
        _loopDepth--;
        _statementDepth = depth;
        if (round.Changes.Variables.FirstOrDefault(variable => IsForgotten(variable, round.Changes.Of(variable))) is { } forgotten)
        {
            throw new InvalidOperationException($"The loop does not carry '{forgotten.Name}', which it assigns.");
        }

        return region;

        // What is not carried must be as before after each round: better no code than wrong code.
        bool IsForgotten(Variable variable, Value? after) =>
            variable.Depth <= _depth && !ReferenceEquals(variable, index) && !carried.Contains(variable) && !ReferenceEquals(variable.Current, after) && !ReferenceEquals(variable.Current, Known.Conflict);
    }

    /// <summary>After a loop: what each round handed on as it was is what it was before. More is carried than changes.</summary>
    private void BindAfter(List<Variable> carried, List<Value> initials, List<Value> parameters, Region round, List<Value> outputs)
    {
        for (int i = 0; i < carried.Count; i++)
        {
            _bindings.Set(carried[i], ReferenceEquals(round.Yields[i], parameters[i]) ? initials[i] : outputs[i]);
        }
    }

    private void Bind(List<Variable> variables, List<Value> values)
    {
        for (int i = 0; i < variables.Count; i++)
        {
            _bindings.Set(variables[i], values[i]);
        }
    }
}
