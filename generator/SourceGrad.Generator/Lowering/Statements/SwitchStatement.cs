using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Diagnostics;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>The <c>switch</c> statement: a chain of branches, each section a scope that <c>break</c> leaves.</summary>
internal sealed partial class MethodLowering
{
    private void SwitchStatement(ISwitchOperation choice, Action? rest)
    {
        ISwitchCaseOperation? byDefault = choice.Cases.FirstOrDefault(section => section.Clauses.Any(clause => clause is IDefaultCaseClauseOperation));
        if (byDefault is { Clauses.Length: > 1 } && !ReferenceEquals(byDefault, choice.Cases[choice.Cases.Length - 1]))
        {
            Report(byDefault, Descriptors.UnsupportedStatement, "A 'default' label that shares its section with 'case' labels is supported only in the last section; move it there");
            return;
        }

        Lowered input = Expression(choice.Value);
        List<ISwitchCaseOperation> sections = choice.Cases.Where(section => !ReferenceEquals(section, byDefault)).ToList();
        SwitchSections(choice, sections, 0, byDefault, input, rest);
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
        foreach (ICaseClauseOperation clause in section.Clauses)
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
        Sequence(section.Body, 0, null);
        _scope = outer;
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
