using SourceGrad.Generator.Ir;
using Convert = SourceGrad.Generator.Ir.Convert;

namespace SourceGrad.Generator.Optimization;

/// <summary>
/// Numbers of a type parameter that loops use are made once, before them: what <c>T.CreateChecked(0.1)</c> costs depends on the type.
/// Runs last, as nothing after it knows that they are constants.
/// </summary>
internal sealed class GenericConstants : Rewriter
{
    private static readonly Dictionary<double, string> s_words = new() { [2] = "two", [3] = "three", [4] = "four", [10] = "ten", [0.5] = "half", [0.25] = "quarter" };

    private readonly ValueFactory _values;
    private readonly RegionBuilder _head;
    private readonly HashSet<int> _inLoops = [];
    private readonly Dictionary<(IrType Type, long Bits), Value> _made = [];

    private GenericConstants(Function function)
    {
        _values = new ValueFactory(function.NextId);
        _head = new RegionBuilder(_values);
        Collect(function.Body, false);
    }

    public static Function Run(Function function)
    {
        GenericConstants pass = new(function);
        Function result = pass._inLoops.Count == 0 ? function : pass.Rewrite(function);
        if (pass._head.Statements.Count == 0)
        {
            return function;
        }

        pass._head.AddRange(result.Body.Statements);
        return result with { Body = pass._head.Build(result.Body.Yields), NextId = pass._values.NextId };
    }

    public override Statement? VisitLet(Let statement)
    {
        if (statement.Expression is not Constant { Type.IsParameter: true, Literal: null } constant || !_inLoops.Contains(statement.Result.Id)
            || Math.Abs(constant.AsDouble) is 0 or 1)
        {
            return base.VisitLet(statement);
        }

        if (!_made.TryGetValue((constant.Type, constant.Bits), out Value? made))
        {
            _made[(constant.Type, constant.Bits)] = made = Make(constant, statement.Result.Hint);
        }

        Replace(statement.Result, made);
        return null;
    }

    private Value Make(Constant constant, string? name)
    {
        double value = constant.AsDouble;
        Constant number = Math.Abs(value) < 1e6 && value == Math.Floor(value) ? Constant.Int((int)value) : Constant.Real(IrType.Double, value);
        string word = s_words.TryGetValue(Math.Abs(value), out string? known) ? known : "number";
        return _head.Let(new Convert(constant.Type, _head.Let(number)), name ?? (value < 0 ? "minus" + char.ToUpperInvariant(word[0]) + word.Substring(1) : word));
    }

    private void Collect(Region region, bool isLoop)
    {
        foreach (Statement statement in region.Statements)
        {
            if (isLoop)
            {
                _inLoops.UnionWith(statement.Operands.Where(operand => operand.Type.IsParameter).Select(operand => operand.Id));
            }

            foreach (Region inner in statement.Regions)
            {
                Collect(inner, isLoop || statement is For or While);
            }
        }

        if (isLoop)
        {
            _inLoops.UnionWith(region.Yields.Where(value => value.Type.IsParameter).Select(value => value.Id));
        }
    }
}
