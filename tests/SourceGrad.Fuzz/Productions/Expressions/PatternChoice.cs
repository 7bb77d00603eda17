using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary>Patterns in a row of which none makes a later one unreachable.</summary>
internal static class PatternChoice
{
    /// <summary>Between 1 and 3 patterns that are disjoint: on an axis of rising constants.</summary>
    public static List<Pattern> Disjoint(Builder b, ScalarType type)
    {
        int count = b.Between(1, 3);
        double next = b.Between(-2, 0);
        List<Pattern> patterns = [];
        for (int k = 0; k < count; k++)
        {
            Literal low = Constant(type, next), high = Constant(type, next + Step(type));
            patterns.Add(b.Below(type.IsReal() ? 3 : 5) switch
            {
                0 when k == 0 => new ConstantPattern("<", low),
                0 or 1 => new BinaryPattern(true, new ConstantPattern(">", low), new ConstantPattern("<=", high)),
                2 when k == count - 1 => new ConstantPattern(">=", high),
                2 => new BinaryPattern(true, new ConstantPattern(">=", low), new ConstantPattern("<", high)),
                3 => new BinaryPattern(false, new ConstantPattern("", low), new ConstantPattern("", Constant(type, next + 1))),
                _ => new ConstantPattern("", low),
            });
            next += Step(type) + (type.IsReal() ? 0.25 : 1);
        }

        return patterns;
    }

    private static double Step(ScalarType type) => type.IsReal() ? 0.5 : 2;

    private static Literal Constant(ScalarType type, double value) => new(type, value);
}
