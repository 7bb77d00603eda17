using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Diagnostics;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>The <c>switch</c> statement: a chain of branches, each section a scope that <c>break</c> leaves.</summary>
internal sealed partial class MethodLowering
{
    private readonly Stack<ISwitchOperation> _switches = new();

    /// <summary>The sections that are being lowered.</summary>
    private readonly Stack<ISwitchCaseOperation> _sections = new();

    private void SwitchStatement(ISwitchOperation choice, Action? rest)
    {
        ISwitchCaseOperation? byDefault = choice.Cases.FirstOrDefault(section => section.Clauses.Any(clause => clause is IDefaultCaseClauseOperation));
        Lowered input = Expression(choice.Value);

        // The cases beside a default label ask for nothing in the last section; elsewhere they come before those that follow.
        List<ISwitchCaseOperation> sections = choice.Cases
            .Where((section, i) => !ReferenceEquals(section, byDefault) || (section.Clauses.Length > 1 && i + 1 < choice.Cases.Length))
            .ToList();
        _switches.Push(choice);
        SwitchSections(choice, sections, 0, byDefault, input, rest);
        _switches.Pop();
    }

    private void SwitchSections(
        ISwitchOperation choice, List<ISwitchCaseOperation> sections, int index, ISwitchCaseOperation? byDefault, Lowered input, Action? rest)
    {
        if (index == sections.Count)
        {
            if (byDefault is not null)
            {
                Section(choice, byDefault);
            }

            Rest(rest);
            return;
        }

        ISwitchCaseOperation section = sections[index];
        Value? condition = null;
        foreach (ICaseClauseOperation clause in section.Clauses.Where(clause => clause is not IDefaultCaseClauseOperation))
        {
            condition = condition is null ? Clause(clause, input) : Either(condition, () => Clause(clause, input));
        }

        BranchStatement(
            condition!,
            () => Section(choice, section),
            more => SwitchSections(choice, sections, index + 1, byDefault, input, more),
            rest);
    }

    private void Section(ISwitchOperation choice, ISwitchCaseOperation section)
    {
        Scope outer = _scope;
        _scope = new Scope(outer, Flag("rest")) { ExitLabel = choice.ExitLabel };
        _bindings.Set(_scope.Go, Known.True);
        _sections.Push(section);
        Sequence(section.Body, 0, null);
        _sections.Pop();
        _scope = outer;
    }

    /// <summary><c>goto case</c>: the section that it names runs in its place, and leaves the switch as it would there.</summary>
    private bool GoToSection(IBranchOperation jump)
    {
        (ISwitchOperation? choice, ISwitchCaseOperation? section) = _switches
            .SelectMany(open => open.Cases.Select(candidate => (open, candidate)))
            .FirstOrDefault(pair => pair.candidate.Clauses.Any(clause => SymbolEqualityComparer.Default.Equals(clause.Label, jump.Target)));
        Scope? scope = _scope;
        while (scope is { LoopGo: null, ContinueLabel: null } && choice is not null && !SymbolEqualityComparer.Default.Equals(scope.ExitLabel, choice.ExitLabel))
        {
            scope = scope.Outer;
        }

        if (section is null || scope is null || !SymbolEqualityComparer.Default.Equals(scope.ExitLabel, choice!.ExitLabel) || _sections.Contains(section))
        {
            return false;
        }

        _sections.Push(section);
        Sequence(section.Body, 0, null);
        _sections.Pop();
        return true;
    }

    private Value Clause(ICaseClauseOperation clause, Lowered input)
    {
        switch (clause)
        {
            case ISingleValueCaseClauseOperation single when input.Value is { Type.IsScalar: true } value && PatternConstant(single.Value, value.Type) is { } constant:
                return value.Type == IrType.Bool
                    ? constant.AsBool ? value : Not(value)
                    : Let(new Binary(BinaryOperator.Equal, value, Let(constant)));
            case ISingleValueCaseClauseOperation { Value.ConstantValue: { HasValue: true, Value: null } } when IsNull(input.Value) is { } isNull:
                return Let(Constant.Bool(isNull));
            case ISingleValueCaseClauseOperation single when input.Fields is [var has, { Value: { Type.IsScalar: true } inner }]:
                return single.Value.ConstantValue.Value is null ? Not(Solid(has.Value!))
                    : PatternConstant(single.Value is IConversionOperation converted ? converted.Operand : single.Value, inner.Type) is { } number
                        ? Both(Solid(has.Value!), () => Let(new Binary(BinaryOperator.Equal, inner, Let(number))))
                        : False;
            case IPatternCaseClauseOperation pattern:
                Value matches = Matches(input, pattern.Pattern);
                return pattern.Guard is { } guard ? Both(matches, () => Scalar(guard)) : matches;
            default:
                if (!input.IsNothing)
                {
                    Unsupported(clause, "Only switches over numbers are supported in a differentiable method");
                }

                return Let(Constant.Bool(false));
        }
    }
}
