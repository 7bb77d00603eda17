using L = SourceGrad.Runtime.Lanes;

namespace SourceGrad.Tests.Runtime.Lanes;

/// <summary>The lane functions of one argument.</summary>
public static class LaneTable
{
    private const double Everything = double.MaxValue;

    public static readonly LaneRow[] Rows =
    [
        new("Exp", Math.Exp, L.Exp, L.Exp, -750, 712, 1.0, 1.0),
        new("ExpM1", ReferenceMath.ExpM1, L.ExpM1, L.ExpM1, -50, 712, 2.0, 1.5),
        new("Exp2", x => Math.Pow(2, x), L.Exp2, L.Exp2, -1080, 1026, 1.0, 1.0),
        new("Log", Math.Log, L.Log, L.Log, 0, Everything, 1.0, 0.8),
        new("Log2", Math.Log2, L.Log2, L.Log2, 0, Everything, 1.0, 1.6),
        new("LogP1", ReferenceMath.LogP1, L.LogP1, L.LogP1, -1, Everything, 2.0, 0.8),
        new("Sin", Math.Sin, L.Sin, L.Sin, -1.1e6, 1.1e6, 2.0, 1.5),
        new("Cos", Math.Cos, L.Cos, L.Cos, -1.1e6, 1.1e6, 1.0, 1.5),
        new("Tan", Math.Tan, L.Tan, L.Tan, -1.1e6, 1.1e6, 3.0, 0.6),
        new("Asin", Math.Asin, L.Asin, L.Asin, -1, 1, 2.0, 0.6),
        new("Acos", Math.Acos, L.Acos, L.Acos, -1, 1, 1.0, 0.6),
        new("Atan", Math.Atan, L.Atan, L.Atan, -Everything, Everything, 2.0, 0.6),
        new("Sinh", Math.Sinh, L.Sinh, L.Sinh, -712, 712, 3.0, 0.6),
        new("Cosh", Math.Cosh, L.Cosh, L.Cosh, -712, 712, 2.0, 0.6),
        new("Tanh", Math.Tanh, L.Tanh, L.Tanh, -25, 25, 3.0, 2.5),
        new("Sigmoid", ReferenceMath.Sigmoid, L.Sigmoid, L.Sigmoid, -720, 40, 2.0, 2.3),
        new("Softplus", ReferenceMath.Softplus, L.Softplus, L.Softplus, -750, 1000, 3.0, 1.6),
        new("Erf", ReferenceMath.Erf, L.Erf, L.Erf, -6.5, 6.5, 3.0, 0.6),
    ];
}
