namespace SourceGrad.Tests.Conformance;

/// <summary>How the result and the written buffers of a row move with one component of one active parameter.</summary>
internal sealed record Sensitivity(double Result, double[][] Buffers)
{
    /// <summary>The adjoint of the component for these adjoints of the result and of the buffers.</summary>
    public double PullBack(double seed, object[] adjoints) =>
        seed * Result + Buffers.Zip(adjoints, (b, w) => b.Zip(Numbers.Of(w), (x, y) => x * y).Sum()).Sum();
}

/// <summary>The two independent ways to a derivative.</summary>
internal static class Sensitivities
{
    /// <summary>By dual numbers; null where the row does not compile on them.</summary>
    public static Sensitivity? ByDuals(Row row, Signature signature, Row.Case at, int parameter, int component)
    {
        if (PrimalBatch.Duals.Find(row) is not { } probe)
        {
            return null;
        }

        Dictionary<object, object> copies = new(ReferenceEqualityComparer.Instance);
        object[] arguments = [.. at.Arguments.Select((a, k) => signature.Parameters[k].IsReal
            ? Lift(a, k == parameter ? component : -1, copies)
            : a is Array other ? other.Clone() : a)];
        double result = probe.Primal(arguments) switch
        {
            Dual dual => dual.Tangent,
            _ => 0,
        };
        return new Sensitivity(result, [.. Written(signature, arguments).Select(b => ((Dual[])b).Select(x => x.Tangent).ToArray())]);
    }

    /// <summary>By central differences of the primal, extrapolated to vanishing steps (Richardson).</summary>
    public static Sensitivity ByDifferences(Probe probe, Signature signature, Row.Case at, int parameter, int component)
    {
        bool isFloat = signature.Parameters[parameter].Element == "float" || signature.ReturnType == "float";
        int levels = isFloat ? 2 : 4;
        double x = Numbers.Of(at.Arguments[parameter])[component];
        double step = Math.Max(1, Math.Abs(x)) * (isFloat ? 0.05 : 2e-3);
        double[][] table = new double[levels][];
        for (int level = 0; level < levels; level++, step /= 2)
        {
            double[] high = Evaluate(probe, signature, at, parameter, component, x + step);
            double[] low = Evaluate(probe, signature, at, parameter, component, x - step);
            double width = step;
            table[level] = [.. high.Zip(low, (h, l) => (h - l) / (2 * width))];
        }

        for (int order = 1; order < levels; order++)
        {
            double weight = Math.Pow(4, order);
            for (int level = levels - 1; level >= order; level--)
            {
                table[level] = [.. table[level].Zip(table[level - 1], (fine, coarse) => fine + (fine - coarse) / (weight - 1))];
            }
        }

        return Split(table[^1], signature, at);
    }

    private static Sensitivity Split(double[] flat, Signature signature, Row.Case at)
    {
        List<double[]> buffers = [];
        int start = 1;
        foreach (object buffer in Written(signature, at.Arguments))
        {
            int length = ((Array)buffer).Length;
            buffers.Add(flat[start..(start + length)]);
            start += length;
        }

        return new Sensitivity(flat[0], [.. buffers]);
    }

    /// <summary>The result and then all elements of the written buffers.</summary>
    private static double[] Evaluate(Probe probe, Signature signature, Row.Case at, int parameter, int component, double x)
    {
        object[] arguments = at.CopyArguments();
        switch (arguments[parameter])
        {
            case double[] doubles:
                doubles[component] = x;
                break;
            case float[] floats:
                floats[component] = (float)x;
                break;
            case double:
                arguments[parameter] = x;
                break;
            default:
                arguments[parameter] = (float)x;
                break;
        }

        object? result = probe.Primal(arguments);
        return [result is null ? 0 : Numbers.Of(result)[0], .. Written(signature, arguments).SelectMany(Numbers.Of)];
    }

    private static IEnumerable<object> Written(Signature signature, object[] arguments) =>
        signature.Parameters.Select((p, k) => (p, k)).Where(x => x.p is { IsWritten: true, IsReal: true }).Select(x => arguments[x.k]);

    private static object Lift(object argument, int component, Dictionary<object, object> copies)
    {
        if (argument is not Array array)
        {
            return new Dual(Numbers.Of(argument)[0], component == 0 ? 1 : 0);
        }

        if (!copies.TryGetValue(array, out object? copy))
        {
            copies[array] = copy = Numbers.Of(array).Select((x, e) => new Dual(x, e == component ? 1 : 0)).ToArray();
        }

        return copy;
    }
}
