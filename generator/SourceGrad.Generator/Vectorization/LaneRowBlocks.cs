using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>
/// Finds parts of one buffer that lie a whole number of rows apart, where a row is what a loop goes through: the weights of four gates, one behind the other.
/// Their starts are taken apart into sums of products with numbers; what wraps around in an int wraps around in all of them alike.
/// </summary>
internal sealed class LaneRowBlocks(For loop, FunctionFacts facts)
{
    /// <summary>Fewer of the rows in a block are not worth checking those between them.</summary>
    private const int RowsPerUse = 4;

    /// <summary>Of one buffer; more are not compared with each other.</summary>
    private const int MostParts = 64;

    /// <summary>How much of a start's definition is looked at; the rest is taken as it is.</summary>
    private const int MostSteps = 64;

    private readonly Dictionary<LanePart, (Dictionary<Value, long> Factors, long Number)> _starts = [];
    private int _steps;

    /// <summary>The part and those that lie whole rows from it, each with the number of its row; empty where that is nothing to go by.</summary>
    public IReadOnlyList<(LanePart Part, int Row)> Of(LanePart part, IEnumerable<LanePart> parts)
    {
        List<(LanePart Part, int Row)> block = [];
        List<LanePart> candidates = [.. parts.Where(other => other.Buffer == part.Buffer && !other.IsRow)];
        if (part.IsRow || candidates.Count > MostParts)
        {
            return block;
        }

        foreach (LanePart other in candidates)
        {
            if (Rows(part, other) is int row)
            {
                block.Add((other, row));
            }
        }

        return block.Count > 1 && block.Max(row => row.Row) - block.Min(row => row.Row) < RowsPerUse * block.Count ? block : [];
    }

    /// <summary>How many rows are between the starts of two parts; null where it is no whole number of them.</summary>
    private int? Rows(LanePart part, LanePart other)
    {
        (Dictionary<Value, long> from, long fromNumber) = StartOf(part);
        (Dictionary<Value, long> to, long toNumber) = StartOf(other);
        Dictionary<Value, long> between = new(to);
        foreach (KeyValuePair<Value, long> factor in from)
        {
            Add(between, factor.Key, -factor.Value);
        }

        long number = toNumber - fromNumber, rows = 0;
        if (facts.ConstantOf(loop.To) is Constant { Bits: > 0 } length)
        {
            rows = number / length.Bits;
            number -= rows * length.Bits;
        }
        else if (between.TryGetValue(loop.To, out long factor))
        {
            rows = factor;
            between.Remove(loop.To);
        }

        return between.Count == 0 && number == 0 && Math.Abs(rows) < short.MaxValue ? (int)rows : null;
    }

    private (Dictionary<Value, long> Factors, long Number) StartOf(LanePart part)
    {
        if (!_starts.TryGetValue(part, out (Dictionary<Value, long> Factors, long Number) start))
        {
            Dictionary<Value, long> factors = [];
            long number = 0;
            _steps = 0;
            foreach ((Value term, int sign) in part.Terms)
            {
                Collect(term, sign, factors, ref number);
            }

            _starts[part] = start = (factors, number);
        }

        return start;
    }

    private void Collect(Value value, long factor, Dictionary<Value, long> factors, ref long number)
    {
        switch (_steps++ < MostSteps ? facts.DefinitionOf(value) : facts.ConstantOf(value))
        {
            case Constant constant:
                number = unchecked(number + (factor * constant.Bits));
                break;
            case Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract, IsChecked: false } sum when value != loop.To:
                Collect(sum.Left, factor, factors, ref number);
                Collect(sum.Right, sum.Operator == BinaryOperator.Add ? factor : -factor, factors, ref number);
                break;
            case Binary { Operator: BinaryOperator.Multiply, IsChecked: false } product when value != loop.To && NumberOf(product) is (long times, Value other) && Math.Abs(factor * times) < int.MaxValue:
                Collect(other, factor * times, factors, ref number);
                break;
            default:
                Add(factors, value, factor);
                break;
        }
    }

    /// <summary>A product with a number.</summary>
    private (long Number, Value Other)? NumberOf(Binary product) =>
        facts.ConstantOf(product.Left) is Constant left && Math.Abs(left.Bits) <= int.MaxValue ? (left.Bits, product.Right)
        : facts.ConstantOf(product.Right) is Constant right && Math.Abs(right.Bits) <= int.MaxValue ? (right.Bits, product.Left)
        : null;

    private static void Add(Dictionary<Value, long> factors, Value value, long factor)
    {
        factors.TryGetValue(value, out long before);
        factors[value] = before + factor;
        if (before + factor == 0)
        {
            factors.Remove(value);
        }
    }
}
