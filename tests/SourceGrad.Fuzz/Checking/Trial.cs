using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Checking;

/// <summary>A compiled program at a point, with what it must do there.</summary>
internal sealed class Trial(Subject subject, Point point, Reference reference)
{
    private const int MostCalls = 6;

    private object? _value;
    private Exception? _exception;
    private object[] _after = [];
    private long _allocated;

    /// <summary>Threads are started, which allocates; and as docs/semantics.md says, rounds after one that throws may have run.</summary>
    public bool OnCores { get; init; }

    public FuzzProgram Program => subject.Program;

    public Reference Reference => reference;

    private bool IsExact => !Program.Simd;

    /// <summary>As docs/trust.md says: what a recursive method stored through a reference to an element is not there when it ends by an exception.</summary>
    private bool StoresLate => Program.Helpers.Any(h => h.CallsItself) && Program.Helpers.Any(h => h.Parameters.Any(p => p.IsResult));

    public (FailureKind Kind, string Message)? Check() => CheckPrimal() ?? Mode.All
        .Where(m => m.Applies(Program))
        .Select(m => m.Check(this) is { } failure ? ((FailureKind, string)?)(failure.Kind, $"{m.Name} at {Describe()}: {failure.Message}") : null)
        .FirstOrDefault(f => f is not null);

    /// <summary>A destination for each active parameter, every number of it <paramref name="content"/>.</summary>
    public object[] Destinations(double content) => [.. Program.Main.Parameters
        .Zip(point.Arguments)
        .Where(x => Program.Active.Contains(x.First))
        .Select(x => Boxed(x.First, Enumerable.Repeat(content, x.Second is Array array ? array.Length : 1)))];

    public static object Boxed(Variable parameter, IEnumerable<double> numbers)
    {
        if (parameter.Type == ScalarType.Float)
        {
            float[] floats = [.. numbers.Select(x => (float)x)];
            return parameter.IsScalar ? floats[0] : floats;
        }

        double[] doubles = [.. numbers];
        return parameter.IsScalar ? doubles[0] : doubles;
    }

    /// <summary>Calls a generated member and compares its value, exception and effects, those before an exception too, with the method's, and what it allocates with nothing.</summary>
    public (FailureKind Kind, string Message)? Call(Mode mode, object? seed, object[] seeds, object[] destinations, bool hasValue = true)
    {
        Member member = subject.Of(mode);
        object[] arguments = point.Copy();
        object[] initial = [.. destinations.Select(d => d is Array array ? array.Clone() : d)];
        (object? value, Exception? exception) = Try(member, arguments, seed, seeds, destinations);
        if (_exception is not null || exception is not null)
        {
            return exception?.GetType() == _exception?.GetType() && exception!.Message == _exception!.Message
                ? StoresLate || OnCores ? null : CompareEffects(arguments.Select((argument, k) => argument is Array ? argument : _after[k]))
                : (FailureKind.Exception, $"expected {_exception?.GetType().Name ?? "no exception"} '{_exception?.Message}', got {exception?.ToString() ?? "none"}");
        }

        if (hasValue && !Program.IsVoid && !Same(_value!, value!))
        {
            return (FailureKind.Value, $"expected {_value}, got {value}");
        }

        if (CompareEffects(arguments) is { } effect)
        {
            return effect;
        }

        // A call that has no derivative is the user's own, with what it allocates; of a recursion each frame may call it once more.
        long most = Program.Helpers.Any(h => h.CallsItself) ? 8 * _allocated : 0;
        return !OnCores && Allocated(member, seed, seeds, initial) is { } bytes && bytes > most ? (FailureKind.Allocation, $"{bytes} bytes") : null;
    }

    /// <summary>Compares what was left in the arguments.</summary>
    private (FailureKind Kind, string Message)? CompareEffects(IEnumerable<object> arguments)
    {
        foreach ((object argument, int k) in arguments.Select((argument, k) => (argument, k)))
        {
            if (Program.Main.Parameters[k].ComesBack && !Same(_after[k], argument))
            {
                string name = Program.Main.Parameters[k].Name;
                return (FailureKind.Effect, $"{name}: expected {Numbers.Text(Numbers.Of(_after[k]))}, got {Numbers.Text(Numbers.Of(argument))}");
            }
        }

        return null;
    }

    /// <summary>Compares destinations, less what they held before, with the adjoints of the inputs.</summary>
    public (FailureKind Kind, string Message)? CompareGradient(
        object[] destinations, double before, (double Derivative, double Magnitude)[] expected)
    {
        if (reference.Thrown is not null)
        {
            return null;
        }

        double[] actual = [.. destinations.SelectMany(Numbers.Of).Select(x => x - before)];
        bool isFloat = Program.IsFloat;
        (double relative, double rounding, double absolute) = isFloat ? (1e-3, 2e-5, before == 0 ? 1e-7 : 1e-6) : (1e-9, 1e-11, before == 0 ? 0 : 1e-14);
        for (int i = 0; i < actual.Length; i++)
        {
            (double derivative, double magnitude) = expected[i];
            double tolerance = (relative * Math.Abs(derivative)) + (rounding * magnitude) + absolute;
            if (!(Math.Abs(actual[i] - derivative) <= tolerance))
            {
                return (FailureKind.Gradient, $"input {i}: expected {Numbers.Text(expected.Select(e => e.Derivative))}, got {Numbers.Text(actual)}");
            }
        }

        return null;
    }

    private (FailureKind Kind, string Message)? CheckPrimal()
    {
        _after = point.Copy();
        (_value, _exception) = Try(subject.Primal, _after, null, [], []);
        _allocated = subject.Allocated;
        if (_exception?.GetType() != reference.Thrown)
        {
            return (FailureKind.Interpreter, $"the tree throws {reference.Thrown?.Name ?? "nothing"}, the method {_exception?.ToString() ?? "nothing"} at {Describe()}");
        }

        if (_exception is not null)
        {
            return null;
        }

        bool same = Program.IsVoid || Numbers.Of(_value!)[0].Equals(reference.Result.Real);
        for (int k = 0; k < _after.Length; k++)
        {
            same &= !Program.Main.Parameters[k].ComesBack || Numbers.Of(_after[k]).SequenceEqual(
                reference.Buffers[k].Select(d => Program.Main.Parameters[k].Type.IsReal() ? d.Real : d.Whole));
        }

        return same ? null : (FailureKind.Interpreter, $"the tree gives {reference.Result.Real:R}, the method {_value:R} at {Describe()}");
    }

    private string Describe() => string.Join(", ", point.Arguments.Select(a => a is Array ? Numbers.Text(Numbers.Of(a)) : Numbers.Of(a)[0].ToString("R", System.Globalization.CultureInfo.InvariantCulture)));

    private bool Same(object expected, object actual)
    {
        double[] x = Numbers.Of(expected), y = Numbers.Of(actual);
        double tolerance = IsExact ? 0 : Program.IsFloat ? 1e-5 : 1e-12;
        return x.Length == y.Length && x.Zip(y, (e, a) => e.Equals(a) || Math.Abs(e - a) <= tolerance * Math.Max(1, Math.Abs(e))).All(s => s);
    }

    /// <summary>Bytes of a call after two others; the least of some, because a garbage collection empties the pools that they warmed up.</summary>
    private long Allocated(Member member, object? seed, object[] seeds, object[] destinations)
    {
        object[] work = [.. destinations];
        long least = long.MaxValue;
        for (int round = 0; round < MostCalls && least > 0; round++)
        {
            member(point.Copy(), seed, seeds, work);
            least = round < 2 ? least : Math.Min(least, subject.Allocated);
        }

        return least;
    }

    private static (object? Value, Exception? Exception) Try(Member member, object[] arguments, object? seed, object[] seeds, object[] destinations)
    {
        try
        {
            return (member(arguments, seed, seeds, destinations), null);
        }
        catch (Exception exception)
        {
            return (null, exception);
        }
    }
}
