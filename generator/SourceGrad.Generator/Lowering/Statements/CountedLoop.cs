using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SourceGrad.Generator.Lowering;

/// <summary>The shape of a <c>for</c> loop whose number of rounds is known before the first.</summary>
internal sealed class CountedLoop
{
    private CountedLoop(ISymbol index, IOperation bound, int step, bool descends, bool isInclusive, IOperation? start)
    {
        Index = index;
        Bound = bound;
        Step = step;
        Descends = descends;
        IsInclusive = isInclusive;
        Start = start;
        BoundMinusOne = MinusOne(bound);
        StartMinusOne = MinusOne(start);
    }

    public ISymbol Index { get; }

    public IOperation Bound { get; }

    /// <summary>Positive.</summary>
    public int Step { get; }

    public bool Descends { get; }

    /// <summary>The bound itself is still an index.</summary>
    public bool IsInclusive { get; }

    /// <summary>What the index starts with, where the loop says so.</summary>
    public IOperation? Start { get; }

    /// <summary>n where the bound is n - 1.</summary>
    public IOperation? BoundMinusOne { get; }

    /// <summary>n where the index starts at n - 1.</summary>
    public IOperation? StartMinusOne { get; }

    public static CountedLoop? Recognize(IForLoopOperation loop, Frame frame, Func<AssignedSet> assignedInBody)
    {
        if (loop.Condition is not IBinaryOperation condition || loop.AtLoopBottom.Length != 1
            || StepOf(loop.AtLoopBottom[0]) is not { } step)
        {
            return null;
        }

        BinaryOperatorKind comparison = condition.OperatorKind;
        IOperation bound = condition.RightOperand;
        if (!Is(condition.LeftOperand, step.Index))
        {
            bound = condition.LeftOperand;
            if (!Is(condition.RightOperand, step.Index))
            {
                return null;
            }

            comparison = Mirrored(comparison);
        }

        bool descends = step.By < 0;
        bool fits = descends
            ? step.By == -1 && comparison is BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual
            : comparison is BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual;
        bool declared = loop.Locals.Any(local => SymbolEqualityComparer.Default.Equals(local, step.Index));
        if (!fits || (descends && step.By != -1)
            || bound.Type?.SpecialType != SpecialType.System_Int32
            || (!declared && (Math.Abs(step.By) != 1 || frame.Find(step.Index)?.Variable is null))
            || Scan.Returns(loop.Body) || Scan.JumpsTo(loop.Body, loop.ExitLabel))
        {
            return null;
        }

        AssignedSet assigned = assignedInBody();
        if (assigned.Symbols.Contains(step.Index) || !Invariance.Holds(bound, step.Index, assigned, loop.Body, frame))
        {
            return null;
        }

        bool inclusive = comparison is BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThanOrEqual;
        IOperation? start = loop.Before.Select(before => StartOf(before, step.Index)).FirstOrDefault(value => value is not null);
        return declared && start is null ? null : new CountedLoop(step.Index, bound, Math.Abs(step.By), descends, inclusive, start);
    }

    /// <summary>The statement gives the index its first value.</summary>
    public bool IsStart(IOperation before) => StartOf(before, Index) is not null;

    private static IOperation? StartOf(IOperation before, ISymbol index) => before switch
    {
        IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { IsRef: false } assignment } when Is(assignment.Target, index)
            => assignment.Value,
        IVariableDeclarationGroupOperation group when group.Declarations.All(declaration =>
            declaration.Declarators.All(declarator => declarator.Initializer is not null && TypeMap.Of(declarator.Symbol.Type) is { IsScalar: true }))
            => group.Declarations
                .SelectMany(declaration => declaration.Declarators)
                .FirstOrDefault(declarator => SymbolEqualityComparer.Default.Equals(declarator.Symbol, index))?.Initializer!.Value,
        _ => null,
    };

    private static (ISymbol Index, int By)? StepOf(IOperation bottom) => bottom is not IExpressionStatementOperation { Operation: { } step }
        ? null
        : step switch
        {
            IIncrementOrDecrementOperation { Target: var target } count when Symbol(target) is { } index
                => (index, count.Kind == OperationKind.Increment ? 1 : -1),
            ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add } add when Symbol(add.Target) is { } index && Constant(add.Value) is > 0 and { } by
                => (index, by),
            ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Subtract } subtract when Symbol(subtract.Target) is { } index && Constant(subtract.Value) == 1
                => (index, -1),
            ISimpleAssignmentOperation { Value: IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum } assignment
                when Symbol(assignment.Target) is { } index && Is(sum.LeftOperand, index) && Constant(sum.RightOperand) is > 0 and { } by
                => (index, by),
            _ => null,
        };

    private static ISymbol? Symbol(IOperation target) => target switch
    {
        ILocalReferenceOperation { Type.SpecialType: SpecialType.System_Int32 } local => local.Local,
        IParameterReferenceOperation { Type.SpecialType: SpecialType.System_Int32, Parameter.RefKind: RefKind.None } parameter => parameter.Parameter,
        _ => null,
    };

    private static bool Is(IOperation operation, ISymbol symbol) => SymbolEqualityComparer.Default.Equals(Symbol(operation), symbol);

    private static int? Constant(IOperation operation) =>
        operation is { Type.SpecialType: SpecialType.System_Int32, ConstantValue: { HasValue: true, Value: int value } } ? value : null;

    private static IOperation? MinusOne(IOperation? value) =>
        value is IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract, ConstantValue.HasValue: false } difference
        && Constant(difference.RightOperand) == 1
        && !Scan.HasEffects(difference.LeftOperand)
            ? difference.LeftOperand
            : null;

    private static BinaryOperatorKind Mirrored(BinaryOperatorKind comparison) => comparison switch
    {
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThanOrEqual,
        _ => comparison,
    };
}
