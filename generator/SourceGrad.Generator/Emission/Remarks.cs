using System.Globalization;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>The remarks of a generated member: the partial derivatives where they are short, what it costs, and what it records.</summary>
internal static class Remarks
{
    public static EquatableArray<string> For(Function primal, Derivative derivative)
    {
        List<string> lines = [];
        if (Partials(derivative.Whole) is string partials)
        {
            lines.Add(Escape(partials));
        }

        lines.Add(Cost(OperationCount.Of(primal), OperationCount.Of(derivative.RoundByRound), OperationCount.Of(derivative.Whole)));
        if (derivative.Refusals.Count > 0)
        {
            lines.Add(Escape((derivative.IsParallel ? "On one core" : "Nothing runs on several cores") + ": " + string.Join("; ", derivative.Refusals) + "."));
        }

        return lines.ToEquatable();
    }

    private static string? Partials(Function derivative)
    {
        if (Formula.For(derivative) is not Formula formula)
        {
            return null;
        }

        List<string> partials = [];
        for (int i = 0; i < derivative.Outputs.Count; i++)
        {
            Output output = derivative.Outputs[i];
            if (output.Kind != OutputKind.Out)
            {
                continue;
            }

            if (formula.Of(derivative.Body.Yields[i]) is not string text)
            {
                return null;
            }

            partials.Add($"∂/∂{ParameterOf(output.Name)}{output.Member} = {text}");
        }

        if (partials.Count == 0)
        {
            return null;
        }

        string line = string.Join(", ", partials);
        List<string> definitions = [];
        for (int i = 0; i < formula.Named.Count; i++)
        {
            if (formula.DefinitionOf(formula.Named[i]) is not string definition)
            {
                return null;
            }

            definitions.Add($"{formula.Named[i].Hint} = {definition}");
        }

        return definitions.Count == 0 ? line + "." : $"{line}, with {string.Join(", ", definitions)}.";
    }

    private static string ParameterOf(string destination)
    {
        if (destination.StartsWith("gradient.", StringComparison.Ordinal))
        {
            return destination.Substring("gradient.".Length);
        }

        int end = destination.LastIndexOf("Gradient", StringComparison.Ordinal);
        return end > 0 ? destination.Substring(0, end) : destination;
    }

    private static string Cost(OperationCount primal, OperationCount derivative, OperationCount whole)
    {
        string ratio = primal.Operations == 0
            ? ""
            : " (" + (derivative.Operations / (double)primal.Operations).ToString("0.0", CultureInfo.InvariantCulture) + " times)";
        string loops = derivative.HasLoops ? ", a loop's body counted once" : "";
        string recorded = whole.Recorded.Count == 0
            ? "Nothing is recorded."
            : "Recorded in each iteration: "
                + string.Join(", ", whole.Recorded.Select(record => $"{record.Name} ({Size(record.Type)})")) + ".";
        return $"Operations: {primal.Operations} for the value, {derivative.Operations} with the gradient{ratio}{loops}. {recorded}";
    }

    private static string Size(IrType type) => type.Name is string parameter ? $"one {parameter}" : type.Bytes == 1 ? "1 byte" : $"{type.Bytes} bytes";

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
