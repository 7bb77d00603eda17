using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Tests.Differentiation;

/// <summary>What a gradient records: as few bytes as will do, and nothing where nothing is needed.</summary>
public sealed class RecordingTests
{
    [Theory]
    [InlineData("a recurrence keeps its state only", "double s = x; for (int t = 0; t < n; t++) { double u = r * s; double w = 1 - s; s = u * w; } return s;", 1)]
    [InlineData("a sum keeps nothing", "double s = 0; for (int i = 0; i < n; i++) s += Math.Sin(b[i]) * x; return s;", 0)]
    [InlineData("a linear recurrence keeps nothing but what its factor needs", "double s = x; for (int i = 0; i < n; i++) s = s * 0.5 + b[i]; return s;", 0)]
    [InlineData("a call is kept, not repeated", "double s = x; for (int i = 0; i < n; i++) s = Math.Exp(s * 0.1); return s;", 1)]
    [InlineData("elements that are not overwritten are read again", "double p = x; for (int i = 0; i < n; i++) p = p * 0.5 + b[i] * b[i]; return p;", 0)]
    [InlineData("elements that are overwritten are kept", "double p = x; for (int i = 0; i < n; i++) { double v = b[i]; p = p * 0.5 + v * v; b[i] = 0; } return p;", 1)]
    [InlineData("a branch outside loops hands out its values", "double s; if (x > 0) { s = Math.Exp(x * r); s *= s; } else { s = r; } return s * s;", 0)]
    public void Tapes(string what, string body, int tapes)
    {
        Subject subject = Subject.Of($"[Differentiable] public static double F(Span<double> b, double x, double r, int n) {{ {body} }}");
        int found = Statements(subject.Gradient!.Body).Count(statement => statement is Let { Expression: NewTape });
        Assert.True(tapes == found, $"{what}: {found}\n{Printer.Print(subject.Gradient)}");
        subject.Check(Programs.Point);
    }

    private static IEnumerable<Statement> Statements(Region region) =>
        region.Statements.SelectMany(statement => statement.Regions.SelectMany(Statements).Prepend(statement));
}
