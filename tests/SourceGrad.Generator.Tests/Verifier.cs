using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using SourceGrad.Testing;

namespace SourceGrad.Generator.Tests.Snapshots;

/// <summary>
/// Compares what a generator driver produced with the files beside the test, by the names of Verify.SourceGenerators:
/// <c>Class.Method#Hint.verified.cs</c>. A difference leaves a <c>.received.cs</c> there. With <c>SOURCEGRAD_ACCEPT=1</c> in the
/// environment, what was received is the new expectation.
/// </summary>
internal static class Verifier
{
    private static bool Accepts => Environment.GetEnvironmentVariable("SOURCEGRAD_ACCEPT") == "1";

    public static async Task Verify(GeneratorDriver driver, [CallerMemberName] string method = "", [CallerFilePath] string file = "")
    {
        string prefix = $"{Path.GetFileNameWithoutExtension(file)}.{method}#";
        string folder = Path.Combine(RepositoryFiles.TestProject, "Snapshots");
        Dictionary<string, string> received = driver.GetRunResult().Results
            .SelectMany(r => r.GeneratedSources)
            .ToDictionary(s => prefix + FileName(s.HintName), s => Normalize(s.SourceText.ToString()));
        Assert.NotEmpty(received);

        List<string> differences = [];
        foreach ((string name, string text) in received)
        {
            if (await Compare(Path.Combine(folder, name), text) is { } difference)
            {
                differences.Add(difference);
            }
        }

        foreach (string path in Directory.EnumerateFiles(folder, prefix + "*.verified.cs").Where(p => !received.ContainsKey(Path.GetFileName(p)[..^".verified.cs".Length])))
        {
            if (Accepts)
            {
                File.Delete(path);
            }
            else
            {
                differences.Add($"{Path.GetFileName(path)} is no longer generated.");
            }
        }

        Assert.True(differences.Count == 0, string.Join("\n\n", differences));
    }

    private static async Task<string?> Compare(string path, string text)
    {
        string verified = path + ".verified.cs", received = path + ".received.cs";
        if (Accepts)
        {
            await File.WriteAllTextAsync(verified, text);
        }

        string expected = File.Exists(verified) ? Normalize(await File.ReadAllTextAsync(verified)) : "";
        if (expected == text)
        {
            File.Delete(received);
            return null;
        }

        await File.WriteAllTextAsync(received, text);
        return $"{Path.GetFileName(verified)} differs from what was generated:\n{FirstDifference(expected, text)}";
    }

    private static string FirstDifference(string expected, string text)
    {
        string[] left = expected.Split('\n'), right = text.Split('\n');
        int line = 0;
        while (line < left.Length && line < right.Length && left[line] == right[line])
        {
            line++;
        }

        return $"line {line + 1}\n- {(line < left.Length ? left[line] : "(end)")}\n+ {(line < right.Length ? right[line] : "(end)")}";
    }

    private static string FileName(string hint) =>
        string.Concat((hint.EndsWith(".cs", StringComparison.Ordinal) ? hint[..^3] : hint).Select(c => Path.GetInvalidFileNameChars().Contains(c) || c is '<' or '>' ? '_' : c));

    private static string Normalize(string text) => text.ReplaceLineEndings("\n");
}
