namespace SourceGrad.Tests.Models;

/// <summary>Two-dimensional arrays and arrays of arrays: parameters, locals, fields of models.</summary>
public static partial class Tables
{
    [Differentiable(Derivatives = DerivativeKinds.Gradient | DerivativeKinds.Vjp)]
    public static double Quadratic(double[,] a, ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < a.GetLength(1); j++)
            {
                sum += x[i] * a[i, j] * x[j];
            }
        }

        return sum * a[0, 1] + a.Length;
    }

    [Differentiable]
    public static double Jagged(double[][] w, double[] x)
    {
        double sum = 0;
        foreach (double[] row in w)
        {
            double z = row[^1];
            for (int j = 0; j < row.Length - 1; j++)
            {
                z += row[j] * x[j];
            }

            sum += Math.Tanh(z);
        }

        return sum * w[0][0] * w.Length;
    }

    [Differentiable]
    public static void Smooth(double[,] grid, double k)
    {
        for (int i = 1; i < grid.GetLength(0); i++)
        {
            for (int j = 1; j < grid.GetLength(1); j++)
            {
                grid[i, j] = (1 - k) * grid[i, j] + k * grid[i - 1, j] * grid[i, j - 1];
            }
        }
    }

    [Differentiable]
    public static double Local(ReadOnlySpan<double> x)
    {
        double[,] m = new double[2, 3], n = { { 1, 2 }, { 3, 4 }, { 5, x[0] } };
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                m[i, j] = x[i] * x[j] + i;
            }
        }

        double[,] product = Multiply(m, n);
        m[1, 2] *= product[0, 1];
        return product[0, 0] * product[1, 1] - m[1, 2] * product[1, 0] + product.GetLength(1);
    }

    private static double[,] Multiply(double[,] a, double[,] b)
    {
        double[,] c = new double[a.GetLength(0), b.GetLength(1)];
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < b.GetLength(1); j++)
            {
                for (int k = 0; k < b.GetLength(0); k++)
                {
                    c[i, j] += a[i, k] * b[k, j];
                }
            }
        }

        return c;
    }
}

public partial class TableModel
{
    public readonly double[,] Weights = { { 0.1, -0.2, 0.3 }, { 0.4, 0.5, -0.6 } };
    private readonly double[][] _rows = [[0.5, -0.3], [0.7]];

    public double Bias { get; set; } = 0.2;

    [Differentiable]
    public double Loss([NoGradient] ReadOnlySpan<double> x)
    {
        double loss = Bias;
        for (int i = 0; i < Weights.GetLength(0); i++)
        {
            double z = 0;
            for (int j = 0; j < x.Length; j++)
            {
                z += Weights[i, j] * x[j];
            }

            loss += Math.Tanh(z) * _rows[i][0];
        }

        return loss * _rows[0][1];
    }
}

/// <summary>A layer that knows nothing of the network it is in.</summary>
public sealed class Stage(int size)
{
    public readonly double[] Weights = [.. Enumerable.Range(0, size).Select(i => 0.3 - (0.2 * i))];

    public double Bias { get; set; } = 0.1;

    [NoGradient]
    public double Gain { get; set; } = 1.5;

    public string Name { get; init; } = "";

    public double Apply(double x)
    {
        double sum = Bias;
        for (int i = 0; i < Weights.Length; i++)
        {
            sum += Weights[i] * Math.Pow(x, i + 1);
        }

        return Math.Tanh(Gain * sum);
    }
}

public partial class Pipeline
{
    private readonly Stage[] _stages = [new(3), new(2), new(4)];

    public double Scale { get; set; } = 2;

    [Differentiable]
    public double Run(double x)
    {
        double y = x;
        foreach (Stage stage in _stages)
        {
            y = stage.Apply(y);
        }

        for (int k = 0; k < _stages.Length; k++)
        {
            y += _stages[k].Bias * _stages[k].Weights[0];
        }

        return Scale * y;
    }
}

public sealed class TableTests
{
    [Fact]
    public void ArraysOfObjects()
    {
        Pipeline model = new();
        double[] parameters = new double[model.ParameterCount];
        model.CopyParametersTo(parameters);
        Assert.Equal(3 + 2 + 4 + 3 + 1, parameters.Length);
        Pipeline.Gradient gradient = model.CreateGradient();
        double value = model.RunValueAndGradient(0.7, out double x, gradient);
        Assert.Equal(model.Run(0.7), value, 1e-14);
        double[] flat = new double[gradient.Length];
        gradient.CopyTo(flat);

        Pipeline other = new();
        Differences.AssertGradient(
            p =>
            {
                other.SetParameters(p);
                return other.Run(0.7);
            },
            parameters,
            flat);
        Differences.AssertGradient(p => model.Run(p[0]), [0.7], [x]);
        model.AddScaled(gradient, 0.01);
        Assert.True(model.Run(0.7) > value);
        gradient.Clear();
        gradient.CopyTo(flat);
        Assert.All(flat, g => Assert.Equal(0, g));
    }


    private static readonly double[] s_x = [0.3, -0.7, 1.1];

    private static double[,] Grid(ReadOnlySpan<double> x, int columns)
    {
        double[,] grid = new double[x.Length / columns, columns];
        x.CopyTo(SourceGrad.Runtime.Table.Flat(grid));
        return grid;
    }

    [Fact]
    public void Grids()
    {
        double[] a = [1, 2, 0.5, -1, 0.3, 0.8, 1.5, -0.4, 0.9];
        double[,] gradient = new double[3, 3];
        double[] x = new double[3];
        double value = Tables.QuadraticValueAndGradient(Grid(a, 3), s_x, gradient, x);

        Assert.Equal(Tables.Quadratic(Grid(a, 3), s_x), value, 1e-13);
        Differences.AssertGradient(p => Tables.Quadratic(Grid(p, 3), s_x), a, SourceGrad.Runtime.Table.Flat(gradient));
        Differences.AssertGradient(p => Tables.Quadratic(Grid(a, 3), p), s_x, x);
        Tables.QuadraticVjp(Grid(a, 3), s_x, -1, gradient, x);
        Assert.All(x, g => Assert.Equal(0, g, 1e-13));
        Assert.Throws<ArgumentException>(() => Tables.QuadraticValueAndGradient(Grid(a, 3), s_x, new double[3, 2], x));
    }

    [Fact]
    public void ArraysOfArrays()
    {
        double[] flat = [0.5, -0.2, 0.1, 0.3, 0.8, -0.6, 0.4];
        static double[][] Rows(double[] p) => [[p[0], p[1], p[2], p[3]], [p[4], p[5], p[6]]];
        double[][] gradient = [new double[4], new double[3]];
        double[] x = new double[3];
        Tables.JaggedValueAndGradient(Rows(flat), s_x, gradient, x);

        Differences.AssertGradient(p => Tables.Jagged(Rows(p), s_x), flat, [.. gradient[0], .. gradient[1]]);
        Differences.AssertGradient(p => Tables.Jagged(Rows(flat), p), s_x, x);

        // What is checked of each row costs no strings.
        double[][] rows = Rows(flat);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Tables.JaggedValueAndGradient(rows, s_x, gradient, x);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Contains("[1]", Assert.Throws<ArgumentException>(() => Tables.JaggedValueAndGradient(rows, s_x, [gradient[0], new double[4]], x)).Message, StringComparison.Ordinal);
        Assert.Contains("[1]", Assert.Throws<ArgumentException>(() => Tables.JaggedValueAndGradient(rows, s_x, [gradient[0], rows[1]], x)).Message, StringComparison.Ordinal);
    }

    /// <summary>Wide and high ones too: rows and columns must not be taken for each other.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(2)]
    [InlineData(6)]
    public void GridsInPlace(int columns)
    {
        double[] a = [1, 2, 0.5, -1, 0.3, 0.8, 1.5, -0.4, 0.9, 0.7, -1.2, 0.6], seed = [0, 1, 2, 0.5, -1, 3, 0.2, 0.1, -2, 1.5, -0.5, 0.4];
        double F(double[] p)
        {
            double[,] grid = Grid(p, columns);
            Tables.Smooth(grid, 0.3);
            return SourceGrad.Runtime.Table.Flat(grid).ToArray().Zip(seed, (g, s) => g * s).Sum();
        }

        double[,] grid = Grid(a, columns), gradient = Grid(new double[a.Length], columns);
        double k = 0;
        Tables.SmoothVjp(grid, 0.3, Grid(seed, columns), gradient, ref k);

        Differences.AssertGradient(F, a, SourceGrad.Runtime.Table.Flat(gradient));
        double[,] expected = Grid(a, columns);
        Tables.Smooth(expected, 0.3);
        Assert.Equal(expected, grid);
    }

    [Fact]
    public void Locals()
    {
        double[] gradient = new double[3];
        Tables.LocalValueAndGradient(s_x, gradient);
        Differences.AssertGradient(x => Tables.Local(x), s_x, gradient);
    }

    [Fact]
    public void FieldsOfAModel()
    {
        TableModel model = new();
        double[] parameters = new double[model.ParameterCount];
        model.CopyParametersTo(parameters);
        Assert.Equal([0.1, -0.2, 0.3, 0.4, 0.5, -0.6, 0.5, -0.3, 0.7, 0.2], parameters);
        TableModel.Gradient gradient = model.CreateGradient();
        model.LossValueAndGradient(s_x, gradient);
        double[] flat = new double[gradient.Length];
        gradient.CopyTo(flat);

        TableModel other = new();
        Differences.AssertGradient(
            p =>
            {
                other.SetParameters(p);
                return other.Loss(s_x);
            },
            parameters,
            flat);
        gradient.AddScaled(gradient, -1);
        gradient.CopyTo(flat);
        Assert.All(flat, g => Assert.Equal(0, g));
    }
}
