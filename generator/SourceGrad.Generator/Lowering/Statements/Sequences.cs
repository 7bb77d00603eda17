using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Diagnostics;

namespace SourceGrad.Generator.Lowering;

/// <summary>
/// Statements in order. After a statement that a jump may leave, the rest of the block is conditional; it is handed to the
/// statement as a continuation, so that an <c>if</c> whose one arm always jumps can put the rest into its other arm.
/// A continuation is lowered at most once.
/// </summary>
internal sealed partial class MethodLowering
{
    private bool IsUnreachable => _diverged || ReferenceEquals(_scope.Go.Current, Known.False);

    private void Sequence(IReadOnlyList<IOperation> statements, int start, Action? rest)
    {
        for (int i = start; i < statements.Count && !IsUnreachable; i++)
        {
            if (statements[i] is IUsingDeclarationOperation declaration)
            {
                UsingDeclaration(declaration, statements, i + 1, rest);
                return;
            }

            bool isLast = i + 1 == statements.Count;
            if (Scan.MayJump(statements[i]) && !(isLast && rest is null))
            {
                int next = i + 1;
                Statement(statements[i], isLast ? rest : () => Sequence(statements, next, rest));
                return;
            }

            Statement(statements[i], null);
        }

        Rest(rest);
    }

    /// <summary>Lowers a continuation under the condition that nothing has jumped past it.</summary>
    private void Rest(Action? rest)
    {
        if (rest is null || IsUnreachable)
        {
            return;
        }

        Variable go = _scope.Go;
        if (ReferenceEquals(go.Current, Known.True))
        {
            rest();
            return;
        }

        Branch(
            go.Current!,
            () =>
            {
                _bindings.Set(go, Known.True);
                rest();
            },
            () => _bindings.Set(go, Known.False));
    }

    private void Statement(IOperation statement, Action? rest)
    {
        _cancellation.ThrowIfCancellationRequested();
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (++_statements > StatementBudget)
        {
            throw new LoweringStopped(
                $"has more than {StatementBudget} statements with the methods it calls inlined; split it or call fewer methods");
        }

        (string? source, int depth) = (_builder.Source, _statementDepth);
        _statementDepth = _depth;
        if (statement is not (IBlockOperation or ILocalFunctionOperation) && !DefinitionSet.Contains(statement.Syntax.SyntaxTree))
        {
            _builder.Source = SourceText.Of(statement.Syntax);
        }

        int roomy = MakeRoom(statement);
        switch (statement)
        {
            case IBlockOperation block:
                Sequence(block.Operations, 0, rest);
                break;
            case IConditionalOperation branch:
                IfStatement(branch, rest);
                break;
            case ISwitchOperation choice:
                SwitchStatement(choice, rest);
                break;
            case ITryOperation attempt:
                TryStatement(attempt, rest);
                break;
            case IUsingOperation acquire:
                UsingStatement(acquire, rest);
                break;
            default:
                SimpleStatement(statement);
                Rest(rest);
                break;
        }

        _roomy.RemoveRange(roomy, _roomy.Count - roomy);
        (_builder.Source, _statementDepth) = (source, depth);
    }

    private void SimpleStatement(IOperation statement)
    {
        switch (statement)
        {
            case IEmptyOperation or ILocalFunctionOperation:
                break;
            case IExpressionStatementOperation expression:
                Expression(expression.Operation);
                break;
            case IVariableDeclarationGroupOperation group:
                DeclareVariables(group);
                break;
            case IReturnOperation result:
                ReturnStatement(result);
                break;
            case IBranchOperation jump:
                JumpStatement(jump);
                break;
            case IForLoopOperation loop:
                ForStatement(loop);
                break;
            case IForEachLoopOperation loop:
                ForEachStatement(loop);
                break;
            case IWhileLoopOperation loop:
                WhileStatement(loop);
                break;
            case IThrowOperation thrown:
                Throw(thrown);
                break;
            case IInvalidOperation:
                _bag.FailSilently();
                break;
            default:
                Report(statement, Descriptors.UnsupportedStatement, UnsupportedStatementText(statement));
                break;
        }
    }

    private static string UnsupportedStatementText(IOperation statement) => statement switch
    {
        IUsingOperation or IUsingDeclarationOperation => "A using statement is not supported in a differentiable method; acquire the resource in the caller and pass spans in",
        ILockOperation => "A lock statement is not supported in a differentiable method; lock in the caller",
        ILabeledOperation => "Labels and goto are not supported in a differentiable method; write a loop",
        _ => "This statement is not supported in a differentiable method; use assignments, if, switch, for, while, do, foreach and return",
    };
}
