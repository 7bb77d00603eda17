using System.Globalization;
using System.IO.Compression;

namespace DigitClassifier;

/// <summary>The images to learn from, and those kept back to test what was learned.</summary>
internal sealed record DigitData(Digit[] Training, Digit[] Test)
{
    private const int Darkest = 16;

    /// <summary>The file that comes with the sample.</summary>
    public static string DefaultPath => Path.Combine(AppContext.BaseDirectory, "Data", "digits.csv.gz");

    /// <summary>Reads a file, gzipped if its name ends in .gz, and keeps a random fifth of the images for the test.</summary>
    public static DigitData Load(string path, Random random)
    {
        Digit[] digits = Read(path);
        if (digits.Length < 10)
        {
            throw new InputException($"The data file '{path}' holds {digits.Length} images, but it takes at least 10.");
        }

        random.Shuffle(digits);
        int training = digits.Length * 4 / 5;
        return new DigitData(digits[..training], digits[training..]);
    }

    private static Digit[] Read(string path)
    {
        try
        {
            using Stream file = File.OpenRead(path);
            using Stream content = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
                ? new GZipStream(file, CompressionMode.Decompress)
                : file;
            using StreamReader reader = new(content);
            List<Digit> digits = [];
            for (int line = 1; reader.ReadLine() is string text; line++)
            {
                digits.Add(Parse(text) ?? throw new InputException(
                    $"Line {line} of the data file '{path}' is not {Digit.Pixels} pixels from 0 to {Darkest} and a digit from 0 to 9."));
            }

            return [.. digits];
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"The data file '{path}' does not exist.");
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException($"The data file '{path}' cannot be read.");
        }
    }

    private static Digit? Parse(string line)
    {
        string[] fields = line.Split(',');
        if (fields.Length != Digit.Pixels + 1 || ParseUpTo(Mlp.Classes - 1, fields[^1]) is not int label)
        {
            return null;
        }

        double[] image = new double[Digit.Pixels];
        for (int i = 0; i < image.Length; i++)
        {
            if (ParseUpTo(Darkest, fields[i]) is not int pixel)
            {
                return null;
            }

            image[i] = (double)pixel / Darkest;
        }

        return new Digit(image, label);
    }

    private static int? ParseUpTo(int largest, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= largest ? number : null;
}
