using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Diagnostics;

namespace SourceGrad.Generator.Lowering;

/// <summary><c>return</c>, <c>break</c> and <c>continue</c>: assignments to the flags of the scopes they leave.</summary>
internal sealed partial class MethodLowering
{
    private void ReturnStatement(IReturnOperation statement)
    {
        if (statement.ReturnedValue is { } value)
        {
            if (_frame.Method.ReturnsByRef || _frame.Method.ReturnsByRefReadonly)
            {
                ReturnReference(value);
            }
            else if (_frame.Result is { } result)
            {
                Assign(result, Expression(value));
            }
            else
            {
                Expression(value);
            }
        }

        Leave(_ => false);
    }

    private void ReturnReference(IOperation value)
    {
        if (_frame.ReturnedPlace is not null || !ReferenceEquals(_scope.Go.Current, Known.True) || _scope.Outer is not null)
        {
            Unsupported(value, "Returning one reference or another is not supported in a differentiable method; return an index");
            return;
        }

        _frame.ReturnedPlace = TargetOf(value);
    }

    private void JumpStatement(IBranchOperation jump)
    {
        bool Is(ILabelSymbol? label) => SymbolEqualityComparer.Default.Equals(jump.Target, label);
        if (jump.BranchKind == BranchKind.GoTo)
        {
            if (!GoToSection(jump))
            {
                Report(jump, Descriptors.UnsupportedStatement, "Labels and goto are supported in a differentiable method only as a goto case that does not come back and leaves no loop; write a loop");
            }

            return;
        }

        Leave(scope => Is(scope.ExitLabel) || Is(scope.ContinueLabel), scope => Is(scope.ExitLabel));
    }

    /// <summary>Clears the flags of the scopes from the innermost to the target, of the loops between, and of the target's loop if that is left too.</summary>
    private void Leave(Func<Scope, bool> isTarget, Func<Scope, bool>? leavesLoop = null)
    {
        for (Scope? scope = _scope; scope is not null; scope = scope.Outer)
        {
            _bindings.Set(scope.Go, Known.False);
            bool found = isTarget(scope);
            if (scope.LoopGo is not null && (!found || leavesLoop!(scope)))
            {
                _bindings.Set(scope.LoopGo, Known.False);
            }

            if (found)
            {
                return;
            }
        }
    }
}
