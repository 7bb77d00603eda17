using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SourceGrad.Testing;

namespace SourceGrad.Generator.Tests.Incrementality;

/// <summary>What an edit makes the generator do again.</summary>
public sealed class IncrementalityTests
{
    private const string Formulas = """
        public static partial class Formulas
        {
            private const double Gain = 2;

            [Differentiable]
            public static double Area(double w, double h) => Gain * w * h;

            [Differentiable]
            public static double Energy(double m, double v)
            {
                double square = v * v;
                return m * square / 2;
            }
        }
        """;

    private const string Elsewhere = """
        public static class Elsewhere
        {
            public static int Answer() => 42;

            public static double Helper(double v) => v * v;
        }
        """;

    private const string Caller = """
        public static partial class Caller
        {
            [Differentiable]
            public static double F(double x) => Elsewhere.Helper(x) + x;
        }
        """;

    private static readonly IncrementalStepRunReason[] s_kept = [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged];

    [Fact]
    public void UnrelatedEdit_LeavesEveryStepCached() =>
        AssertKept(Edit(1, "42", "43"));

    [Fact]
    public void AddedFile_LeavesEveryStepCached()
    {
        (GeneratorDriver driver, CSharpCompilation compilation) = FirstRun();
        AssertKept(driver.RunGenerators(compilation.AddSyntaxTrees(GeneratorHarness.Parse("public class Another;", "Another.cs"))));
    }

    [Fact]
    public void AddedComment_ChangesNothing() =>
        AssertKept(Edit(0, "double square", "// The speed squared.\n        double square"));

    [Fact]
    public void AddedWhitespace_ChangesNothing() =>
        AssertKept(Edit(0, "public static partial", "\n\n\npublic static  partial"));

    [Fact]
    public void AddedMemberWithoutAttribute_ChangesNothing() =>
        AssertKept(Edit(0, "private const double Gain = 2;", "private const double Gain = 2;\n    public static int Other() => 1;"));

    [Fact]
    public void ChangedMethod_RegeneratesOnlyThatOne()
    {
        ImmutableArray<IncrementalStepRunReason> reasons = Reasons(Edit(0, "m * square / 2", "m * square / 3"), TrackingNames.Source);
        Assert.Equal(3, reasons.Length);
        Assert.Single(reasons, r => r == IncrementalStepRunReason.Modified);
        Assert.Equal(2, reasons.Count(r => s_kept.Contains(r)));
    }

    [Fact]
    public void ChangedConstant_RegeneratesItsUser()
    {
        ImmutableArray<IncrementalStepRunReason> reasons = Reasons(Edit(0, "Gain = 2", "Gain = 3"), TrackingNames.Source);
        Assert.Single(reasons, r => r == IncrementalStepRunReason.Modified);
    }

    [Fact]
    public void ChangedCalleeInAnotherFile_RegeneratesItsCaller()
    {
        ImmutableArray<IncrementalStepRunReason> reasons = Reasons(Edit(1, "v * v", "v * v * v"), TrackingNames.Source);
        Assert.Single(reasons, r => r == IncrementalStepRunReason.Modified);
    }

    [Fact]
    public void RemovedAttribute_RemovesTheFile()
    {
        GeneratorDriver driver = Edit(0, "[Differentiable]\n    public static double Energy", "public static double Energy");
        Assert.Equal(2, driver.GetRunResult().GeneratedTrees.Length);
    }

    [Fact]
    public void ChangedOption_RegeneratesAll()
    {
        (GeneratorDriver driver, CSharpCompilation compilation) = FirstRun();
        driver = driver.WithUpdatedAnalyzerConfigOptions(new BuildProperties(optimize: false)).RunGenerators(compilation);
        Assert.DoesNotContain(Reasons(driver, TrackingNames.Source), r => r == IncrementalStepRunReason.Cached);
        Assert.All(Reasons(driver, TrackingNames.Model), r => Assert.Contains(r, s_kept));
    }

    /// <summary>With <c>SourceGradVerify</c> the list of checks is written again where a method comes or goes, and not where one changes.</summary>
    [Fact]
    public void ChecksDependOnSignaturesOnly()
    {
        CSharpCompilation compilation = GeneratorHarness.Compile(Formulas, Elsewhere, Caller);
        GeneratorDriver driver = GeneratorHarness.CreateDriver(track: true, verify: true).RunGenerators(compilation);
        Assert.Equal(4, driver.GetRunResult().GeneratedTrees.Length);
        SyntaxTree tree = compilation.SyntaxTrees.Single(t => t.FilePath == "Program.cs");
        CSharpCompilation Replaced(string from, string to) => compilation.ReplaceSyntaxTree(
            tree, GeneratorHarness.Parse(tree.ToString().Replace(from, to, StringComparison.Ordinal), tree.FilePath));

        Assert.All(Reasons(driver.RunGenerators(Replaced("m * square / 2", "m * square / 3")), TrackingNames.Checks), r => Assert.Contains(r, s_kept));
        Assert.Contains(Reasons(driver.RunGenerators(Replaced("double Energy(double m", "double Power(double m")), TrackingNames.Checks), r => r == IncrementalStepRunReason.Modified);
    }

    /// <summary>Symbols, syntax and compilations in a model would keep whole compilations in memory and break its equality.</summary>
    [Fact]
    public void Models_HoldNothingOfTheCompiler()
    {
        (GeneratorDriver driver, _) = FirstRun();
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        foreach (string step in new[] { TrackingNames.Model, TrackingNames.Source })
        {
            foreach ((object value, _) in result.TrackedSteps[step].SelectMany(s => s.Outputs))
            {
                AssertFree(value, seen);
            }
        }

        Assert.True(seen.Count > 20, "the walk saw the model");
    }

    private static void AssertFree(object? value, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
        {
            return;
        }

        Assert.False(
            value is ISymbol or SyntaxNode or SyntaxTree or Compilation or SemanticModel or Location or AttributeData,
            $"{value.GetType()} in the pipeline");
        if (value is System.Collections.IEnumerable items)
        {
            foreach (object? item in items)
            {
                AssertFree(item, seen);
            }
        }

        for (Type? type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (System.Reflection.FieldInfo field in type.GetFields(
                System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.DeclaredOnly))
            {
                if (!field.FieldType.IsPointer && value is not Array)
                {
                    AssertFree(field.GetValue(value), seen);
                }
            }
        }
    }

    private static (GeneratorDriver Driver, CSharpCompilation Compilation) FirstRun()
    {
        CSharpCompilation compilation = GeneratorHarness.Compile(Formulas, Elsewhere, Caller);
        GeneratorDriver driver = GeneratorHarness.CreateDriver(track: true).RunGenerators(compilation);
        Assert.Equal(3, driver.GetRunResult().GeneratedTrees.Length);
        return (driver, compilation);
    }

    /// <summary>Runs the generator, replaces text in one file, and runs it again.</summary>
    private static GeneratorDriver Edit(int file, string from, string to)
    {
        (GeneratorDriver driver, CSharpCompilation compilation) = FirstRun();
        string name = file == 0 ? "Program.cs" : $"Program{file}.cs";
        SyntaxTree tree = compilation.SyntaxTrees.Single(t => t.FilePath == name);
        string text = tree.ToString();
        Assert.Contains(from, text);
        return driver.RunGenerators(compilation.ReplaceSyntaxTree(tree, GeneratorHarness.Parse(text.Replace(from, to, StringComparison.Ordinal), name)));
    }

    private static void AssertKept(GeneratorDriver driver)
    {
        Assert.NotEmpty(Reasons(driver, TrackingNames.Model));
        Assert.All(Reasons(driver, TrackingNames.Model), r => Assert.Contains(r, s_kept));
        Assert.All(Reasons(driver, TrackingNames.Source), r => Assert.Contains(r, s_kept));
        Assert.All(
            driver.GetRunResult().Results.Single().TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs),
            o => Assert.Contains(o.Reason, s_kept));
    }

    private static ImmutableArray<IncrementalStepRunReason> Reasons(GeneratorDriver driver, string step) =>
        [.. driver.GetRunResult().Results.Single().TrackedSteps[step].SelectMany(s => s.Outputs).Select(o => o.Reason)];
}
