using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SourceGrad.Generator.Lowering;

/// <summary>Making objects and structs, their initializers, copies by <c>with</c>, and the members that the compiler writes for records.</summary>
internal sealed partial class MethodLowering
{
    private Lowered NewObject(IObjectCreationOperation creation)
    {
        if (creation.Type is null || creation.Type.TypeKind == TypeKind.Error)
        {
            _bag.FailSilently();
            return Lowered.Nothing;
        }

        INamedTypeSymbol type = (INamedTypeSymbol)Defined(Concrete(creation.Type));
        if (TypeMap.BufferOf(type) is not null)
        {
            return SpanFrom(creation);
        }

        if (creation.Constructor is null || LayoutOf(type) is null || !IsSupported(type))
        {
            return UnsupportedObject(creation, type);
        }

        if (MakeObject(creation, type, Defined(Concrete(creation.Constructor)), Arguments(creation.Arguments)) is not { } made)
        {
            return Lowered.Nothing;
        }

        Initialize(made, creation.Initializer);
        return Read(made);
    }

    private Lowered UnsupportedObject(IOperation creation, ITypeSymbol type) => type.IsReferenceType
        ? Unsupported(creation, $"Creating a '{type.ToDisplayString()}' is not supported in a differentiable method; use locals, tuples, spans, arrays and types of this project")
        : UnsupportedType(creation, type);

    /// <summary>A place for a new object after its constructor; null after an error.</summary>
    private Place? MakeObject(IOperation where, INamedTypeSymbol type, IMethodSymbol constructor, IReadOnlyList<Argument> arguments)
    {
        Place fields = MakeFields(type, null);
        Place place = type.IsReferenceType ? ReferencePlace(Refer(new Instance(type, fields, false))) : fields;
        KeepList(type, place);
        return Construct(where, new Owner(place, fields, type), constructor, arguments) ? place : null;
    }

    private Place MakeFields(INamedTypeSymbol type, string? name)
    {
        List<Place> fields = [];
        foreach (LayoutField field in LayoutOf(type)!.Fields)
        {
            TypeTree tree = TreeOf(field.Type) ?? TypeTree.Of(Ir.IrType.Reference);
            Place place = MakePlace(tree, name is null ? Uncapitalized(field.Name) : name + Capitalized(field.Name), _depth);
            SetDefault(place);
            fields.Add(place);
        }

        return Place.Of(fields);
    }

    private void SetDefault(Place place)
    {
        foreach (Variable leaf in place.Leaves)
        {
            // A scalar without a value reads as zero, a reference as null.
            if (leaf is { Type.IsBuffer: true, InlineLength: null })
            {
                _bindings.Set(leaf, null);
            }
        }
    }

    private void CopyFields(Place from, Place to)
    {
        for (int i = 0; i < to.Fields!.Count && i < from.Fields!.Count; i++)
        {
            Assign(to.Fields[i], Read(from.Fields[i]));
        }
    }

    /// <summary><c>{ X = 1, Y = { Z = 2 } }</c></summary>
    private void Initialize(Place made, IObjectOrCollectionInitializerOperation? initializer)
    {
        if (initializer is null)
        {
            return;
        }

        _receivers.Push(made);
        foreach (IOperation step in initializer.Initializers)
        {
            switch (step)
            {
                case IMemberInitializerOperation member:
                    if (PlaceOf(member.InitializedMember) is { } inner)
                    {
                        Initialize(inner, member.Initializer);
                    }

                    break;
                case IAssignmentOperation:
                    Expression(step);
                    break;
                case IInvocationOperation call:
                    AddInitially(call, made);
                    break;
                default:
                    Unsupported(step, "Collection initializers are not supported in a differentiable method; fill an array in a loop");
                    break;
            }
        }

        _receivers.Pop();
    }

    private Lowered With(IWithOperation with)
    {
        Lowered original = Expression(with.Operand);
        if (original.IsNothing || with.Type is null)
        {
            return Lowered.Nothing;
        }

        Place copy;
        if (ReferentOf(original.Value) is Instance known)
        {
            Place fields = MakeFields(known.Type, null);
            CopyFields(known.Fields, fields);
            copy = ReferencePlace(Refer(new Instance(known.Type, fields, false)));
        }
        else if (MakeCopy(with.Type, original) is { } value)
        {
            copy = value;
        }
        else
        {
            return UnsupportedType(with, with.Type);
        }

        Initialize(copy, with.Initializer);
        return Read(copy);
    }

    /// <summary>Members that the compiler writes for records and tuples.</summary>
    private Lowered? SynthesizedCall(IInvocationOperation call, IMethodSymbol method, Place? receiver)
    {
        if (method.Name == "Deconstruct" && (method.IsImplicitlyDeclared || Layout.IsGenerated(method)) && receiver is not null && FieldsOf(receiver) is { } fields && LayoutOf(fields.Type) is { } layout)
        {
            foreach (IArgumentOperation argument in call.Arguments)
            {
                int index = layout.Fields.ToList().FindIndex(field => field.Name == argument.Parameter!.Name);
                if (index < 0)
                {
                    return null;
                }

                Assign(TargetOf(argument.Value), Read(fields.Fields!.Fields![index]));
            }

            return Lowered.Nothing;
        }

        return LibraryCall(call, method, receiver, null);
    }

    private Owner? FieldsOf(Place receiver) =>
        receiver.Variable is { Type.Shape: Ir.Shape.Reference, Current: { } reference } && ReferentOf(reference) is Instance known
            ? new Owner(receiver, known.Fields, known.Type)
            : null;

    /// <summary>The parts that a value's Deconstruct method gives; null where it has none that can be read.</summary>
    private Lowered? Deconstructed(IOperation where, Lowered value, ITypeSymbol? type, int count)
    {
        if (type is null || Concrete(type) is not INamedTypeSymbol named)
        {
            return null;
        }

        Owner? known = ReferentOf(value.Value) is Instance instance ? new Owner(ReferencePlace(value.Value!), instance.Fields, instance.Type)
            : MakeCopy(named, value) is { } copy ? new Owner(copy, copy, named)
            : null;
        IMethodSymbol? method = null;
        for (ITypeSymbol? level = known?.Type; level is not null && method is null; level = level.BaseType)
        {
            method = level.GetMembers("Deconstruct").OfType<IMethodSymbol>().FirstOrDefault(candidate => candidate.Parameters.Length == count && candidate.Parameters.All(parameter => parameter.RefKind == RefKind.Out));
        }

        if (known is null || method is null)
        {
            return null;
        }

        if (!method.IsImplicitlyDeclared && HasBody(method))
        {
            List<Place> parts = method.Parameters.Select(parameter => MakePlace(parameter.Type, null)).ToList();
            Inline(where, method, known.This, parts.Select((part, i) => new Argument(i, Lowered.Nothing, part)).ToList());
            return Lowered.Of(parts.Select(Read).ToList());
        }

        Layout layout = LayoutOf(known.Type)!;
        List<int> indices = method.Parameters.Select(parameter => layout.Fields.ToList().FindIndex(field => field.Name == parameter.Name)).ToList();
        return indices.Contains(-1) || known.Fields?.Fields is not { } fields ? null : Lowered.Of(indices.Select(index => Read(fields[index])).ToList());
    }

    private static string Uncapitalized(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);
}
