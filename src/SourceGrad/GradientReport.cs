using System.Globalization;
using System.Text;

namespace SourceGrad;

/// <summary>What a <see cref="GradientCheck"/> found for one function.</summary>
public sealed class GradientReport
{
    internal GradientReport(string name, string point, int count, IReadOnlyList<GradientComponent> components, string? problem, bool isWrong = false)
    {
        Name = name;
        Point = point;
        Count = count;
        Components = components;
        Problem = problem;
        Outcome = isWrong || components.Any(c => c.Outcome == GradientOutcome.Disagrees) ? GradientOutcome.Disagrees
            : problem is not null || components.Any(c => c.Outcome == GradientOutcome.Inconclusive) ? GradientOutcome.Inconclusive
            : GradientOutcome.Agrees;
    }

    /// <summary>The function.</summary>
    public string Name { get; }

    /// <summary>The arguments.</summary>
    public string Point { get; }

    /// <summary>How many components the gradient has.</summary>
    public int Count { get; }

    /// <summary>Those that were compared.</summary>
    public IReadOnlyList<GradientComponent> Components { get; }

    /// <summary>What is wrong with the whole: the values differ, or the function could not be called; null where nothing is.</summary>
    public string? Problem { get; }

    /// <summary>Disagrees where one component does; agrees where all do.</summary>
    public GradientOutcome Outcome { get; }

    /// <summary>The component that is furthest from its reference, wrong ones first; null where there is none.</summary>
    public GradientComponent? Worst => Components
        .OrderByDescending(c => c.Outcome)
        .ThenByDescending(c => double.IsNaN(c.Generated) ? double.PositiveInfinity : Math.Abs(c.Generated - c.Reference) / c.Tolerance)
        .FirstOrDefault();

    /// <summary>What was found, for the message of a failed test.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        int concerned = Components.Count(c => c.Outcome == Outcome);
        string components = string.Create(CultureInfo.InvariantCulture, $"{concerned} of {Components.Count} components");
        text.Append(Outcome switch
        {
            GradientOutcome.Agrees => $"The gradient of '{Name}' agrees with differences in {components}.",
            GradientOutcome.Disagrees when concerned > 0 => $"The gradient of '{Name}' is wrong in {components}.",
            GradientOutcome.Disagrees => $"The derivative of '{Name}' is wrong.",
            _ when concerned > 0 => $"The gradient of '{Name}' could not be checked in {components}, because the differences do not settle there. Choose another point.",
            _ => $"The gradient of '{Name}' could not be checked.",
        });
        if (Problem is not null)
        {
            text.Append('\n').Append(Problem);
        }

        if (Worst is { } worst)
        {
            text.Append(Outcome == GradientOutcome.Inconclusive ? "\nFor one, " : "\nThe worst is ").Append(worst);
        }

        if (Point.Length > 0)
        {
            text.Append("\nAt ").Append(Point);
        }

        return text.ToString();
    }
}
