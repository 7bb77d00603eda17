using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>
/// <c>foreach</c> over an array, a span or what a definition makes of a collection: a loop over a hidden index.
/// </summary>
internal sealed partial class MethodLowering
{
    /// <summary>What is enumerated.</summary>
    /// <param name="Count">How many positions there are.</param>
    /// <param name="Take">Whether there is an element at a position, and what gives it to the loop's variable.</param>
    /// <param name="Code">What runs to find an element.</param>
    /// <param name="Finish">What happens when there is none any more.</param>
    private sealed record Enumeration(Value Count, Func<Value, (Value Found, Action Bind)> Take, IReadOnlyList<IOperation> Code, Action? Finish = null);

    private void ForEachStatement(IForEachLoopOperation loop)
    {
        Enumeration? enumeration = EnumerationOf(loop, out Enumerator? enumerator);
        if (enumerator is not null)
        {
            EnumeratorLoop(loop, enumerator);
        }

        if (enumeration is null)
        {
            return;
        }

        Value zero = Let(Constant.Int(0));
        string indexName = (loop.Locals.FirstOrDefault()?.Name ?? "element") + "Index";
        void Round(Value index, Variable? go)
        {
            (Value found, Action bind) = enumeration.Take(index);
            Branch(
                found,
                () =>
                {
                    bind();
                    LoopBody(loop, go);
                },
                () => { });
        }

        bool returns = Scan.Returns(loop.Body), breaks = Scan.JumpsTo(loop.Body, loop.ExitLabel);
        List<Variable> carried = Carried([loop.Body, .. enumeration.Code], returns);
        if (returns || breaks)
        {
            ForEachWithExit();
            return;
        }

        List<Value> initials = carried.ConvertAll(Materialize);
        List<Value> parameters = carried.ConvertAll(variable => _values.Create(variable.Type, variable.Name));
        Value counter = _values.Create(IrType.Int, indexName);
        Region body = LowerRound(carried, parameters, () => Round(counter, null));
        List<Value> outputs = carried.ConvertAll(variable => _values.Create(variable.Type, variable.Name));
        _builder.Add(new For(
            counter, zero, enumeration.Count, 1, false, initials.ToEquatable(), parameters.ToEquatable(), body, outputs.ToEquatable()));
        BindAfter(carried, initials, parameters, body, outputs);
        enumeration.Finish?.Invoke();

        void ForEachWithExit()
        {
            Variable go = breaks ? Flag("go") : _scope.Go;
            Variable position = new(IrType.Int, indexName, _depth);
            _bindings.Set(go, Known.True);
            _bindings.Set(position, zero);
            carried.Add(position);
            if (!carried.Contains(go))
            {
                carried.Add(go);
            }

            EmitWhile(
                carried,
                () => Both(Materialize(go), () => Let(new Binary(BinaryOperator.Less, position.Current!, enumeration.Count))),
                () =>
                {
                    _bindings.Set(go, Known.True);
                    Round(position.Current!, go);
                    _bindings.Set(position, Let(new Binary(BinaryOperator.Add, position.Current!, Let(Constant.Int(1)))));
                });
            if (enumeration.Finish is { } finish)
            {
                Branch(Materialize(go), finish, () => { });
            }
        }
    }

    private const string EnumerationText =
        "foreach is supported over arrays, spans, lists and queries that are made in the method, and types whose GetEnumerator, MoveNext and Current are in this project; write a for loop";

    /// <summary>Null after an error, and where there is an enumerator.</summary>
    private Enumeration? EnumerationOf(IForEachLoopOperation loop, out Enumerator? enumerator)
    {
        enumerator = null;
        IOperation collection = loop.Collection is IConversionOperation { IsImplicit: true } conversion && !IsBuffer(conversion.Type)
            ? conversion.Operand
            : loop.Collection;
        if (!loop.IsAsynchronous && TreeOf(collection.Type) is { IsBuffer: true } tree)
        {
            Lowered buffer = Buffers(collection);
            return buffer.IsNothing ? null : new Enumeration(Let(new Length(First(buffer))), index => (True, () => TakeElement(loop, ElementAt(tree, buffer, index, isInside: true))), []);
        }

        if (!loop.IsAsynchronous && TypeOf(collection.Type) is { Shape: Shape.Rows })
        {
            return TableOf(collection) is not { } table ? null
                : new Enumeration(Count(table, 0), index => (True, () => TakeElement(loop, new Place.Computed(() => RowOf(table, index), _ => { }))), []);
        }

        int errors = _bag.Diagnostics.Count;
        bool isOwn = !loop.IsAsynchronous && collection.Type is { IsReferenceType: false } && ForEachInfo(loop)?.GetEnumeratorMethod is { } getEnumerator && HasBody(Concrete(getEnumerator));
        if (isOwn || ForEachInfo(loop)?.GetEnumeratorMethod is { } own && (own.IsExtensionMethod || IsExtensionMember(own)))
        {
            enumerator = EnumeratorOf(loop, collection, null);
            if (enumerator is null && _bag.Diagnostics.Count == errors)
            {
                Unsupported(loop.Collection, EnumerationText);
            }

            return null;
        }

        Lowered value = loop.IsAsynchronous ? Lowered.Nothing : Expression(collection);
        if (ReferentOf(value.Value) is ObjectArray objects)
        {
            return new Enumeration(Let(new Length(objects.First)), index => (True, () => TakeElement(loop, new Place.Computed(() => ObjectAt(objects, index), _ => { }))), []);
        }

        if (ReferentOf(value.Value) is Instance known && SequenceOf(known) is { } sequence)
        {
            Lowered begun = Inline(loop, SequenceMember(known, "Begin"), ReferencePlace(value.Value!), []);
            return ReferentOf(begun.Value) is Instance enumerated ? EnumerationOf(loop, sequence, enumerated, ReferencePlace(begun.Value!)) : null;
        }

        if (ReferentOf(value.Value) is Instance enumerable)
        {
            enumerator = EnumeratorOf(loop, collection, new Owner(ReferencePlace(value.Value!), enumerable.Fields, enumerable.Type));
        }

        if (enumerator is null && _bag.Diagnostics.Count == errors && !_diverged)
        {
            Unsupported(loop.Collection, EnumerationText);
        }

        return null;
    }

    private IMethodSymbol SequenceMember(Instance sequence, string name) =>
        Resolve(SequenceOf(sequence)!.GetMembers(name).OfType<IMethodSymbol>().Single(), sequence.Type);

    private Enumeration EnumerationOf(IForEachLoopOperation loop, INamedTypeSymbol sequence, Instance known, Place receiver)
    {
        IMethodSymbol tryGet = SequenceMember(known, "TryGet");
        Value count = Inline(loop, SequenceMember(known, "get_Bound"), receiver, []).Value!;
        return new Enumeration(
            count,
            index =>
            {
                Place item = MakePlace(sequence.TypeArguments[0], null);
                Value found = Inline(loop, tryGet, receiver, [new Argument(0, index, null), new Argument(1, Lowered.Nothing, item)]).Value ?? Let(Constant.Bool(false));
                return (found, () => TakeElement(loop, item));
            },
            [.. new[] { tryGet }.Where(HasBody).Select(method => BodyOf(method.OriginalDefinition)!)],
            () => Inline(loop, SequenceMember(known, "Finish"), receiver, []));
    }

    /// <summary>The definition that the object's type derives from to be enumerated.</summary>
    private static INamedTypeSymbol? SequenceOf(Instance instance)
    {
        INamedTypeSymbol? type = instance.Type;
        while (type is not null && !(type.Name == "Sequence" && DefinitionSet.Contains(type.DeclaringSyntaxReferences[0].SyntaxTree)))
        {
            type = type.BaseType is { DeclaringSyntaxReferences.IsEmpty: false } parent ? parent : null;
        }

        return type;
    }

    private void TakeElement(IForEachLoopOperation loop, Place item)
    {
        if (loop.LoopControlVariable is not IVariableDeclaratorOperation { Symbol: { } element })
        {
            Place target = TargetOf(loop.LoopControlVariable);
            AssignParts(loop.LoopControlVariable, loop.LoopControlVariable, target, Read(item), ForEachInfo(loop)?.ElementType);
        }
        else if (element.IsRef)
        {
            _frame.Declare(element, item);
        }
        else if (!IsSupported(element.Type))
        {
            UnsupportedType(loop.LoopControlVariable, element.Type);
        }
        else
        {
            Declare(element, _depth, ConvertElement(loop, element, Read(item)));
        }
    }

    /// <summary>An element as the type that the loop's variable is declared with.</summary>
    private Lowered ConvertElement(IForEachLoopOperation loop, ILocalSymbol element, Lowered value)
    {
        if (ForEachInfo(loop) is { ElementConversion: { IsUserDefined: true, MethodSymbol: { } method } } info)
        {
            return CallOperator(loop.LoopControlVariable, method, [value], [info.ElementType]);
        }

        if (value.Value is not { Type.IsScalar: true } scalar || TypeOf(element.Type) is not { } type)
        {
            return value;
        }

        if (scalar.Type.IsReal && type.IsInteger)
        {
            Lose(loop.LoopControlVariable, scalar, $"The conversion to '{element.Type.ToDisplayString()}'");
        }

        return Narrow(loop.LoopControlVariable, element.Type, ConvertTo(type, scalar), false);
    }
}
