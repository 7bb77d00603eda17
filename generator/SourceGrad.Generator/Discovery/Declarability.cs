using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SourceGrad.Generator.Diagnostics;
using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Lowering;

namespace SourceGrad.Generator.Discovery;

/// <summary>Whether members can be added beside a method, and whether its signature is one that can be differentiated.</summary>
internal static class Declarability
{
    public static Location NameLocation(SyntaxNode declaration) => declaration switch
    {
        MethodDeclarationSyntax method => method.Identifier.GetLocation(),
        LocalFunctionStatementSyntax function => function.Identifier.GetLocation(),
        _ => declaration.GetLocation(),
    };

    /// <summary>False where there is nothing to declare: with an error, where there is no partial type to declare members in.</summary>
    public static bool Check(IMethodSymbol method, SyntaxNode declaration, DiagnosticBag bag)
    {
        if (declaration is MethodDeclarationSyntax written && !IsLegible(written))
        {
            return false;
        }

        if (declaration is not MethodDeclarationSyntax || method.MethodKind != MethodKind.Ordinary || method.ContainingType is not { CanBeReferencedByName: true })
        {
            bag.Report(Descriptors.UnsupportedMethod, NameLocation(declaration), method.Name, "is not a method of a type; make it a static method of a partial type");
            return false;
        }

        if (method.PartialImplementationPart is { } implementation && IsAnnotatedAt(method, implementation.DeclaringSyntaxReferences[0]))
        {
            // Both parts have the attribute. The compiler has said that one of them is too many, and the other part gets the members.
            return false;
        }

        bool partial = true;
        foreach (TypeDeclarationSyntax type in declaration.Ancestors().OfType<TypeDeclarationSyntax>())
        {
            if (!type.Modifiers.Any(SyntaxKind.PartialKeyword))
            {
                bag.Report(Descriptors.TypeNotPartial, type.Identifier.GetLocation(), type.Identifier.Text);
                partial = false;
            }

            if (type.Modifiers.Any(modifier => modifier.Text == "file"))
            {
                bag.Report(Descriptors.UnsupportedMethod, NameLocation(declaration), method.Name, $"is in the file-local type '{type.Identifier.Text}', to which generated code has no access; make the type internal");
                partial = false;
            }
        }

        return partial;
    }

    /// <summary>
    /// False where a name or a type is missing or half written in what a declaration of its members would repeat. The compiler has said so.
    /// </summary>
    private static bool IsLegible(MethodDeclarationSyntax method) =>
        !SyntaxErrors.In(method.Identifier)
        && !SyntaxErrors.In(method.ReturnType)
        && !SyntaxErrors.In(method.TypeParameterList)
        && !SyntaxErrors.In(method.ParameterList)
        && !method.ConstraintClauses.Any(SyntaxErrors.In)
        && method.Ancestors().All(around => around switch
        {
            TypeDeclarationSyntax type => !SyntaxErrors.In(type.Keyword)
                && !SyntaxErrors.In(type.Identifier)
                && !SyntaxErrors.In(type.TypeParameterList)
                && !type.ConstraintClauses.Any(SyntaxErrors.In),
            BaseNamespaceDeclarationSyntax container => !SyntaxErrors.In(container.Name),
            _ => true,
        });

    /// <summary>A partial method has the attributes of both its parts; this asks for those at one of them.</summary>
    private static bool IsAnnotatedAt(IMethodSymbol method, SyntaxReference part) => method.GetAttributes().Any(data =>
        data.AttributeClass?.ToDisplayString() == FrontEnd.AttributeName
        && data.ApplicationSyntaxReference is { } place
        && place.SyntaxTree == part.SyntaxTree
        && part.Span.Contains(place.Span));

    public static void CheckSignature(IMethodSymbol method, SyntaxNode declaration, DiagnosticBag bag)
    {
        MethodDeclarationSyntax syntax = (MethodDeclarationSyntax)declaration;
        void Method(SyntaxToken where, string what) => bag.Report(Descriptors.UnsupportedMethod, where.GetLocation(), method.Name, what);

        SyntaxToken Modifier(SyntaxKind kind) => syntax.Modifiers.FirstOrDefault(modifier => modifier.IsKind(kind)) is { RawKind: not 0 } found ? found : syntax.Identifier;

        if (!method.IsStatic && method.ContainingType.IsRefLikeType)
        {
            Method(syntax.Identifier, "is an instance method of a ref struct, the gradient of whose fields no object can hold; make it static and give it the fields as parameters");
        }

        if (method.IsAsync)
        {
            Method(Modifier(SyntaxKind.AsyncKeyword), "is async; compute synchronously and call it from an async method");
        }

        if (method.IsExtern || (syntax.Body is null && syntax.ExpressionBody is null))
        {
            Method(syntax.Identifier, "has no body here; put the attribute on the part that has one, and write the body in C#");
        }
        else if (syntax.Body is not null && syntax.Body.DescendantNodes(node => node is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax)).OfType<YieldStatementSyntax>().FirstOrDefault() is { } yield)
        {
            Method(yield.YieldKeyword, "is an iterator; write the results to a span");
        }

        if (method.ReturnsByRef || method.ReturnsByRefReadonly)
        {
            Method(syntax.ReturnType.GetFirstToken(), "returns by reference; return the value");
        }
        else if (!method.ReturnsVoid && method.ReturnType.TypeKind != TypeKind.Error && TypeMap.Of(method.ReturnType) is not { IsReal: true })
        {
            bag.Report(
                Descriptors.NoResult,
                syntax.ReturnType.GetLocation(),
                $"'{method.Name}' returns '{method.ReturnType.ToDisplayString()}', which has no derivative; {Unconstrained(method.ReturnType) ?? "return double or float, or write the results to a span parameter"}");
        }

        foreach ((IParameterSymbol parameter, ParameterSyntax declared) in method.Parameters.Zip(syntax.ParameterList.Parameters, (symbol, node) => (symbol, node)))
        {
            if (parameter.RefKind is RefKind.Ref or RefKind.Out && !MayBePassed(parameter) && parameter.Type.TypeKind != TypeKind.Error)
            {
                SyntaxToken modifier = declared.Modifiers.FirstOrDefault(token => token.IsKind(SyntaxKind.RefKeyword) || token.IsKind(SyntaxKind.OutKeyword));
                bag.Report(Descriptors.UnsupportedParameter, modifier.GetLocation(), parameter.Name, "is passed by reference, which is supported for numbers and, with ref, for inline arrays only; pass it by value, return the result or write it to a span");
            }
            else if (parameter.Type.TypeKind != TypeKind.Error && !IsSupported(parameter.Type))
            {
                bag.Report(
                    Descriptors.UnsupportedParameter,
                    declared.Type?.GetLocation() ?? declared.GetLocation(),
                    parameter.Name,
                    $"has the unsupported type '{parameter.Type.ToDisplayString()}'; {Unconstrained(parameter.Type) ?? "use numbers, structs and tuples of them, and spans and arrays of these"}");
            }
            else if (parameter.Type.TypeKind == TypeKind.Error)
            {
                bag.FailSilently();
            }
        }

        if (method.ReturnType.TypeKind == TypeKind.Error)
        {
            bag.FailSilently();
        }
    }

    /// <summary>The gradient with respect to a struct must be a value of that struct.</summary>
    public static void CheckGradients(IMethodSymbol method, SyntaxNode declaration, MethodHeader header, DiagnosticBag bag)
    {
        MethodDeclarationSyntax syntax = (MethodDeclarationSyntax)declaration;
        for (int i = 0; i < header.Parameters.Count; i++)
        {
            MethodParameter parameter = header.Parameters[i];
            if (parameter.IsWritten && parameter.Type is { Shape: Shape.Rows })
            {
                bag.Report(Descriptors.UnsupportedParameter, syntax.ParameterList.Parameters[i].GetLocation(), parameter.Name, "is an array of arrays that the method writes to; write to a two-dimensional array or a span");
                continue;
            }

            bool isStruct = parameter.IsActive && parameter.Parts.Count > 0 && parameter.Type is null;
            string? problem = !isStruct ? null
                : parameter.Parts.Any(part => part.IsActive && part.Element.Length == 0 && !part.Type.IsScalar) ? "holds buffers, which its gradient would share no memory with; pass the buffers as parameters, or make the method an instance method of a model"
                : parameter.Parts.Any(part => part.IsActive && part.Element.Length > 0 && !part.IsSettable) ? "has elements whose members cannot be assigned, so that no gradient can be added to them; give the struct settable members, or mark the parameter [NoGradient]"
                : parameter.Parts.Any(part => part.IsActive && part.Element.Length > 0) ? null
                : parameter.Template is null ? "cannot be put together from the derivatives of its fields; give it settable members, or a constructor with a parameter for each of its fields, or mark it [NoGradient]"
                : null;
            if (problem is not null)
            {
                bag.Report(Descriptors.UnsupportedParameter, syntax.ParameterList.Parameters[i].GetLocation(), parameter.Name, problem);
            }
        }
    }

    /// <summary>Every parameter has a type that the lowering can bind.</summary>
    public static bool CanLower(IMethodSymbol method) =>
        method is { IsAsync: false, IsExtern: false, ReturnsByRef: false, ReturnsByRefReadonly: false }
        && (method.IsStatic || !method.ContainingType.IsRefLikeType)
        && (method.ReturnsVoid || TypeMap.Of(method.ReturnType) is { IsScalar: true })
        && method.Parameters.All(parameter => parameter.RefKind is RefKind.Ref or RefKind.Out ? MayBePassed(parameter) : IsSupported(parameter.Type));

    /// <summary>A number, which is a result then, or an inline array, which is a buffer.</summary>
    private static bool MayBePassed(IParameterSymbol parameter) =>
        IsNumber(parameter.Type) || (parameter.RefKind == RefKind.Ref && TypeMap.InlineLength(parameter.Type) is not null && IsSupported(parameter.Type));

    private static bool IsNumber(ITypeSymbol type) => TypeMap.Of(type) is { IsScalar: true } && TypeMap.IsExact(type);

    /// <summary>What to do about a type parameter, or a buffer of its values, that might be anything.</summary>
    private static string? Unconstrained(ITypeSymbol type) => (TypeMap.BufferOf(type)?.Element ?? type) is ITypeParameterSymbol parameter && !GenericNumbers.IsNumber(parameter)
        ? $"make it a number: where {parameter.Name} : IFloatingPointIeee754<{parameter.Name}>"
        : null;

    private static bool IsSupported(ITypeSymbol type) =>
        TypeMap.Of(type) is not null
        || type.TypeKind is TypeKind.Class or TypeKind.Interface or TypeKind.Delegate
        || (TypeMap.BufferOf(type) is { } buffer ? !buffer.Element.IsReferenceType && IsSupported(buffer.Element) : Layout.Of(type) is not null || DefinitionSet.DefinesNumber(type));
}
