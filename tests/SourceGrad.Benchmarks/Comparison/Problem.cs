namespace SourceGrad.Benchmarks.Comparison;

/// <summary>
/// A problem of one size: several points, so that neither the JIT nor the branch predictor learns a single one, and the
/// implementations that are compared on them.
/// </summary>
internal abstract class Problem(string name)
{
    /// <summary>The case and its size, as the table shows them.</summary>
    public string Name { get; } = name;

    /// <summary>The number of points that are prepared.</summary>
    public virtual int Points => 5;

    /// <summary>How far two implementations may differ, relative to the value or component.</summary>
    public virtual double Tolerance => 1e-9;

    /// <summary>The implementations that this problem has.</summary>
    public virtual IReadOnlyList<Implementation> Implementations { get; } = Enum.GetValues<Implementation>();

    /// <summary>The generated method, whose doc comment says what it records, as <c>Type.Method</c> without the namespace.</summary>
    public abstract string GeneratedMember { get; }

    /// <summary>Solves the problem at a point, leaves the derivatives where <see cref="Output"/> finds them, and returns the value.</summary>
    public abstract double Run(Implementation implementation, int point);

    /// <summary>The derivatives that the last run left.</summary>
    public abstract double[] Output();

    /// <summary>Wipes what the last run left, so that a check cannot succeed on it.</summary>
    public abstract void ClearOutput();

    /// <summary>The value and the derivatives at the first point by an independent implementation, if there is one.</summary>
    public virtual (double Value, double[] Output)? Expected => null;

    /// <summary>Numbers around zero, the same in every run.</summary>
    protected static double[] Normals(int count, int seed)
    {
        Random random = new(seed);
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        }

        return numbers;
    }

    /// <summary>Copies of a point, of which all but the first are shifted a little.</summary>
    protected static double[][] Around(double[] point, int count, double width)
    {
        double[][] points = new double[count][];
        for (int i = 0; i < count; i++)
        {
            double[] shift = Normals(point.Length, 1000 + i);
            points[i] = [.. point.Select((x, j) => i == 0 ? x : x + width * shift[j])];
        }

        return points;
    }

    private protected ArgumentOutOfRangeException Unknown(Implementation implementation) =>
        new(nameof(implementation), $"{Name} has no {implementation}.");
}
