using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SourceGrad.Generator.Lowering;

/// <summary>Making objects and structs: constructors with what C# runs around them, initializers, and copies by <c>with</c>.</summary>
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
            if (leaf.Type.IsBuffer)
            {
                _bindings.Set(leaf, null);
            }
        }
    }

    /// <summary>Field initializers, the base class's constructor, the constructor's body: in C#'s order. False after an error.</summary>
    private bool Construct(IOperation where, Owner owner, IMethodSymbol constructor, IReadOnlyList<Argument> arguments)
    {
        IMethodSymbol definition = constructor.OriginalDefinition;
        if (definition.IsImplicitlyDeclared && definition.DeclaringSyntaxReferences.IsEmpty || definition.ContainingType.SpecialType == SpecialType.System_Object)
        {
            return definition.Parameters.Length == 0
                ? ConstructByDefault(where, owner, constructor)
                : CopyRecord(owner, arguments);
        }

        if (definition.DeclaringSyntaxReferences.IsEmpty)
        {
            return ConstructByName(where, owner, constructor, arguments);
        }

        SyntaxNode syntax = definition.DeclaringSyntaxReferences[0].GetSyntax(_cancellation);
        Frame inner = new(definition, null, _frame, null, _frame.CallSite ?? where.Syntax) { This = owner.This };
        DeclareTypeArguments(inner, constructor);
        foreach (Argument argument in arguments)
        {
            IParameterSymbol parameter = definition.Parameters[argument.Ordinal];
            Place place = argument.Place ?? MakePlace(constructor.Parameters[argument.Ordinal].Type, parameter.Name);
            inner.Declare(parameter, place);
            if (argument.Place is null)
            {
                Assign(place, argument.Value);
            }
        }

        bool succeeded = true;
        Inside(inner, () =>
        {
            if (syntax is TypeDeclarationSyntax declaration)
            {
                KeepParameters(owner, definition, inner);
                InitializeFields(owner, constructor.ContainingType);
                succeeded = ConstructPrimaryBase(where, owner, constructor, declaration);
                return;
            }

            succeeded = ConstructByCode(where, owner, constructor, syntax);
        });
        return succeeded;
    }

    private bool ConstructByCode(IOperation where, Owner owner, IMethodSymbol constructor, SyntaxNode syntax)
    {
        if (ModelOf(syntax)?.GetOperation(syntax, _cancellation) is not IConstructorBodyOperation code)
        {
            _bag.FailSilently();
            return false;
        }

        IInvocationOperation? chained = (code.Initializer as IExpressionStatementOperation)?.Operation as IInvocationOperation;
        bool toThis = chained is not null && SymbolEqualityComparer.Default.Equals(chained.TargetMethod.ContainingType.OriginalDefinition, constructor.ContainingType.OriginalDefinition);
        List<Argument> arguments = chained is null ? [] : Arguments(chained.Arguments);
        if (!toThis)
        {
            InitializeFields(owner, constructor.ContainingType);
        }

        if (chained is not null && !Construct(where, owner, Concrete(chained.TargetMethod), arguments))
        {
            return false;
        }

        if (chained is null && !ConstructBase(where, owner, constructor))
        {
            return false;
        }

        DeclareLocalFunctions(code);
        if ((code.BlockBody ?? code.ExpressionBody) is { } body)
        {
            Body(body);
        }

        return true;
    }

    /// <summary>The constructor that C# adds: fields, then the base class's constructor without parameters.</summary>
    private bool ConstructByDefault(IOperation where, Owner owner, IMethodSymbol constructor)
    {
        if (constructor.ContainingType.SpecialType is SpecialType.System_Object or SpecialType.System_ValueType)
        {
            return true;
        }

        if (constructor.ContainingType is { IsReferenceType: true } type)
        {
            Frame inner = new(constructor.OriginalDefinition, null, _frame, null, _frame.CallSite ?? where.Syntax) { This = owner.This };
            DeclareTypeArguments(inner, constructor);
            bool succeeded = true;
            Inside(inner, () =>
            {
                InitializeFields(owner, type);
                succeeded = ConstructBase(where, owner, constructor);
            });
            return succeeded;
        }

        return true;
    }

    private bool ConstructBase(IOperation where, Owner owner, IMethodSymbol constructor) =>
        constructor.ContainingType is not { IsReferenceType: true, BaseType: { SpecialType: not SpecialType.System_Object } parent }
        || parent.InstanceConstructors.FirstOrDefault(candidate => candidate.Parameters.IsEmpty) is not { } without
        || Construct(where, owner, without, []);

    private bool ConstructPrimaryBase(IOperation where, Owner owner, IMethodSymbol constructor, TypeDeclarationSyntax declaration)
    {
        if (declaration.BaseList?.Types.OfType<PrimaryConstructorBaseTypeSyntax>().FirstOrDefault() is not { } parent)
        {
            return ConstructBase(where, owner, constructor);
        }

        if (ModelOf(parent)?.GetOperation(parent, _cancellation) is not IInvocationOperation call)
        {
            _bag.FailSilently();
            return false;
        }

        return Construct(where, owner, Concrete(call.TargetMethod), Arguments(call.Arguments));
    }

    /// <summary>A primary constructor: a record's parameters become its properties, any other type's stay variables of the object.</summary>
    private void KeepParameters(Owner owner, IMethodSymbol constructor, Frame frame)
    {
        foreach (IParameterSymbol parameter in constructor.Parameters)
        {
            ISymbol member = parameter;
            if (constructor.ContainingType.IsRecord)
            {
                IPropertySymbol? property = constructor.ContainingType.GetMembers(parameter.Name).OfType<IPropertySymbol>().FirstOrDefault();
                if (property is null || property.DeclaringSyntaxReferences.All(reference => reference.GetSyntax() is not ParameterSyntax))
                {
                    continue;
                }

                member = property;
            }

            if (LayoutOf(owner.Type)?.IndexOf(member) is { } index && frame.Find(parameter) is { } place)
            {
                Assign(owner.Fields!.Fields![index], Read(place));
            }
        }
    }

    private void InitializeFields(Owner owner, INamedTypeSymbol type)
    {
        foreach (ISymbol member in type.OriginalDefinition.GetMembers().Where(member => member is { IsStatic: false } and (IFieldSymbol or IPropertySymbol)))
        {
            EqualsValueClauseSyntax? initializer = member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellation) switch
            {
                VariableDeclaratorSyntax field => field.Initializer,
                PropertyDeclarationSyntax property => property.Initializer,
                _ => null,
            };
            if (initializer is null || LayoutOf(owner.Type)?.IndexOf(member) is not { } index
                || ModelOf(initializer)?.GetOperation(initializer, _cancellation) is not ISymbolInitializerOperation { Value: { } value })
            {
                continue;
            }

            Assign(owner.Fields!.Fields![index], Expression(value));
        }
    }

    /// <summary>A library's constructor whose every parameter is named like a field: what a record has.</summary>
    private bool ConstructByName(IOperation where, Owner owner, IMethodSymbol constructor, IReadOnlyList<Argument> arguments)
    {
        Layout layout = LayoutOf(owner.Type)!;
        Dictionary<int, Lowered> values = [];
        foreach (Argument argument in arguments)
        {
            string name = constructor.Parameters[argument.Ordinal].Name;
            int index = layout.Fields.ToList().FindIndex(field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase));
            if (index >= 0)
            {
                values[index] = argument.Value;
            }
        }

        bool isRecord = constructor.ContainingType.IsTupleType || IsLibraryRecord(constructor.ContainingType);
        if (!isRecord || values.Count != layout.Fields.Count || arguments.Count != layout.Fields.Count)
        {
            WithoutSource(where, constructor);
            return false;
        }

        foreach (KeyValuePair<int, Lowered> pair in values)
        {
            Assign(owner.Fields!.Fields![pair.Key], pair.Value);
        }

        return true;
    }

    /// <summary>A record in a referenced assembly, where nothing else says so: a record struct is a struct there.</summary>
    private static bool IsLibraryRecord(INamedTypeSymbol type) =>
        type.GetMembers("PrintMembers").Length > 0 || type.GetMembers("op_Equality").Any(Layout.IsGenerated);

    /// <summary>The copy constructor of a record.</summary>
    private bool CopyRecord(Owner owner, IReadOnlyList<Argument> arguments)
    {
        if (arguments.Count == 1 && ReferentOf(arguments[0].Value.Value) is Instance original)
        {
            CopyFields(original.Fields, owner.Fields!);
        }

        return true;
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
