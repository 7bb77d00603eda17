using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>
/// Room in lists. Which buffer a list has must be known while compiling, so it cannot grow inside a loop or a branch: in front of the
/// outermost statement that adds to it, it gets room for as many elements as the statement can add at most.
/// </summary>
internal sealed partial class MethodLowering
{
    private readonly List<(Value Reference, Instance List)> _lists = [];

    /// <summary>The calls of Add that there is room for.</summary>
    private readonly List<(Value Reference, IOperation Call)> _roomy = [];

    /// <summary>What the statement at hand assigns.</summary>
    private Lazy<AssignedSet> _assignedAhead = null!;

    /// <summary>How many elements a statement adds at most: a number, and what is known only at run time.</summary>
    private readonly record struct Additions(int Known, Value? More);

    private void KeepList(INamedTypeSymbol type, Place place)
    {
        if (IsList(type) && place.Variable?.Current is { } reference && ReferentOf(reference) is Instance list)
        {
            _lists.Add((reference, list));
        }
    }

    private static bool IsList(INamedTypeSymbol type) => type is { Name: "List", Arity: 1, ContainingNamespace: { Name: "Generic" } };

    private int MakeRoom(IOperation statement)
    {
        int before = _roomy.Count;
        if (_lists.Count > 0 && statement is not IBlockOperation)
        {
            _assignedAhead = new(() => Assigned([statement]));
            foreach ((Value reference, Instance list) in _lists.Where(known => known.List.Depth == _depth).ToList())
            {
                List<IOperation> calls = [];
                if (MostAdded(statement, reference, calls) is { } added && calls.Count > 0)
                {
                    MakeRoom(statement, reference, list, added);
                    _roomy.AddRange(calls.Select(call => (reference, call)));
                }
            }
        }

        return before;
    }

    private void MakeRoom(IOperation where, Value reference, Instance list, Additions added)
    {
        INamedTypeSymbol type = list.Type;
        IReadOnlyList<Place> fields = list.Fields.Fields!;
        int? Constant(Value? value) => value is null ? 0 : value.Id >= 0 && _values.DefinitionOf(value) is Constant number ? (int)number.Bits : null;
        Value? items = fields[0].Leaves.First().Current;
        int? count = Constant(fields[1].Variable!.Current);
        int? capacity = items is not null && items.Id >= 0 && _values.DefinitionOf(items) is Allocate allocated ? Constant(allocated.Count) : null;
        if (added.More is null && count + added.Known <= capacity)
        {
            return;
        }

        // Room for some more, where elements are added one by one.
        int known = added.More is null ? Math.Max(added.Known, Math.Max(capacity ?? 0, 4)) : added.Known;
        Value more = added.More is null ? Let(Ir.Constant.Int(known))
            : known == 0 ? added.More
            : Let(new Binary(BinaryOperator.Add, added.More, Let(Ir.Constant.Int(known))));
        IMethodSymbol method = type.GetMembers(count == 0 ? "Allocate" : "Reserve").OfType<IMethodSymbol>().Single();
        Inline(where, method, ReferencePlace(reference), [new Argument(0, more, null)]);
    }

    /// <summary>An error where an element is added that no room was made for.</summary>
    private void CheckRoom(IOperation call, IMethodSymbol method, Place? receiver)
    {
        if (method.Name is "Add" && IsList(method.ContainingType) && receiver?.Variable?.Current is { } reference
            && !_roomy.Any(roomy => ReferenceEquals(roomy.Call, call) && ReferenceEquals(roomy.Reference, reference)))
        {
            Unsupported(call, "How many elements are added to the list is not known in front of the loop or branch around it; use an array of sufficient length and a counter");
        }
    }

    /// <summary><c>new List&lt;double&gt; { a, b }</c></summary>
    private void AddInitially(IInvocationOperation call, Place made)
    {
        if (made.Variable?.Current is not { } reference || ReferentOf(reference) is not Instance list || !IsList(list.Type))
        {
            Unsupported(call, "Collection initializers are not supported in a differentiable method; fill an array in a loop");
            return;
        }

        MakeRoom(call, reference, list, new Additions(1, null));
        _roomy.Add((reference, call));
        Expression(call);
        _roomy.RemoveAt(_roomy.Count - 1);
    }

    /// <summary>Null where it cannot be told in front of the statement.</summary>
    private Additions? MostAdded(IOperation code, Value list, List<IOperation> calls)
    {
        Additions total = default;
        if (code is IInvocationOperation { TargetMethod: { Name: "Add" or "AddRange", ContainingType: var type } method, Instance: { } instance } call && IsList(type))
        {
            bool isOther = instance is ILocalReferenceOperation local && !ReferenceEquals(_frame.Find(local.Local)?.Variable?.Current, list);
            if (!isOther && method.Name == "AddRange")
            {
                return null;
            }

            if (!isOther)
            {
                calls.Add(call);
                total = new Additions(1, null);
            }
        }

        if (code is IAnonymousFunctionOperation or ILocalFunctionOperation)
        {
            return total;
        }

        foreach (IOperation child in code is ILoopOperation loop ? (IEnumerable<IOperation>)[loop.Body] : code.ChildOperations)
        {
            if (MostAdded(child, list, calls) is not { } inner)
            {
                return null;
            }

            total = new Additions(total.Known + inner.Known, Sum(total.More, inner.More));
        }

        if (code is not ILoopOperation repeated || (total.Known == 0 && total.More is null))
        {
            return total;
        }

        if (MostRounds(repeated) is not { } rounds)
        {
            return null;
        }

        Value each = total.More is null ? Let(Constant.Int(total.Known)) : Sum(total.More, total.Known == 0 ? null : Let(Constant.Int(total.Known)))!;
        return new Additions(0, total is { Known: 1, More: null } ? rounds : Let(new Binary(BinaryOperator.Multiply, rounds, each)));

        Value? Sum(Value? left, Value? right) => left is null || right is null ? left ?? right : Let(new Binary(BinaryOperator.Add, left, right));
    }

    private Value? MostRounds(ILoopOperation loop)
    {
        switch (loop)
        {
            case IForEachLoopOperation { Collection: var collection }:
                IOperation source = collection is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand : collection;
                return IsBuffer(source.Type) && IsSimple(source) ? Let(new Length(FirstBuffer(source))) : null;
            case IForLoopOperation counted when CountedLoop.Recognize(counted, _frame, () => Assigned([counted.Body])) is { Descends: false, Start: { } start } known
                && IsSimple(start) && IsSimple(known.Bound):
                Value bound = Scalar(known.Bound);
                bound = known.IsInclusive ? PlusOne(bound) : bound;
                Value rounds = start.ConstantValue is { HasValue: true, Value: 0 } ? bound : Let(new Binary(BinaryOperator.Subtract, bound, Scalar(start)));
                return Let(new Call(IrType.Int, "System.Math.Max", Infrastructure.EquatableArray<Value>.Of(rounds, Let(Constant.Int(0)))));
            default:
                return null;
        }
    }

    /// <summary>It is what it will be in the loop, and evaluating it too early or too often changes nothing.</summary>
    private bool IsSimple(IOperation value) => value switch
    {
        ILocalReferenceOperation local when _assignedAhead.Value.Symbols.Contains(local.Local) => false,
        IParameterReferenceOperation parameter when _assignedAhead.Value.Symbols.Contains(parameter.Parameter) => false,
        ILiteralOperation => true,
        IParenthesizedOperation parenthesized => IsSimple(parenthesized.Operand),
        ILocalReferenceOperation local => _frame.Find(local.Local) is { } place && place.Leaves.All(leaf => leaf.Current is { Id: >= 0 }),
        IParameterReferenceOperation parameter => _frame.Find(parameter.Parameter) is not null,
        IPropertyReferenceOperation { Property.Name: "Length", Instance: { } instance } => IsBuffer(instance.Type) && IsSimple(instance),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply } binary =>
            IsSimple(binary.LeftOperand) && IsSimple(binary.RightOperand),
        _ => false,
    };
}
