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
        or IRecursivePatternOperation { DeclaredSymbol: not null }
        or IListPatternOperation { DeclaredSymbol: not null }
        or IDeclarationExpressionOperation
        || MayChange(CodeOf(inner)));

    /// <summary>The operation itself writes to something that is no variable of the method alone.</summary>
    public static bool WritesElsewhere(IOperation operation) => operation switch
    {
        IAssignmentOperation assignment => !IsOwn(assignment.Target),
        IIncrementOrDecrementOperation step => !IsOwn(step.Target),
        _ => false,
    };

    private static bool IsOwn(IOperation target) =>
        target is ILocalReferenceOperation { Local.RefKind: RefKind.None } or IParameterReferenceOperation { Parameter.RefKind: RefKind.None };

    /// <summary>An expression that stands for a variable which no member may change: C# runs one that might on a copy.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="running">The method around it; null for what holds in whatever method.</param>
    public static bool IsReadOnlyPlace(IOperation expression, IMethodSymbol? running) => expression switch
    {
        ILocalReferenceOperation { Local: { } local } => local.RefKind == RefKind.RefReadOnly,
        IParameterReferenceOperation { Parameter: { } parameter } => parameter.RefKind is RefKind.In or RefKind.RefReadOnlyParameter
            || (IsOfReadOnlyStruct(running) && parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } owner && !SymbolEqualityComparer.Default.Equals(owner, running)),
        IPropertyReferenceOperation property => property.Property.ReturnsByRefReadonly,
        IImplicitIndexerReferenceOperation { IndexerSymbol: IPropertySymbol indexer } => indexer.ReturnsByRefReadonly,
        IInvocationOperation call => call.TargetMethod.ReturnsByRefReadonly,
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => IsOfReadOnlyStruct(running),
        IFieldReferenceOperation { Field: { } field } reference =>
            (field.IsReadOnly && running is not null && !MayAssign(running, field, reference.Instance))
            || (reference.Instance is { Type.IsReferenceType: false } owner && (IsFixedLocal(owner) || IsReadOnlyPlace(owner, running))),
        _ => false,
    };

    /// <summary>An expression that stands for a variable, and not for a value that is nowhere.</summary>
    public static bool IsPlace(IOperation expression) => expression switch
    {
        IParenthesizedOperation parenthesized => IsPlace(parenthesized.Operand),
        ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation or IConditionalAccessInstanceOperation => true,
        IFieldReferenceOperation { Instance: { } instance } => instance.Type is { IsReferenceType: true } || IsPlace(instance),
        IPropertyReferenceOperation { Instance: { } instance, Property: { IsIndexer: false } } => instance.Type is { IsReferenceType: true } || IsPlace(instance),
        IInlineArrayAccessOperation { Argument: not IRangeOperation } access => IsPlace(access.Instance),
        IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation or IPropertyReferenceOperation { Property: { IsIndexer: true, ReturnsByRef: true } or { IsIndexer: true, ReturnsByRefReadonly: true } } => true,
        IInvocationOperation { TargetMethod: { ReturnsByRef: true } or { ReturnsByRefReadonly: true } } => true,
        _ => false,
    };

    /// <summary>Code of the program's own runs here, and may write what it has been given: a call, written or not.</summary>
    public static bool MayRunCode(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod.ContainingType: not { Name: "Math" or "MathF", ContainingNamespace.Name: "System" } }
            or IObjectCreationOperation { Constructor.IsImplicitlyDeclared: false, Arguments.IsEmpty: false }
        || MayChange(CodeOf(operation))
        || (operation is IPropertyReferenceOperation { Property: { SetMethod: { } setter } property } && Layout.HasCode(property) && MayChange(setter))
        || ImplicitCalls.Of(operation).Any(call => MayChange(call.Method));

    private static bool IsOfReadOnlyStruct(IMethodSymbol? running) => running is { IsReadOnly: true, ContainingType.IsValueType: true };

    /// <summary>A variable of <c>foreach</c> or <c>using</c>: members change it, but none of its fields.</summary>
    private static bool IsFixedLocal(IOperation expression) => expression is ILocalReferenceOperation { Local: { RefKind: RefKind.None } local } && (local.IsForEach || local.IsUsing);

    /// <summary>A constructor or <c>init</c> accessor assigns the read-only fields of its own object.</summary>
    private static bool MayAssign(IMethodSymbol running, IFieldSymbol field, IOperation? instance) =>
        SymbolEqualityComparer.Default.Equals(running.ContainingType.OriginalDefinition, field.ContainingType.OriginalDefinition)
        && (field.IsStatic
            ? running.MethodKind == MethodKind.StaticConstructor
            : instance is IInstanceReferenceOperation && (running.MethodKind == MethodKind.Constructor || running.IsInitOnly));

    /// <summary>The code behind what does not look like a call.</summary>
    private static IMethodSymbol? CodeOf(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property: { } property } when Layout.HasCode(property) => property.GetMethod,
        IUnaryOperation unary => unary.OperatorMethod,
        IBinaryOperation binary => binary.OperatorMethod,
        IConversionOperation conversion => conversion.OperatorMethod,
        ICompoundAssignmentOperation compound => compound.OperatorMethod,
        IIncrementOrDecrementOperation step => step.OperatorMethod,
        _ => null,
    };

    private static bool MayChange(IMethodSymbol? method) => method?.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax().DescendantNodes().Any(node => node
        is AssignmentExpressionSyntax or InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax or PostfixUnaryExpressionSyntax
        or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression })) == true;
}
