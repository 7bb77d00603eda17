using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SourceGrad.Generator.Lowering;

/// <summary>Questions about a piece of source that the lowering has to know before it lowers it.</summary>
internal static class Scan
{
    /// <summary>All operations under this one, without those of functions declared in it. Deep expressions do not recurse.</summary>
    public static IEnumerable<IOperation> Within(IOperation operation)
    {
        Stack<IOperation> pending = new();
        pending.Push(operation);
        while (pending.Count > 0)
        {
            IOperation next = pending.Pop();
            yield return next;
            if (next is not (ILocalFunctionOperation or IAnonymousFunctionOperation))
            {
                foreach (IOperation child in next.ChildOperations)
                {
                    pending.Push(child);
                }
            }
        }
    }

    /// <summary>A jump may leave the statement: what follows it is conditional.</summary>
    public static bool MayJump(IOperation statement) => statement switch
    {
        IReturnOperation or IBranchOperation => true,
        IExpressionStatementOperation or IVariableDeclarationGroupOperation or ILocalFunctionOperation => false,
        _ => Within(statement).Any(inner => inner is IReturnOperation or IBranchOperation),
    };

    public static bool Returns(IOperation statement) => Within(statement).Any(inner => inner is IReturnOperation);

    public static bool JumpsTo(IOperation statement, ILabelSymbol label) => Within(statement).Any(inner =>
        inner is IBranchOperation branch && SymbolEqualityComparer.Default.Equals(branch.Target, label));

    /// <summary>The expression may change a variable or a buffer.</summary>
    public static bool HasEffects(IOperation expression) => Within(expression).Any(inner => inner
        is IAssignmentOperation
        or IIncrementOrDecrementOperation
        or IInvocationOperation { TargetMethod.DeclaringSyntaxReferences.IsEmpty: false }
        or IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke }
        or IObjectCreationOperation
        or IPropertyReferenceOperation { Property: { DeclaringSyntaxReferences.IsEmpty: false, IsIndexer: true } }
        or IDeclarationPatternOperation
        or IDeclarationExpressionOperation
        || MayChange(CodeOf(inner)));

    /// <summary>The code behind what does not look like a call.</summary>
    private static IMethodSymbol? CodeOf(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property: { } property } when Layout.HasCode(property) => property.GetMethod,
        IUnaryOperation unary => unary.OperatorMethod,
        IBinaryOperation binary => binary.OperatorMethod,
        IConversionOperation conversion => conversion.OperatorMethod,
        _ => null,
    };

    private static bool MayChange(IMethodSymbol? method) => method?.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax().DescendantNodes().Any(node => node
        is AssignmentExpressionSyntax or InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax or PostfixUnaryExpressionSyntax
        or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression })) == true;
}
