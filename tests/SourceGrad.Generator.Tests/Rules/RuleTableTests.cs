using System.Globalization;
using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Rules;

namespace SourceGrad.Generator.Tests.Rules;

/// <summary>Every rule there is, against differences of the function.</summary>
public sealed class RuleTableTests
{
    private const int Levels = 5;

    public static TheoryData<string, int> Keys
    {
        get
        {
            TheoryData<string, int> keys = [];
            foreach (Rule rule in RuleTable.All)
            {
                keys.Add(rule.Key, rule.Arity);
            }

            return keys;
        }
    }

    [Fact]
    public void EveryRuleHasADomain_AndEveryDomainARule() => Assert.Equal(
        RuleTable.All.Select(rule => (rule.Key, rule.Arity)).Order(),
        Domain.All.Select(domain => (domain.Key, domain.Arity)).Order());

    [Theory]
    [MemberData(nameof(Keys))]
    public void AgreesWithDifferences(string key, int arity)
    {
        Domain domain = Find(key, arity);
        foreach (object[] point in domain.Points)
        {
            Rule rule = RuleTable.Find(key, arity)!;
            double[] partials = rule.Partials.All(partial => partial is null) ? new double[arity] : Formula.Reverse(key, IrType.Double, point).Partials(point);
            for (int i = 0; i < arity; i++)
            {
                if (point[i] is double)
                {
                    double expected = Difference(domain, point, i);
                    AssertClose(expected, partials[i], 1e-8, $"{domain} by argument {i} at ({string.Join(", ", point)})");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void FloatAgreesWithDouble(string key, int arity)
    {
        Domain domain = Find(key, arity);
        foreach (object[] exact in domain.Points.Where(_ => RuleTable.Find(key, arity)!.Partials.Any(partial => partial is not null)))
        {
            object[] point = [.. exact.Select(argument => argument is double number ? (double)(float)number : argument)];
            double[] expected = Formula.Reverse(key, IrType.Double, point).Partials(point);
            double[] actual = Formula.Reverse(key, IrType.Float, point).Partials(point);
            for (int i = 0; i < arity; i++)
            {
                AssertClose(expected[i], actual[i], key == "Tanh" ? 1e-3 : 1e-5, $"{domain} by argument {i} at ({string.Join(", ", point)})");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void ForwardAgreesWithReverse(string key, int arity)
    {
        Domain domain = Find(key, arity);
        foreach (IrType type in new[] { IrType.Double, IrType.Float })
        {
            foreach (object[] point in domain.Points.Where(_ => RuleTable.Find(key, arity)!.Partials.Any(partial => partial is not null)))
            {
                double[] partials = Formula.Reverse(key, type, point).Partials(point);
                double[] tangents = [.. Enumerable.Range(0, arity).Where(i => point[i] is double).Select(i => 0.5 + i)];
                double expected = partials.Where((_, i) => point[i] is double).Zip(tangents, (partial, tangent) => partial * tangent).Sum();
                double actual = Formula.Forward(key, type, point).At([.. point, .. tangents.Cast<object>()])[1];
                AssertClose(expected, actual, type == IrType.Double ? 1e-14 : 1e-6, $"{domain} at ({string.Join(", ", point)})");
            }
        }
    }

    /// <summary>An adjoint of zero is what a branch or a maximum sends to what it does not return, whatever the derivative there.</summary>
    [Theory]
    [MemberData(nameof(Keys))]
    public void ZeroAdjointContributesZero(string key, int arity)
    {
        double[] edges = [0, -0.0, 1, -1, 0.5, -2, 1e-320, 1e200, -1e200];
        object[] example = Find(key, arity).Points[0];
        int[] free = [.. Enumerable.Range(0, arity).Where(i => example[i] is double)];
        if (RuleTable.Find(key, arity)!.Partials.All(partial => partial is null) || key == "Clamp")
        {
            return;
        }

        foreach (IrType type in new[] { IrType.Double, IrType.Float })
        {
            Formula formula = Formula.Reverse(key, type, example);
            foreach (double[] numbers in Tuples(edges, free.Length))
            {
                object[] point = [.. example];
                for (int i = 0; i < free.Length; i++)
                {
                    point[free[i]] = type == IrType.Float && Math.Abs(numbers[i]) > 1e30 ? numbers[i] * 1e-170 : numbers[i];
                }

                Assert.All(formula.Partials(point, adjoint: 0), partial => Assert.True(
                    partial == 0, $"{key}: {partial.ToString(CultureInfo.InvariantCulture)} at ({string.Join(", ", point)})"));
            }
        }
    }

    private static Domain Find(string key, int arity) =>
        Domain.All.SingleOrDefault(domain => domain.Key == key && domain.Arity == arity) ?? throw new KeyNotFoundException($"No domain for {key}.");

    private static IEnumerable<double[]> Tuples(double[] numbers, int length) => length == 0
        ? [[]]
        : Tuples(numbers, length - 1).SelectMany(start => numbers.Select(number => (double[])[.. start, number]));

    /// <summary>Central differences with halved steps, extrapolated to step zero (Richardson); the entry that changed least.</summary>
    private static double Difference(Domain domain, object[] point, int argument)
    {
        Formula? formula = domain.Exact is null ? Formula.Reverse(domain.Key, IrType.Double, point) : null;
        double x = (double)point[argument];
        double step = 0.08 * (x == 0 ? 1 : Math.Abs(x));
        step = Math.Min(step, 0.08);
        step = Math.Abs(x) > 1e4 ? 0.02 * Math.Abs(x) : step;
        double At(double offset)
        {
            object[] moved = [.. point];
            moved[argument] = x + offset;
            return formula is null
                ? domain.Exact!([.. moved.Select(number => System.Convert.ToDouble(number, CultureInfo.InvariantCulture))])
                : formula.At([.. moved, 1.0])[0];
        }

        double best = double.NaN, change = double.PositiveInfinity;
        double[] row = [];
        for (int level = 0; level < Levels; level++, step /= 2)
        {
            double[] next = [(At(step) - At(-step)) / (2 * step)];
            for (int k = 0; k < row.Length; k++)
            {
                double weight = Math.Pow(4, k + 1);
                next = [.. next, ((weight * next[k]) - row[k]) / (weight - 1)];
                double changed = Math.Abs(next[^1] - next[^2]);
                if (changed <= change)
                {
                    (best, change) = (next[^1], changed);
                }
            }

            row = next;
        }

        return best;
    }

    private static void AssertClose(double expected, double actual, double tolerance, string what) => Assert.True(
        Math.Abs(expected - actual) <= tolerance * Math.Max(Math.Abs(expected), 1e-30) || Math.Abs(expected - actual) <= tolerance * 1e-6,
        $"{what}: {actual.ToString("R", CultureInfo.InvariantCulture)}, expected {expected.ToString("R", CultureInfo.InvariantCulture)}");
}
