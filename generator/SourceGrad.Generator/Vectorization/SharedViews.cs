using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>
/// Makes each view once, where loops in lanes that follow each other in a region each make their own: the loops that a loop was taken apart into. And computes
/// once where it starts and ends.
/// </summary>
/// <remarks>Right because neither a view nor an index depends on what memory holds.</remarks>
/// <example>
/// <code>
/// xPart = part x, %i * %d, %d; for j { … xPart[j] … }          xPart = part x, %i * %d, %d; for j { … xPart[j] … }
/// xPart1 = part x, %i * %d, %d; for j { … xPart1[j] … }        for j { … xPart[j] … }
/// </code>
/// </example>
internal sealed class SharedViews : Rewriter
{
    private readonly Dictionary<long, Value> _numbers = [];
    private readonly Dictionary<Value, Value> _constants = [];
    private Dictionary<Expression, Value> _known = [];

    private SharedViews()
    {
    }

    /// <param name="function">With loops in lanes.</param>
    public static Function Run(Function function) => new SharedViews().Rewrite(function);

    public override Statement? VisitLet(Let statement)
    {
        Expression expression = statement.Expression.Map(Substitute);
        if (expression is Constant { Type: { IsInteger: true } } constant)
        {
            if (!_numbers.TryGetValue(constant.Bits, out Value? number) || number.Type != constant.Type)
            {
                _numbers[constant.Bits] = number = statement.Result;
            }

            _constants[statement.Result] = number;
        }

        if (!IsPlace(expression))
        {
            return base.VisitLet(statement);
        }

        Expression key = expression.Map(operand => _constants.TryGetValue(operand, out Value? number) ? number : operand);
        if (_known.TryGetValue(key, out Value? known))
        {
            Replace(statement.Result, known);
            return null;
        }

        _known[key] = statement.Result;
        return base.VisitLet(statement);
    }

    /// <summary>What a region inside finds is forgotten, and what is around it is computed there once more: closer to where it is used.</summary>
    protected override Region Rewrite(Region region)
    {
        Dictionary<Expression, Value> around = _known;
        _known = [];
        Region result = base.Rewrite(region);
        _known = around;
        return result;
    }

    private static bool IsPlace(Expression expression) => expression switch
    {
        Binary { IsChecked: false, Type.IsInteger: true } or Length => true,
        Call { Type.IsInteger: true, Method: "System.Math.Min" or "System.Math.Max" } => true,
        Slice slice => slice is { CanThrow: false, Type.IsLanes: false },
        _ => false,
    };
}
