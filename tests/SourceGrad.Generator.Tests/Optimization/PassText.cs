using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Tests.Ir;

namespace SourceGrad.Generator.Tests.Optimization;

/// <summary>A pass as text in, text out: the statements of <c>F</c> with the parameters that most tests need.</summary>
internal static class PassText
{
    private const string Head =
        "function F(%x.100: double, %y.101: double, %n.102: int, %m.103: int, %b.104: span<double>, %w.105: span<double>) -> (return result: double) {\n";

    /// <summary>The whole text of <c>F</c>.</summary>
    public static string Function(string statements) => Head + statements + "\n}\n";

    public static void Check(Func<Function, Function> pass, string before, string after)
    {
        Function function = IrText.Parse(Function(before)), changed = pass(function);
        Verifier.Verify(changed);
        Assert.Equal(Trim(after), Trim(Printer.Print(changed)[Head.Length..]));
        Assert.Equal(Printer.Print(changed), Printer.Print(pass(changed)));
    }

    public static void Unchanged(Func<Function, Function> pass, string text)
    {
        Function function = IrText.Parse(Function(text));
        Assert.Equal(Printer.Print(function), Printer.Print(pass(function)));
    }

    private static string Trim(string text) => string.Join(
        "\n", text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)).TrimEnd('}').TrimEnd();
}
