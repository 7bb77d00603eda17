using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Diagnostics;

namespace SourceGrad.Generator.Lowering;

/// <summary>Constructors, with what C# runs around them: field initializers, base classes, primary parameters.</summary>
internal sealed partial class MethodLowering
{
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

        if (_frame.IsRunning(definition, MostNested, true))
        {
            Report(where, Descriptors.Recursion, definition.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat), "is a constructor; make the objects in a method");
            return false;
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
        if (toThis && _frame.IsRunning(chained!.TargetMethod.OriginalDefinition, 1, false))
        {
            // A cycle of constructors is an error of C#.
            _bag.FailSilently();
            return false;
        }

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
}
