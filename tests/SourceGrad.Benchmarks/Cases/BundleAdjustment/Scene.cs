namespace SourceGrad.Benchmarks.Cases.BundleAdjustment;

/// <summary>Cameras, points, and for each observation its weight and where the point was seen. Cameras and points take turns.</summary>
internal sealed record Scene(double[] Cameras, double[] Points, double[] Weights, double[] Features)
{
    /// <summary>The derivatives of an observation: two rows of 11 for the camera, 3 for the point, 1 for the weight.</summary>
    public const int Row = 15, Block = 2 * Row;

    public int Observations => Weights.Length;

    public int Camera(int observation) => observation % (Cameras.Length / 11) * 11;

    public int Point(int observation) => observation % (Points.Length / 3) * 3;
}
