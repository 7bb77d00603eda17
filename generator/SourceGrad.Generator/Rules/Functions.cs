using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Rules;

/// <summary>The functions that formulas are written with, each in the precision of its argument.</summary>
internal static class Functions
{
    public static Term Exp(Term x) => MayOverflow(Call("Exp", x));

    public static Term Exp2(Term x) => MayOverflow(Call("Exp2", x));

    public static Term Exp10(Term x) => MayOverflow(Call("Exp10", x));

    public static Term Log(Term x)
    {
        x.Derivation.SingularAtZeroOf(x.Value);
        return Call("Log", x);
    }

    public static Term Sin(Term x) => Call("Sin", x);

    public static Term Cos(Term x) => Call("Cos", x);

    public static Term SinPi(Term x) => Call("SinPi", x);

    public static Term CosPi(Term x) => Call("CosPi", x);

    public static Term Sinh(Term x) => MayOverflow(Call("Sinh", x));

    public static Term Cosh(Term x) => MayOverflow(Call("Cosh", x));

    public static Term Hypot(Term x, Term y) => Call("Hypot", x, y);

    public static Term Sqrt(Term x) => Call("Sqrt", x);

    public static Term Abs(Term x) => Call("Abs", x);

    public static Term Round(Term x) => Call("Round", x);

    public static Term ScaleB(Term x, Term n) => Call("ScaleB", x, n);

    public static Term IsNaN(Term x) => x.Derivation.Let(new Call(
        IrType.Bool, Spelling.Of(x.Value.Type, "IsNaN"), EquatableArray<Value>.Of(x.Value)));

    public static Term Select(Term condition, Term whenTrue, Term whenFalse) =>
        condition.Derivation.Let(new Select(condition.Value, whenTrue.Value, whenFalse.Value));

    /// <summary>The number in the precision of <paramref name="like"/>.</summary>
    public static Term As(Term like, Term number) => like.Value.Type == number.Value.Type
        ? number
        : number.Derivation.Let(new Ir.Convert(like.Value.Type, number.Value));

    /// <summary><paramref name="a"/> times x to the power n, without a call where n is small.</summary>
    public static Term ScaledPower(Term a, Term x, double n)
    {
        switch (n)
        {
            case 0:
                return a;
            case 1:
                return a * x;
            case 2:
                return a * (x * x);
            case 3:
                return a * (x * x * x);
            case 0.5:
                return a * Sqrt(x);
            case -0.5:
                return a / Sqrt(x);
            case -1:
                return a / x;
            case -2:
                return a / (x * x);
            case -3:
                return a / (x * x * x);
            default:
                return a * Pow(x, x.Number(n));
        }
    }

    public static Term Pow(Term x, Term n)
    {
        if (n.Derivation.RangeOf(n.Value).Low < 0)
        {
            x.Derivation.SingularAtZeroOf(x.Value);
        }

        return MayOverflow(Call("Pow", x, n));
    }

    /// <summary>The factor itself, which is infinite where the function grows out of range.</summary>
    public static Term MayOverflow(Term factor)
    {
        factor.Derivation.SingularWhereInfinite(factor.Value);
        return factor;
    }

    private static Term Call(string function, params Term[] arguments) => arguments[0].Derivation.Let(new Call(
        arguments[0].Value.Type,
        Spelling.Of(arguments[0].Value.Type, function),
        arguments.Select(argument => argument.Value).ToEquatable()));
}
