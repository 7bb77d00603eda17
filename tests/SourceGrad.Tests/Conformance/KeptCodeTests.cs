using System.Reflection;
using SourceGrad.Testing;

namespace SourceGrad.Tests.Conformance;

/// <summary>Logging and strings: generated code writes what the method writes, once and in the same order.</summary>
public sealed class KeptCodeTests
{
    private const string Mark = "kept code: ";

    public static TheoryData<string, string> Sources => new()
    {
        {
            "output statements", """
            for (int i = 0; i < x.Length; i++)
            {
                s += x[i] * x[i];
                if (x[i] > 0) Console.WriteLine($"kept code: {i} {x[i]:F3} {(s > 2 ? "large" : "small")} {{braces}}");
            }
            Console.WriteLine("kept code: " + s);
            """
        },
        {
            "local strings", """
            string name = $"kept code: n={n}", suffix = "end";
            n *= 2;
            for (int i = 0; i < 2; i++) Console.WriteLine("{0} {1} {2}", name, i, suffix + n.ToString("X4"));
            s = x[0] * x[1];
            """
        },
        {
            "output in a method that is called", """
            void Log(double v, string what) => Console.WriteLine($"kept code: {what} {v:E4}");
            Log(x[0], "first");
            s = Math.Sin(x[0]);
            Log(s, nameof(s));
            """
        },
        {
            "extension method and joined numbers", """
            s = x[0] * x[1];
            Console.WriteLine("kept code: " + string.Join(", ", x) + n.CompareTo(3));
            Console.WriteLine("kept code: {0}", s.ToString("F1"));
            """
        },
    };

    [Theory]
    [MemberData(nameof(Sources))]
    public void WritesWhatTheMethodWrites(string name, string body)
    {
        Assert.NotEmpty(name);
        GeneratorRun run = GeneratorHarness.Run($$"""
            using System.Linq;
            public static partial class Subject
            {
                [Differentiable]
                public static double F(double[] x, int n)
                {
                    double s = 0;
                    {{body}}
                    return s;
                }

                public static double Generated(double[] x, int n) => FValueAndGradient(x, n, new double[x.Length]);
            }
            """);
        Assert.Empty(run.Faults);
        Type subject = GeneratorHarness.Load(run.Output).GetType("Subject")!;
        object[] arguments = [new double[] { 1.5, -2, 0.25 }, 3];
        (object? primal, string[] written) = Run(subject.GetMethod("F")!, arguments);
        (object? value, string[] generated) = Run(subject.GetMethod("Generated")!, arguments);
        Assert.NotEmpty(written);
        Assert.Equal(written, generated);
        Assert.Equal(primal, value);
    }

    private static (object? Result, string[] Written) Run(MethodInfo method, object[] arguments)
    {
        TextWriter before = Console.Out;
        using StringWriter output = new();
        Console.SetOut(TextWriter.Synchronized(output));
        try
        {
            object? result = method.Invoke(null, arguments);
            return (result, [.. output.ToString().Split('\n').Where(line => line.Contains(Mark, StringComparison.Ordinal))]);
        }
        finally
        {
            Console.SetOut(before);
        }
    }
}
