using Microsoft.CodeAnalysis;
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

    /// <summary>The locals and parameters that the code may assign, those that the local functions it calls assign included.</summary>
    public static HashSet<ISymbol> Assigned(IEnumerable<IOperation> code, Frame frame)
    {
        HashSet<ISymbol> assigned = new(SymbolEqualityComparer.Default);
        HashSet<ISymbol> visited = new(SymbolEqualityComparer.Default);
        foreach (IOperation operation in code)
        {
            Collect(operation, frame, assigned, visited);
        }

        return assigned;
    }

    /// <summary>The expression may change a variable or a buffer.</summary>
    public static bool HasEffects(IOperation expression) => Within(expression).Any(inner => inner
        is IAssignmentOperation
        or IIncrementOrDecrementOperation
        or IInvocationOperation { TargetMethod.DeclaringSyntaxReferences.IsEmpty: false }
        or IDeclarationPatternOperation
        or IDeclarationExpressionOperation);

    private static void Collect(IOperation code, Frame frame, HashSet<ISymbol> assigned, HashSet<ISymbol> visited)
    {
        foreach (IOperation inner in Within(code))
        {
            switch (inner)
            {
                case IAssignmentOperation assignment:
                    Target(assignment.Target, assigned);
                    break;
                case IIncrementOrDecrementOperation step:
                    Target(step.Target, assigned);
                    break;
                case IDeclarationPatternOperation { DeclaredSymbol: { } declared }:
                    assigned.Add(declared);
                    break;
                case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                    Target(argument.Value, assigned);
                    break;
                case IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction } call
                    when visited.Add(call.TargetMethod.OriginalDefinition):
                    if (frame.FindFunction(call.TargetMethod.OriginalDefinition).Function is { Body: { } body })
                    {
                        Collect(body, frame, assigned, visited);
                    }

                    break;
            }
        }
    }

    private static void Target(IOperation target, HashSet<ISymbol> assigned)
    {
        switch (target)
        {
            case ILocalReferenceOperation local:
                assigned.Add(local.Local);
                break;
            case IParameterReferenceOperation parameter:
                assigned.Add(parameter.Parameter);
                break;
            case IFieldReferenceOperation { Instance: { } tuple }:
                Target(tuple, assigned);
                break;
            case ITupleOperation tuple:
                foreach (IOperation element in tuple.Elements)
                {
                    Target(element, assigned);
                }

                break;
            case IDeclarationExpressionOperation declaration:
                Target(declaration.Expression, assigned);
                break;
            case IConversionOperation conversion:
                Target(conversion.Operand, assigned);
                break;
        }
    }
}
