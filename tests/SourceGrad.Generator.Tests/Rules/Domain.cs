namespace SourceGrad.Generator.Tests.Rules;

/// <summary>Where a function is checked: points, each away from kinks, jumps and the ends of the domain by a tenth of its size or so.</summary>
/// <param name="Key">The rule's key.</param>
/// <param name="Points">Arguments; an int stays an int.</param>
internal sealed record Domain(string Key, params object[][] Points)
{
    /// <summary>The function, where the framework's may be an estimate.</summary>
    public Func<double[], double>? Exact { get; init; }

    public int Arity => Points[0].Length;

    public static readonly IReadOnlyList<Domain> All =
    [
        new("-", [1.5], [-2.0]),
        new("+", [1.5, -2.0]),
        new("-", [1.5, -2.0]),
        new("*", [1.5, -2.0], [0.0, 3.0]),
        new("/", [1.5, -2.0], [0.0, 3.0], [-1e3, 1e-3]),
        new("%", [7.3, 2.0], [-7.3, 2.0], [7.3, -2.1], [0.4, 3.0], [-100.3, -7.0]),
        new("IEEERemainder", [7.3, 2.0], [-7.4, 2.1], [0.4, 3.0]),
        new("Ieee754Remainder", [7.3, 2.0], [-7.4, 2.1], [0.4, 3.0]),
        new("FusedMultiplyAdd", [1.5, -2.0, 0.3]),
        new("MultiplyAddEstimate", [1.5, -2.0, 0.3]),
        new("Lerp", [1.5, -2.0, 0.3], [1.5, -2.0, 1.7]),
        new("ScaleB", [1.5, 3], [-1.5, -40], [0.7, 0]),
        new("ReciprocalEstimate", [1.5], [-0.2]) { Exact = x => 1 / x[0] },
        new("DegreesToRadians", [30.0]),
        new("RadiansToDegrees", [-0.3]),

        new("Exp", [0.3], [-20.0], [30.0]),
        new("Exp2", [0.3], [-20.0], [30.0]),
        new("Exp10", [0.3], [-9.0], [9.0]),
        new("ExpM1", [0.3], [-20.0], [1e-3]),
        new("Exp2M1", [0.3], [-20.0], [1e-3]),
        new("Exp10M1", [0.3], [-9.0], [1e-3]),
        new("Log", [0.3], [1e-6], [1e6]),
        new("Log2", [0.3], [1e-6], [1e6]),
        new("Log10", [0.3], [1e-6], [1e6]),
        new("LogP1", [0.3], [-0.7], [1e6]),
        new("Log2P1", [0.3], [-0.7], [1e6]),
        new("Log10P1", [0.3], [-0.7], [1e6]),
        new("Log", [0.3, 2.0], [5.0, 0.4], [100.0, 10.0]),

        new("Sinh", [0.3], [-4.0]),
        new("Cosh", [0.3], [-4.0]),
        new("Tanh", [0.3], [-4.0]),
        new("Asinh", [0.3], [-40.0], [1e12]),
        new("Acosh", [1.5], [40.0], [1e12]),
        new("Atanh", [0.3], [-0.8]),

        new("Abs", [0.3], [-4.0]),
        new("CopySign", [0.3, -1.0], [-0.3, -2.0], [-0.3, 2.0]),
        new("Max", [0.3, -1.0], [0.3, 1.0]),
        new("Min", [0.3, -1.0], [0.3, 1.0]),
        new("Clamp", [0.3, -1.0, 1.0], [3.0, -1.0, 1.0], [-3.0, -1.0, 1.0]),
        new("MaxMagnitude", [0.3, -1.0], [-3.0, 1.0]),
        new("MinMagnitude", [0.3, -1.0], [-3.0, 1.0]),
        new("MaxNumber", [0.3, -1.0], [0.3, 1.0]),
        new("MinNumber", [0.3, -1.0], [0.3, 1.0]),
        new("MaxMagnitudeNumber", [0.3, -1.0], [-3.0, 1.0]),
        new("MinMagnitudeNumber", [0.3, -1.0], [-3.0, 1.0]),

        new("Sqrt", [0.3], [1e-8], [1e8]),
        new("Cbrt", [0.3], [-0.3], [1e9]),
        new("ReciprocalSqrtEstimate", [0.3], [1e4]) { Exact = x => 1 / Math.Sqrt(x[0]) },
        new("RootN", [0.3, 2], [0.3, 5], [-0.3, 3], [0.3, 1], [0.3, -2], [-0.3, -3]),
        new("Hypot", [0.3, -0.4], [100.0, 2.0], [0.0, 2.0]),
        new("Pow", [0.3, 2.5], [3.0, -1.5], [0.3, 0.5], [7.0, 1.0], [2.0, 30.0]),

        new("Sin", [0.3], [-2.0], [100.0]),
        new("Cos", [0.3], [-2.0], [100.0]),
        new("Tan", [0.3], [-1.2], [100.0]),
        new("Asin", [0.3], [-0.8]),
        new("Acos", [0.3], [-0.8]),
        new("Atan", [0.3], [-40.0]),
        new("Atan2", [0.3, 0.4], [0.3, -0.4], [-0.3, -0.4], [-0.3, 0.4], [0.0, 2.0], [2.0, 0.0], [-2.0, 0.0], [1e3, 1e-3]),
        new("SinPi", [0.3], [-1.8]),
        new("CosPi", [0.3], [-1.8]),
        new("TanPi", [0.3], [-1.8]),
        new("AsinPi", [0.3], [-0.8]),
        new("AcosPi", [0.3], [-0.8]),
        new("AtanPi", [0.3], [-40.0]),
        new("Atan2Pi", [0.3, 0.4], [0.3, -0.4], [-0.3, -0.4], [0.0, 2.0], [-2.0, 0.0]),

        .. new[]
        {
            "Floor", "Ceiling", "Round", "Truncate", "Sign", "ILogB",
            "IsNaN", "IsFinite", "IsInfinity", "IsPositiveInfinity", "IsNegativeInfinity", "IsNegative", "IsPositive",
            "IsInteger", "IsEvenInteger", "IsOddInteger", "IsNormal", "IsSubnormal", "IsRealNumber", "IsPow2",
        }.Select(key => new Domain(key, [1.3], [-2.4])),
        new("Round", [1.23, 1]),
        new("Round", [1.23, 1, 0]) { Exact = x => Math.Round(x[0], (int)x[1], (MidpointRounding)(int)x[2]) },
        new("BitIncrement", [0.3], [-2.0]),
        new("BitDecrement", [0.3], [-2.0]),
    ];

    public override string ToString() => $"{Key} of {Arity}";
}
