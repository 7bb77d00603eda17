using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Diagnostics;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>Members of objects, structs and tuples as places.</summary>
internal sealed partial class MethodLowering
{
    private readonly Dictionary<ITypeSymbol, Layout?> _layouts = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<int, Referent> _referents = [];
    private readonly Stack<Place> _receivers = new();

    /// <summary>What a member is read from or called on.</summary>
    /// <param name="This">What the member's own code sees as <c>this</c>.</param>
    /// <param name="Fields">The fields; null where they are not known.</param>
    /// <param name="Type">The exact type.</param>
    private sealed record Owner(Place This, Place? Fields, ITypeSymbol Type, bool IsReadOnly = false);

    private Layout? LayoutOf(ITypeSymbol type)
    {
        if (!_layouts.TryGetValue(type, out Layout? layout))
        {
            _layouts[type] = layout = Layout.Of(Defined(type));
        }

        return layout;
    }

    private Value Refer(Referent referent)
    {
        Value reference = new(Known.FirstReference - _referents.Count, IrType.Reference, null);
        referent.Depth = _depth;
        _referents.Add(reference.Id, referent);
        return reference;
    }

    private Referent? ReferentOf(Value? reference) =>
        reference is not null && _referents.TryGetValue(reference.Id, out Referent? referent) ? referent : null;

    /// <summary>What <c>this</c> is; for the members in an object initializer the object that is being made.</summary>
    private Place? ThisPlace(IInstanceReferenceOperation instance)
    {
        if (instance.ReferenceKind != InstanceReferenceKind.ContainingTypeInstance)
        {
            return _receivers.Count > 0 ? _receivers.Peek() : null;
        }

        if (_frame.This is not { } place)
        {
            Unsupported(instance, "'this' is not supported here in a differentiable method; pass the values in as parameters");
            return null;
        }

        return place;
    }

    /// <summary>Null, after an error, where the object is not known.</summary>
    private Owner? OwnerOf(IOperation instance)
    {
        ITypeSymbol type = Concrete(instance.Type!);
        if (!type.IsReferenceType)
        {
            return PlaceOrCopy(instance) is { } place ? new Owner(place, place, type, Scan.IsReadOnlyPlace(instance, _frame.Method)) : null;
        }

        int errors = _bag.Diagnostics.Count;
        Lowered value = instance is IInstanceReferenceOperation self ? (ThisPlace(self) is { } place1 ? Read(place1) : Lowered.Nothing) : Expression(instance);
        if (ReferentOf(value.Value) is Instance known)
        {
            return new Owner(ReferencePlace(value.Value!), known.Fields, known.Type);
        }

        if (_bag.Diagnostics.Count == errors && !value.IsNothing)
        {
            if (ReferenceEquals(value.Value, Known.Conflict))
            {
                Report(instance, Descriptors.BufferChoice, SourceText.Of(instance.Syntax));
            }
            else
            {
                Unsupported(instance, $"The object '{SourceText.Of(instance.Syntax)}' is not known while compiling; use one that the method makes itself or gets as a parameter of a class or struct of this project");
            }
        }

        return null;
    }

    private static Place ReferencePlace(Value reference)
    {
        Variable variable = new(IrType.Reference, null, 0) { Current = reference };
        return Place.Of(variable);
    }

    private Place? FieldPlace(IOperation where, IOperation instance, ISymbol member) => OwnerOf(instance) is { } owner ? FieldOf(where, owner, member) : null;

    private Place? FieldOf(IOperation where, Owner owner, ISymbol member)
    {
        if (owner.Fields?.Fields is not { } fields || LayoutOf(owner.Type)?.IndexOf(Defined(member)) is not { } index || index >= fields.Count)
        {
            return null;
        }

        if (_invisible.TryGetValue(fields[index], out string? problem))
        {
            Report(where, Descriptors.OutsideState, problem);
            return null;
        }

        return fields[index];
    }

    /// <summary>A parameter of a primary constructor, read in a member of its type.</summary>
    private Place? CapturedParameter(IParameterReferenceOperation parameter)
    {
        if (parameter.Parameter.ContainingSymbol is INamedTypeSymbol { TypeKind: ExtensionBlock })
        {
            return ExtensionParameterPlace(parameter.Parameter);
        }

        for (Frame? frame = _frame; frame is not null; frame = frame.Lexical)
        {
            if (frame.This is not { } place)
            {
                continue;
            }

            Owner? owner = place.Variable is { Type.Shape: Shape.Reference, Current: { } reference } && ReferentOf(reference) is Instance known
                ? new Owner(place, known.Fields, known.Type)
                : place.Fields is not null ? new Owner(place, place, Concrete(parameter.Parameter.ContainingSymbol.ContainingType)) : null;
            if (owner is not null && FieldOf(parameter, owner, parameter.Parameter) is { } field)
            {
                return field;
            }
        }

        return null;
    }

    private Place? PropertyPlace(IPropertyReferenceOperation reference)
    {
        if (reference.Instance is { } extended && IsExtensionMember(reference.Property))
        {
            return ExtensionProperty(reference, extended);
        }

        if (reference.Instance is null || OwnerOf(reference.Instance) is not { } owner)
        {
            return null;
        }

        return PropertyOn(reference, Resolve(reference.Property, owner.Type), owner, reference.Arguments);
    }

    private Place? PropertyOf(IPropertyReferenceOperation reference, IPropertySymbol property, Place receiver)
    {
        Owner owner = new(receiver, receiver, Concrete(reference.Instance!.Type!));
        return PropertyOn(reference, Resolve(property, owner.Type), owner, reference.Arguments);
    }

    /// <summary>The storage of an automatic property; for any other what its accessors do.</summary>
    private Place? PropertyOn(IOperation reference, IPropertySymbol property, Owner owner, IEnumerable<IArgumentOperation> indices) =>
        (Layout.HasCode(property) ? null : FieldOf(reference, owner, property)) ?? AccessorPlace(reference, property, owner, () => Arguments(indices));

    private Place? AccessorPlace(IOperation reference, IPropertySymbol property, Owner owner, Func<List<Argument>> evaluate)
    {
        bool getsByCode = property.GetMethod is { } getter0 && HasBody(getter0), setsByCode = property.SetMethod is { } setter0 && HasBody(setter0);
        if (!getsByCode && !setsByCode)
        {
            return null;
        }

        // An accessor without code beside one that has some reads or sets the storage.
        Place? storage = getsByCode && (setsByCode || property.SetMethod is null) || (setsByCode && property.GetMethod is null) ? null : FieldOf(reference, owner, property);
        List<Argument> arguments = evaluate();
        if (property.ReturnsByRef || property.ReturnsByRefReadonly)
        {
            return RunForPlace(reference, property.GetMethod!, ReceiverFor(property.GetMethod!, owner), arguments);
        }

        return new Place.Computed(
            () => getsByCode ? Inline(reference, property.GetMethod!, ReceiverFor(property.GetMethod!, owner), arguments) : storage is null ? Lowered.Nothing : Read(storage),
            value =>
            {
                if (setsByCode)
                {
                    Inline(reference, property.SetMethod!, owner.This, [.. arguments, new Argument(arguments.Count, value, null)]);
                }
                else if (storage is not null && MayWrite(reference, storage))
                {
                    Assign(storage, value);
                }
            });
    }

    /// <summary>The member that a virtual or interface member is on an exact type.</summary>
    private IPropertySymbol Resolve(IPropertySymbol property, ITypeSymbol type)
    {
        property = Defined(property);
        if (property.ContainingType.TypeKind == TypeKind.Interface)
        {
            return type.FindImplementationForInterfaceMember(property) as IPropertySymbol ?? property;
        }

        if (!property.IsVirtual && !property.IsAbstract && !property.IsOverride)
        {
            return property;
        }

        for (ITypeSymbol? level = type; level is not null; level = level.BaseType)
        {
            foreach (IPropertySymbol candidate in level.GetMembers(property.Name).OfType<IPropertySymbol>())
            {
                for (IPropertySymbol? overridden = candidate; overridden is not null; overridden = overridden.OverriddenProperty)
                {
                    if (SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, property.OriginalDefinition))
                    {
                        return candidate;
                    }
                }
            }
        }

        return property;
    }

    /// <summary>The method that a virtual or interface method is on an exact type.</summary>
    private IMethodSymbol Resolve(IMethodSymbol method, ITypeSymbol type)
    {
        method = Defined(method);
        if (method.ContainingType.TypeKind == TypeKind.Interface)
        {
            IMethodSymbol? implementation = type.FindImplementationForInterfaceMember(method.ConstructedFrom) as IMethodSymbol;
            return implementation is null ? method
                : implementation.IsGenericMethod && !method.TypeArguments.IsEmpty ? implementation.Construct(method.TypeArguments.ToArray())
                : implementation;
        }

        if (!method.IsVirtual && !method.IsAbstract && !method.IsOverride)
        {
            return method;
        }

        for (ITypeSymbol? level = type; level is not null; level = level.BaseType)
        {
            foreach (IMethodSymbol candidate in level.GetMembers(method.Name).OfType<IMethodSymbol>())
            {
                for (IMethodSymbol? overridden = candidate; overridden is not null; overridden = overridden.OverriddenMethod)
                {
                    if (SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, method.OriginalDefinition))
                    {
                        return candidate.IsGenericMethod && !method.TypeArguments.IsEmpty ? candidate.Construct(method.TypeArguments.ToArray()) : candidate;
                    }
                }
            }
        }

        return method;
    }

    /// <summary>A static readonly object: what it holds is not known, only that it stays the same.</summary>
    private Lowered StaticObject(IOperation where, IFieldSymbol field)
    {
        if (TreeOf(field.Type) is not { } tree)
        {
            return UnsupportedType(where, field.Type);
        }

        if (tree.Leaf is { Shape: Shape.Reference })
        {
            return Refer(new Opaque(isNotNull: false));
        }

        if (!IsVisible(field))
        {
            Report(where, Descriptors.OutsideState, $"The field '{field.ToDisplayString()}' is not accessible from '{_root.ContainingType.Name}', where the generated code stands; make it internal");
            return Lowered.Nothing;
        }

        return tree.IsBuffer ? UnsupportedType(where, field.Type) : StaticParts(where, tree, TypeMap.Text(field.ContainingType) + "." + EscapedName(field.Name));
    }

    /// <summary>A static readonly struct, read part by part.</summary>
    private Lowered StaticParts(IOperation where, TypeTree tree, string text)
    {
        if (tree.Leaf is { } leaf)
        {
            return leaf.IsScalar ? Let(new External(leaf, text)) : Unsupported(where, $"'{text.Replace("global::", string.Empty)}' is not supported in a differentiable method; pass it in as a parameter");
        }

        foreach (LayoutField part in tree.Layout!.Fields)
        {
            if (Invisible(part) is { } problem)
            {
                Report(where, Descriptors.OutsideState, problem);
                return Lowered.Nothing;
            }
        }

        return Lowered.Of(tree.Parts!.Select((part, i) => StaticParts(where, part, text + "." + EscapedName(tree.Layout.Fields[i].Name))).ToList());
    }

    /// <summary>A static readonly field that a definition initializes: what it is initialized with; null for any other.</summary>
    private Lowered? DefinedConstant(IFieldSymbol field) =>
        Defined(field) is { DeclaringSyntaxReferences: [var reference] } && DefinitionSet.Contains(reference.SyntaxTree)
        && reference.GetSyntax(_cancellation) is Microsoft.CodeAnalysis.CSharp.Syntax.VariableDeclaratorSyntax { Initializer: { } initializer }
        && ModelOf(initializer)?.GetOperation(initializer, _cancellation) is ISymbolInitializerOperation { Value: { } value }
            ? Expression(value)
            : null;

    /// <summary>
    /// A static readonly number that generated code cannot name: what it is initialized with, if that is nothing but numbers, functions of <c>Math</c> and
    /// such fields, and no static constructor assigns it anew.
    /// </summary>
    private Lowered? InitializedConstant(IFieldSymbol field) =>
        field.OriginalDefinition is { IsStatic: true, IsReadOnly: true, DeclaringSyntaxReferences: [var reference] } definition
        && !definition.ContainingType.StaticConstructors.Any(constructor => !constructor.IsImplicitlyDeclared)
        && reference.GetSyntax(_cancellation) is Microsoft.CodeAnalysis.CSharp.Syntax.VariableDeclaratorSyntax { Initializer: { } initializer }
        && ModelOf(initializer)?.GetOperation(initializer, _cancellation) is ISymbolInitializerOperation { Value: { } value } && Scan.Within(value).All(IsOfNumbers)
            ? Expression(value)
            : null;

    private bool IsOfNumbers(IOperation part) => part switch
    {
        ILiteralOperation or IParenthesizedOperation or IArgumentOperation => true,
        IUnaryOperation { OperatorMethod: null } or IBinaryOperation { OperatorMethod: null } or IConversionOperation { OperatorMethod: null } => true,
        IInvocationOperation call => MathFunctions.Owner(call.TargetMethod) is not null,
        IFieldReferenceOperation { Field: { } field } => field.IsConst || (field.IsStatic && field.IsReadOnly && TypeOf(field.Type) is { IsScalar: true }),
        IPropertyReferenceOperation { Property: { } property } => MathFunctions.ConstantOf(property) is not null,
        _ => false,
    };

    private bool MayWrite(IOperation where, Variable variable)
    {
        if (!_outside.Contains(variable))
        {
            return true;
        }

        Report(where, Descriptors.OutsideState, $"Assigning '{SourceText.Of(where.Syntax)}', which outlives the call, is not supported in a differentiable method; return the value instead");
        return false;
    }
}
