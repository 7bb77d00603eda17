using System.Text.RegularExpressions;

namespace SourceGrad.Package.Tests;

/// <summary>A project that has nothing but a reference to the package.</summary>
[Collection(PackageTests.Name)]
public sealed partial class FreshProjectTests(PackedPackage package)
{
    private const string Program = """
        using System.Globalization;
        using SourceGrad;

        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        double value = Functions.RosenbrockValueAndGradient(2, 3, out double xGradient, out double yGradient);
        Console.WriteLine($"{value} {xGradient} {yGradient}");

        double[] weights = [1, 2];
        double[] gradient = new double[2];
        double error = Functions.SquaredErrorVjp(weights, [3, 4], 10, 1, gradient);
        Console.WriteLine($"{error} {gradient[0]} {gradient[1]}");

        public static partial class Functions
        {
            [Differentiable]
            public static double Rosenbrock(double x, double y)
            {
                double a = 1 - x, b = y - x * x;
                return a * a + 100 * b * b;
            }

            [Differentiable(nameof(w), Derivatives = DerivativeKinds.Gradient | DerivativeKinds.Vjp)]
            public static double SquaredError(ReadOnlySpan<double> w, ReadOnlySpan<double> x, double y)
            {
                double sum = 0;
                for (int i = 0; i < w.Length; i++)
                {
                    sum += w[i] * x[i];
                }

                return (sum - y) * (sum - y);
            }
        }
        """;

    [Theory]
    [InlineData("")]
    [InlineData("<SourceGradOptimize>false</SourceGradOptimize>")]
    public void BuildsAndComputes(string properties)
    {
        using FreshProject project = new(package, Program, properties);
        ToolResult built = project.Build();
        Assert.True(built.ExitCode == 0, built.Output);
        ToolResult ran = project.Execute();
        Assert.True(ran.ExitCode == 0, ran.Output);
        Assert.Equal(["101 802 -200", "1 6 8"], ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Skip(1));
        Assert.Contains("RosenbrockValueAndGradient", project.Generated, StringComparison.Ordinal);
    }

    [Fact]
    public void VerifiesItsGradientsWhereAskedTo()
    {
        using FreshProject project = new(package, """
            using SourceGrad;

            foreach (GradientReport report in SourceGradChecks.RunAll())
            {
                Console.WriteLine($"{report.Name}: {report.Outcome}");
            }

            public static partial class Functions
            {
                [Differentiable]
                private static double Area(double w, ReadOnlySpan<double> h) => w * h[0] * h[1];
            }
            """, "<SourceGradVerify>true</SourceGradVerify>");
        ToolResult built = project.Build();
        Assert.True(built.ExitCode == 0, built.Output);
        ToolResult ran = project.Execute();
        Assert.True(ran.ExitCode == 0, ran.Output);
        Assert.Contains("Functions.Area: Agrees", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void AMethodThatCannotBeDifferentiatedIsTheOnlyError()
    {
        using FreshProject project = new(package, """
            using SourceGrad;

            Console.WriteLine(Functions.LockedValueAndGradient(2, out double xGradient) + xGradient + Functions.LockedGradient(2));

            public static partial class Functions
            {
                [Differentiable]
                public static double Locked(double x)
                {
                    lock (typeof(Functions))
                    {
                        return x * x;
                    }
                }
            }
            """);
        ToolResult built = project.Build();
        Assert.True(built.ExitCode != 0, built.Output);
        string[] errors = [.. Problem().Matches(built.Output).Select(match => match.Value).Distinct()];
        Assert.True(errors is ["Program.cs(10,9): error SG0007"], built.Output);
    }

    [GeneratedRegex(@"\w+\.\w+\(\d+,\d+\): (error|warning) \w+")]
    private static partial Regex Problem();
}
