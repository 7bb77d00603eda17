using System.Diagnostics;
using System.Text;

namespace SourceGrad.Package.Tests;

/// <summary>What a run of <c>dotnet</c> came to.</summary>
internal sealed record ToolResult(int ExitCode, string Output);

/// <summary>Runs <c>dotnet</c> as a user's shell would: without what the build that runs the tests left in the environment.</summary>
internal static class Tool
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    public static ToolResult Run(string folder, string packages, params string[] arguments)
    {
        using Process process = new() { StartInfo = Start(folder, packages, arguments) };
        StringBuilder output = new();
        void Collect(object sender, DataReceivedEventArgs line)
        {
            lock (output)
            {
                output.AppendLine(line.Data);
            }
        }

        process.OutputDataReceived += Collect;
        process.ErrorDataReceived += Collect;
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        bool ended = process.WaitForExit(s_patience);
        if (ended)
        {
            process.WaitForExit();
        }
        else
        {
            process.Kill(entireProcessTree: true);
        }

        lock (output)
        {
            string text = $"dotnet {string.Join(' ', arguments)}\n{output}";
            return ended ? new ToolResult(process.ExitCode, text) : throw new TimeoutException($"Not done after {s_patience}: {text}");
        }
    }

    private static ProcessStartInfo Start(string folder, string packages, string[] arguments)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.Where(IsOfTheBuild).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["NUGET_PACKAGES"] = packages;
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        return start;
    }

    private static bool IsOfTheBuild(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase);
}
