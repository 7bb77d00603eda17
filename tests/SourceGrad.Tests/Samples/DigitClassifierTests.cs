using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DigitClassifier;

namespace SourceGrad.Tests.Samples;

/// <summary>Runs the sample as a user does; its assembly lies beside the tests' own.</summary>
public partial class DigitClassifierTests
{
    private static readonly string BlankImage = string.Concat(Enumerable.Repeat("0,", 64));

    [Theory]
    [InlineData("--epochs", "0")]
    [InlineData("--epochs", "many")]
    [InlineData("--epochs")]
    [InlineData("--batch", "-3")]
    [InlineData("--batch", "99999999999")]
    [InlineData("--rate", "0")]
    [InlineData("--rate", "NaN")]
    [InlineData("--rate", "1e300")]
    [InlineData("--seed", "x")]
    [InlineData("--hidden", "0,24,16")]
    [InlineData("--hidden", "32,-24,16")]
    [InlineData("--hidden", "a,b,c")]
    [InlineData("--hidden", "32,24")]
    [InlineData("--hidden", "32,24,16,8")]
    [InlineData("--hidden", "1000000000,24,16")]
    [InlineData("--unknown")]
    [InlineData("stray")]
    [InlineData("--data", "")]
    [InlineData("--data", "no/such/file.csv")]
    public async Task WrongOptionIsOneSentence(params string[] arguments) => AssertRejected(await RunAsync(arguments));

    [Theory]
    [InlineData("digits.csv", "")]
    [InlineData("digits.csv", "not a number")]
    [InlineData("digits.csv", "1,2,3")]
    [InlineData("digits.csv", "image,17")]
    [InlineData("digits.csv", "image,-1")]
    [InlineData("digits.csv", "image,1,1")]
    [InlineData("digits.csv.gz", "not a gzip file")]
    public async Task MalformedDataIsOneSentence(string name, string content)
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string path = Path.Combine(folder, name);
            await File.WriteAllTextAsync(path, content.Replace("image,", BlankImage, StringComparison.Ordinal));
            AssertRejected(await RunAsync("--data", path));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task LearnsAndWritesPlainTextToAFile()
    {
        (int code, string output, string error) = await RunAsync("--epochs", "3", "--hidden", "24,16,16");
        Assert.Equal((0, ""), (code, error));
        Assert.DoesNotContain('\u001b', output);
        Match last = Accuracy().Match(output);
        Assert.True(last.Success, output);
        Assert.InRange(double.Parse(last.Groups[1].Value, CultureInfo.InvariantCulture), 0.5, 1);
    }

    [Fact]
    public void GradientAgreesWithFiniteDifferences()
    {
        HiddenLayers hidden = new(5, 4, 3);
        Random random = new(1);
        Mlp model = new(hidden, random);
        double[] image = [.. Enumerable.Range(0, Digit.Pixels).Select(_ => random.NextDouble())];
        Mlp.Gradient gradient = model.CreateGradient();
        double loss = model.LossValueAndGradient(image, 7, gradient);

        Assert.Equal(model.Loss(image, 7), loss, 1e-14);
        double[] parameters = new double[model.ParameterCount], flat = new double[gradient.Length];
        model.CopyParametersTo(parameters);
        gradient.CopyTo(flat);
        Models.Differences.AssertGradient(
            p =>
            {
                model.SetParameters(p);
                return model.Loss(image, 7);
            },
            parameters,
            flat);
    }

    private static void AssertRejected((int Code, string Output, string Error) result)
    {
        Assert.Equal(1, result.Code);
        Assert.Equal("", result.Output);
        Assert.Matches(OneSentence(), result.Error);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        string assembly = Path.Combine(AppContext.BaseDirectory, "DigitClassifier.dll");
        ProcessStartInfo start = new("dotnet", [assembly, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    [GeneratedRegex(@"\A[^\r\n]+\.\r?\n\z")]
    private static partial Regex OneSentence();

    [GeneratedRegex(@"^test accuracy (\d\.\d{4})\r?\n\z", RegexOptions.Multiline)]
    private static partial Regex Accuracy();
}
