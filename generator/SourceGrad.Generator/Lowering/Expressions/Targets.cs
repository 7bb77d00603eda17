using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>What can stand on the left of an assignment, with its operands evaluated.</summary>
internal abstract class Target
{
    /// <summary>A local, a parameter or a field of a tuple.</summary>
    public sealed class OfPlace(Place place) : Target
    {
        public Place Place { get; } = place;
    }

    /// <summary>An element of a buffer.</summary>
    public sealed class OfElement(Value buffer, Value index) : Target
    {
        public Value Buffer { get; } = buffer;

        public Value Index { get; } = index;
    }

    public sealed class OfTuple(IReadOnlyList<Target> elements) : Target
    {
        public IReadOnlyList<Target> Elements { get; } = elements;
    }

    /// <summary>A discard, or a target that an error has been reported on.</summary>
    public sealed class Nowhere : Target;
}

internal sealed partial class MethodLowering
{
    private Target TargetOf(IOperation target)
    {
        switch (target)
        {
            case IParenthesizedOperation parenthesized:
                return TargetOf(parenthesized.Operand);
            case IDiscardOperation:
                return new Target.Nowhere();
            case IDeclarationExpressionOperation declaration:
                return TargetOf(declaration.Expression);
            case ILocalReferenceOperation local:
                if (!TypeMap.IsSupported(local.Type))
                {
                    UnsupportedType(local, local.Type);
                    return new Target.Nowhere();
                }

                return new Target.OfPlace(_frame.Find(local.Local) ?? Declare(local.Local, local.IsDeclaration ? 0 : _depth));
            case IParameterReferenceOperation parameter when _frame.Find(parameter.Parameter) is { } place:
                return new Target.OfPlace(place);
            case IFieldReferenceOperation { Instance: { } instance } field when TupleIndex(field.Field) is { } index:
                return TargetOf(instance) is Target.OfPlace { Place.Fields: { } fields } ? new Target.OfPlace(fields[index]) : new Target.Nowhere();
            case ITupleOperation tuple:
                return new Target.OfTuple(tuple.Elements.Select(TargetOf).ToList());
            case IArrayElementReferenceOperation or IPropertyReferenceOperation { Property.IsIndexer: true } or IImplicitIndexerReferenceOperation:
                return ElementOf(target) is { } element && MarkWritten(target, element.Buffer) ? new Target.OfElement(element.Buffer, element.Index) : new Target.Nowhere();
            case IFieldReferenceOperation { Field.IsStatic: true } field:
                Report(field, Diagnostics.Descriptors.OutsideState, $"Assigning the static field '{field.Field.Name}' is not supported in a differentiable method; return the value instead");
                return new Target.Nowhere();
            case IInvalidOperation:
                _bag.FailSilently();
                return new Target.Nowhere();
            default:
                Unsupported(target, $"Assigning to '{SourceText.Of(target.Syntax)}' is not supported in a differentiable method; assign to a local or to an element of a span or array");
                return new Target.Nowhere();
        }
    }

    private void Store(Target target, Lowered value)
    {
        switch (target)
        {
            case Target.OfPlace place:
                Assign(place.Place, value);
                break;
            case Target.OfElement element when value.Value is { Type.IsScalar: true } scalar:
                _builder.Add(new Store(element.Buffer, element.Index, ConvertTo(element.Buffer.Type.Element, scalar)));
                break;
            case Target.OfTuple tuple when value.Fields is { } fields && fields.Count == tuple.Elements.Count:
                for (int i = 0; i < fields.Count; i++)
                {
                    Store(tuple.Elements[i], fields[i]);
                }

                break;
        }
    }

    private void Assign(Place place, Lowered value)
    {
        if (place.Fields is { } fields)
        {
            if (value.Fields is { } values && values.Count == fields.Count)
            {
                for (int i = 0; i < fields.Count; i++)
                {
                    Assign(fields[i], values[i]);
                }
            }

            return;
        }

        Variable variable = place.Variable!;
        if (value.Value is not { } single)
        {
            return;
        }

        if (single.Id < 0)
        {
            _bindings.Set(variable, single);
        }
        else if (single.Type.IsScalar == variable.Type.IsScalar)
        {
            _bindings.Set(variable, Named(variable.Type.IsScalar ? ConvertTo(variable.Type, single) : single, IsResult(variable) ? null : variable.Name));
        }
    }
}
