using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Diagnostics;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>Reading locals, parameters, fields and properties.</summary>
internal sealed partial class MethodLowering
{
    private Lowered ReadSymbol(IOperation where, ISymbol symbol)
    {
        if (_frame.Find(symbol) is not { } place)
        {
            _bag.FailSilently();
            return Lowered.Nothing;
        }

        if (place.Variable is { Current: { } current } && ReferenceEquals(current, Known.Conflict))
        {
            Report(where, Descriptors.BufferChoice, symbol.Name);
            return Lowered.Nothing;
        }

        return Read(place);
    }

    private Lowered Read(Place place)
    {
        if (place.Fields is not null)
        {
            return Lowered.Of(place.Fields.Select(Read).ToList());
        }

        Variable variable = place.Variable!;
        if (variable.Type.IsScalar)
        {
            return Materialize(variable);
        }

        return variable.Current is null || variable.Current.Id < 0 ? Lowered.Nothing : variable.Current;
    }

    private Lowered ReadField(IFieldReferenceOperation reference)
    {
        IFieldSymbol field = reference.Field;
        if (TupleIndex(field) is { } index && reference.Instance is not null)
        {
            Lowered tuple = Expression(reference.Instance);
            return tuple.Fields is not null && index < tuple.Fields.Count ? tuple.Fields[index] : Lowered.Nothing;
        }

        if (!field.IsStatic)
        {
            return Unsupported(reference, $"The field '{field.Name}' is not supported in a differentiable method; pass its value in as a parameter");
        }

        if (!field.IsReadOnly && !field.IsConst)
        {
            Report(reference, Descriptors.OutsideState, $"The static field '{field.Name}' can change during the call; make it readonly or pass its value in as a parameter");
            return Lowered.Nothing;
        }

        if (TypeMap.Of(field.Type) is not { } type)
        {
            return UnsupportedType(reference, field.Type);
        }

        if (!IsVisible(field))
        {
            Report(reference, Descriptors.OutsideState, $"The field '{field.ToDisplayString()}' is not accessible from '{_root.ContainingType.Name}', where the generated code stands; make it internal");
            return Lowered.Nothing;
        }

        Value value = Let(new External(type, TypeMap.Text(field.ContainingType) + "." + EscapedName(field.Name)));
        if (type.IsBuffer)
        {
            _roots[value.Id] = value;
        }

        return value;
    }

    private Lowered ReadProperty(IPropertyReferenceOperation reference)
    {
        IPropertySymbol property = reference.Property;
        if (property.IsIndexer)
        {
            return ReadElement(reference);
        }

        if (reference.Instance is { } instance && TypeMap.Of(instance.Type) is { IsBuffer: true })
        {
            switch (property.Name)
            {
                case "Length":
                    return Let(new Length(Buffer(instance)));
                case "IsEmpty":
                    Value length = Let(new Length(Buffer(instance)));
                    return Let(new Binary(BinaryOperator.Equal, length, Let(Constant.Int(0))));
                case "LongLength":
                    return ConvertTo(IrType.Long, Let(new Length(Buffer(instance))));
            }
        }

        if (property is { IsStatic: true, GetMethod.DeclaringSyntaxReferences.IsEmpty: false } && !HasInitializedState(property))
        {
            return Inline(reference, property.GetMethod!, []);
        }

        if (property is { Name: "Empty", IsStatic: true } && TypeMap.Of(property.ContainingType) is { IsBuffer: true } span)
        {
            return Fresh(span.Element.As(Shape.Array), Let(Constant.Int(0)), false);
        }

        return Unsupported(reference, $"The property '{property.Name}' is not supported in a differentiable method; pass its value in as a parameter");
    }

    private static bool HasInitializedState(IPropertySymbol property) => property.ContainingType.GetMembers().Any(member =>
        member is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));

    /// <summary>The position of a tuple's element.</summary>
    private static int? TupleIndex(IFieldSymbol field)
    {
        if (!field.ContainingType.IsTupleType)
        {
            return null;
        }

        IFieldSymbol element = field.CorrespondingTupleField ?? field;
        int index = 0;
        foreach (IFieldSymbol candidate in field.ContainingType.TupleElements)
        {
            if (SymbolEqualityComparer.Default.Equals(candidate.CorrespondingTupleField ?? candidate, element))
            {
                return index;
            }

            index++;
        }

        return null;
    }
}
