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
        Place? place = _frame.Find(symbol) ?? (where is IParameterReferenceOperation parameter ? CapturedParameter(parameter) : null);
        if (place is null)
        {
            _bag.FailSilently();
            return Lowered.Nothing;
        }

        if (!_bag.HasErrors && !_diverged && place.Leaves.Any(leaf => leaf is { IsLocal: true, Current: null, Type.IsScalar: true }))
        {
            // C# reads no local without a value, so it has been lost here: better no code than wrong code.
            throw new InvalidOperationException($"'{symbol.Name}' has no value where it is read.");
        }

        if (HasConflict(place))
        {
            Report(where, Descriptors.BufferChoice, symbol.Name);
            return Lowered.Nothing;
        }

        return Read(place);
    }

    private static bool HasConflict(Place place) => place.Leaves.Any(leaf => ReferenceEquals(leaf.Current, Known.Conflict));

    private Lowered Read(Place place)
    {
        object? owner = null;
        return Read(place, ref owner);
    }

    /// <param name="place">What to read.</param>
    /// <param name="owner">The struct in a buffer that a number was read of just before: the others need no check of the index.</param>
    private Lowered Read(Place place, ref object? owner)
    {
        switch (place)
        {
            case { Fields: { } fields }:
                List<Lowered> read = [];
                foreach (Place field in fields)
                {
                    read.Add(Read(field, ref owner));
                }

                return Lowered.Of(read);
            case { Variable: { Type.IsScalar: true } variable }:
                return Materialize(variable);
            case { Variable: { Type.Shape: Shape.Reference } variable }:
                return variable.Current ?? Known.Null;
            case { Variable: { InlineLength: { } length, Current: { } elements } }:
                return CopyOf(elements, Let(Constant.Int(length)));
            case { Variable: { } variable }:
                return variable.Current is null || (variable.Current.Id < 0 && ReferentOf(variable.Current) is null) ? Lowered.Nothing : variable.Current;
            case Place.Element element:
                bool isChecked = element.Owner is not null && (ReferenceEquals(element.Owner, owner) || element.Owner == Place.Element.Inside);
                owner = element.Owner;
                return Let(new Load(element.Buffer, element.Index) { IsChecked = isChecked });
            case Place.Computed computed:
                return computed.Get();
            default:
                return Lowered.Nothing;
        }
    }

    private Lowered ReadField(IFieldReferenceOperation reference)
    {
        IFieldSymbol field = reference.Field;
        if (!field.IsStatic)
        {
            return ReadMember(reference, reference.Instance);
        }

        if (!field.IsReadOnly && !field.IsConst)
        {
            Report(reference, Descriptors.OutsideState, $"The static field '{field.Name}' can change during the call; make it readonly or pass its value in as a parameter");
            return Lowered.Nothing;
        }

        if (DefinedConstant(field) is { } constant)
        {
            return constant;
        }

        if (TypeOf(field.Type) is not { } type)
        {
            return StaticObject(reference, field);
        }

        if (!IsVisible(field))
        {
            if (type.IsScalar && InitializedConstant(field) is { } known)
            {
                return known;
            }

            Report(reference, Descriptors.OutsideState, $"The field '{field.ToDisplayString()}' is not accessible from '{_root.ContainingType.Name}', where the generated code stands; make it internal");
            return Lowered.Nothing;
        }

        Value value = Let(new External(type, TypeMap.Cast(field.Type, TypeMap.Text(field.ContainingType) + "." + EscapedName(field.Name))));
        if (type.IsBuffer)
        {
            _roots[value.Id] = value;
        }

        return value;
    }

    /// <summary>A field or property of an object, a struct or a tuple.</summary>
    private Lowered ReadMember(IOperation reference, IOperation? instance)
    {
        if (instance is not null && !Scan.IsPlace(reference) && instance.Type is { IsReferenceType: false } && instance is not IInstanceReferenceOperation)
        {
            // A member of a value that is nowhere: only that value's part.
            Lowered whole = Expression(instance);
            ISymbol member = reference is IFieldReferenceOperation field ? field.Field : ((IPropertyReferenceOperation)reference).Property;
            if (whole.Fields is { } parts && TreeOf(instance.Type)?.Layout?.IndexOf(Defined(member)) is { } index && index < parts.Count)
            {
                return parts[index];
            }

            if (whole.IsNothing)
            {
                return Lowered.Nothing;
            }

            return reference is IPropertyReferenceOperation property && MakeCopy(instance.Type!, whole) is { } copy
                ? ReadOrReport(reference, PropertyOf(property, property.Property, copy))
                : UnsupportedMember(reference);
        }

        int errors = _bag.Diagnostics.Count;
        Place? place = PlaceOf(reference);
        return place is null && _bag.Diagnostics.Count > errors ? Lowered.Nothing : ReadOrReport(reference, place);
    }

    private Lowered ReadOrReport(IOperation reference, Place? place)
    {
        if (place is null)
        {
            return _bag.HasErrors ? Lowered.Nothing : UnsupportedMember(reference);
        }

        if (HasConflict(place))
        {
            Report(reference, Descriptors.BufferChoice, SourceText.Of(reference.Syntax));
            return Lowered.Nothing;
        }

        return Read(place);
    }

    private Place? MakeCopy(ITypeSymbol type, Lowered value)
    {
        if (!IsSupported(type))
        {
            return null;
        }

        Place copy = MakePlace(type, null);
        Assign(copy, value);
        return copy;
    }

    private Lowered UnsupportedMember(IOperation reference)
    {
        if (reference is IMemberReferenceOperation { Instance.Type: { } type } && IsHardwareVector(type))
        {
            // Where the vector comes from, there is an error.
            _bag.FailSilently();
            return Lowered.Nothing;
        }

        return Unsupported(reference, $"'{SourceText.Of(reference.Syntax)}' is not supported in a differentiable method; pass its value in as a parameter");
    }

    private Lowered ReadProperty(IPropertyReferenceOperation reference)
    {
        IPropertySymbol property = reference.Property;
        if (reference.Instance is { } extended && IsExtensionMember(property))
        {
            int errors = _bag.Diagnostics.Count;
            Place? place = ExtensionProperty(reference, extended);
            return place is null && _bag.Diagnostics.Count > errors ? Lowered.Nothing : ReadOrReport(reference, place);
        }

        if (reference.Instance is { } instance && IsBuffer(instance.Type))
        {
            return BufferProperty(reference, instance);
        }

        if (reference.Instance is { } objects && property.Name == "Length" && objects.Type is not null && ObjectsIn(Concrete(objects.Type)) is not null
            && ReferentOf(Expression(objects).Value) is ObjectArray array)
        {
            return Let(new Length(array.First));
        }

        if (reference.Instance is { } table && IsTable(table.Type))
        {
            return TableMember(table, property.Name, null) ?? UnsupportedMember(reference);
        }

        if (property is { IsStatic: true, Name: "Empty" } && TypeOf(property.ContainingType) is { IsBuffer: true } span)
        {
            return Fresh(span.Element.As(Shape.Array), Let(Constant.Int(0)), false);
        }

        if (property.IsStatic && StaticProperty(reference) is { } value)
        {
            return value;
        }

        return property.IsStatic ? UnsupportedMember(reference) : ReadMember(reference, reference.Instance);
    }

    private Lowered BufferProperty(IPropertyReferenceOperation reference, IOperation instance)
    {
        switch (reference.Property.Name)
        {
            case "Length" when !reference.Property.IsIndexer:
                return Let(new Length(FirstBuffer(instance)));
            case "Span":
                return Buffers(instance);
            case "IsEmpty":
                return Let(new Binary(BinaryOperator.Equal, Let(new Length(FirstBuffer(instance))), Let(Constant.Int(0))));
            case "LongLength":
                return ConvertTo(IrType.Long, Let(new Length(FirstBuffer(instance))));
            default:
                return reference.Property.IsIndexer ? ReadElement(reference) : UnsupportedMember(reference);
        }
    }

    private Lowered? StaticProperty(IPropertyReferenceOperation reference)
    {
        IMethodSymbol? getter = reference.Property.GetMethod;
        if (getter is null)
        {
            return null;
        }

        if (reference.ConstrainedToType is { } constrained)
        {
            return StaticMember(reference, Concrete(getter), Concrete(constrained));
        }

        if (MathFunctions.ConstantOf(reference.Property) is { } constant && TypeOf(reference.Type) is { IsReal: true } real)
        {
            return Let(Constant.Real(real, real.Kind == ScalarKind.Float ? (float)constant : constant));
        }

        getter = Defined(getter);
        return !getter.DeclaringSyntaxReferences.IsEmpty && !HasInitializedState(reference.Property)
            ? Inline(reference, getter, null, [])
            : null;
    }

    private static bool HasInitializedState(IPropertySymbol property) => property.ContainingType.GetMembers().Any(member =>
        member is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));
}
