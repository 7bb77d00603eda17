using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Diagnostics;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>Expressions as places: what can be assigned, or passed on by reference. Their operands are evaluated on the way, once.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>The place on the left of an assignment; nowhere, after an error, if it cannot be assigned.</summary>
    private Place TargetOf(IOperation target)
    {
        switch (target)
        {
            case IParenthesizedOperation parenthesized:
                return TargetOf(parenthesized.Operand);
            case IDiscardOperation:
                return Place.Nowhere.Instance;
            case IDeclarationExpressionOperation declaration:
                return TargetOf(declaration.Expression);
            case ILocalReferenceOperation { IsDeclaration: true } local:
                return DeclareTarget(local);
            case ITupleOperation tuple:
                return Place.Of(tuple.Elements.Select(TargetOf).ToList());
            case IInvalidOperation:
                _bag.FailSilently();
                return Place.Nowhere.Instance;
        }

        int errors = _bag.Diagnostics.Count;
        if (PlaceOf(target) is { } place)
        {
            return place;
        }

        // Nothing comes back from a call whose arguments throw, and a buffer that has had an error has no elements.
        bool isOfLost = _bag.HasErrors && target is (IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation or IPropertyReferenceOperation { Arguments.Length: > 0 });
        if (_bag.Diagnostics.Count == errors && !_diverged && !isOfLost)
        {
            Unsupported(target, $"Assigning to '{SourceText.Of(target.Syntax)}' is not supported in a differentiable method; assign to a local, a field of one, or an element of a span or array");
        }

        return Place.Nowhere.Instance;
    }

    /// <summary>A place that is referred to: an element is looked for, and throws if there is none, whether it is ever used or not.</summary>
    private Place Referenced(Place place)
    {
        if (First(place) is Place.Element element)
        {
            Let(new Load(element.Buffer, element.Index));
        }

        return place;
    }

    private static Place First(Place place)
    {
        while (place.Fields is { Count: > 0 } fields)
        {
            place = fields[0];
        }

        return place;
    }

    /// <summary>
    /// A span, and a method that returns a reference, look for the element, and throw if there is none, before the value is computed; an array does so when it
    /// is written to, unless it is one of several targets.
    /// </summary>
    private void LookFor(IOperation target, Place place, bool isPart = false)
    {
        if (target is ITupleOperation { Elements: { } elements } && place.Fields is { } fields && fields.Count == elements.Length)
        {
            for (int i = 0; i < fields.Count; i++)
            {
                LookFor(elements[i], fields[i], isPart: true);
            }
        }
        else if (First(place) is Place.Element element && (isPart || target is IInvocationOperation || element.Buffer.Type.Shape is not (Shape.Array or Shape.Grid)))
        {
            Referenced(place);
        }
    }

    private Place DeclareTarget(ILocalReferenceOperation local)
    {
        if (!IsSupported(local.Type))
        {
            UnsupportedType(local, local.Type);
            return Place.Nowhere.Instance;
        }

        return _frame.Find(local.Local) ?? Declare(local.Local, _statementDepth);
    }

    /// <summary>The place that an expression denotes; null where it denotes only a value, or after an error.</summary>
    private Place? PlaceOf(IOperation expression)
    {
        switch (expression)
        {
            case IParenthesizedOperation parenthesized:
                return PlaceOf(parenthesized.Operand);
            case ILocalReferenceOperation local:
                return _frame.Find(local.Local) ?? (IsSupported(local.Type) ? Declare(local.Local, _statementDepth) : null);
            case IParameterReferenceOperation parameter:
                return _frame.Find(parameter.Parameter) ?? CapturedParameter(parameter);
            case IInstanceReferenceOperation instance:
                return ThisPlace(instance);
            case IConditionalAccessInstanceOperation accessed:
                return AccessedPlace(accessed);
            case IFieldReferenceOperation { Field.IsStatic: true } field:
                return StaticField(field);
            case IFieldReferenceOperation { Instance: { } instance } field:
                return FieldPlace(field, instance, field.Field);
            case IPropertyReferenceOperation property when !IsBuffer(property.Instance?.Type) || IsExtensionMember(property.Property):
                return PropertyPlace(property);
            case IImplicitIndexerReferenceOperation counted when !IsBuffer(counted.Instance.Type) && IndexerPlace(counted) is { } indexed:
                return indexed;
            case IArrayElementReferenceOperation or IPropertyReferenceOperation or IImplicitIndexerReferenceOperation or IInlineArrayAccessOperation:
                return RangeOf(expression) is null ? ElementOf(expression) : null;
            case IInvocationOperation { TargetMethod: { ReturnsByRef: true } or { ReturnsByRefReadonly: true } } call:
                return ReferenceFrom(call);
            case IConversionOperation { Conversion.IsIdentity: true } same:
                return PlaceOf(same.Operand);
            case IConditionalOperation { IsRef: true }:
                Unsupported(expression, "A ref conditional is not supported in a differentiable method; write an if with an assignment in each branch");
                return null;
            default:
                return null;
        }
    }

    /// <summary>The place of an expression, or a place of its own for its value: what a method of a struct runs on.</summary>
    private Place? PlaceOrCopy(IOperation expression)
    {
        Place? place = Scan.IsPlace(expression) ? PlaceOf(expression) : null;
        if (place is not (null or Place.Computed))
        {
            return place;
        }

        // What a property's code returns is a value of its own.
        Lowered value = place is null ? Expression(expression) : Read(place);
        if (value.IsNothing || !IsSupported(expression.Type))
        {
            return null;
        }

        Place copy = MakePlace(expression.Type!, null);
        Assign(copy, value);
        return copy;
    }

    private Place? StaticField(IFieldReferenceOperation field)
    {
        if (field.Parent is IAssignmentOperation assignment && ReferenceEquals(assignment.Target, field) || field.Parent is IIncrementOrDecrementOperation)
        {
            Report(field, Descriptors.OutsideState, $"Assigning the static field '{field.Field.Name}' is not supported in a differentiable method; return the value instead");
        }

        return null;
    }

    private void Assign(Place place, Lowered value)
    {
        switch (place)
        {
            case { Fields: { } fields }:
                if (value.Fields is { } values && values.Count == fields.Count)
                {
                    for (int i = 0; i < fields.Count; i++)
                    {
                        Assign(fields[i], values[i]);
                    }
                }
                else
                {
                    Mismatch(value);
                }

                break;
            case { Variable: { } variable }:
                if (value.Value is { } single)
                {
                    Assign(variable, single);
                }
                else
                {
                    Mismatch(value);
                }

                break;
            case Place.Element element when value.Value is { Type.IsScalar: true } scalar:
                _builder.Add(new Store(element.Buffer, element.Index, ConvertTo(element.Buffer.Type.Element, Solid(scalar))));
                break;
            case Place.Computed computed:
                computed.Set(value);
                break;
        }
    }

    private void Assign(Variable variable, Value value)
    {
        if (variable.InlineLength is not null && value.Type.IsBuffer)
        {
            _builder.Add(new Copy(value, variable.Current!));
        }
        else if (value.Id < 0)
        {
            _bindings.Set(variable, value);
        }
        else if (value.Type.IsScalar == variable.Type.IsScalar)
        {
            _bindings.Set(variable, Named(variable.Type.IsScalar ? ConvertTo(variable.Type, value) : value, IsResult(variable) ? null : variable.Name));
        }
        else
        {
            Mismatch(value);
        }
    }

    /// <summary>A value that does not fit its place is nothing only after an error: better no code than wrong code.</summary>
    private void Mismatch(Lowered value)
    {
        if (!value.IsNothing && !_bag.HasErrors)
        {
            throw new InvalidOperationException("A value is assigned to a place of another form.");
        }
    }

    /// <summary>A flag for which no code has been emitted, as a value.</summary>
    private Value Solid(Value value) =>
        ReferenceEquals(value, Known.True) ? Let(Constant.Bool(true))
        : ReferenceEquals(value, Known.False) ? Let(Constant.Bool(false))
        : value;

    /// <summary>All variables of a place are the method's own to write to; false, with an error, where one is an element that is not.</summary>
    private bool MayWrite(IOperation where, Place place) => place switch
    {
        { Fields: { } fields } => fields.All(field => MayWrite(where, field)),
        Place.Element element => MarkWritten(where, element.Buffer),
        { Variable: { InlineLength: not null, Current: { } elements } } => MarkWritten(where, elements),
        { Variable: { } variable } => MayWrite(where, variable),
        _ => true,
    };
}
