using System.Numerics;

namespace SourceGrad.Tests.Runtime.Lanes;

/// <summary>
/// A lane function beside what it should compute, the range that it is measured over, and the largest error that its doc
/// comment states, in units in the last place, for each precision.
/// </summary>
public sealed record LaneRow(
    string Name,
    Func<double, double> Expected,
    Func<Vector<double>, Vector<double>> Double,
    Func<Vector<float>, Vector<float>> Single,
    double From,
    double To,
    double DoubleError,
    double SingleError)
{
    public override string ToString() => Name;
}
