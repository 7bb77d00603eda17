namespace SourceGrad.Generator.Tests.Hostile;

/// <summary>Names that collide with generated ones, that have to be escaped, or that are spelled in odd ways; and text that is odd to quote.</summary>
internal static class Names
{
    public static IEnumerable<Piece> All => Collisions.Concat(Spellings).Concat(Texts)
        .Select(x => new Piece(x.Name, x.Source.Contains(" class ", StringComparison.Ordinal) ? x.Source : $"public partial class C\n{{\n{x.Source}\n}}"))
        .Concat(Newlines);

    private static readonly (string Name, string Source)[] Collisions =
    [
        ("methods that differ in case", "[Differentiable] public static double F(double x) => x * x;\n[Differentiable] public static double f(double x) => x;"),
        ("types that differ in case", "public partial class Casing { [Differentiable] public static double F(double x) => x * x; } public partial class CASING { [Differentiable] public static double F(double x) => x; }"),
        ("models that differ in case", "public partial class Casing { public double w; [Differentiable] public double F(double x) => x * w; } public partial class CASING { public double w; [Differentiable] public double F(double x) => x * w; }"),
        ("overloads that differ in case", "[Differentiable] public static double F(double x) => x * x;\n[Differentiable] public static double f(double x) => x;\n[Differentiable] public static double F(float x) => x;"),
        ("overloads by types of one name", "public static class A { public struct S { public double X; } } public static class B { public struct S { public double X; } } public static partial class C { [Differentiable] public static double F(A.S s) => s.X; [Differentiable] public static double F(B.S s) => s.X; }"),
        ("overloads by types that differ in case", "public struct S { public double X; } public struct s { public double X; } public static partial class C { [Differentiable] public static double F(S x) => x.X; [Differentiable] public static double F(s x) => x.X; }"),
        ("overloads by reference", "[Differentiable] public static double F(double x) => x * x;\n[Differentiable] public static double F(ref double x) { x *= 2; return x; }"),
        ("overloads by punctuation", "[Differentiable] public static double F(double[] x) => x[0];\n[Differentiable] public static double F(double[,] x) => x[0, 0];\n[Differentiable] public static double F(double[][] x) => x[0][0];\n[Differentiable] public static double F(ReadOnlySpan<double> x) => x[0];\n[Differentiable] public static double F((double, double) x) => x.Item1;\n[Differentiable] public static double F(double? x) => x ?? 1;\n[Differentiable] public static double F(double x, double y) => x;"),
        ("generic and not", "[Differentiable] public static double F(double x) => x * x;\n[Differentiable] public static T F<T>(T x) where T : System.Numerics.IFloatingPointIeee754<T> => x * x;"),
        ("names that make one file name", "public partial class A_1 { [Differentiable] public static double F(double x) => x * x; } public partial class A<T> { [Differentiable] public static double F(double x) => x * x; }"),
        ("methods that make one file name", "[Differentiable] public static double F_1(double x) => x * x;\n[Differentiable] public static double F<T>(double x) => x * x;"),
        ("the gradient exists", "[Differentiable] public static double F(double x) => x * x;\npublic static double FGradient(double x) => 2 * x;"),
        ("the value and gradient exist", "[Differentiable] public static double F(double x) => x * x;\npublic static double FValueAndGradient(double x, out double g) { g = 1; return x; }"),
        ("the vector-Jacobian product exists", "[Differentiable] public static void F(Span<double> x) { x[0] *= x[0]; }\npublic static void FVjp(Span<double> x, ReadOnlySpan<double> a, Span<double> g) { }"),
        ("a field has the gradient's name", "[Differentiable] public static double F(double x) => x * x;\npublic static double FGradient;"),
        ("a type has the gradient's name", "[Differentiable] public static double F(double x) => x * x;\npublic class FValueAndGradient;"),
        ("the containing type has the gradient's name", "public static partial class FGradient { [Differentiable] public static double F(double x) => x * x; }"),
        ("two methods make one gradient", "[Differentiable] public static double F(double x) => x * x;\n[Differentiable] public static double FGradient(double x) => x * x;\n[Differentiable] public static double FValueAnd(double x) => x * x;"),
        ("overloads make one member", "[Differentiable] public static double F(double x) => x * x;\n[Differentiable(\"x\")] public static double F(double x, out double y) { y = x; return x * x; }"),
        ("a model has a member named Gradient", "public partial class C { public double w; public double Gradient; [Differentiable] public double F(double x) => x * w; }"),
        ("a model has a type named Gradient", "public partial class C { public double w; public class Gradient; [Differentiable] public double F(double x) => x * w; }"),
        ("a model has CreateGradient", "public partial class C { public double w; public int CreateGradient() => 1; public int ParameterCount; public int SetParameters; [Differentiable] public double F(double x) => x * w; }"),
        ("a model is named Gradient", "public partial class Gradient { public double w; [Differentiable] public double F(double x) => x * w; }"),
        ("a model has fields named like its gradient's members", "public partial class C { public double Clear, Length, CopyTo, AddScaled, scale, source, destination, gradient, value; [Differentiable] public double F(double x) => x * Clear * Length * CopyTo * AddScaled * scale * source * destination * gradient * value; }"),
        ("a model has fields that differ in case", "public partial class C { public double w, W, _w, _W; public double[] Ww = [1], ww = [1]; [Differentiable] public double F(double x) => x * w * W * _w * _W * Ww[0] * ww[0]; }"),
        ("a model has a field named like the parameter", "public partial class C { public double x; [Differentiable] public double F(double x) => x * this.x; }"),
        ("parameters named like destinations", "[Differentiable] public static double F(double x, double xGradient, double xGradientGradient, double xGradient1) => x * xGradient * xGradientGradient * xGradient1;"),
        ("parameters named like seeds", "[Differentiable(Derivatives = DerivativeKinds.Vjp)] public static double F(Span<double> x, double resultAdjoint, double xAdjoint, double adjoint) { x[0] = resultAdjoint * xAdjoint; return adjoint * x[0]; }"),
        ("underscores", "[Differentiable] public static double F(double _, double __, double _t0, double t0) { double ___ = _ * __; return ___ * _t0 * t0; }"),
        ("discards", "[Differentiable] public static double F(double x, double y) { (double a, _) = (x * y, y); _ = a * 2; return a; }"),
        ("parameters that differ in case", "[Differentiable] public static double F(double value, double Value, double VALUE) => value * Value * VALUE;"),
        ("all keywords", "[Differentiable] public static double F(double @abstract, double @out, double @ref, double @this, double @base, double @new, double @default, double @true) { double @return = @abstract * @out, @for = @ref * @this; if (@return > 0) { double @while = @base * @new; @return += @while; } return @return * @for * @default * @true; }"),
        ("all contextual keywords", "[Differentiable] public static double F(double var, double dynamic, double record, double when, double with, double and, double or, double not, double nint, double nameof, double await, double async, double yield, double partial, double where, double scoped, double field, double value, double get, double file, double required, double extension, double allows, double args, double unmanaged, double global) => var * dynamic * record * when * with * and * or * not * nint * nameof * await * async * yield * partial * where * scoped * field * value * get * file * required * extension * allows * args * unmanaged * global;"),
        ("locals with contextual keywords", "[Differentiable] public static double F(double x) { double var = x * x, value = Math.Sin(var), when = value * var, field = when * x, yield = field * when, await = Math.Exp(yield), scoped = await * yield, nameof = scoped; return var * value * when * field * yield * await * scoped * nameof; }"),
        ("types named like what generated code uses", "public static partial class C { private class Tape; private class Scratch; private class Require; private class Vector; private class Span; private class @double; private class Single; private class Table; [Differentiable] private static double F(ReadOnlySpan<double> x, Span<double> y) { double s = 1; double[] t = new double[x.Length]; for (int i = 0; i < x.Length; i++) { s = Math.Sin(s * x[i]); t[i] = s; y[i] = t[i] * s; } return s; } }"),
        ("fields that hide locals' names", "private static readonly double i = 2, s = 3, xAdjoint = 4; [Differentiable] public static double F(ReadOnlySpan<double> x) { double r = 0; for (int k = 0; k < x.Length; k++) r += x[k] * C.i * C.s * C.xAdjoint; return r; }"),
        ("local functions of one name", "[Differentiable] public static double F(double x) { double r = 0; { double G(double y) => y * y; r += G(x); } { double G(double y) => y * x; r += G(x); } return r; }"),
        ("lambda parameters named like locals", "[Differentiable] public static double F(double x) { Func<double, double> f = static x => x * x; Func<double, double> g = y => { double r = y * x; return r; }; double r = f(x); return r * g(r); }"),
    ];

    private static readonly (string Name, string Source)[] Spellings =
    [
        ("letters of other scripts", "[Differentiable] public static double Größe(double ширина, double 高さ, double ñ, double Ω) { double произведение = ширина * 高さ; return произведение * Math.Sin(ñ) * Ω; }"),
        ("letters whose case depends on the culture", "[Differentiable] public static double İ(double ı, double i, double I, double ß, double ſ) { double İi = ı * i, ıI = I * ß; return İi * ıI * ſ; }"),
        ("combining marks", "[Differentiable] public static double F(double x\u0302, double x, double y\u0301\u0302) { double z\u0303 = x\u0302 * x; return z\u0303 * z\u0303 * y\u0301\u0302; }"),
        ("connecting and digit characters", "[Differentiable] public static double F(double a\u203Fb, double x\u0663, double \u2160) => a\u203Fb * x\u0663 * \u2160 * \u2160;"),
        ("formatting characters", "[Differentiable] public static double F(double a\u200Db, double c) { double d\u200De = a\u200Db * c; return d\u200De * ab; }"),
        ("unicode escapes", """[Differentiable] public static double \u0046(double \u0061b, double x) { double \u0079 = ab * x; if (\u0079 < 0) throw new ArgumentException(nameof(\u0061b)); return y * \u0061b; }"""),
        ("escaped keywords by unicode", """[Differentiable] public static double F(double \u0069nt, double cl\u0061ss) => \u0069nt * cl\u0061ss;"""),
        ("needless escapes", "[Differentiable] public static double @F(double @x, double y) { double @z = x * @y; if (@z < 0) throw new ArgumentException(nameof(@x)); return @z * z; }"),
        ("a very long name", $"[Differentiable] public static double F(double {new string('a', 500)}) => {new string('a', 500)} * 2;"),
        ("a very long method name", $"[Differentiable] public static double {new string('F', 500)}(double a) => a * 2;"),
        ("numbers in all spellings", "[Differentiable] public static double F(double x) => x * 0x1F * 0b1010 * 1_000 * .5 * 1e3 * 1E-3d * 2f * 3m.GetHashCode() * 1_0.0_1e1_0 * 10L * 7UL * 0xFFFFFFFF * 'a' * double.MaxValue * 4.94065645841247E-324;"),
    ];

    private static readonly (string Name, string Source)[] Texts =
    [
        ("preprocessor branches", "[Differentiable] public static double F(double x)\n{\n#if DEBUG\n    return x;\n#elif !RELEASE && true\n    return x *\n#if false\n    3\n#else\n    x\n#endif\n    ;\n#else\n    return 1;\n#endif\n}"),
        ("regions and pragmas", "[Differentiable] public static double F(double x)\n{\n#region r\n#pragma warning disable CS0168\n    double y = x /* c */ * // d\n#line 7 \"other.cs\"\n        x;\n#line hidden\n    double z = y\n#line default\n        * x;\n#endregion\n    return y * z;\n}"),
        ("line spans", "[Differentiable] public static double F(double x)\n{\n#line (1, 1) - (5, 60) 10 \"partial-class.cs\"\n    lock (new object()) { x *= 2; }\n    return x;\n}"),
        ("nullable off", "#nullable disable\npublic static partial class C { [Differentiable] public static double F(double x, string s, double[] y) => s == null ? x : x * s.Length * y[0]; }\n#nullable restore"),
        ("nullable annotations only", "#nullable enable annotations\npublic static partial class C { [Differentiable] public static double F(double x, string? s, double[]? y) => x * s!.Length * y![0]; }"),
        ("comments of all kinds", "/** <summary>*/ // x\n/// <summary> <b> & </c>\n/* a */ [ /* b */ Differentiable /* c */ ] /* d */ public /* e */ static /* f */ double /* g */ F /* h */ ( /* i */ double /* j */ x /* k */ ) /* l */ => /* m */ x /* */ */ /* n *//* o */ x /* p */ ; /* q */"),
        ("comment ends inside a string", "[Differentiable] public static double F(double x) { if (x < 0) throw new ArgumentException(\"*/ // \\\" {0} </summary> ]]>\"); string s = \"/* {\"; return x * s.Length; }"),
        ("markup in what is quoted", "[Differentiable] public static double F(double x, double y) { bool b = x < y && y > x & x > 0; double z = b ? x < 1 ? 2 : y : x; return z * (x > y ? 1 : 2) * (\"<!--&amp;\".Length); }"),
        ("raw and verbatim strings", "[Differentiable] public static double F(double x)\n{\n    if (x < 0) throw new ArgumentException(@\"a\n  \"\"b\"\" {0}\");\n    if (x > 9) throw new ArgumentException($\"\"\"\n        a {x}\n          \"b\" {{0}}\n        \"\"\");\n    return x * $$\"\"\"{{{1}}}\"\"\".Length;\n}"),
        ("verbatim and interpolated", "[Differentiable] public static double F(double x) { if (x < 0) throw new ArgumentException($@\"a{x:E3}\\\\b{{}}{(x > 1 ? \"y\" : $\"{x}\")}\"); return x * x; }"),
        ("utf-8 and character literals", "[Differentiable] public static double F(double x) => x * \"a\\u2028b\"u8.Length * '\\'' * '\\u2028' * '\"';"),
        ("nothing but white space between", "[Differentiable]public static double F(double x)=>x*-+-x- -x+ +x*(double)-x;"),
        ("signs", "[Differentiable] public static double F(double x, int n) => - -x - -(-x) + +x * - - -2 - -n - - -1.5 * ~-n;"),
        ("a stray character", "[Differentiable] public static double F(double x) => x * x` ;\u0000\uFEFF\u00A0"),
        ("half a surrogate pair", "[Differentiable] public static double F(double x) => x * \"\uD83D\".Length; // \uDE00"),
        ("unterminated", "[Differentiable] public static double F(double x) => x * \"abc"),
        ("unterminated comment", "[Differentiable] public static double F(double x) => x * x; /* abc"),
        ("unterminated directive", "[Differentiable] public static double F(double x) => x * x;\n#if X\n"),
        ("error directive", "#error no\npublic static partial class C { [Differentiable] public static double F(double x) => x * x; }"),
    ];

    /// <summary>Every end of line that C# knows, in comments, in strings and between tokens.</summary>
    private static IEnumerable<Piece> Newlines => new[] { "\r", "\n", "\r\n", "\u0085", "\u2028", "\u2029" }.Select((end, k) => new Piece(
        $"end of line {k}",
        "public static partial class C\n{\n[Differentiable]\npublic static double F(double x)\n{\n// a\nif (x <\n 0) throw new ArgumentException(@\"a\nb\" + \"c\");\ndouble y = x * /* b\n*/ x *\n@\"d\ne\".Length;\nreturn y;\n}\n}\n".Replace("\n", end, StringComparison.Ordinal)));
}
