using System.Reflection;
using System.Text.RegularExpressions;

namespace SourceGrad.Checking;

/// <summary>What each parameter of a derivative is for, by the words of the contract: arguments, then adjoints, then destinations.</summary>
internal sealed partial class Roles
{
    /// <summary>The source of an adjoint or of a gradient that is not a parameter: the result, or the model.</summary>
    public const int None = -1;

    private Roles(int arguments, List<(ParameterInfo, int)> seeds, List<(ParameterInfo, int)> destinations) =>
        (Arguments, Seeds, Destinations) = (arguments, seeds, destinations);

    public int Arguments { get; }

    /// <summary>The adjoints that go in, each with the parameter that it belongs to, or <see cref="None"/> for the result.</summary>
    public IReadOnlyList<(ParameterInfo Parameter, int Of)> Seeds { get; }

    /// <summary>The gradients that come out, each with the parameter that it belongs to, or <see cref="None"/> for the model.</summary>
    public IReadOnlyList<(ParameterInfo Parameter, int Of)> Destinations { get; }

    public bool HasModel => Destinations.Any(d => d.Of == None);

    public static Roles Of(CompiledCall function, CompiledCall derivative)
    {
        int count = function.Parameters.Length;
        if (derivative.Parameters.Length < count)
        {
            throw new ArgumentException($"The derivative must take all arguments of the function first: it has {derivative.Parameters.Length} parameters, the function {count}.");
        }

        List<(ParameterInfo, int)> seeds = [], destinations = [];
        foreach (ParameterInfo extra in derivative.Parameters[count..])
        {
            if (IsSeed(extra.ParameterType))
            {
                seeds.Add((extra, Find(function, Adjoint().Replace(extra.Name ?? "", "$1"), None)));
            }
            else if (IsModelGradient(extra.ParameterType))
            {
                destinations.Add((extra, None));
            }
            else
            {
                int active = Find(function, Gradient().Replace(extra.Name ?? "", "$1"), count);
                destinations.Add(active < count ? (extra, active) : throw new ArgumentException(
                    $"The destination '{extra.Name}' must be called after a parameter of the function, as in '{function.Parameters.FirstOrDefault()?.Name}Gradient'."));
            }
        }

        return new Roles(count, seeds, destinations);
    }

    /// <summary>The parameters that a derivative without destinations returns the gradient for.</summary>
    /// <param name="function">The function.</param>
    public static IEnumerable<int> Returned(CompiledCall function)
    {
        string[] chosen = [.. function.Method.GetCustomAttribute<DifferentiableAttribute>()?.Parameters ?? []];
        return function.Parameters
            .Where(p => !p.IsDefined(typeof(NoGradientAttribute)) && (chosen.Length == 0 || chosen.Contains(p.Name)))
            .Select(p => p.Position);
    }

    public static bool IsModelGradient(Type type) => type is { IsClass: true, IsArray: false, Name: "Gradient", DeclaringType: not null };

    private static bool IsSeed(Type type) => !type.IsByRef
        && (CompiledCall.IsView(type)
            ? type.GetGenericTypeDefinition() == typeof(ReadOnlySpan<>) || type.GetGenericTypeDefinition() == typeof(ReadOnlyMemory<>)
            : type.IsValueType);

    private static int Find(CompiledCall function, string name, int otherwise)
    {
        int found = Array.FindIndex(function.Parameters, p => p.Name == name);
        return found < 0 ? otherwise : found;
    }

    // A fresh name has a number at its end.
    [GeneratedRegex(@"^(.*)Adjoint\d*$")]
    private static partial Regex Adjoint();

    [GeneratedRegex(@"^(.*)Gradient\d*$")]
    private static partial Regex Gradient();
}
