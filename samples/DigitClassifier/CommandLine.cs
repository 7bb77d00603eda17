using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace DigitClassifier;

/// <summary>The sample's command line: what it accepts, and what it says where that is wrong.</summary>
internal static class CommandLine
{
    private const int LargestRate = 10;

    /// <summary>Runs the sample with the options in <paramref name="arguments"/>.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(string[] arguments, Action<Options> run)
    {
        Option<int> epochs = Number("--epochs", "Passes over the training images.", 30);
        Option<int> batch = Number("--batch", "Images for each step of the descent.", 16);
        Option<double> rate = new("--rate")
        {
            Description = "The learning rate.",
            DefaultValueFactory = _ => 0.1,
            CustomParser = result => ParseRate(Text(result)),
        };
        Option<HiddenLayers> hidden = new("--hidden")
        {
            Description = "The sizes of the three hidden layers.",
            HelpName = "a,b,c",
            DefaultValueFactory = _ => new HiddenLayers(64, 48, 32),
            CustomParser = result => HiddenLayers.Parse(Text(result)),
        };
        Option<int> seed = new("--seed")
        {
            Description = "Decides the split, the first weights and the order of the images.",
            DefaultValueFactory = _ => 2,
            CustomParser = result => ParseSeed(Text(result)),
        };
        Option<string> data = new("--data")
        {
            Description = "A file with the images, one a line, gzipped if its name ends in .gz.",
            HelpName = "path",
            DefaultValueFactory = _ => DigitData.DefaultPath,
        };
        RootCommand command = new("Learns to read handwritten digits, with gradients that the compiler wrote.")
        {
            epochs, batch, rate, hidden, seed, data,
        };
        command.SetAction(result => run(new Options(
            result.GetValue(epochs),
            result.GetValue(batch),
            result.GetValue(rate),
            result.GetValue(hidden),
            result.GetValue(seed),
            result.GetValue(data)!)));

        ParseResult parsed = command.Parse(arguments);
        return parsed.Errors is [ParseError first, ..]
            ? throw new InputException(first.Message)
            : parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private static Option<int> Number(string name, string description, int value) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => value,
        CustomParser = result => ParseCount(name, Text(result)),
    };

    private static string Text(ArgumentResult result) => result.Tokens[0].Value;

    private static int ParseCount(string name, string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int count) && count > 0
            ? count
            : throw new InputException($"{name} takes a whole number from 1, and not '{text}'.");

    private static double ParseRate(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double rate) && rate is > 0 and <= LargestRate
            ? rate
            : throw new InputException($"--rate takes a number above 0 and up to {LargestRate}, and not '{text}'.");

    private static int ParseSeed(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int seed)
            ? seed
            : throw new InputException($"--seed takes a whole number, and not '{text}'.");
}
