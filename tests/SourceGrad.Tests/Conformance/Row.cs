using System.Runtime.CompilerServices;

namespace SourceGrad.Tests.Conformance;

/// <summary>
/// One row of the conformance table: a C# method and, at one or more points, what it and its gradient are. What a row does
/// not state is taken from dual numbers or finite differences of the primal, so a row can be wrong only by contradicting them.
/// </summary>
public sealed class Row
{
    private static readonly string[] s_loops = ["for (", "foreach (", "TensorPrimitives", ".Sum(", ".Select(", ".Aggregate("];

    private readonly List<Case> _cases = [];
    private string[] _written = [];

    /// <param name="name">Unique in the table.</param>
    /// <param name="source">The members of a static partial class, or whole types where <paramref name="container"/> names the one to call.</param>
    /// <param name="container">The type that has the method, if the source declares its own.</param>
    /// <param name="path">Filled in by the compiler.</param>
    public Row(string name, string source, string? container = null, [CallerFilePath] string path = "")
    {
        Name = name;
        Source = source;
        Container = container;
        Family = Path.GetFileNameWithoutExtension(path);
    }

    public string Name { get; }

    public string Source { get; }

    public string? Container { get; }

    public string Family { get; private init; }

    public IReadOnlyList<Case> Cases => _cases;

    /// <summary>The buffers that the method stores to, those of which a case says what it leaves there included.</summary>
    public IEnumerable<string> Written => _cases.SelectMany(x => x.After.Keys).Concat(_written);

    /// <summary>The row in double precision that this one is in single precision; its derivatives are the measure.</summary>
    public Row? Double { get; private set; }

    /// <summary>Relative; zero asks for equality to the last bit.</summary>
    public double Tolerance { get; private set; } = 1e-12;

    /// <summary>A point where the derivative is a matter of convention, so that nothing but the stated numbers is compared.</summary>
    public bool IsKink { get; private set; }

    /// <summary>See <see cref="OfLibrary"/>.</summary>
    public bool IsOfLibrary { get; private set; }

    /// <summary>Its own, or those of library methods on buffers.</summary>
    public bool HasLoops => s_loops.Any(word => Source.Contains(word, StringComparison.Ordinal));

    private bool IsInDoubleOnly { get; set; }

    public Row At(params object[] arguments)
    {
        _cases.Add(new Case(arguments));
        return this;
    }

    /// <summary>The value and the gradient at the point stated last: a number for a scalar, an array for a buffer.</summary>
    public Row Gives(object value, params object[] gradient)
    {
        _cases[^1].Value = value;
        _cases[^1].Gradient = gradient.Length == 0 ? null : gradient;
        return this;
    }

    /// <summary>Contents of a written buffer after the call.</summary>
    public Row Leaves(string parameter, Array contents)
    {
        _cases[^1].After.Add(parameter, contents);
        return this;
    }

    /// <summary>Buffers that the method stores to; what it leaves there is measured by the primal alone.</summary>
    public Row Writes(params string[] parameters)
    {
        _written = parameters;
        return this;
    }

    /// <summary>For a void method: the adjoints of the written buffers and what comes out for the active parameters.</summary>
    public Row PullsBack(object[] adjoints, params object[] gradient)
    {
        _cases[^1].Adjoints = adjoints;
        _cases[^1].Gradient = gradient;
        return this;
    }

    /// <summary>The call throws this, the primal and every generated member alike.</summary>
    public Row Throws<TException>()
        where TException : Exception
    {
        _cases[^1].Exception = typeof(TException);
        return this;
    }

    public Row Exactly()
    {
        Tolerance = 0;
        return this;
    }

    public Row Within(double tolerance)
    {
        Tolerance = tolerance;
        return this;
    }

    public Row AtKink()
    {
        IsKink = true;
        return this;
    }

    /// <summary>
    /// The primal runs code of the framework's own, which adds in an order of its own and has no form on dual numbers.
    /// </summary>
    public Row OfLibrary()
    {
        IsOfLibrary = true;
        return this;
    }

    /// <summary>The row stands for itself alone: in single precision it is another program.</summary>
    public Row InDoubleOnly(string reason)
    {
        Assert.NotEmpty(reason);
        IsInDoubleOnly = true;
        return this;
    }

    /// <summary>The same in single precision, at the same points; null where the row already says what is single and what is not.</summary>
    public Row? InFloat()
    {
        string source = FloatRewriter.Rewrite(Source);
        if (IsInDoubleOnly || source == Source || Source.Contains("float", StringComparison.Ordinal) || Source.Contains("MathF", StringComparison.Ordinal))
        {
            return null;
        }

        Row row = new(Name + ", in float", source, Container)
        {
            Family = Family,
            Double = this,
            Tolerance = Math.Max(Tolerance, 2e-5),
            IsKink = IsKink,
            IsOfLibrary = IsOfLibrary,
            _written = _written,
        };
        foreach (Case original in _cases)
        {
            Case narrow = new([.. original.Arguments.Select(Narrow)])
            {
                Value = original.Value,
                Gradient = original.Gradient,
                Adjoints = original.Adjoints is { } adjoints ? [.. adjoints.Select(Narrow)] : null,
                Exception = original.Exception,
            };
            foreach ((string parameter, Array contents) in original.After)
            {
                narrow.After.Add(parameter, contents);
            }

            row._cases.Add(narrow);
        }

        return row;
    }

    public override string ToString() => Name;

    private static object Narrow(object argument) => argument switch
    {
        double number => (float)number,
        double[] numbers => Array.ConvertAll(numbers, number => (float)number),
        _ => argument,
    };

    /// <summary>One point of a row.</summary>
    public sealed class Case(object[] arguments)
    {
        public object[] Arguments { get; } = arguments;

        public object? Value { get; internal set; }

        public object[]? Gradient { get; internal set; }

        public object[]? Adjoints { get; internal set; }

        public Dictionary<string, Array> After { get; } = [];

        public Type? Exception { get; internal set; }

        /// <summary>The same point in double precision.</summary>
        public Case Widened() => new([.. Arguments.Select(argument => argument switch
        {
            float number => (double)number,
            float[] numbers => Array.ConvertAll(numbers, number => (double)number),
            _ => argument,
        })]);

        /// <summary>The arguments with buffers of their own, so that a call cannot change the row. One array given twice stays one.</summary>
        public object[] CopyArguments()
        {
            Dictionary<object, object> copies = new(ReferenceEqualityComparer.Instance);
            return [.. Arguments.Select(a => a is Array array ? copies.TryGetValue(a, out object? copy) ? copy : copies[a] = array.Clone() : a)];
        }
    }
}
