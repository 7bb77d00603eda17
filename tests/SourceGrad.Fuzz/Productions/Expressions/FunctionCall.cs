using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Productions.Functions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary>A call of a mathematical function.</summary>
public sealed record FunctionCall(Function Function, IReadOnlyList<Expr> Arguments) : Expr(Arguments[0].Type)
{
    public override IReadOnlyList<Node> Children => Arguments;

    public static Expr? Make(Builder b, ScalarType type, int depth)
    {
        if (!type.IsReal())
        {
            return null;
        }

        Function function = b.Pick(FunctionTable.All);
        Expr[] arguments = [.. Enumerable.Range(0, function.Arity).Select(_ => b.Expression(type, depth - 1))];
        return new FunctionCall(function, function.Guard(b, arguments));
    }

    public static FunctionCall Of(string function, params Expr[] arguments) => new(FunctionTable.Find(function, arguments.Length), arguments);

    public override Node With(IReadOnlyList<Node> children) => this with { Arguments = [.. children.Cast<Expr>()] };

    public override void Print(CodeWriter writer) => writer.Write(writer.IsGeneric ? $"T.{Function.GenericName}(" : $"{Function.Owner(Type)}.{Function.Name}(").Write(Arguments, ", ").Write(")");

    public override Datum Evaluate(Machine machine)
    {
        Datum[] x = [.. Arguments.Select(a => a.Evaluate(machine))];
        double[] numbers = [.. x.Select(d => d.Real)];
        double value = Type == ScalarType.Float ? Function.OnFloats([.. numbers.Select(n => (float)n)]) : Function.OnDoubles(numbers);
        bool varies = x.Any(d => d.Tangent is not null);
        if (!varies)
        {
            return machine.Real(Type, value, null);
        }

        Slope[] slopes = Function.Slopes(numbers, value);
        if (slopes.Any(s => !double.IsFinite(s.Value)))
        {
            throw new Rejected("singular");
        }

        Tangent? tangent = x.Length == 1 ? Tangent.Of(x[0].Tangent, slopes[0]) : Tangent.Of(x[0].Tangent, slopes[0], x[1].Tangent, slopes[1]);
        if (x.Length == 3)
        {
            tangent = Tangent.Of(tangent, 1, x[2].Tangent, slopes[2]);
        }

        return machine.Real(Type, value, tangent);
    }
}
