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
    [InlineData("a counter is computed from the index", "int k = 0; double p = x; for (int i = 0; i < n; i++) { p = p * 0.5 + b[k] * b[k]; k++; } return p;", 0)]
    [InlineData("two counters are", "int k = 0, m = 3; double p = x; for (int i = 0; i < n; i++) { p = p * 0.5 + b[k] * b[m]; k++; m += -1; } return p;", 0)]
    [InlineData("a call that is stored is read again", "var y = new double[n]; double s = 0; for (int i = 0; i < n; i++) { double e = Math.Exp(b[i]); y[i] = e; s += e * e * x; } return s + y[0];", 0)]
    [InlineData("not where another loop overwrites it", "var y = new double[n]; double s = 0; for (int i = 0; i < n; i++) { double e = Math.Exp(b[i]); y[i] = e; s += e * e * x; } y[0] = r; return s + y[0];", 1)]
    [InlineData("nor where all rounds store at one place", "var y = new double[n]; double s = 0; for (int i = 0; i < n; i++) { double e = Math.Exp(b[i]); y[0] = e; s += e * e * x; } return s + y[0];", 1)]
    [InlineData("nor where it is stored in one arm", "var y = new double[n]; double s = 0; for (int i = 0; i < n; i++) { double e = Math.Exp(b[i]); if (r > 0) y[i] = e; s += e * e * x; } return s + y[0];", 1)]
    [InlineData("nor at a place that is known later", "var y = new double[n]; double s = 0; for (int i = 0; i < n; i++) { double e = Math.Exp(b[i]); y[n - 1 - i] = e; s += e * e * x; } return s + y[0];", 1)]
    public void Tapes(string what, string body, int tapes)
    {
        Subject subject = Subject.Of($"[Differentiable] public static double F(Span<double> b, double x, double r, int n) {{ {body} }}");
        int found = Statements(subject.Gradient!.Body).Count(statement => statement is Let { Expression: NewTape });
        Assert.True(tapes == found, $"{what}: {found}\n{Printer.Print(subject.Gradient)}");
        subject.Check(Programs.Point);
    }

    /// <summary>A power whose exponent is at least 1 is not singular at zero, so nothing is asked.</summary>
    [Theory]
    [InlineData("1", 0)]
    [InlineData("2", 0)]
    [InlineData("0.5", 1)]
    public void QuestionsOfAPower(string least, int more)
    {
        static int Questions(string least) => Statements(Subject.Of($"[Differentiable(nameof(x))] public static double F(double x, double y) => Math.Pow(x, Math.Max(y, {least}));").Gradient!.Body)
            .Count(statement => statement is Let { Expression: Select });
        Assert.Equal(Questions("3") + more, Questions(least));
    }

    /// <summary>
    /// A round that fills scratch, reads it, and leaves something for others is done once more in the reverse sweep, unless one thing speaks against it.
    /// </summary>
    [Theory]
    [InlineData("fills and reads scratch", "for (int i = 0; i < n; i++) t[i] = b[i] * x - b[k]; double u = 0; for (int i = 0; i < n; i++) u += t[i] * t[i]; w[k] = u;", true)]
    [InlineData("branches on what it filled", "for (int i = 0; i < n; i++) t[i] = b[i] * x - b[k]; double u = 0; for (int i = 0; i < n; i++) { if (t[i] > 0) u += t[i] * t[i]; } w[k] = u;", true)]
    [InlineData("fills in a branch", "for (int i = 0; i < n; i++) { if (b[i] > 0) t[i] = b[i] * x; else t[i] = r; } double u = 0; for (int i = 0; i < n; i++) u += t[i] * t[i]; w[k] = u;", false)]
    [InlineData("one function is dear", "for (int i = 0; i < n; i++) t[i] = Math.Exp(b[i] * x); double u = 0; for (int i = 0; i < n; i++) u += t[i] * t[i]; w[k] = u;", false)]
    [InlineData("a dear function in a branch", "for (int i = 0; i < n; i++) { if (b[i] > 0) t[i] = Math.Exp(b[i] * x); else t[i] = r; } double u = 0; for (int i = 0; i < n; i++) u += t[i] * t[i]; w[k] = u;", false)]
    [InlineData("reads what it leaves", "for (int i = 0; i < n; i++) t[i] = b[i] * x - b[k]; double u = w[0]; for (int i = 0; i < n; i++) u += t[i] * t[i]; w[k] = u;", false)]
    [InlineData("reads what another round leaves in a buffer of the caller", "for (int i = 0; i < n; i++) t[i] = b[i] * x; double u = 0; for (int i = 0; i < n; i++) u += t[i] * t[i]; b[k] = u; w[k] = u;", false)]
    [InlineData("scratch that is kept from round to round", "for (int i = 0; i < n; i++) t[i] = t[i] + b[i] * x; double u = 0; for (int i = 0; i < n; i++) u += t[i] * t[i]; w[k] = u;", false)]
    [InlineData("leaves two things", "for (int i = 0; i < n; i++) t[i] = b[i] * x - b[k]; double u = 0; for (int i = 0; i < n; i++) u += t[i] * t[i]; w[k] = u; v[k] = t[0] * r;", true)]
    public void RoundsThatAreRepeated(string what, string round, bool isRepeated)
    {
        string body = $"var t = new double[n]; var w = new double[n]; var v = new double[n]; for (int k = 0; k < n; k++) {{ {round} }} double s = 0; for (int k = 0; k < n; k++) s += w[k] * w[k] * r + v[k]; return s;";
        Subject subject = Subject.Of($"[Differentiable] public static double F(Span<double> b, double x, double r, int n) {{ {body} }}");
        int kept = Statements(subject.Gradient!.Body).Count(statement => statement is Let { Expression: NewTape });
        Assert.True(isRepeated == (kept == 0), $"{what}: {kept}\n{Printer.Print(subject.Gradient)}");
        subject.Check(Programs.Point);
    }

    /// <summary>
    /// A round that computes for longer than it takes to write its scratch keeps it, if both sweeps of the loop around are one; unless one thing speaks against it.
    /// </summary>
    [Theory]
    [InlineData("loops in loops", "for (int k = 0; k < m; k++) { for (int j = 0; j < m; j++) t[j] = b[i] * b[j]; double u = 0; for (int p = 0; p < m; p++) for (int q = 0; q < p; q++) u += t[p] * t[q]; w[k] = u; }", true)]
    [InlineData("dear functions", "for (int k = 0; k < m; k++) { for (int j = 0; j < m; j++) t[j] = Math.Exp(b[i] * b[j]); double u = 0; for (int p = 0; p < m; p++) for (int q = 0; q < p; q++) u += Math.Sin(t[p] * t[q]); w[k] = u; }", true)]
    [InlineData("single loops", "for (int k = 0; k < m; k++) { for (int j = 0; j < m; j++) t[j] = b[i] * b[j]; double u = 0; for (int p = 0; p < m; p++) u += t[p] * t[p]; w[k] = u; }", false)]
    [InlineData("not from zero", "for (int k = 1; k < m; k++) { for (int j = 0; j < m; j++) t[j] = b[i] * b[j]; double u = 0; for (int p = 0; p < m; p++) for (int q = 0; q < p; q++) u += t[p] * t[q]; w[k] = u; }", false)]
    [InlineData("two steps at a time", "for (int k = 0; k < m; k += 2) { for (int j = 0; j < m; j++) t[j] = b[i] * b[j]; double u = 0; for (int p = 0; p < m; p++) for (int q = 0; q < p; q++) u += t[p] * t[q]; w[k] = u; }", false)]
    [InlineData("a bound of the round", "for (int k = 0; k < i; k++) { for (int j = 0; j < m; j++) t[j] = b[i] * b[j]; double u = 0; for (int p = 0; p < m; p++) for (int q = 0; q < p; q++) u += t[p] * t[q]; w[k] = u; }", false)]
    [InlineData("scratch that is not filled", "for (int k = 0; k < m; k++) { t[k] = b[i] * b[k]; double u = 0; for (int p = 0; p < m; p++) for (int q = 0; q < p; q++) u += t[p] * t[q]; w[k] = u; }", false)]
    [InlineData("an outer loop that carries", "for (int k = 0; k < m; k++) { for (int j = 0; j < m; j++) t[j] = b[i] * b[j]; double u = 0; for (int p = 0; p < m; p++) for (int q = 0; q < p; q++) u += t[p] * t[q]; w[k] = u; } s *= r;", false)]
    public void RoundsThatAreKept(string what, string round, bool isKept)
    {
        string body = $"int m = b.Length; var t = new double[m]; var w = new double[n]; double s = 0; for (int i = 0; i < n; i++) {{ for (int k = 0; k < n; k++) w[k] = x; {round} for (int k = 0; k < n; k++) s += w[k] * w[k] * r; }} return s;";
        Subject subject = Subject.Of($"[Differentiable] public static double F(Span<double> b, double x, double r, int n) {{ {body} }}");
        bool found = Statements(subject.Gradient!.Body).Any(statement => statement is Let { Expression: Allocate { RowLength: not null } });
        Assert.True(isKept == found, $"{what}\n{Printer.Print(subject.Gradient)}");
        subject.Check(Programs.Point);
    }

    private static IEnumerable<Statement> Statements(Region region) =>
        region.Statements.SelectMany(statement => statement.Regions.SelectMany(Statements).Prepend(statement));
}
