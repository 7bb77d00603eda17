using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SourceGrad.Generator.Lowering;

/// <summary>
/// Which buffers a method's text writes to, whether that code is ever reached or not: by itself, through views, and through the methods
/// that it calls. The signature of the generated members hangs on it, and must not hang on what a constant says.
/// </summary>
/// <param name="definitionOf">Where the code of a method is.</param>
/// <param name="bodyOf">The code of a definition; null where there is none to read.</param>
/// <param name="writtenBy">The ordinals of the parameters that a method without code is known to write to.</param>
/// <param name="extensionParameterOf">What stands in front of the dot for a member of an extension block; null for any other method.</param>
internal sealed class WrittenByText(
    Func<IMethodSymbol, IMethodSymbol> definitionOf,
    Func<IMethodSymbol, IOperation?> bodyOf,
    Func<IMethodSymbol, IEnumerable<int>> writtenBy,
    Func<IMethodSymbol, IParameterSymbol?> extensionParameterOf)
{
    private readonly HashSet<Memory> _written = [];
    private readonly HashSet<(Memory View, Memory Of)> _views = [];
    private readonly Dictionary<Memory, IReadOnlyList<(ISymbol Parameter, Memory Argument)>> _results = [];
    private readonly Dictionary<ISymbol, IReadOnlyCollection<Memory>> _returned = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, IOperation?> _functions = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _called = new(SymbolEqualityComparer.Default);
    private readonly Stack<(IOperation Body, ISymbol? Self, ISymbol? Method)> _pending = new();

    /// <summary>The method of a struct whose code is being read: it stands for what that runs on.</summary>
    private ISymbol? _self;

    /// <summary>The method whose code is being read, if it is called.</summary>
    private ISymbol? _method;

    /// <summary>The parameters and local variables whose elements are written, or which are assigned by reference.</summary>
    public IReadOnlyCollection<ISymbol> In(IOperation body)
    {
        _pending.Push((body, null, null));
        while (_pending.Count > 0)
        {
            (IOperation code, _self, _method) = _pending.Pop();
            IReadOnlyList<IOperation> operations = [.. Scan.Within(code)];
            foreach (ILocalFunctionOperation function in operations.OfType<ILocalFunctionOperation>())
            {
                _functions[function.Symbol] = function.Body ?? function.IgnoredBody;
            }

            foreach (IOperation operation in operations)
            {
                Read(operation);
            }
        }

        Spread();
        return [.. _written.Where(memory => memory.Call is null && !memory.IsReturned).Select(memory => memory.Symbol)];
    }

    /// <summary>What is written through a view is written in what it shows; what a call returns shows what that one call was given.</summary>
    private void Spread()
    {
        ILookup<Memory, Memory> shown = _views.ToLookup(view => view.View, view => view.Of);
        Stack<Memory> open = new(_written);
        while (open.Count > 0)
        {
            ShownBy(open.Pop(), shown).Where(_written.Add).ToList().ForEach(open.Push);
        }
    }

    /// <summary>What a variable or the result of a call shows, one step on.</summary>
    private IEnumerable<Memory> ShownBy(Memory memory, ILookup<Memory, Memory> shown)
    {
        if (!_results.TryGetValue(memory, out IReadOnlyList<(ISymbol Parameter, Memory Argument)>? arguments))
        {
            return shown[memory];
        }

        return Returned(memory.Symbol, shown).SelectMany(part => IsParameterOf(part, memory.Symbol)
            ? arguments.Where(pair => SymbolEqualityComparer.Default.Equals(pair.Parameter, part.Symbol)).Select(pair => pair.Argument)
            : [part]);
    }

    /// <summary>What a method may return a view of: parameters of its own, and what is around it. One that calls itself may return any of its parameters.</summary>
    private IReadOnlyCollection<Memory> Returned(ISymbol method, ILookup<Memory, Memory> shown)
    {
        if (_returned.TryGetValue(method, out IReadOnlyCollection<Memory>? known))
        {
            return known;
        }

        _returned[method] = [.. ((IMethodSymbol)method).Parameters.Select(parameter => new Memory(parameter))];
        HashSet<Memory> seen = [new(method, IsReturned: true)];
        Stack<Memory> open = new(seen);
        while (open.Count > 0)
        {
            Memory memory = open.Pop();
            if (!IsParameterOf(memory, method))
            {
                ShownBy(memory, shown).Where(seen.Add).ToList().ForEach(open.Push);
            }
        }

        return _returned[method] = [.. seen.Where(memory => memory is { Call: null, IsReturned: false }
            && (memory.Symbol is IParameterSymbol || !SymbolEqualityComparer.Default.Equals(memory.Symbol.ContainingSymbol, method)))];
    }

    private static bool IsParameterOf(Memory memory, ISymbol method) =>
        memory is { Call: null, IsReturned: false, Symbol: IParameterSymbol parameter } && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, method);

    private void Read(IOperation operation)
    {
        switch (operation)
        {
            case IAnonymousFunctionOperation lambda:
                _pending.Push((lambda.Body, _self, null));
                break;
            case IReturnOperation { ReturnedValue: { } returned } when _method is not null:
                _views.UnionWith(Seen(returned).Select(of => (new Memory(_method, IsReturned: true), of)));
                break;
            case IVariableDeclaratorOperation { Symbol: { } local } declarator when declarator.GetVariableInitializer()?.Value is { } viewed && IsView(local):
                View(local, viewed);
                break;
            case IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation { Symbol: { IsRef: true } element }, Collection: { } collection }:
                View(element, collection);
                break;
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: { } local } } assignment when TypeMap.BufferOf(local.Type) is not null || assignment.IsRef:
                View(local, assignment.Value);
                break;
            case IInvocationOperation call:
                if (call.Instance is { } extended && extensionParameterOf(call.TargetMethod) is { } parameter)
                {
                    View(parameter, extended);
                    Call(call.TargetMethod, call.Arguments, isGivenMemory: true);
                    break;
                }

                Call(call.TargetMethod, call.Arguments, call.Instance);
                break;
            case IMethodReferenceOperation { Method: { } method }:
                Call(method, []);
                break;
            case IObjectCreationOperation { Constructor: { } constructor } creation:
                Call(constructor, creation.Arguments);
                break;
        }

        foreach (IOperation buffer in WrittenBy(operation))
        {
            _written.UnionWith(Seen(buffer));
        }
    }

    private static bool IsView(ILocalSymbol local) =>
        local.RefKind != RefKind.None || (TypeMap.BufferOf(local.Type) is not null && TypeMap.InlineLength(local.Type) is null);

    private void View(ISymbol view, IOperation viewed) => _views.UnionWith(Seen(viewed).Select(of => (new Memory(view), of)));

    /// <summary>A method that is given none of the caller's memory writes to none of it, unless it is declared inside the caller.</summary>
    private void Call(IMethodSymbol target, IEnumerable<IArgumentOperation> arguments, IOperation? receiver = null, bool isGivenMemory = false)
    {
        IMethodSymbol method = definitionOf(target);
        bool isLocal = _functions.ContainsKey(method);
        List<IArgumentOperation> memory = [.. arguments.Where(IsMemory)];
        bool changesReceiver = receiver?.Type is { IsReferenceType: false }
            && !target.IsReadOnly
            && TypeMap.BufferOf(receiver.Type) is null
            && (Scan.IsPlace(receiver) || receiver is IConditionalOperation { IsRef: true })
            && !Scan.IsReadOnlyPlace(receiver, null);
        if (memory.Count == 0 && !isLocal && !changesReceiver && !isGivenMemory)
        {
            return;
        }

        if (changesReceiver)
        {
            View(method, receiver!);
        }

        foreach (IArgumentOperation argument in memory)
        {
            View(method.Parameters[argument.Parameter!.Ordinal], argument.Value);
        }

        if (CodeOf(method) is not { } body)
        {
            _written.UnionWith(writtenBy(target).Select(ordinal => new Memory(method.Parameters[ordinal])));
        }
        else if (_called.Add(method))
        {
            _pending.Push((body, changesReceiver ? method : isLocal ? _self : null, method));
        }
    }

    private IOperation? CodeOf(IMethodSymbol method) => (_functions.TryGetValue(method, out IOperation? body) ? body : null) ?? bodyOf(method);

    private static bool IsMemory(IArgumentOperation argument) =>
        argument.Parameter is { } parameter && (parameter.RefKind != RefKind.None || TypeMap.BufferOf(parameter.Type) is not null);

    /// <summary>The buffers that an operation itself writes to, and the references that it assigns.</summary>
    private static IEnumerable<IOperation> WrittenBy(IOperation operation)
    {
        switch (operation)
        {
            case IAssignmentOperation { } assignment and not ISimpleAssignmentOperation { IsRef: true }:
                return Targets(assignment.Target);
            case IIncrementOrDecrementOperation step:
                return Targets(step.Target);
            case IInvocationOperation { TargetMethod: { Name: "Clear" or "Fill", ContainingType.Name: "Span" }, Instance: { } span }:
                return [span];
            case IInvocationOperation { TargetMethod: { Name: "Clear" or "Fill", ContainingType.Name: "Array" }, Arguments: [{ Value: { } array }, ..] }:
                return [array];
            case IInvocationOperation { TargetMethod: { Name: "CopyTo", ContainingNamespace.Name: "System" } } copy:
                return copy.Arguments.Select(argument => argument.Value).Skip(copy.Instance is null ? 1 : 0).Take(1);
            case IInvocationOperation { TargetMethod: { Name: "Copy", ContainingType.Name: "Array" } } copy:
                return copy.Arguments.Select(argument => argument.Value).Skip(copy.Arguments.Length == 5 ? 2 : 1).Take(1);
            default:
                return [];
        }

        static IEnumerable<IOperation> Targets(IOperation target) => target switch
        {
            ITupleOperation tuple => tuple.Elements.SelectMany(Targets),
            IInlineArrayAccessOperation or IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation or IPropertyReferenceOperation { Property.IsIndexer: true } => [target],
            IInvocationOperation { TargetMethod.RefKind: RefKind.Ref } or IPropertyReferenceOperation { Property.RefKind: RefKind.Ref } => [target],
            IFieldReferenceOperation { Instance: { } instance } => Targets(instance),
            IPropertyReferenceOperation { Instance: { Type.IsReferenceType: false } instance } => Targets(instance),
            IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => [target],
            ILocalReferenceOperation { Local.RefKind: not RefKind.None } or IParameterReferenceOperation { Parameter.RefKind: not RefKind.None } => [target],
            _ => [],
        };
    }

    /// <summary>The variables whose memory an expression may be, or be in.</summary>
    private IEnumerable<Memory> Seen(IOperation buffer)
    {
        Stack<IOperation> pending = new();
        pending.Push(buffer);
        while (pending.Count > 0)
        {
            switch (pending.Pop())
            {
                case { Type: { } type } when TypeMap.BufferOf(type) is (_, Ir.Shape.ReadOnlySpan):
                    // Nobody writes through it, and no view that one may write through comes of it.
                    break;
                case ILocalReferenceOperation { Local: { } local }:
                    yield return new Memory(local);
                    break;
                case IParameterReferenceOperation { Parameter: { } parameter }:
                    yield return new Memory(parameter);
                    break;
                case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } when _self is not null:
                    yield return new Memory(_self);
                    break;
                case IConversionOperation conversion:
                    pending.Push(conversion.Operand);
                    break;
                case IParenthesizedOperation parenthesized:
                    pending.Push(parenthesized.Operand);
                    break;
                case IConditionalOperation { WhenFalse: { } otherwise } conditional:
                    pending.Push(conditional.WhenTrue);
                    pending.Push(otherwise);
                    break;
                case ISwitchExpressionOperation choice:
                    foreach (ISwitchExpressionArmOperation arm in choice.Arms)
                    {
                        pending.Push(arm.Value);
                    }

                    break;
                case IArrayElementReferenceOperation element:
                    pending.Push(element.ArrayReference);
                    break;
                case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } indexed }:
                    pending.Push(indexed);
                    break;
                case IImplicitIndexerReferenceOperation element:
                    pending.Push(element.Instance);
                    break;
                case IInlineArrayAccessOperation element:
                    pending.Push(element.Instance);
                    break;
                case IPropertyReferenceOperation { Property.Name: "Span", Instance: { } memory }:
                    pending.Push(memory);
                    break;
                case IPropertyReferenceOperation { Instance: { Type.IsReferenceType: false } owner }:
                    pending.Push(owner);
                    break;
                case IFieldReferenceOperation { Instance: { } owner }:
                    pending.Push(owner);
                    break;
                case IInvocationOperation { TargetMethod.Name: "AsSpan" or "Slice", Instance: { } instance }:
                    pending.Push(instance);
                    break;
                case IInvocationOperation { TargetMethod.Name: "AsSpan" or "AsMemory", Instance: null, Arguments: [{ Value: { } array }, ..] }:
                    pending.Push(array);
                    break;
                case IInvocationOperation { TargetMethod: { Name: "ToArray" or "ToList" } method } when method.ContainingNamespace.ToDisplayString() is "System" or "System.Linq":
                    break;
                case IInvocationOperation { TargetMethod: { } method } call when method.RefKind != RefKind.None || TypeMap.BufferOf(method.ReturnType) is not null:
                    IMethodSymbol definition = definitionOf(method);
                    if (CodeOf(definition) is not null)
                    {
                        Memory result = new(definition, Call: call);
                        if (!_results.ContainsKey(result))
                        {
                            _results[result] = [];
                            _results[result] = [.. call.Arguments.Where(IsMemory).SelectMany(argument => Seen(argument.Value).Select(memory => ((ISymbol)definition.Parameters[argument.Parameter!.Ordinal], memory)))];
                        }

                        yield return result;
                    }
                    else
                    {
                        // What it returns may be a view of anything that it was given.
                        call.Arguments.Where(IsMemory).ToList().ForEach(argument => pending.Push(argument.Value));
                    }

                    if (call.Instance is { } receiver)
                    {
                        pending.Push(receiver);
                    }

                    break;
            }
        }
    }

    /// <summary>What a variable shows; what a method returns, to whomever; or what one call of it returns.</summary>
    private readonly record struct Memory(ISymbol Symbol, IInvocationOperation? Call = null, bool IsReturned = false)
    {
        public bool Equals(Memory other) => SymbolEqualityComparer.Default.Equals(Symbol, other.Symbol) && ReferenceEquals(Call, other.Call) && IsReturned == other.IsReturned;

        public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(Symbol);
    }
}
