using SourceGrad.Tests.Models;

namespace SourceGrad.Tests.Checking;

/// <summary>Right gradients pass, wrong ones are found and named, and where differences say nothing the check says so.</summary>
public sealed class GradientCheckTests
{
    private static readonly double[] s_w = [0.5, -1.25, 2], s_x = [1, 2, -0.5];

    [Fact]
    public void ReturnedGradient() => GradientCheck.Verify(CheckedFunctions.Rosenbrock, CheckedFunctions.RosenbrockGradient, 2, 3);

    [Fact]
    public void FloatWithConstants()
    {
        GradientReport report = GradientCheck.Verify(CheckedFunctions.Wave, CheckedFunctions.WaveGradient, 0.75f, 3f, 2);
        Assert.Equal("x", Assert.Single(report.Components).Name);
        GradientCheck.Verify(CheckedFunctions.Wave, CheckedFunctions.WaveVjp, 0.75f, 3f, 2);
    }

    [Fact]
    public void SpansAndScalars()
    {
        GradientReport report = GradientCheck.Verify(CheckedFunctions.Loss, CheckedFunctions.LossValueAndGradient, s_w, s_x, 0.25);
        Assert.Equal(["w[0]", "w[1]", "w[2]", "bias"], report.Components.Select(c => c.Name));
        GradientCheck.Verify(CheckedFunctions.Loss, CheckedFunctions.LossVjp, s_w, s_x, 0.25);
        Assert.Equal([0.5, -1.25, 2], s_w);
    }

    [Fact]
    public void VoidMethod() => GradientCheck.Verify(CheckedFunctions.Softmax, CheckedFunctions.SoftmaxVjp, s_w, new double[3]);

    [Fact]
    public void TuplesAndTables()
    {
        double[,] table = { { 1, 2 }, { 3, 4 } };
        double[][] rows = [[1], [2, 3]];
        GradientReport report = GradientCheck.Verify(CheckedFunctions.Energy, CheckedFunctions.EnergyValueAndGradient, (Mass: 2.5, Power: 3), table, rows);
        Assert.Equal(["body.Item1", "table[0, 0]", "table[0, 1]", "table[1, 0]", "table[1, 1]", "rows[0][0]", "rows[1][0]", "rows[1][1]"], report.Components.Select(c => c.Name));
    }

    [Fact]
    public void OneArrayOfArraysIsOneArgument()
    {
        static double Sum(double[][] rows) => rows.Sum(row => row.Sum(x => x * x));
        static void Gradient(double[][] rows, double[][] rowsGradient)
        {
            for (int i = 0; i < rows.Length; i++) rowsGradient[i] = [.. rows[i].Select(x => 2 * x)];
        }

        Assert.Equal(3, GradientCheck.Verify(Sum, Gradient, new double[][] { [1], [2, 3] }).Components.Count);
    }

    [Fact]
    public void Model()
    {
        Perceptron model = new(2, 3);
        double[] before = new double[model.ParameterCount], after = new double[model.ParameterCount];
        model.CopyParametersTo(before);
        GradientReport report = GradientCheck.Verify(model.Loss, model.LossValueAndGradient, new[] { 0.5, -1 }, 0.75);
        GradientCheck.Verify(model.Loss, model.LossVjp, new[] { 0.5, -1 }, 0.75);
        GradientCheck.Verify(model.Shifted, model.ShiftedValueAndGradient, 1.5);
        model.CopyParametersTo(after);
        Assert.Equal(before, after);
        Assert.Equal(model.ParameterCount, report.Components.Count);
        Assert.Contains(report.Components, c => c.Name == "_weights[4]");
        Assert.Contains(report.Components, c => c.Name == "Offset");
    }

    [Fact]
    public void NamesTheWorstComponent()
    {
        GradientCheckException wrong = Assert.Throws<GradientCheckException>(
            () => GradientCheck.Verify(CheckedFunctions.Rosenbrock, CheckedFunctions.WrongGradient, 2.0, 3.0));
        GradientComponent worst = Assert.Single(wrong.Reports).Worst!;
        Assert.Equal("y", worst.Name);
        Assert.Equal(-202, worst.Generated);
        Assert.Equal(-200, worst.Reference, 1e-6);
        Assert.Equal(0.0099, worst.RelativeError, 1e-4);
        string[] lines = wrong.Message.Split('\n');
        Assert.Equal("The gradient of 'Rosenbrock' is wrong in 1 of 2 components.", lines[0]);
        Assert.StartsWith("The worst is y: generated -202, by differences -", lines[1], StringComparison.Ordinal);
        Assert.Equal("At x = 2, y = 3", lines[2]);
    }

    [Fact]
    public void FindsAWrongVjp()
    {
        GradientReport report = GradientCheck.Compare(new GradientCheckOptions(), CheckedFunctions.Softmax, CheckedFunctions.WrongVjp, s_w, new double[3]);
        Assert.Equal(GradientOutcome.Disagrees, report.Outcome);
        Assert.StartsWith("x[", report.Worst!.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void FindsAGradientThatAddsAndDoesNotOverwrite() => Assert.Equal(
        GradientOutcome.Disagrees,
        GradientCheck.Compare(new GradientCheckOptions(), CheckedFunctions.Loss, CheckedFunctions.Accumulating, s_w, s_x, 0.25).Outcome);

    [Fact]
    public void FindsAWrongValue()
    {
        static double Gradient(double x, out double xGradient)
        {
            xGradient = x;
            return x * x;
        }

        GradientReport report = GradientCheck.Compare(new GradientCheckOptions(), (double x) => x * x / 2, Gradient, 3.0);
        Assert.Equal(GradientOutcome.Disagrees, report.Outcome);
        Assert.Contains("in the value", report.ToString(), StringComparison.Ordinal);
        Assert.Contains("9 instead of 4.5", report.ToString(), StringComparison.Ordinal);
    }

    /// <summary>One of 10^7 is more than the tolerance, one of 10^9 is less; the size of the argument does not matter.</summary>
    [Theory]
    [InlineData(1e-3, 1 + 1e-5, GradientOutcome.Disagrees)]
    [InlineData(1.0, 1 + 1e-5, GradientOutcome.Disagrees)]
    [InlineData(1.0, 1 + 1e-9, GradientOutcome.Agrees)]
    [InlineData(1e-3, 1 + 1e-9, GradientOutcome.Agrees)]
    [InlineData(250.0, 1 + 1e-9, GradientOutcome.Agrees)]
    public void TellsARoundingFromAnError(double x, double factor, GradientOutcome expected) => Assert.Equal(
        expected,
        GradientCheck.Compare(new GradientCheckOptions(), (double x) => 3 * x + Math.Sin(x), (double x) => factor * (3 + Math.Cos(x)), x).Outcome);

    [Theory]
    [InlineData(0.0, "has a kink")]
    public void AKinkIsNotChecked(double x, string problem)
    {
        GradientCheckException unsure = Assert.Throws<GradientCheckException>(() => GradientCheck.Verify(CheckedFunctions.Hinge, CheckedFunctions.HingeGradient, x));
        GradientReport report = Assert.Single(unsure.Reports);
        Assert.Equal(GradientOutcome.Inconclusive, report.Outcome);
        Assert.Contains(problem, unsure.Message, StringComparison.Ordinal);
        Assert.Contains("could not be checked in 1 of 1 components", unsure.Message, StringComparison.Ordinal);
        GradientCheck.Verify(CheckedFunctions.Hinge, CheckedFunctions.HingeGradient, x + 1e-3);
        GradientCheck.Verify(CheckedFunctions.Hinge, CheckedFunctions.HingeGradient, x - 1e-3);
    }

    /// <summary>The slope has no jump where the two parts meet: there is no kink to report.</summary>
    [Fact]
    public void ASmoothSeamIsChecked() => Assert.NotEqual(
        GradientOutcome.Disagrees,
        GradientCheck.Compare(new GradientCheckOptions(), CheckedFunctions.Huber, CheckedFunctions.HuberGradient, 1.0).Outcome);

    [Fact]
    public void TheEdgeOfTheDomainIsNotChecked()
    {
        GradientReport report = GradientCheck.Compare(new GradientCheckOptions(), CheckedFunctions.Root, CheckedFunctions.RootGradient, 0.0);
        Assert.Equal(GradientOutcome.Inconclusive, report.Outcome);
        GradientCheck.Verify(CheckedFunctions.Guarded, CheckedFunctions.GuardedGradient, 1e-3);
    }

    /// <summary>A step that is too coarse sees nothing of the bump, and must not pass for a converged zero.</summary>
    [Fact]
    public void AFineStepOverrulesACoarseOne()
    {
        static double Bump(double x) => Math.Exp(-1e6 * (x - 0.3) * (x - 0.3));
        static double Slope(double x) => -2e6 * (x - 0.3) * Bump(x);
        GradientCheck.Verify(Bump, Slope, 0.3005);
        Assert.Equal(GradientOutcome.Disagrees, GradientCheck.Compare(new GradientCheckOptions(), Bump, (double _) => 0.0, 0.3005).Outcome);
    }

    [Fact]
    public void NoiseIsNotTakenForAnError()
    {
        static double Rounded(double x) => Math.Round(x * x * 1e6) / 1e6;
        GradientReport report = GradientCheck.Compare(new GradientCheckOptions(), Rounded, (double x) => 2 * x, 0.7);
        Assert.NotEqual(GradientOutcome.Disagrees, report.Outcome);
    }

    [Fact]
    public void NotANumberIsWrong() => Assert.Equal(
        GradientOutcome.Disagrees,
        GradientCheck.Compare(new GradientCheckOptions(), (double x) => x * x, (double _) => double.NaN, 1.0).Outcome);

    [Fact]
    public void ManyComponentsAreSampled()
    {
        static double Sum(double[] x) => x.Sum(v => v * v);
        static void Gradient(double[] x, Span<double> xGradient)
        {
            for (int i = 0; i < x.Length; i++) xGradient[i] = 2 * x[i];
        }

        GradientReport report = GradientCheck.Verify(new GradientCheckOptions { MaximumComponents = 7 }, Sum, Gradient, Enumerable.Range(0, 100).Select(i => 0.1 * i).ToArray());
        Assert.Equal(7, report.Components.Count);
        Assert.Equal(100, report.Count);
    }

    [Fact]
    public void WhatDoesNotBelongTogetherIsRefused()
    {
        Assert.Contains("takes 2 arguments", Refusal(() => GradientCheck.Verify(CheckedFunctions.Rosenbrock, CheckedFunctions.RosenbrockGradient, 1.0)), StringComparison.Ordinal);
        Assert.Contains("must be of type 'System.Double[]'", Refusal(() => GradientCheck.Verify(CheckedFunctions.Loss, CheckedFunctions.LossValueAndGradient, 1.0, s_x, 1.0)), StringComparison.Ordinal);
        Assert.Contains("gives 1 derivatives", Refusal(() => GradientCheck.Verify(CheckedFunctions.Rosenbrock, (double x, double y) => x, 1.0, 2.0)), StringComparison.Ordinal);
        Assert.Contains("must be called after", Refusal(() => GradientCheck.Verify((double x) => x, (double x, Span<double> g) => x, 1.0)), StringComparison.Ordinal);
    }

    private static string Refusal(Action check) => Assert.Throws<ArgumentException>(check).Message;
}
