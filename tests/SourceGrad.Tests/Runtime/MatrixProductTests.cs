using System.Numerics;
using SourceGrad.Runtime;

namespace SourceGrad.Tests.Runtime;

/// <summary>Products of matrices against three loops, at all sizes up to more than a tile, and at some that need several blocks.</summary>
public sealed class MatrixProductTests
{
    private delegate void Product<T>(Span<T> result, ReadOnlySpan<T> left, ReadOnlySpan<T> right, int rows, int columns, int terms);

    public static TheoryData<int, int, int> LargeSizes => new()
    {
        { 33, 70, 129 }, { 1, 300, 40 }, { 7, 9, 12_000 }, { 4, 11_000, 5 }, { 130, 3, 2 }, { 35, 37, 515 },
        { 128, 70, 150 }, { 256, 70, 40 }, { 257, 65, 40 }, { 192, 72, 300 }, { 260, 64, 600 }, { 32, 130, 256 }, { 64, 512, 20 },
    };

    [Fact]
    public void SmallProductsAreThoseOfThreeLoops()
    {
        for (int rows = 0; rows <= 14; rows++)
        {
            for (int columns = 0; columns <= 37; columns += columns < 18 ? 1 : 3)
            {
                for (int terms = 0; terms <= 19; terms += terms < 9 ? 1 : 5)
                {
                    CheckAll<double>(rows, columns, terms, 1e-13);
                    CheckAll<float>(rows, columns, terms, 1e-5);
                }
            }
        }
    }

    [Fact]
    public void ProductsInPanelsAreThoseOfThreeLoops()
    {
        foreach (int rows in new[] { 15, 16, 18, 33 })
        {
            foreach (int columns in new[] { 1, 4, 8, 9, 16, 21, 32, 33, 40 })
            {
                foreach (int terms in new[] { 1, 2, 3, 4, 5, 7, 8, 31, 63, 64, 65, 127, 128, 129, 130, 257 })
                {
                    CheckAll<double>(rows, columns, terms, 1e-13);
                    CheckAll<float>(rows, columns, terms, 1e-5);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(LargeSizes))]
    public void LargeProductsAreThoseOfThreeLoops(int rows, int columns, int terms)
    {
        CheckAll<double>(rows, columns, terms, 1e-13);
        CheckAll<float>(rows, columns, terms, 1e-5);
    }

    [Theory]
    [InlineData(11, 12, 20)]
    [InlineData(12, 11, 20)]
    [InlineData(12, 12, 19)]
    public void BuffersHaveToBeLongEnough(int result, int left, int right)
    {
        double[] target = new double[result], first = new double[left], second = new double[right];
        Assert.Throws<IndexOutOfRangeException>(() => MatrixProduct.Add<double>(target, first, second, 3, 4, 5));
        Assert.Throws<IndexOutOfRangeException>(() => MatrixProduct.AddTransposedLeft<double>(target, first, second, 3, 4, 5));
        Assert.Throws<IndexOutOfRangeException>(() => MatrixProduct.Set<double>(target, first, second, 3, 4, 5));
        Assert.Throws<IndexOutOfRangeException>(() => MatrixProduct.SetTransposedLeft<double>(target, first, second, 3, 4, 5));
        Assert.Throws<IndexOutOfRangeException>(() => MatrixProduct.AddTransposedRight<double>(target, first, second, 3, 4, 5));
    }

    [Theory]
    [InlineData(0, 70_000, 70_000)]
    [InlineData(70_000, -1, 70_000)]
    [InlineData(70_000, 70_000, 0)]
    public void NothingIsAddedWhereThereIsNothing(int rows, int columns, int terms)
    {
        MatrixProduct.Add<double>([], [], [], rows, columns, terms);
        MatrixProduct.AddTransposedLeft<double>([], [], [], rows, columns, terms);
        MatrixProduct.AddTransposedRight<double>([], [], [], rows, columns, terms);
    }

    [Theory]
    [InlineData(-2, -3, 2)]
    [InlineData(2, 0, 3)]
    [InlineData(2, 3, 0)]
    public void AProductOfNothingIsZero(int rows, int columns, int terms)
    {
        double[] result = [1, 2, 3, 4, 5, 6, 7];
        MatrixProduct.Set<double>(result, [], [], rows, columns, terms);
        Assert.All(result, item => Assert.Equal(0, item));
        result.AsSpan().Fill(1);
        MatrixProduct.SetTransposedLeft<double>(result, [], [], rows, columns, terms);
        Assert.All(result, item => Assert.Equal(0, item));
    }

    [Fact]
    public void TheAdjointsOfBothFactorsAreTwoProducts()
    {
        foreach (int rows in new[] { -1, 0, 1, 2, 3, 4, 6 })
        {
            foreach (int columns in new[] { -1, 0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 19, 33, 64 })
            {
                foreach (int terms in new[] { -1, 0, 1, 2, 3, 4, 5, 7, 8, 10 })
                {
                    for (int shift = 0; shift < 4; shift++)
                    {
                        CheckAdjoints<double>(rows, columns, terms, shift, 1e-13);
                        CheckAdjoints<float>(rows, columns, terms, shift, 1e-5);
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(9, 30, 3, 30, 10)]
    [InlineData(10, 29, 3, 30, 10)]
    [InlineData(10, 30, 2, 30, 10)]
    [InlineData(10, 30, 3, 29, 10)]
    [InlineData(10, 30, 3, 30, 9)]
    public void BuffersOfAdjointsHaveToBeLongEnough(int xAdjoint, int wAdjoint, int yAdjoint, int w, int x) => Assert.Throws<IndexOutOfRangeException>(() =>
        MatrixProduct.SetAdjoints<double>(new double[xAdjoint], new double[wAdjoint], new double[yAdjoint], new double[w], new double[x], 1, 10, 3));

    [Fact]
    public void RowsAreAddedAndSet()
    {
        for (int rows = 0; rows <= 6; rows++)
        {
            foreach (int columns in new[] { 0, 1, 3, 4, 7, 8, 15, 32, 37, 70 })
            {
                double[] matrix = Numbers<double>(rows * columns, 0.3), row = Numbers<double>(columns + 5, 0.2), sums = [.. row];
                MatrixProduct.AddRows<double>(sums, 3, matrix, rows, columns);
                for (int i = 0; i < row.Length; i++)
                {
                    double expected = row[i] + (i >= 3 && i < columns + 3 ? Enumerable.Range(0, rows).Sum(r => matrix[(r * columns) + i - 3]) : 0);
                    Assert.Equal(expected, sums[i], 1e-13);
                }

                double[] copies = Numbers<double>((rows * columns) + 4, 0.9);
                MatrixProduct.SetRows<double>(copies, row, 2, rows, columns);
                Assert.Equal([.. Enumerable.Repeat(row[2..(columns + 2)], rows).SelectMany(copy => copy), 0, 0, 0, 0], copies);
            }
        }
    }

    [Theory]
    [InlineData(6, 0, 12, 3, 5)]
    [InlineData(6, 2, 15, 3, 5)]
    [InlineData(6, -1, 15, 3, 5)]
    [InlineData(6, int.MaxValue, 15, 3, 5)]
    [InlineData(6, 0, 15, 65_536, 65_536)]
    public void RowsHaveToBeThere(int row, int start, int matrix, int rows, int columns)
    {
        double[] single = new double[row], many = new double[matrix];
        Assert.Throws<IndexOutOfRangeException>(() => MatrixProduct.AddRows<double>(single, start, many, rows, columns));
        Assert.Throws<IndexOutOfRangeException>(() => MatrixProduct.SetRows<double>(many, single, start, rows, columns));
    }

    [Fact]
    public void WithoutRowsNothingIsAddedAndAllIsZero()
    {
        double[] item = [1, 2, 3];
        MatrixProduct.AddRows<double>(item, 70, [], -2, -3);
        Assert.Equal([1, 2, 3], item);
        MatrixProduct.SetRows<double>(item, [], 70, -2, -3);
        Assert.Equal([0, 0, 0], item);
    }

    [Fact]
    public void SizesThatOverflowAreTooLarge() =>
        Assert.Throws<IndexOutOfRangeException>(() => MatrixProduct.Add<double>(new double[8], new double[8], new double[8], 65_536, 65_536, 65_536));

    private static void CheckAll<T>(int rows, int columns, int terms, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check<T>(MatrixProduct.Add, (row, term) => (row * terms) + term, (term, column) => (term * columns) + column, rows, columns, terms, tolerance);
        Check<T>(MatrixProduct.AddTransposedLeft, (row, term) => (term * rows) + row, (term, column) => (term * columns) + column, rows, columns, terms, tolerance);
        Check<T>(MatrixProduct.AddTransposedRight, (row, term) => (row * terms) + term, (term, column) => (column * terms) + term, rows, columns, terms, tolerance);
        CheckSet<T>(MatrixProduct.Set, MatrixProduct.Add, rows, columns, terms);
        CheckSet<T>(MatrixProduct.SetTransposedLeft, MatrixProduct.AddTransposedLeft, rows, columns, terms);
    }

    /// <summary>What is stored is what is added to zeros, whatever was there before; and zero behind the matrix.</summary>
    private static void CheckSet<T>(Product<T> set, Product<T> add, int rows, int columns, int terms)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] left = Numbers<T>(rows * terms, 0.3), right = Numbers<T>(terms * columns, 0.7), result = Numbers<T>((rows * columns) + 13, 0.1), expected = new T[result.Length];
        expected[^1] = result[^1];
        set(result.AsSpan(0, (rows * columns) + 12), left, right, rows, columns, terms);
        add(expected.AsSpan(0, (rows * columns) + 12), left, right, rows, columns, terms);
        Assert.Equal(expected, result);
    }

    private static void Check<T>(
        Product<T> product, Func<int, int, int> placeInLeft, Func<int, int, int> placeInRight, int rows, int columns, int terms, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] left = Numbers<T>(rows * terms, 0.3), right = Numbers<T>(terms * columns, 0.7), result = Numbers<T>((rows * columns) + 8, 0.1);
        double[] expected = [.. result.Select(double.CreateChecked)];
        product(result.AsSpan(0, rows * columns), left, right, rows, columns, terms);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                for (int term = 0; term < terms; term++)
                {
                    expected[(row * columns) + column] += double.CreateChecked(left[placeInLeft(row, term)]) * double.CreateChecked(right[placeInRight(term, column)]);
                }
            }
        }

        for (int at = 0; at < result.Length; at++)
        {
            double error = Math.Abs(double.CreateChecked(result[at]) - expected[at]);
            Assert.True(error <= tolerance * (1 + terms), $"{rows}×{columns}, {terms} terms: element {at} is {result[at]} in place of {expected[at]}");
        }
    }

    private static T[] Numbers<T>(int count, double phase)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        [.. Enumerable.Range(0, count).Select(i => T.CreateChecked(Math.Sin((1.7 * i) + phase)))];

    private static void CheckAdjoints<T>(int rows, int columns, int terms, int shift, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int size = Math.Max(rows, 0) * Math.Max(columns, 0), weights = Math.Max(terms, 0) * Math.Max(columns, 0);
        T[] x = Numbers<T>(size, 0.3), w = Numbers<T>(weights, 0.7), y = Numbers<T>(Math.Max(rows, 0) * Math.Max(terms, 0), 0.1);
        T[] xAdjoint = Numbers<T>(size + shift + 2, 0.9), wAdjoint = Numbers<T>(weights + shift + 2, 0.8), xExpected = [.. xAdjoint], wExpected = [.. wAdjoint];
        MatrixProduct.SetAdjoints<T>(xAdjoint.AsSpan(shift), wAdjoint.AsSpan(shift), y, w, x, rows, columns, terms);
        MatrixProduct.Set<T>(xExpected.AsSpan(shift), y, w, rows, columns, terms);
        MatrixProduct.SetTransposedLeft<T>(wExpected.AsSpan(shift), y, x, terms, columns, rows);
        Assert.All(xExpected.Zip(xAdjoint), pair => Assert.Equal(double.CreateChecked(pair.First), double.CreateChecked(pair.Second), tolerance));
        Assert.All(wExpected.Zip(wAdjoint), pair => Assert.Equal(double.CreateChecked(pair.First), double.CreateChecked(pair.Second), tolerance));
    }
}
