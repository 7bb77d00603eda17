using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Functions;

/// <summary>A mathematical function: how it is called, what it gives and its partial derivatives.</summary>
public sealed class Function(
    string name, int arity, Func<double[], double> onDoubles, Func<float[], float> onFloats, Func<double[], double, Slope[]> slopes)
{
    public string Name => name;

    public int Arity => arity;

    public Func<double[], double> OnDoubles => onDoubles;

    public Func<float[], float> OnFloats => onFloats;

    /// <summary>From the arguments and the result.</summary>
    public Func<double[], double, Slope[]> Slopes => slopes;

    /// <summary>Brings arguments into the function's domain.</summary>
    public Func<Builder, Expr[], Expr[]> Guard { get; init; } = (_, x) => x;

    /// <summary>It is a member of the number's own type.</summary>
    public bool IsOfType { get; init; }

    /// <summary>What <c>IFloatingPointIeee754</c> calls it.</summary>
    public string GenericName => name == "IEEERemainder" ? "Ieee754Remainder" : name;

    public string Owner(ScalarType type) => IsOfType ? type.Text() : name == "Clamp" ? "Math" : type.MathClass();
}
