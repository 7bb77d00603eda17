using System.Globalization;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Rules;
using SourceGrad.Generator.Tests.Ir;
using Range = SourceGrad.Generator.Rules.Range;

namespace SourceGrad.Generator.Tests.Rules;

/// <summary>Bounds hold for every argument, and those that make a test for a zero adjoint superfluous are found.</summary>
public sealed class RangeAnalysisTests
{
    private static readonly double[] s_arguments = [0, -0.0, 1, -1, 0.5, -2.5, 7, 1e-5, -1e-200, 5e-324, 1e10, 1e200, -1e200, double.PositiveInfinity, double.NegativeInfinity, double.NaN];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void BoundsHold(int seed)
    {
        Random random = new(seed);
        for (int round = 0; round < 60; round++)
        {
            IrType type = round % 2 == 0 ? IrType.Double : IrType.Float;
            ValueFactory values = new(0);
            RegionBuilder builder = new(values);
            Value x = values.Create(type, "x"), y = values.Create(type, "y");
            List<Value> known = [x, y];
            for (int i = 0; i < 14; i++)
            {
                known.Add(builder.Let(Expression(random, type, () => known[random.Next(known.Count)], builder)));
            }

            Function function = new(
                "F", EquatableArray<Value>.Of(x, y), builder.Build(known), known.Select((value, i) => new Output(OutputKind.Return, $"v{i}", type)).ToEquatable(), values.NextId);
            Verifier.Verify(function);
            RangeAnalysis analysis = new(values.DefinitionOf);
            Range[] ranges = [.. known.Select(analysis.Of)];
            for (int point = 0; point < 40; point++)
            {
                double[] numbers = Run(function, type, s_arguments[random.Next(s_arguments.Length)], s_arguments[random.Next(s_arguments.Length)]);
                for (int i = 0; i < numbers.Length; i++)
                {
                    Assert.True(
                        double.IsNaN(numbers[i]) || (numbers[i] >= ranges[i].Low && numbers[i] <= ranges[i].High && Math.Abs(numbers[i]) >= ranges[i].Away),
                        $"{numbers[i].ToString(CultureInfo.InvariantCulture)} is not in {ranges[i]}: {known[i]} of\n{Printer.Print(function)}");
                }
            }
        }
    }

    [Theory]
    [InlineData(true, "%2: double = 1\n%3: double = %x.0 * %x.0\n%4: double = %2 + %3")]
    [InlineData(true, "%2: double = 1E-10\n%4: double = System.Math.Max(%x.0, %2)")]
    [InlineData(true, "%2: double = 2\n%3: double = System.Math.Sin(%x.0)\n%4: double = %2 + %3")]
    [InlineData(true, "%2: double = 1\n%3: double = System.Math.Exp(%x.0)\n%4: double = %2 + %3")]
    [InlineData(true, "%2: double = 1\n%4: double = double.Hypot(%2, %x.0)")]
    [InlineData(true, "%2: double = 1\n%4: double = double.Hypot(%x.0, %2)")]
    [InlineData(true, "%4: double = System.Math.Cosh(%x.0)")]
    [InlineData(false, "%4: double = %x.0 * %x.0")]
    [InlineData(false, "%4: double = System.Math.Exp(%x.0)")]
    [InlineData(false, "%2: double = 1\n%3: double = System.Math.Sin(%x.0)\n%4: double = %2 + %3")]
    [InlineData(false, "%2: double = 1E-10\n%4: double = System.Math.Min(%x.0, %2)")]
    [InlineData(false, "%2: double = 1\n%4: double = Demo.Math.Cosh(%x.0)")]
    [InlineData(true, "%2: double = 1\n%3: double = %x.0 * %x.0\n%5: double = %3 + %2\n%6: double = %3 + %5\n%7: double = %3 + %6\n%4: double = %3 + %7")]
    [InlineData(false, "%2: double = 1\n%3: double = %x.0 * %x.0\n%5: double = %3 + %2\n%6: double = %3 + %5\n%7: double = %3 + %6\n%8: double = %3 + %7\n%9: double = %3 + %8\n%4: double = %3 + %9")]
    [InlineData(true, "%2: int = 3\n%4: double = convert %2")]
    [InlineData(true, "%2: double = 1\n%3: double = 2\n%4: double = %2 / %3")]
    [InlineData(false, "%2: int = 1\n%3: int = 2\n%5: int = %2 / %3\n%4: double = convert %5")]
    [InlineData(true, "%2: int = 3\n%3: long = convert %2\n%4: double = convert %3")]
    [InlineData(false, "%2: double = 0.5\n%3: int = convert %2\n%4: double = convert %3")]
    [InlineData(false, "%2: int = convert %x.0\n%3: int = %2 * %2\n%5: double = convert %3\n%6: double = 1\n%4: double = %5 + %6")]
    [InlineData(false, "%2: double = stop %x.0\n%4: double = %2 * %2")]
    [InlineData(true, "%2: double = stop %x.0\n%3: double = 1\n%5: double = %2 * %2\n%4: double = %3 + %5")]
    public void ExcludesZero(bool expected, string body) => Assert.Equal(expected, RangeOf4(body).ExcludesZero);

    [Theory]
    [InlineData(true, "%2: double = %x.0 * %x.0\n%3: double = -%2\n%4: double = System.Math.Exp(%3)")]
    [InlineData(true, "%2: double = 700\n%3: double = System.Math.Min(%x.0, %2)\n%4: double = System.Math.Exp(%3)")]
    [InlineData(false, "%2: double = 800\n%3: double = System.Math.Min(%x.0, %2)\n%4: double = System.Math.Exp(%3)")]
    [InlineData(false, "%4: double = System.Math.Exp(%x.0)")]
    public void IsFinite(bool expected, string body) => Assert.Equal(expected, RangeOf4(body).IsFinite);

    [Theory]
    [InlineData(0, 8, "%2: double = 3\n%3: double = System.Math.Min(%x.0, %2)\n%4: double = double.Exp2(%3)")]
    [InlineData(0, 1000, "%2: double = 3\n%3: double = System.Math.Min(%x.0, %2)\n%4: double = double.Exp10(%3)")]
    [InlineData(-1, 1, "%4: double = System.Math.Cos(%x.0)")]
    [InlineData(1, double.PositiveInfinity, "%4: double = System.Math.Cosh(%x.0)")]
    [InlineData(2, double.PositiveInfinity, "%2: double = 4\n%3: double = System.Math.Max(%x.0, %2)\n%4: double = System.Math.Sqrt(%3)")]
    [InlineData(0, double.PositiveInfinity, "%4: double = System.Math.Sqrt(%x.0)")]
    [InlineData(-2, 3, "%2: double = -2\n%3: double = 3\n%4: double = System.Math.Clamp(%x.0, %2, %3)")]
    [InlineData(2, 7, "%1: bool = %x.0 < %x.0\n%2: double = 2\n%3: double = 7\n%4: double = %1 ? %2 : %3")]
    [InlineData(-5, -5, "%2: int = -5\n%4: long = convert %2")]
    [InlineData(int.MinValue, int.MaxValue, "%2: int = 2147483647\n%4: int = %2 + %2")]
    [InlineData(int.MaxValue, int.MaxValue, "%4: int = 2147483647")]
    [InlineData(int.MinValue, int.MinValue, "%4: int = -2147483648")]
    [InlineData(0, int.MaxValue, "%2: int = 3\n%3: span<double> = allocate %2\n%4: int = length %3")]
    public void BoundsAre(double low, double high, string body)
    {
        Range range = RangeOf4(body);
        Assert.Equal((low, high), (range.Low, range.High));
    }

    private static Range RangeOf4(string body)
    {
        Function function = IrText.Parse($"function F(%x.0: double) -> (return result: {body.Split("%4: ")[1].Split(" ")[0]}) {{\n{body}\nyield %4\n}}\n");
        Dictionary<Value, Expression> definitions = function.Body.Statements.Cast<Let>().ToDictionary(let => let.Result, let => let.Expression);
        return new RangeAnalysis(definitions.GetValueOrDefault).Of(function.Body.Yields[0]);
    }

    private static double[] Run(Function function, IrType type, double x, double y) =>
    [
        .. (type == IrType.Double ? Interpreter.Run(function, x, y) : Interpreter.Run(function, (float)x, (float)y))
            .Select(value => System.Convert.ToDouble(value, CultureInfo.InvariantCulture)),
    ];

    private static Expression Expression(Random random, IrType type, Func<Value> any, RegionBuilder builder)
    {
        Call Call(string key, params Value[] arguments) => new(type, Spelling.Of(type, key), arguments.ToEquatable());
        string[] one = ["Exp", "Exp2", "Exp10", "Acos", "Acosh", "Abs", "Sqrt", "Cosh", "Sin", "Cos", "Tanh", "SinPi", "Floor"];
        string[] two = ["Hypot", "Max", "Min"];
        switch (random.Next(10))
        {
            case 0:
                double number = new[] { 0, 1, -1, 0.5, 1e-5, -700, 30 }[random.Next(7)];
                return Constant.Real(type, type == IrType.Float ? (float)number : number);
            case 1:
                return new Unary(UnaryOperator.Negate, any());
            case 2:
                return new Binary(BinaryOperator.Add, any(), any());
            case 3:
                return new Binary(BinaryOperator.Subtract, any(), any());
            case 4:
                return new Binary(BinaryOperator.Multiply, any(), any());
            case 5:
                Value factor = any();
                return new Binary(BinaryOperator.Multiply, factor, factor);
            case 6:
                return new Binary(BinaryOperator.Divide, any(), any());
            case 7:
                return Call(two[random.Next(two.Length)], any(), any());
            case 8:
                return new Select(builder.Let(new Binary(BinaryOperator.Less, any(), any())), any(), any());
            default:
                return Call(one[random.Next(one.Length)], any());
        }
    }
}
