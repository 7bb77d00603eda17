using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary><c>if</c>, and every other statement that comes down to it.</summary>
internal sealed partial class MethodLowering
{
    private void IfStatement(IConditionalOperation branch, Action? rest)
    {
        Value condition = Scalar(branch.Condition);
        BranchStatement(
            condition,
            () => Statement(branch.WhenTrue, null),
            more =>
            {
                if (branch.WhenFalse is null)
                {
                    Rest(more);
                }
                else
                {
                    Statement(branch.WhenFalse, more);
                }
            },
            rest);
    }

    /// <summary>
    /// A branch with what follows it. Where one arm always jumps, the rest moves into the other arm (<c>if (c) return a;
    /// return b;</c> becomes <c>if (c) a else b</c>); where both go on, it stays behind, and
    /// where one of them may, it stays behind under the scope's flag.
    /// </summary>
    private void BranchStatement(Value condition, Action then, Action<Action?> otherwise, Action? rest)
    {
        if (TruthOf(condition) is { } truth)
        {
            if (!truth)
            {
                otherwise(rest);
                return;
            }

            then();
            Rest(rest);
            return;
        }

        Variable go = _scope.Go;
        Arm thenArm = InArm(then);
        if (thenArm.Diverged)
        {
            AddThrowing(condition, thenArm, null);
            otherwise(rest);
            return;
        }

        bool thenJumps = rest is not null && !thenArm.Diverged && ReferenceEquals(thenArm.Changes.Of(go), Known.False);
        Arm elseArm = InArm(() => otherwise(thenJumps ? rest : null));
        if (thenJumps)
        {
            Join(condition, thenArm, elseArm);
            return;
        }

        if (elseArm.Diverged && !thenJumps)
        {
            AddThrowing(condition, null, elseArm);
            Splice(thenArm);
            Rest(rest);
            return;
        }

        if (rest is not null && !elseArm.Diverged && ReferenceEquals(elseArm.Changes.Of(go), Known.False))
        {
            thenArm = Resume(thenArm, () => Rest(rest));
            rest = null;
        }

        Join(condition, thenArm, elseArm);
        Rest(rest);
    }
}
