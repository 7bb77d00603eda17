namespace SourceGrad.Tests.Conformance;

/// <summary>A row at one of its points, compiled with a set of options.</summary>
internal sealed class Subject
{
    private readonly Lazy<Probe> _generated;

    public Subject(string name, int point, Mode mode)
    {
        Row = ConformanceTable.Find(name);
        Case = Row.Cases[point];
        Signature = Signature.Of(Row);
        _generated = new Lazy<Probe>(() => new Probe(RowBatch.For(mode).Probe(Row)));
        IsFloat = Signature.ReturnType == "float" || Signature.Parameters.Any(p => p.Element == "float");
        Tolerance = IsFloat && Row.Tolerance > 0 ? Math.Max(Row.Tolerance, 2e-6) : Row.Tolerance;
    }

    public Row Row { get; }

    public Row.Case Case { get; }

    public Signature Signature { get; }

    /// <summary>The members that the generator added.</summary>
    public Probe Probe => _generated.Value;

    /// <summary>The method itself, compiled without the generator.</summary>
    public Probe Primal => PrimalBatch.Plain.Find(Row)!;

    public bool IsFloat { get; }

    public double Tolerance { get; }

    /// <summary>A destination for each active parameter, every number of it <paramref name="content"/>.</summary>
    public object[] Destinations(double content) =>
        [.. Active().Select(x => Filled(x.Parameter, Case.Arguments[x.Position], _ => content))];

    /// <summary>An adjoint for each written buffer: scale times 0.5, 1, 1.5, …</summary>
    public object[] Adjoints(double scale) =>
        [.. Positions(p => p is { IsWritten: true, IsReal: true }).Select(x => Filled(x.Parameter, Case.Arguments[x.Position], e => scale * 0.5 * (e + 1)))];

    /// <summary>The adjoints to try: the result's alone, the stated ones, and both kinds together.</summary>
    public IEnumerable<(double Seed, object[] Adjoints)> Seeds()
    {
        yield return (1, Case.Adjoints ?? Adjoints(0));
        yield return (-2.5, Adjoints(Row.IsKink ? 0 : 1));
    }

    /// <summary>The row states the gradient for these adjoints of the written buffers.</summary>
    public bool IsStatedFor(object[] adjoints) => Case.Gradient is not null
        && adjoints.SelectMany(Numbers.Of).SequenceEqual((Case.Adjoints ?? Adjoints(0)).SelectMany(Numbers.Of));

    /// <summary>A boxed number of the method's own result type.</summary>
    public object Real(double value) => Signature.ReturnType switch
    {
        "float" => (object)(float)value,
        _ => value,
    };

    /// <summary>What the derivatives are measured by: a row in single precision by the one in double that it was made from.</summary>
    private (Row Row, Signature Signature, Row.Case Case) Measure =>
        Row.Double is { } row ? (row, Signature.Of(row), Case.Widened()) : (Row, Signature, Case);

    public double[]? ByDuals(int active, double seed, object[] adjoints)
    {
        int parameter = Active()[active].Position;
        double[] expected = new double[Numbers.Of(Case.Arguments[parameter]).Length];
        for (int e = 0; e < expected.Length; e++)
        {
            if (Sensitivities.ByDuals(Measure.Row, Measure.Signature, Measure.Case, parameter, e) is not { } sensitivity)
            {
                return null;
            }

            expected[e] = sensitivity.PullBack(seed, adjoints);
        }

        return expected;
    }

    public double[] ByDifferences(int active, double seed, object[] adjoints)
    {
        int parameter = Active()[active].Position;
        int length = Numbers.Of(Case.Arguments[parameter]).Length;
        return [.. Enumerable.Range(0, length)
            .Select(e => Sensitivities.ByDifferences(PrimalBatch.Plain.Find(Measure.Row)!, Measure.Signature, Measure.Case, parameter, e).PullBack(seed, adjoints))];
    }

    private List<(Parameter Parameter, int Position)> Active() => Positions(p => p.IsActive);

    private List<(Parameter Parameter, int Position)> Positions(Func<Parameter, bool> isWanted) =>
        [.. Signature.Parameters.Select((p, k) => (p, k)).Where(x => isWanted(x.p))];

    private static object Filled(Parameter parameter, object like, Func<int, double> content)
    {
        int length = like is Array array ? array.Length : 1;
        if (parameter.Element == "float")
        {
            float[] floats = [.. Enumerable.Range(0, length).Select(e => (float)content(e))];
            return parameter.IsBuffer ? floats : floats[0];
        }

        double[] doubles = [.. Enumerable.Range(0, length).Select(content)];
        return parameter.IsBuffer ? doubles : doubles[0];
    }
}
