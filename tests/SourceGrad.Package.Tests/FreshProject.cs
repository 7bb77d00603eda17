namespace SourceGrad.Package.Tests;

/// <summary>A console project that someone starts far from this repository, and that gets SourceGrad from the package.</summary>
internal sealed class FreshProject : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("SourceGrad.FreshProject-");

    public FreshProject(PackedPackage package, string program, string properties = "")
    {
        // Whatever lies in the folders above has no say here.
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        Write(".editorconfig", "root = true\n");
        Write("NuGet.config", $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="local" value="{package.Feed}" />
              </packageSources>
            </configuration>
            """);
        Write("Fresh.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <UseAppHost>false</UseAppHost>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles>
                <CompilerGeneratedFilesOutputPath>$(BaseIntermediateOutputPath)Generated</CompilerGeneratedFilesOutputPath>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="SourceGrad" Version="{package.Version}" />
              </ItemGroup>
            </Project>
            """);
        Write("Program.cs", program);
    }

    /// <summary>All files that the generator added, one after the other.</summary>
    public string Generated => string.Join("\n", Directory
        .GetFiles(Path.Combine(_folder.FullName, "obj", "Generated"), "*.g.cs", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(File.ReadAllText));

    public ToolResult Build() => Dotnet("build", "--configuration", "Release", "--output", "out");

    public ToolResult Execute() => Dotnet("exec", Path.Combine("out", "Fresh.dll"));

    public void Dispose()
    {
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A file that a virus scanner holds open is no failure of a test.
        }
    }

    private ToolResult Dotnet(params string[] arguments) =>
        Tool.Run(_folder.FullName, Path.Combine(_folder.FullName, "packages"), arguments);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);
}
