using System.Collections.Immutable;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using SourceGrad.Fuzz.Tree;
using SourceGrad.Generator;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Fuzz.Checking;

/// <summary>Compiles many programs at once, with what the generator adds to them.</summary>
internal sealed class Compiler
{
    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.CSharp14, DocumentationMode.None);
    private static readonly CSharpCompilation s_empty = CreateEmpty();

    private readonly IReadOnlyList<FuzzProgram> _programs;
    private readonly Configuration _configuration;
    private readonly Dictionary<int, Failure> _failures = [];

    private Compiler(IReadOnlyList<FuzzProgram> programs, Configuration configuration)
    {
        _programs = programs;
        _configuration = configuration;
    }

    /// <summary>The programs that compiled, and why the others did not. The subjects live in <paramref name="context"/>.</summary>
    public static (IReadOnlyList<Subject> Subjects, IReadOnlyList<Failure> Failures) Run(
        IReadOnlyList<FuzzProgram> programs, Configuration configuration, AssemblyLoadContext context)
    {
        Compiler compiler = new(programs, configuration);
        List<Subject> subjects = compiler.Run(context);
        return (subjects, [.. compiler._failures.OrderBy(f => f.Key).Select(f => f.Value)]);
    }

    private List<Subject> Run(AssemblyLoadContext context)
    {
        Compilation input = s_empty.AddSyntaxTrees(Enumerable.Range(0, _programs.Count).SelectMany(Trees));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new GradientGenerator().AsSourceGenerator()],
            parseOptions: s_parse,
            optionsProvider: new BuildProperties(_configuration),
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        GeneratorRunResult result = driver.RunGenerators(input).GetRunResult().Results[0];
        if (result.Exception is { } crash)
        {
            if (_programs.Count == 1)
            {
                Fail(0, FailureKind.Generator, "The generator crashed: " + crash, crash.GetType().Name);
                return [];
            }

            return RunApart(context);
        }

        ReadSteps(result);
        SyntaxTree[] generated = [.. result.GeneratedSources.Select(s => s.SyntaxTree)];
        Compilation output = input.AddSyntaxTrees(generated);
        while (true)
        {
            using MemoryStream image = new();
            EmitResult emitted = output.Emit(image);
            SyntaxTree[] faulty = ReadFaults(emitted, [.. generated]);
            if (emitted.Success)
            {
                image.Position = 0;
                System.Reflection.Assembly assembly = context.LoadFromStream(image);
                return [.. Enumerable.Range(0, _programs.Count)
                    .Where(k => !_failures.ContainsKey(k))
                    .Select(k => new Subject(_programs[k], assembly.GetType($"P{k}.Glue", throwOnError: true)!))];
            }

            if (faulty.Length == 0)
            {
                throw new InvalidOperationException("Errors outside of the programs: " + string.Join("\n", emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
            }

            output = output.RemoveSyntaxTrees(output.SyntaxTrees.Where(t => IndexOf(t) is >= 0 and { } k && _failures.ContainsKey(k)));
        }
    }

    /// <summary>Every program alone, so that those that crash the generator do not take the others along.</summary>
    private List<Subject> RunApart(AssemblyLoadContext context)
    {
        List<Subject> subjects = [];
        for (int k = 0; k < _programs.Count; k++)
        {
            AssemblyLoadContext own = new(null, isCollectible: true);
            Compiler alone = new([_programs[k]], _configuration);
            subjects.AddRange(alone.Run(own));
            if (alone._failures.TryGetValue(0, out Failure? failure))
            {
                _failures[k] = failure;
            }
        }

        return subjects;
    }

    private void ReadSteps(GeneratorRunResult result)
    {
        foreach (object output in Outputs(result, TrackingNames.Source))
        {
            if (output is GeneratedFile { Failure: { } failure } file)
            {
                string kind = failure.Split('\n').First().Split(':')[0].Trim();
                string where = failure.Split('\n').Skip(1).FirstOrDefault(l => l.TrimStart().StartsWith("at ", StringComparison.Ordinal))?.Trim() ?? "";
                Fail(IndexOf(file.HintName), FailureKind.Generator, failure, $"{kind} {where}");
            }
        }

        foreach (object output in Outputs(result, TrackingNames.Model))
        {
            if (output is MethodModel { Primal: null } model)
            {
                int k = IndexOf(model.Header.HintName);
                List<(string Id, string Message)> errors = [.. Diagnose(_programs[k]).Select(d => (d.Id, d.GetMessage(System.Globalization.CultureInfo.InvariantCulture)))];
                if (DocumentedRefusal.Find(errors) is { } documented)
                {
                    Fail(k, FailureKind.RefusedAsDocumented, documented, documented);
                    continue;
                }

                string reasons = string.Join("; ", errors.Select(e => $"{e.Id} {e.Message}"));
                Fail(k, FailureKind.Refused, reasons, reasons.Split(' ')[0]);
            }
        }
    }

    private static IEnumerable<object> Outputs(GeneratorRunResult result, string step) =>
        result.TrackedSteps.TryGetValue(step, out ImmutableArray<IncrementalGeneratorRunStep> steps)
            ? steps.SelectMany(s => s.Outputs).Select(o => o.Value)
            : [];

    private static IEnumerable<Diagnostic> Diagnose(FuzzProgram program)
    {
        Compilation compilation = s_empty.AddSyntaxTrees(Parse($"namespace P0;\n{program.TypeText("[Differentiable]")}", "P0.cs"));
        return Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzerExtensions
            .WithAnalyzers(compilation, [new GradientAnalyzer()])
            .GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult()
            .Where(d => d.Severity == DiagnosticSeverity.Error);
    }

    /// <summary>Errors anywhere, and warnings in generated code.</summary>
    private SyntaxTree[] ReadFaults(EmitResult emitted, HashSet<SyntaxTree> generated)
    {
        List<SyntaxTree> faulty = [];
        foreach (Diagnostic diagnostic in emitted.Diagnostics.OrderBy(d => d.Severity == DiagnosticSeverity.Error ? 0 : 1))
        {
            SyntaxTree? tree = diagnostic.Location.SourceTree;
            bool isGenerated = tree is not null && generated.Contains(tree);
            if (diagnostic.Severity != DiagnosticSeverity.Error && !(isGenerated && diagnostic.Severity == DiagnosticSeverity.Warning))
            {
                continue;
            }

            if (tree is not null && IndexOf(tree) is >= 0 and { } k)
            {
                faulty.Add(tree);
                FailureKind kind = isGenerated || tree.FilePath.StartsWith("Glue", StringComparison.Ordinal) ? FailureKind.Code : FailureKind.Program;
                string line = tree.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim();
                Fail(k, kind, $"{diagnostic}\n{line}", diagnostic.Id);
            }
        }

        return [.. faulty];
    }

    private void Fail(int k, FailureKind kind, string message, string key)
    {
        // What the program itself is to blame for comes before what the generator made of it.
        if (!_failures.TryGetValue(k, out Failure? earlier) || (kind == FailureKind.Program && earlier.Kind != FailureKind.Program))
        {
            _failures[k] = new Failure(_programs[k], _configuration, kind, message) { Key = key };
        }
    }

    private IEnumerable<SyntaxTree> Trees(int k)
    {
        FuzzProgram program = _programs[k];
        Mode[] modes = [.. Mode.All.Where(m => m.Applies(program))];
        string kinds = string.Join(" | ", modes.Select(m => $"DerivativeKinds.{m.Kind}").Distinct());
        string attribute = $"[Differentiable(Derivatives = {kinds}{(program.Simd ? "" : ", Simd = false")})]";
        yield return Parse($"namespace P{k};\n{program.TypeText(attribute)}", $"P{k}.cs");

        CodeWriter glue = new();
        glue.Line($"using static P{k}.Program;").Line($"namespace P{k};").Line("public static class Glue").Open();
        glue.Line("public static long Allocated;");
        Write("Primal", new Calls(program).Invoke($"F({Calls.Arguments(program)})"));
        foreach (Mode mode in modes)
        {
            Write(mode.Name, mode.Glue(program, "F"));
        }

        void Write(string name, string body) =>
            glue.Line($"public static object? {name}(object[] a, object? seed, object[] s, object[] d)").Open().Line(body).Close();
        yield return Parse(glue.Close().ToString(), $"Glue{k}.cs");
    }

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, s_parse, path);

    private static int IndexOf(SyntaxTree tree) => IndexOf(Path.GetFileName(tree.FilePath));

    /// <summary>The program of a file named P12.… or Glue12.…, −1 for any other.</summary>
    private static int IndexOf(string file)
    {
        string digits = file.Split('.')[0].Replace("Glue", "P", StringComparison.Ordinal)[1..];
        return int.TryParse(digits, System.Globalization.CultureInfo.InvariantCulture, out int index) ? index : -1;
    }

    private static CSharpCompilation CreateEmpty()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string[] needed = ["System.Private.CoreLib.dll", "System.Runtime.dll", "System.Memory.dll", "System.Collections.dll", "System.Linq.dll", "System.Numerics.Vectors.dll", "netstandard.dll", "System.Runtime.Extensions.dll", "System.Numerics.Tensors.dll"];
        IEnumerable<string> paths = needed.Select(n => Path.Combine(framework, n)).Where(File.Exists).Append(typeof(DifferentiableAttribute).Assembly.Location);
        return CSharpCompilation.Create(
            "Subject",
            [Parse(Calls.Common, "Usings.cs")],
            paths.Select(p => MetadataReference.CreateFromFile(p)),
            new CSharpCompilationOptions(
                Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                nullableContextOptions: NullableContextOptions.Enable,
                concurrentBuild: false));
    }
}
