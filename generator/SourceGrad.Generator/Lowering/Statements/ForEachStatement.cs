using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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
    private sealed record Enumeration(Value Count, Func<Value, (Value Found, Action Bind)> Take, IReadOnlyList<IOperation> Code);

    private void ForEachStatement(IForEachLoopOperation loop)
    {
        if (EnumerationOf(loop) is not { } enumeration)
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
        Bind(carried, outputs);

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
        }
    }

    /// <summary>Null after an error.</summary>
    private Enumeration? EnumerationOf(IForEachLoopOperation loop)
    {
        IOperation collection = loop.Collection is IConversionOperation { IsImplicit: true } conversion && !IsBuffer(conversion.Type)
            ? conversion.Operand
            : loop.Collection;
        if (!loop.IsAsynchronous && TreeOf(collection.Type) is { IsBuffer: true } tree)
        {
            Lowered buffer = Buffers(collection);
            return buffer.IsNothing ? null : new Enumeration(Let(new Length(First(buffer))), index => (True, () => TakeElement(loop, ElementAt(tree, buffer, index))), []);
        }

        if (!loop.IsAsynchronous && TypeOf(collection.Type) is { Shape: Shape.Rows })
        {
            return TableOf(collection) is not { } table ? null
                : new Enumeration(Count(table, 0), index => (True, () => TakeElement(loop, new Place.Computed(() => RowOf(table, index), _ => { }))), []);
        }

        int errors = _bag.Diagnostics.Count;
        Lowered value = loop.IsAsynchronous ? Lowered.Nothing : Expression(collection);
        if (ReferentOf(value.Value) is ObjectArray objects)
        {
            return new Enumeration(Let(new Length(objects.First)), index => (True, () => TakeElement(loop, new Place.Computed(() => ObjectAt(objects, index), _ => { }))), []);
        }

        if (ReferentOf(value.Value) is Instance known && SequenceOf(known) is { } sequence)
        {
            return EnumerationOf(loop, sequence, known.Type, ReferencePlace(value.Value!));
        }

        if (_bag.Diagnostics.Count == errors)
        {
            Unsupported(loop.Collection, "foreach is supported over arrays, spans, and lists and queries that are made in the method; write a for loop");
        }

        return null;
    }

    private Enumeration EnumerationOf(IForEachLoopOperation loop, INamedTypeSymbol sequence, INamedTypeSymbol type, Place receiver)
    {
        IMethodSymbol Member(string name) => Resolve(sequence.GetMembers(name).OfType<IMethodSymbol>().Single(), type);
        IMethodSymbol tryGet = Member("TryGet");
        Inline(loop, Member("Start"), receiver, []);
        Value count = Inline(loop, Member("get_Bound"), receiver, []).Value!;
        return new Enumeration(
            count,
            index =>
            {
                Place item = MakePlace(sequence.TypeArguments[0], null);
                Value found = Inline(loop, tryGet, receiver, [new Argument(0, index, null), new Argument(1, Lowered.Nothing, item)]).Value ?? Let(Constant.Bool(false));
                return (found, () => TakeElement(loop, item));
            },
            [.. new[] { tryGet }.Where(HasBody).Select(method => BodyOf(method.OriginalDefinition)!)]);
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
            AssignParts(loop.LoopControlVariable, loop.LoopControlVariable, target, Read(item), ElementType(loop));
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
            Place place = Declare(element, _depth);
            Lowered value = Read(item);
            Assign(place, value.Value is { Type.IsScalar: true } scalar ? ConvertTo(TypeOf(element.Type) ?? scalar.Type, scalar) : value);
        }
    }

    private ITypeSymbol? ElementType(IForEachLoopOperation loop) =>
        ModelOf(loop.Syntax)?.GetForEachStatementInfo((CommonForEachStatementSyntax)loop.Syntax).ElementType;
}
