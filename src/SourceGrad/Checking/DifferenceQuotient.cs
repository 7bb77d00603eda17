namespace SourceGrad.Checking;

/// <summary>
/// The derivative of a function of one variable by central differences, extrapolated to vanishing steps, with an estimate of its error.
/// </summary>
/// <remarks>
/// C. J. F. Ridders, "Accurate computation of F'(x) and F'(x) F''(x)", Advances in Engineering Software 4(2), 1982, 75–76: Neville's
/// table over steps that shrink by a constant factor (L. F. Richardson, 1911); the error of an entry is how far it is from the two
/// that it comes from. To that we add the rounding of the function's values divided by the step, take the entry with the smallest
/// error of the whole table, and let a finer step overrule a coarser one that it contradicts, since a coarse step can step over
/// what there is to see. The same values give the two one-sided derivatives. Where these differ there is a kink, and there is nothing to
/// compare with: the central difference converges there too, to their mean.
/// </remarks>
/// <param name="function">NaN where it has no value.</param>
/// <param name="rounding">The relative rounding error of its values.</param>
/// <param name="coarsest">The first step, for a variable of size 1: a power of two.</param>
/// <param name="levels">How many steps, each half of the one before.</param>
internal sealed class DifferenceQuotient(Func<double, DifferenceQuotient.Value> function, double rounding, double coarsest, int levels)
{
    private const int HighestOrder = 7;

    /// <summary>A value of the function, and the sum of the sizes of what was added up for it.</summary>
    /// <param name="Number">The value.</param>
    /// <param name="Size">Its rounding error is a multiple of this.</param>
    public readonly record struct Value(double Number, double Size);

    /// <summary>A derivative.</summary>
    /// <param name="Derivative">The derivative; NaN where there is none.</param>
    /// <param name="Error">How far it may be off.</param>
    /// <param name="Problem">Why it cannot be relied on; null where it can.</param>
    public readonly record struct Estimate(double Derivative, double Error, string? Problem);

    public Estimate At(double x, double tolerance)
    {
        Value middle = function(x);
        if (!double.IsFinite(middle.Number))
        {
            return new Estimate(double.NaN, double.NaN, "the function has no finite value at this point");
        }

        Table central = new(4), forward = new(2), backward = new(2);
        double step = coarsest * Math.Max(1, Math.ScaleB(1, Math.ILogB(x == 0 ? 1 : x)));
        for (int level = 0; level < levels; level++, step /= 2)
        {
            Value high = function(x + step), low = function(x - step);
            if (high.Number == low.Number && high.Number == middle.Number && central.IsSloped && level >= levels / 2)
            {
                // The function's values are rounded more coarsely than this: from here on they say nothing.
                break;
            }

            double noise = 2 * rounding * Math.Max(middle.Size, Math.Max(high.Size, low.Size)) / step;
            central.Add((high.Number - low.Number) / ((x + step) - (x - step)), noise);
            forward.Add((high.Number - middle.Number) / ((x + step) - x), 2 * noise);
            backward.Add((middle.Number - low.Number) / (x - (x - step)), 2 * noise);
        }

        if (!central.HasEstimate)
        {
            string side = forward.HasEstimate || backward.HasEstimate ? "is not defined on one side of this point" : "is not defined around this point";
            return new Estimate(double.NaN, double.NaN, "the function " + side);
        }

        if (forward.HasEstimate && backward.HasEstimate)
        {
            double gap = Math.Abs(forward.Derivative - backward.Derivative);
            if (gap > 4 * (forward.Error + backward.Error) && gap > tolerance * Math.Max(1, Math.Abs(central.Derivative)))
            {
                return new Estimate(central.Derivative, gap, FormattableString.Invariant(
                    $"the function has a kink or a jump here: its slope is {backward.Derivative:G6} on the left and {forward.Derivative:G6} on the right"));
            }
        }

        return new Estimate(central.Derivative, central.Error, null);
    }

    /// <summary>Neville's table, row by row, for quotients whose error is a power series in the step to the power that <paramref name="factor"/> tells.</summary>
    /// <param name="factor">By what the first power of that series shrinks from one row to the next.</param>
    private sealed class Table(double factor)
    {
        private const int Confirmations = 3;

        private double[] _previous = [];
        private (double Derivative, double Error) _rival;
        private int _confirmations;

        public bool HasEstimate { get; private set; }

        /// <summary>Some quotient was not zero.</summary>
        public bool IsSloped { get; private set; }

        public double Derivative { get; private set; } = double.NaN;

        public double Error { get; private set; } = double.PositiveInfinity;

        public void Add(double quotient, double noise)
        {
            if (!double.IsFinite(quotient))
            {
                _previous = [];
                return;
            }

            IsSloped |= quotient != 0;
            double[] row = new double[Math.Min(_previous.Length, HighestOrder) + 1];
            row[0] = quotient;
            double weight = 1, derivative = double.NaN, error = double.PositiveInfinity;
            for (int order = 1; order < row.Length; order++)
            {
                weight *= factor;
                row[order] = row[order - 1] + (row[order - 1] - _previous[order - 1]) / (weight - 1);
                double distance = Math.Max(Math.Abs(row[order] - row[order - 1]), Math.Abs(row[order] - _previous[order - 1])) + noise;
                if (distance < error)
                {
                    (derivative, error) = (row[order], distance);
                }
            }

            _previous = row;
            if (!double.IsFinite(error))
            {
                return;
            }

            if (error < Error && !(HasEstimate && Contradicts(derivative, error, Derivative, Error)))
            {
                (Derivative, Error, HasEstimate) = (derivative, error, true);
                _confirmations = 0;
            }
            else if (Contradicts(derivative, error, Derivative, Error))
            {
                // Two rows that agree by chance, in values that are rounded coarsely, are no finding; four are.
                _confirmations = _confirmations > 0 && !Contradicts(derivative, error, _rival.Derivative, _rival.Error) ? _confirmations + 1 : 1;
                _rival = _confirmations == 1 || error < _rival.Error ? (derivative, error) : _rival;
                if (_confirmations == Confirmations)
                {
                    (Derivative, Error) = _rival;
                    _confirmations = 0;
                }
            }
            else
            {
                _confirmations = 0;
            }
        }

        private static bool Contradicts(double derivative, double error, double other, double otherError) =>
            Math.Abs(derivative - other) > 4 * (error + otherError);
    }
}
