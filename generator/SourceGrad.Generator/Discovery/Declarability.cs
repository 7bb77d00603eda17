using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SourceGrad.Generator.Diagnostics;
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

    /// <summary>False, with an error, where there is no partial type to declare members in.</summary>
    public static bool Check(IMethodSymbol method, SyntaxNode declaration, DiagnosticBag bag)
    {
        if (declaration is not MethodDeclarationSyntax || method.MethodKind != MethodKind.Ordinary || method.ContainingType is null)
        {
            bag.Report(Descriptors.UnsupportedMethod, NameLocation(declaration), method.Name, "is not a method of a type; make it a static method of a partial type");
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

    public static void CheckSignature(IMethodSymbol method, SyntaxNode declaration, DiagnosticBag bag)
    {
        MethodDeclarationSyntax syntax = (MethodDeclarationSyntax)declaration;
        void Method(SyntaxToken where, string what) => bag.Report(Descriptors.UnsupportedMethod, where.GetLocation(), method.Name, what);

        SyntaxToken Modifier(SyntaxKind kind) => syntax.Modifiers.FirstOrDefault(modifier => modifier.IsKind(kind)) is { RawKind: not 0 } found ? found : syntax.Identifier;

        if (!method.IsStatic)
        {
            Method(syntax.Identifier, "is an instance method; make it static and pass what it reads as parameters");
        }

        if (method.IsGenericMethod)
        {
            Method(syntax.TypeParameterList?.LessThanToken ?? syntax.Identifier, "is generic; write it for double or float, or make the containing type generic in what is not computed with");
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
                $"'{method.Name}' returns '{method.ReturnType.ToDisplayString()}', which has no derivative; return double or float, or write the results to a span parameter");
        }

        foreach ((IParameterSymbol parameter, ParameterSyntax declared) in method.Parameters.Zip(syntax.ParameterList.Parameters, (symbol, node) => (symbol, node)))
        {
            if (parameter.RefKind is RefKind.Ref or RefKind.Out or RefKind.In or RefKind.RefReadOnlyParameter)
            {
                SyntaxToken modifier = declared.Modifiers.FirstOrDefault(token => token.IsKind(SyntaxKind.RefKeyword) || token.IsKind(SyntaxKind.OutKeyword) || token.IsKind(SyntaxKind.InKeyword));
                bag.Report(Descriptors.UnsupportedParameter, modifier.GetLocation(), parameter.Name, "is passed by reference; pass it by value, return the result or write it to a span");
            }
            else if (parameter.Type.TypeKind != TypeKind.Error && TypeMap.Of(parameter.Type) is null)
            {
                bag.Report(
                    Descriptors.UnsupportedParameter,
                    declared.Type?.GetLocation() ?? declared.GetLocation(),
                    parameter.Name,
                    $"has the unsupported type '{parameter.Type.ToDisplayString()}'; use double, float, int, long, bool, or spans or arrays of these");
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

    /// <summary>Every parameter has a type that the lowering can bind.</summary>
    public static bool CanLower(IMethodSymbol method) =>
        method is { IsStatic: true, IsAsync: false, IsExtern: false, ReturnsByRef: false, ReturnsByRefReadonly: false, IsGenericMethod: false }
        && (method.ReturnsVoid || TypeMap.Of(method.ReturnType) is { IsScalar: true })
        && method.Parameters.All(parameter => parameter.RefKind == RefKind.None && TypeMap.Of(parameter.Type) is not null);
}
