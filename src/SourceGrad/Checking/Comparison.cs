using System.Globalization;

namespace SourceGrad.Checking;

/// <summary>A function and its derivative at a point: calls the one around it, the other at it, and compares.</summary>
internal sealed class Comparison
{
    private readonly CompiledCall _function, _derivative;
    private readonly Roles _roles;
    private readonly ModelParameters? _model;
    private readonly object?[] _arguments;
    private readonly GradientCheckOptions _options;
    private readonly List<object?> _seeds = [];

    /// <summary>Each real parameter that there is a derivative for: its argument, or the model where it is <see cref="Roles.None"/>.</summary>
    private readonly List<int> _active;

    public Comparison(GradientCheckOptions options, CompiledCall function, CompiledCall derivative, object?[] arguments)
    {
        (_options, _function, _derivative) = (options, function, derivative);
        _roles = Roles.Of(function, derivative);
        if (arguments.Length != _roles.Arguments)
        {
            throw new ArgumentException($"'{function.Method.Name}' takes {_roles.Arguments} arguments, not {arguments.Length}.");
        }

        _arguments = [.. arguments.Select((a, k) => CompiledCall.Coerce(a, function.Parameters[k]))];
        _model = _roles.HasModel ? new ModelParameters(function.Target!) : null;
        _active = [.. _roles.Destinations.Count > 0
            ? _roles.Destinations.Select(d => d.Of)
            : Roles.Returned(function).Where(k => RealParts.Of(_arguments[k], "").Count > 0)];
        if (_active.Count == 0)
        {
            throw new ArgumentException($"'{derivative.Method.Name}' gives no derivative: it has no destinations and no real parameter.");
        }
    }

    private bool Returns => _roles.Destinations.Count == 0;

    public GradientReport Run(string name)
    {
        double[]? before = _model?.Read();
        try
        {
            return Compare(name, before);
        }
        finally
        {
            _model?.Write(k => before![k]);
        }
    }

    private GradientReport Compare(string name, double[]? model)
    {
        object?[] after = Copies();
        object? value = _function.Invoke(after);
        List<RealParts.Part> outputs = Outputs(value, after);
        Seed(value, after);

        object?[] passed = [.. Copies(), .. _seeds.Select(RealParts.Copy), .. _roles.Destinations.Select(Destination)];
        object? result = _derivative.Invoke(passed);
        List<RealParts.Part> gradient = Gradient(result, passed);

        List<(int Active, int Component, double At)> inputs = [.. _active.SelectMany(k => (k == Roles.None ? model! : RealParts.Of(_arguments[k], "").Select(p => p.Value))
            .Select((x, c) => (k, c, x)))];
        if (inputs.Count != gradient.Count)
        {
            throw new ArgumentException(
                $"'{_derivative.Method.Name}' gives {gradient.Count} derivatives, but the parameters have {inputs.Count} components. Use the member with destinations, whose names tell what they belong to.");
        }

        bool isSingle = gradient.Concat(outputs).Any(p => p.Type != typeof(double));
        double relative = _options.RelativeTolerance ?? (isSingle ? 5e-3 : 1e-6);
        double absolute = (_options.AbsoluteTolerance ?? (isSingle ? 1e-3 : 1e-8)) * Math.Max(1, Objective(outputs).Size);
        if (!Returns && ValueProblem(value, after, result, passed, isSingle) is { } problem)
        {
            return new GradientReport(name, Point(), inputs.Count, [], problem, isWrong: true);
        }

        List<GradientComponent> components = [];
        foreach (int k in Chosen(inputs.Count))
        {
            (int active, int component, double x) = inputs[k];
            DifferenceQuotient quotient = new(
                moved => Evaluate(active, component, moved, model), isSingle ? 6e-8 : 1.1e-16, isSingle ? 0.25 : 0.125, isSingle ? 12 : 24);
            DifferenceQuotient.Estimate reference = active == Roles.None && IsReadOnly(component, x)
                ? new DifferenceQuotient.Estimate(double.NaN, double.NaN, "it is read-only, so there are no values beside it")
                : quotient.At(x, relative);
            components.Add(Judge(gradient[k], reference, relative, absolute));
        }

        return new GradientReport(name, Point(), inputs.Count, components, null);
    }

    /// <summary>A number that <c>SetParameters</c> leaves as it is.</summary>
    private bool IsReadOnly(int component, double x)
    {
        _model!.Write(k => k == component ? x + 1 : 0);
        return _model.Read()[component] == x;
    }

    private static GradientComponent Judge(RealParts.Part generated, DifferenceQuotient.Estimate reference, double relative, double absolute)
    {
        double distance = Math.Abs(generated.Value - reference.Derivative);
        double tolerance = Math.Max(absolute, relative * Math.Max(Math.Abs(generated.Value), Math.Abs(reference.Derivative)));
        (GradientOutcome outcome, string? problem) = reference switch
        {
            { Problem: { } known } => (GradientOutcome.Inconclusive, known),
            _ when distance <= tolerance && reference.Error <= tolerance => (GradientOutcome.Agrees, null),

            // NaN is no derivative where the function has one.
            _ when !(distance <= tolerance + 10 * reference.Error) => (GradientOutcome.Disagrees, null),
            _ => (GradientOutcome.Inconclusive, string.Create(
                CultureInfo.InvariantCulture,
                $"the differences do not settle: they are {reference.Derivative:G6} ± {reference.Error:G2}, and the tolerance is {tolerance:G2}")),
        };
        return new GradientComponent(generated.Name, generated.Value, reference.Derivative, reference.Error, tolerance, outcome, problem);
    }

    /// <summary>What the differences are of: the results and what is left in buffers, each times its adjoint.</summary>
    private DifferenceQuotient.Value Evaluate(int active, int component, double x, double[]? model)
    {
        object?[] arguments = Copies();
        if (active == Roles.None)
        {
            _model!.Write(k => k == component ? x : model![k]);
        }
        else
        {
            List<RealParts.Part> parts = RealParts.Of(_arguments[active], "");
            int next = 0;
            arguments[active] = RealParts.With(_arguments[active], k => k == component ? x : parts[k].Value, ref next);
        }

        try
        {
            object? value = _function.Invoke(arguments);
            (double sum, double size) = Objective(Outputs(value, arguments));
            return new DifferenceQuotient.Value(sum, size);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Outside of the domain; the steps get smaller.
            return new DifferenceQuotient.Value(double.NaN, 0);
        }
    }

    /// <summary>The numbers that depend on the parameters: those with an adjoint, or the result alone.</summary>
    private List<RealParts.Part> Outputs(object? value, object?[] after) => _roles.Seeds.Count == 0
        ? RealParts.Of(value, "result")
        : [.. _roles.Seeds.SelectMany(seed => RealParts.Of(seed.Of == Roles.None ? value : after[seed.Of], "result"))];

    private (double Sum, double Size) Objective(List<RealParts.Part> outputs)
    {
        double[] seeds = _roles.Seeds.Count == 0 ? [1] : [.. _seeds.SelectMany(seed => RealParts.Of(seed, "")).Select(part => part.Value)];
        if (seeds.Length != outputs.Count)
        {
            throw new ArgumentException(_roles.Seeds.Count == 0
                ? $"'{_function.Method.Name}' must return one number; check its Vjp instead."
                : $"'{_derivative.Method.Name}' takes {seeds.Length} adjoints, but there are {outputs.Count} results.");
        }

        double sum = 0, size = 0;
        for (int k = 0; k < seeds.Length; k++)
        {
            double term = seeds[k] * outputs[k].Value;
            sum += term;
            size += Math.Abs(term);
        }

        return (sum, size);
    }

    /// <summary>An adjoint for each result: of different sizes and signs, so that no two errors cancel.</summary>
    private void Seed(object? value, object?[] after)
    {
        _seeds.Clear();
        Random random = new(_options.Seed);
        foreach ((_, int of) in _roles.Seeds)
        {
            int next = 0;
            _seeds.Add(RealParts.With(of == Roles.None ? value : after[of], _ => (random.Next(2) == 0 ? -1 : 1) * (0.5 + random.NextDouble()), ref next));
        }
    }

    /// <summary>A <c>Vjp</c> adds, so it gets zeros; the others overwrite, so they get what would be noticed.</summary>
    private object? Destination((System.Reflection.ParameterInfo Parameter, int Of) destination)
    {
        if (destination.Of == Roles.None)
        {
            return _model!.CreateGradient();
        }

        int next = 0;
        return RealParts.With(_arguments[destination.Of], _ => _roles.Seeds.Count > 0 ? 0 : double.NaN, ref next);
    }

    private List<RealParts.Part> Gradient(object? result, object?[] passed)
    {
        if (Returns)
        {
            // A tuple of several is in the order of the parameters; so are its fields.
            List<RealParts.Part> names = [.. _active.SelectMany(k => RealParts.Of(_arguments[k], NameOf(k)))];
            List<RealParts.Part> numbers = RealParts.Of(result, "");
            return names.Count == numbers.Count ? [.. numbers.Zip(names, (number, name) => number with { Name = name.Name })] : numbers;
        }

        int first = passed.Length - _roles.Destinations.Count;
        return [.. _roles.Destinations.SelectMany((d, k) => d.Of == Roles.None
            ? _model!.Derivatives(passed[first + k]!)
            : RealParts.Of(passed[first + k], NameOf(d.Of)))];
    }

    /// <summary>What is wrong with the value that comes with the derivative, or with what the call leaves in its arguments.</summary>
    private string? ValueProblem(object? expected, object?[] expectedAfter, object? actual, object?[] actualAfter, bool isSingle)
    {
        double tolerance = isSingle ? 1e-4 : 1e-9;
        IEnumerable<(string What, object? Expected, object? Actual)> pairs = _function.Method.ReturnType == typeof(void) || actual is null ? [] : [("the value", expected, actual)];
        foreach ((string what, object? wanted, object? got) in pairs.Concat(expectedAfter.Select((e, k) => ($"what it leaves in '{NameOf(k)}'", e, actualAfter[k]))))
        {
            List<RealParts.Part> left = RealParts.Of(wanted, ""), right = RealParts.Of(got, "");
            int wrong = left.Count == right.Count ? Enumerable.Range(0, left.Count).FirstOrDefault(k => !AreClose(left[k].Value, right[k].Value, tolerance), -1) : 0;
            if (wrong >= 0 && left.Count + right.Count > 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"'{_derivative.Method.Name}' differs from the function in {what}{left.ElementAtOrDefault(wrong).Name}: {right.ElementAtOrDefault(wrong).Value:R} instead of {left.ElementAtOrDefault(wrong).Value:R}.");
            }
        }

        return null;
    }

    private static bool AreClose(double a, double b, double tolerance) => a.Equals(b) || Math.Abs(a - b) <= tolerance * Math.Max(1, Math.Abs(a));

    private IEnumerable<int> Chosen(int count)
    {
        int[] all = [.. Enumerable.Range(0, count)];
        if (count <= _options.MaximumComponents)
        {
            return all;
        }

        new Random(_options.Seed).Shuffle(all);
        return all.Take(_options.MaximumComponents).Order();
    }

    private object?[] Copies() => [.. _arguments.Select(RealParts.Copy)];

    private string NameOf(int parameter) => _function.Parameters[parameter].Name ?? "argument";

    private string Point() => string.Join(", ", _arguments.Select((a, k) => $"{NameOf(k)} = {Text(a)}"));

    private static string Text(object? value) => value switch
    {
        null => "null",
        Array array when array.Length > 8 => $"[{string.Join(", ", array.Cast<object?>().Take(8).Select(Text))}, … {array.Length} in all]",
        Array array => $"[{string.Join(", ", array.Cast<object?>().Select(Text))}]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
