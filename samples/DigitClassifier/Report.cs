using System.Globalization;
using Spectre.Console;

namespace DigitClassifier;

/// <summary>What the user sees: colours and a progress bar in a terminal, plain lines in a file.</summary>
internal sealed class Report(Options options, DigitData data)
{
    private const int Pictures = 4;

    // Where the compiler puts what the generator wrote, relative to the project; see the project file.
    private const string GeneratedFile =
        "obj/Generated/SourceGrad.Generator/SourceGrad.Generator.GradientGenerator/DigitClassifier.Mlp.Loss.g.cs";

    private readonly IAnsiConsole _console = CreateConsole();
    private readonly List<Epoch> _epochs = [];

    /// <summary>Runs the training and tells how it goes.</summary>
    public void Training(Trainer trainer)
    {
        _console.MarkupLineInterpolated(CultureInfo.InvariantCulture,
            $"[bold]{Digit.Pixels}-{options.Hidden.First}-{options.Hidden.Second}-{options.Hidden.Third}-{Mlp.Classes}[/] network, {trainer.ParameterCount} parameters, {data.Training.Length} images to learn, {data.Test.Length} to test");
        if (Console.IsOutputRedirected)
        {
            RunEpochs(trainer, () => { });
            return;
        }

        _console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask("Training", maxValue: options.Epochs);
                RunEpochs(trainer, () => task.Increment(1));
            });
    }

    /// <summary>Shows what came of it.</summary>
    public void Result(Trainer trainer)
    {
        Section("Training loss by epoch");
        foreach (string line in LossCurve.Draw(_epochs))
        {
            _console.MarkupLineInterpolated($"[green]{line}[/]");
        }

        Section("Some of the test images");
        ShowPictures(trainer);

        Section("The gradient that the compiler wrote");
        _console.WriteLine(GeneratedFile);
        _console.WriteLine();
        _console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"test accuracy {_epochs[^1].TestAccuracy:F4}"));
    }

    private static IAnsiConsole CreateConsole()
    {
        if (!Console.IsOutputRedirected)
        {
            return AnsiConsole.Console;
        }

        IAnsiConsole plain = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        plain.Profile.Width = 200; // A file has no edge to wrap lines at.
        return plain;
    }

    private void Section(string title)
    {
        _console.WriteLine();
        _console.MarkupLineInterpolated($"[bold]{title}[/]");
    }

    private void RunEpochs(Trainer trainer, Action onEpoch)
    {
        for (int number = 1; number <= options.Epochs; number++)
        {
            Epoch epoch = trainer.Run(number);
            _epochs.Add(epoch);
            _console.MarkupLineInterpolated(CultureInfo.InvariantCulture,
                $"epoch {epoch.Number,3}  loss [yellow]{epoch.Loss:F4}[/]  test accuracy [green]{epoch.TestAccuracy:F4}[/]");
            onEpoch();
        }
    }

    private void ShowPictures(Trainer trainer)
    {
        Digit[] shown = data.Test[..Math.Min(Pictures, data.Test.Length)];
        for (int row = 0; row < Digit.Side; row++)
        {
            _console.WriteLine(string.Join(" ", shown.Select(digit => DigitPicture.DrawRow(digit, row))).TrimEnd());
        }

        string verdicts = string.Concat(shown.Select(digit => Verdict(trainer.Predict(digit), digit.Label)));
        _console.MarkupLine(verdicts.TrimEnd());
    }

    private static string Verdict(int prediction, int label)
    {
        string text = $"read {prediction}, true {label}".PadRight(DigitPicture.Width + 1);
        return $"[{(prediction == label ? "green" : "red")}]{text}[/]";
    }
}
