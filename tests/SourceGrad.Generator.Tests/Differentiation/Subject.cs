using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SourceGrad.Generator.Differentiation;
using SourceGrad.Generator.Discovery;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Tests.Ir;
using SourceGrad.Testing;

namespace SourceGrad.Generator.Tests.Differentiation;

/// <summary>
/// A C# method as the middle of the generator sees it: its primal and the functions that the reverse transform makes of it. Everything
/// runs in the interpreter, so what is checked here is neither optimized nor emitted unless a test does so itself.
/// </summary>
internal sealed class Subject
{
    private const double Step = 1e-3;

    private Subject(Function primal, IReadOnlyList<int> active, IReadOnlyList<int> written)
    {
        Primal = primal;
        Active = active;
        Gradient = primal.Body.Yields.Count == 0 ? null : Reverse.Transform(primal, new ReverseRequest(
            primal.Name + "ValueAndGradient", Adds: false, EquatableArray<string>.Empty, EquatableArray<Companion>.Empty, Companions(active, "Gradient")));
        Vjp = Reverse.Transform(primal, new ReverseRequest(
            primal.Name + "Vjp", Adds: true, primal.Body.Yields.Count == 0 ? EquatableArray<string>.Empty : EquatableArray<string>.Of("resultAdjoint"), Companions(written, "Adjoint"), Companions(active, "Gradient")));
        Written = written;
        foreach (Function function in Functions)
        {
            Verifier.Verify(function);
        }
    }

    public Function Primal { get; }

    /// <summary>Null for a method without a result.</summary>
    public Function? Gradient { get; }

    public Function Vjp { get; }

    public IEnumerable<Function> Functions => Gradient is null ? [Primal, Vjp] : [Primal, Gradient, Vjp];

    /// <summary>The numbers of the active parameters.</summary>
    public IReadOnlyList<int> Active { get; }

    /// <summary>The numbers of the written buffers of reals.</summary>
    public IReadOnlyList<int> Written { get; }

    /// <summary>The method named F of a static class with these members.</summary>
    public static Subject Of(string members)
    {
        CSharpCompilation compilation = GeneratorHarness.Compile($"public static partial class Subject\n{{\n{members}\n}}\n");
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        SyntaxTree tree = compilation.SyntaxTrees.Last();
        MethodDeclarationSyntax declaration = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().First(method => method.Identifier.Text == "F");
        SemanticModel semantics = compilation.GetSemanticModel(tree);
        FrontEndResult result = FrontEnd.Read(semantics.GetDeclaredSymbol(declaration)!, declaration, semantics, CancellationToken.None);
        Assert.Empty(result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        MethodParameter[] parameters = [.. result.Model!.Header.Parameters];
        int[] numbers = [.. Enumerable.Range(0, parameters.Length)];
        return new Subject(
            result.Model.Primal!,
            [.. numbers.Where(i => parameters[i].IsActive)],
            [.. numbers.Where(i => parameters[i].IsWritten && parameters[i].Type is { IsBuffer: true, IsFloating: true })]);
    }

    /// <summary>The gradient by the generated function: a number for a scalar, an array for a buffer.</summary>
    public IReadOnlyList<object> GradientAt(params object[] point) => RunGradient(Gradient!, point);

    /// <summary>The value that a gradient function gives beside the gradient.</summary>
    public object ValueOf(Function gradient, IReadOnlyList<object> point) =>
        Interpreter.Run(gradient, [.. Copy(point), .. Destinations(point)])[0];

    public IReadOnlyList<object> RunGradient(Function gradient, IReadOnlyList<object> point)
    {
        Array[] destinations = [.. Destinations(point)];
        IReadOnlyList<object> outputs = Interpreter.Run(gradient, [.. Copy(point), .. destinations]);
        int scalar = Primal.Body.Yields.Count, buffer = 0;
        return [.. Active.Select(i => point[i] is Array ? destinations[buffer++] : outputs[scalar++])];
    }

    /// <summary>
    /// Compares the gradient, and the vector-Jacobian product with its seeds, with finite differences of the primal.
    /// </summary>
    public void Check(params object[] point)
    {
        object value = Primal.Body.Yields.Count > 0 ? Interpreter.Run(Primal, [.. Copy(point)])[0] : 0.0;
        if (Gradient is not null)
        {
            Assert.Equal(value, ValueOf(Gradient, point));
            Compare("gradient", Differences(point, ResultOnly), RunGradient(Gradient, point));
        }

        Compare("vector-Jacobian product", Differences(point, Seeded), RunVjp(Vjp, point));
    }

    /// <summary>The products with the seeds of <see cref="Seeded"/>, without what the destinations held before.</summary>
    public IReadOnlyList<object> RunVjp(Function vjp, IReadOnlyList<object> point)
    {
        List<object> arguments = [.. Copy(point)];
        if (Primal.Body.Yields.Count > 0)
        {
            arguments.Add(Primal.Body.Yields[0].Type == IrType.Float ? (object)2f : 2.0);
        }

        foreach (int i in Written)
        {
            var seed = (Array)((Array)point[i]).Clone();
            for (int k = 0; k < seed.Length; k++)
            {
                seed.SetValue(Like(seed, Seed(k)), k);
            }

            arguments.Add(seed);
        }

        Array[] destinations = [.. Active.Where(i => point[i] is Array).Select(i => Ones((Array)point[i]))];
        IReadOnlyList<object> outputs = Interpreter.Run(vjp, [.. arguments, .. destinations]);
        foreach (Array destination in destinations)
        {
            for (int k = 0; k < destination.Length; k++)
            {
                destination.SetValue(Like(destination, Number(destination.GetValue(k)!) - 1), k);
            }
        }

        int scalar = Primal.Body.Yields.Count, buffer = 0;
        return [.. Active.Select(i => point[i] is Array ? destinations[buffer++] : outputs[scalar++])];
    }

    public static object[] Copy(IEnumerable<object> point) => [.. point.Select(argument => argument is Array array ? array.Clone() : argument)];

    public static IEnumerable<double> Flatten(IEnumerable<object> values) =>
        values.SelectMany(value => value is Array array ? array.Cast<object>().Select(Number) : Enumerable.Repeat(Number(value), 1));

    private static EquatableArray<Companion> Companions(IEnumerable<int> parameters, string suffix) =>
        parameters.Select(i => new Companion(i, $"p{i}{suffix}")).ToEquatable();

    private static double Seed(int k) => 0.5 + (0.25 * k);

    private static double Number(object value) => System.Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture);

    private static object Like(Array array, double value)
    {
        if (array is float[])
        {
            return (float)value;
        }

        return value;
    }

    /// <summary>Destinations that are overwritten, with something in them before.</summary>
    private IEnumerable<Array> Destinations(IReadOnlyList<object> point) =>
        Active.Where(i => point[i] is Array).Select(i => Filled((Array)point[i], 1e30));

    private static Array Ones(Array like) => Filled(like, 1);

    private static Array Filled(Array like, double value)
    {
        var array = (Array)like.Clone();
        for (int k = 0; k < array.Length; k++)
        {
            array.SetValue(Like(array, value), k);
        }

        return array;
    }

    private static void Compare(string what, IReadOnlyList<double> expected, IEnumerable<object> actual)
    {
        double[] numbers = [.. Flatten(actual)];
        Assert.Equal(expected.Count, numbers.Length);
        for (int k = 0; k < numbers.Length; k++)
        {
            Assert.True(
                Math.Abs(expected[k] - numbers[k]) <= 1e-7 * (1 + Math.Abs(expected[k])),
                $"{what}: component {k} is {numbers[k]}, differences say {expected[k]}; all: {string.Join(", ", numbers)} and {string.Join(", ", expected)}");
        }
    }

    private static double ResultOnly(object? result, object[] after) => Number(result!);

    private double Seeded(object? result, object[] after)
    {
        double sum = result is null ? 0 : 2 * Number(result);
        foreach (int i in Written)
        {
            sum += ((Array)after[i]).Cast<object>().Select((element, k) => Seed(k) * Number(element)).Sum();
        }

        return sum;
    }

    /// <summary>Central differences of sixth order, for double points away from kinks.</summary>
    private List<double> Differences(object[] point, Func<object?, object[], double> measure)
    {
        double At(int parameter, int element, double offset)
        {
            object[] moved = Copy(point);
            if (moved[parameter] is double[] array)
            {
                array[element] += offset;
            }
            else
            {
                moved[parameter] = (double)moved[parameter] + offset;
            }

            IReadOnlyList<object> outputs = Interpreter.Run(Primal, moved);
            return measure(outputs.Count == 0 ? null : outputs[0], moved);
        }

        List<double> differences = [];
        foreach (int i in Active)
        {
            for (int k = 0; k < (point[i] is Array array ? array.Length : 1); k++)
            {
                double Central(double h) => At(i, k, h) - At(i, k, -h);
                differences.Add(((45 * Central(Step)) - (9 * Central(2 * Step)) + Central(3 * Step)) / (60 * Step));
            }
        }

        return differences;
    }
}
