using System.Globalization;

namespace SourceGrad.Generator.Tests.Hostile;

/// <summary>Code that is long, or deep.</summary>
internal static class Large
{
    private const int Deep = 200;

    /// <summary>The C# compiler's own analysis of nullable references takes a megabyte for 160 functions in each other, and does not look whether it has it.</summary>
    private const int ForTheCompiler = 16 * 1024 * 1024;

    public static readonly IReadOnlyList<Piece> All =
    [
        Body("10,000 operators", "return x" + Repeat(10_000, k => $" {"+-*"[k % 3]} {(k % 2 == 0 ? "y" : "x")}") + ";"),
        Body("10,000 operators in one product", "return x" + Repeat(10_000, k => k % 2 == 0 ? " * y" : " / 1.5") + ";"),
        Body("10,000 operators in a condition", "return x > 0" + Repeat(10_000, k => k % 2 == 0 ? " && y > 0" : " || x < y") + " ? x : y;"),
        Body("10,000 operators to the right", "return " + Repeat(10_000, _ => "x + (") + "y" + new string(')', 10_000) + ";"),
        Body("10,000 operators on integers", "return x * (n" + Repeat(10_000, k => $" {"+-*^|&"[k % 6]} {k}") + ");"),
        Body("5,000 statements", Repeat(5_000, k => k % 3 == 0 ? "x = Math.Sin(x) + y;\n" : k % 3 == 1 ? "y *= x;\n" : "x += 0.5;\n") + "return x * y;"),
        Body("5,000 declarations", Repeat(5_000, k => $"double v{k} = x * {(k == 0 ? "y" : $"v{k - 1}")};\n") + "return v4999;"),
        Body("1,000 stores", Repeat(1_000, k => $"b[{k % 10}] = b[{(k + 3) % 10}] * x;\n") + "return b[0];"),
        Body("1,000 branches", Repeat(1_000, k => $"if (x > {k}) {{ x = x * 0.9 + y; }}\n") + "return x;"),
        Body("1,000 else-ifs", Repeat(1_000, k => $"if (n == {k}) {{ x *= {k}; }} else ") + "{ x *= y; } return x;"),
        Body("1,000 cases", "switch (n) {" + Repeat(1_000, k => $"case {k}: x *= {k} + y; break;\n") + "} return x;"),
        Body("1,000 arms", "return n switch {" + Repeat(1_000, k => $"{k} => x * {k} + y,\n") + "_ => x };"),
        Body("1,000 loops", Repeat(1_000, k => $"for (int i = 0; i < {k % 5}; i++) x = x * y + {k};\n") + "return x;"),
        Body("1,000 early returns", Repeat(1_000, k => $"if (x > {k}) return x * {k};\n") + "return y;"),
        Body("100 jumps in a loop", "for (int i = 0; i < n; i++) {" + Repeat(100, k => $"if (x > {k}) return x * {k};\nif (y < {k}) continue;\nif (y > {k} + 1) break;\n") + "} return y;"),
        Body("deep parentheses", "return " + new string('(', Deep) + "x" + new string(')', Deep) + " * y;"),
        Body("deep sums", "return " + Repeat(Deep, _ => "x + (") + "y" + new string(')', Deep) + ";"),
        Body("deep signs", "return " + Repeat(Deep, _ => "- ") + "x * y;"),
        Body("deep calls", "return " + Repeat(Deep, _ => "Math.Sin(") + "x * y" + new string(')', Deep) + ";"),
        Body("deep conversions", "return " + Repeat(Deep, k => k % 2 == 0 ? "(double)" : "(float)") + "x * y;"),
        Body("deep choices", "return " + Repeat(Deep, k => $"x > {k} ? ") + "x * y" + Repeat(Deep, k => $" : y + {k}") + ";"),
        Body("deep choices to the right", "return " + Repeat(Deep, k => $"x > {k} ? x * {k} : ") + "y;"),
        Body("deep arms", "return " + Repeat(Deep, k => $"n switch {{ {k} => x, _ => y * ") + "x" + Repeat(Deep, _ => " }") + ";"),
        Body("deep elements", "return b[" + Repeat(Deep, _ => "(int)b[") + "0" + Repeat(Deep, _ => "]") + "] * x;"),
        Body("deep assignments", "double " + string.Join(", ", Enumerable.Range(0, Deep).Select(k => $"v{k}")) + "; " + Repeat(Deep, k => $"v{k} = ") + "x * y; return v0 * v199;"),
        Body("deep blocks", new string('{', Deep) + "x *= y;" + new string('}', Deep) + "return x;"),
        Body("deep branches", Repeat(Deep, k => $"if (x < {k} + 10) {{ x *= y;\n") + new string('}', Deep) + "return x;"),
        Body("deep branches with elses", Repeat(Deep, k => $"if (x < {k} + 10) {{ x *= y;\n") + Repeat(Deep, k => $"}} else {{ y += {k}; }}\n") + "return x * y;"),
        Body("deep loops", Repeat(Deep, k => $"for (int i{k} = 0; i{k} < 1; i{k}++) {{ x *= y;\n") + new string('}', Deep) + "return x;"),
        Body("deep while loops", Repeat(Deep, k => $"while (x < {k} + 10) {{ x = x * y + 1;\n") + new string('}', Deep) + "return x;"),
        Body("deep loops with jumps", Repeat(Deep, k => $"for (int i{k} = 0; i{k} < 2; i{k}++) {{ x *= y; if (x > {k}) {(k % 2 == 0 ? "break" : "continue")};\n") + new string('}', Deep) + "return x;"),
        Body("deep loops over a buffer", Repeat(Deep, k => $"for (int i{k} = 0; i{k} < b.Length; i{k}++) {{ b[i{k}] *= b[0] * x;\n") + new string('}', Deep) + "return b[0];"),
        Body("deep foreach loops", Repeat(Deep / 2, k => $"foreach (double v{k} in b) {{ x += v{k} * y;\n") + new string('}', Deep / 2) + "return x;"),
        Body("deep switches", Repeat(Deep, k => $"switch (n) {{ case {k}: x *= 2; break; default: x *= y;\n") + Repeat(Deep, _ => "break; }\n") + "return x;"),
        Body("deep tries", Repeat(Deep, _ => "try { x *= y;\n") + Repeat(Deep, _ => "} finally { }\n") + "return x;"),
        Body("deep lambdas", Repeat(Deep, k => $"Func<double, double> f{k} = a{k} => {{ double c{k} = a{k} * x;\n") + "double z = y;" + Repeat(Deep, k => $"return {(k == 0 ? "z" : $"f{Deep - k}(c{Deep - k - 1})")} * y; }};\n") + "return f0(x);") with { StackBytes = ForTheCompiler },
        Body("deep local functions", Repeat(Deep, k => $"double G{k}(double a{k}) {{\n") + "double z = y;" + Repeat(Deep, k => $"return {(k == 0 ? "z" : $"G{Deep - k}(a{Deep - k - 1})")} * a{Deep - k - 1}; }}\n") + "return G0(x);") with { StackBytes = ForTheCompiler },
        Body("deep tuples", "var t = " + Repeat(Deep, _ => "(x, ") + "(y, x)" + new string(')', Deep) + "; return t.Item1;"),
        Body("a wide tuple", "var t = (" + string.Join(", ", Enumerable.Range(0, Deep).Select(k => k % 2 == 0 ? "x" : "y")) + "); return t.Item1 * t.Item200;"),
        Body("a long string", $"if (x < 0) throw new ArgumentException(\"{new string('a', 100_000)}\"); return x * y;"),
        Body("a long interpolation", "if (x < 0) throw new ArgumentException($\"" + Repeat(1_000, k => $"{{x:F{k % 9}}} ") + "\"); return x * y;"),
        Body("a long list", "Span<double> t = [" + string.Join(", ", Enumerable.Range(0, 1_000).Select(k => k % 3 == 0 ? "x" : $"{k}.5")) + "]; return t[n] * t[n + 1];"),
        Body("a large stackalloc", "Span<double> t = stackalloc double[1_000_000]; t[n] = x; return t[n] * y;"),
        new("1,000 methods", $"public static partial class C {{ {Repeat(1_000, k => $"[Differentiable] public static double F{k}(double x, double y) => x * y * {k};\n")} }}"),
        new("1,000 methods of which each has an error", $"public static partial class C {{ {Repeat(1_000, k => $"[Differentiable] public static double F{k}(double x, object y) {{ lock (y) {{ return x * {k}; }} }}\n")} }}"),
        new("300 methods in a model", $"public partial class C {{ public double w; {Repeat(300, k => $"[Differentiable] public double F{k}(double x) => x * w * {k};\n")} }}"),
        new("1,000 fields in a model", $"public partial class C {{ {Repeat(1_000, k => $"public double w{k};\n")} [Differentiable] public double F(double x) => x * w0{Repeat(999, k => $" + w{k + 1} * x")}; }}"),
        new("300 parameters", $"public static partial class C {{ [Differentiable] public static double F({string.Join(", ", Enumerable.Range(0, 300).Select(k => $"double x{k}"))}) => x0{Repeat(299, k => $" * x{k + 1}")}; }}"),
        new("100 buffers", $"public static partial class C {{ [Differentiable] public static double F({string.Join(", ", Enumerable.Range(0, 100).Select(k => $"Span<double> x{k}"))}) {{ {Repeat(100, k => $"x{k}[0] *= x{(k + 1) % 100}[1];\n")} return x0[0]; }} }}"),
        new("a chain of 1,000 calls", $"public static partial class C {{ [Differentiable] public static double F(double x) => G0(x);\n{Repeat(1_000, k => $"static double G{k}(double x) => G{k + 1}(x * {k}) + x;\n")} static double G1000(double x) => x * x; }}"),
        new("a tree of calls", $"public static partial class C {{ [Differentiable] public static double F(double x) => G0(x);\n{Repeat(60, k => $"static double G{k}(double x) => G{k + 1}(x * {k}) + G{k + 1}(x);\n")} static double G60(double x) => x * x; }}"),
        new("a ring of calls", $"public static partial class C {{ [Differentiable] public static double F(double x) => G0(x);\n{Repeat(100, k => $"static double G{k}(double x) => x < 1 ? x * x : G{(k + 1) % 100}(x - 1) * x;\n")} }}"),
        new("calls with ever new types", "public static partial class C { [Differentiable] public static double F(double x) => G<int>(x, 3); static double G<T>(double x, int n) => n == 0 ? x * x : G<List<T>>(x * 2, n - 1); }"),
        new("a struct with ever new types", "public struct S<T> { public S<S<T>>[] Inner; public double X; } public static partial class C { [Differentiable] public static double F(S<int> s, double x) => s.X * x; }"),
        new("a class with ever new types", "public class S<T> { public S<S<T>>? Inner; public double X; } public partial class C { private S<int> s = new(); [Differentiable] public double F(double x) => s.X * x; }"),
        new("deep structs", $"{Repeat(40, k => $"public struct S{k} {{ public double X; public S{k + 1} Y; }}\n")} public struct S40 {{ public double X; }} public static partial class C {{ [Differentiable] public static double F(S0 s) => s.X * s.Y.X; }}"),
        new("deep types", $"{Repeat(Deep, k => $"public partial class C{k} {{\n")} [Differentiable] public static double F(double x) => x * x; {new string('}', Deep)}"),
        new("deep generics", $"public static partial class C {{ [Differentiable] public static double F(double x, {Repeat(Deep, _ => "List<")}int{new string('>', Deep)} l) => x * x; }}"),
    ];

    private static Piece Body(string name, string body) =>
        new(name, $"public static partial class C\n{{\n[Differentiable]\npublic static double F(double x, double y, int n, Span<double> b)\n{{\n{body}\n}}\n}}");

    private static string Repeat(int count, Func<int, FormattableString> part) =>
        string.Concat(Enumerable.Range(0, count).Select(k => part(k).ToString(CultureInfo.InvariantCulture)));

    private static string Repeat(int count, Func<int, string> part) => string.Concat(Enumerable.Range(0, count).Select(part));
}
