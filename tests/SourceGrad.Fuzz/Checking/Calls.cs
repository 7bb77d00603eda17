using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Checking;

/// <summary>
/// The text of a call between boxes: arguments p0, p1, … out of <c>a</c>, seeds q0, … out of <c>s</c>, destinations g0, … for <c>d</c>, and
/// for a model its fields and the gradient of these.
/// </summary>
internal sealed class Calls(FuzzProgram program)
{
    /// <summary>What all glue shares.</summary>
    public const string Common = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using SourceGrad;

        public static class Pack
        {
            public static T[] Rows<N, T>(N[] flat, int width, Func<N[], int, T> make)
            {
                T[] rows = new T[flat.Length / width];
                for (int k = 0; k < rows.Length; k++) rows[k] = make(flat, k * width);
                return rows;
            }

            public static void Flat<N, T>(T[] rows, N[] flat, int width, Action<T, N[], int> write)
            {
                for (int k = 0; k < rows.Length; k++) write(rows[k], flat, k * width);
            }

            public static N[,] Table<N>(N[] flat, int columns)
            {
                N[,] table = new N[flat.Length / columns, columns];
                for (int k = 0; k < flat.Length; k++) table[k / columns, k % columns] = flat[k];
                return table;
            }

            public static N[][] Jagged<N>(N[] flat, int[] lengths)
            {
                List<N[]> rows = [];
                for (int at = 0; rows.Count < lengths.Length || at < flat.Length; at += rows[^1].Length)
                {
                    int length = rows.Count < lengths.Length ? lengths[rows.Count] : 1;
                    rows.Add(flat[at..(at + length)]);
                }

                return [.. rows];
            }

            public static void Flat<N>(N[][] jagged, N[] flat) => jagged.SelectMany(row => row).ToArray().CopyTo(flat, 0);

            public static void Flat<N>(N[,] table, N[] flat)
            {
                for (int k = 0; k < flat.Length; k++) flat[k] = table[k / table.GetLength(1), k % table.GetLength(1)];
            }
        }
        """;

    private readonly List<(Variable Parameter, int Index)> _active = [.. program.Active.Select((p, k) => (p, k))];

    /// <summary>The arguments of the method itself.</summary>
    public static string Arguments(FuzzProgram program) => string.Join(", ", Locals(program));

    /// <summary>The method's arguments and then others.</summary>
    public static string Arguments(FuzzProgram program, params IEnumerable<string>[] more) => string.Join(", ", Locals(program).Concat(more.SelectMany(m => m)));

    /// <summary>The seeds of the buffers that are written.</summary>
    public IEnumerable<string> Seeds => program.Written().Select((_, k) => $"q{k}");

    /// <summary>Where gradients go, those of fields in one object at the end.</summary>
    public IEnumerable<string> Destinations(string passing) =>
    [
        .. _active.Where(x => !program.Fields.Contains(x.Parameter)).Select(x => x.Parameter.IsBuffer ? $"g{x.Index}" : $"{passing} g{x.Index}"),
        .. HasGradientObject ? new[] { "gradient" } : [],
    ];

    private bool HasGradientObject => _active.Any(x => program.Fields.Contains(x.Parameter));

    /// <summary>The body that calls a member and measures what it allocates.</summary>
    public string Invoke(string call, bool withDestinations = false, bool withSeeds = false)
    {
        IReadOnlyList<Variable> parameters = program.Main.Parameters;
        string owner = program.IsModel ? "model" : "Program";
        List<string> lines = [.. parameters.Select((p, k) => $"var p{k} = {Boundary.Unpack(p, $"a[{k}]")};")];
        if (program.IsModel)
        {
            string fields = string.Join(", ", parameters.Select((p, k) => program.Fields.Contains(p) ? $"{p.Name} = p{k}" : "").Where(f => f.Length > 0));
            lines.Add($"var model = new Program {{ {fields} }};");
        }

        if (withSeeds)
        {
            lines.AddRange(program.Written().Select((p, k) => $"var q{k} = {Boundary.Unpack(p, $"s[{k}]")};"));
        }

        if (withDestinations)
        {
            lines.AddRange(_active.Where(x => !program.Fields.Contains(x.Parameter)).Select(x => $"var g{x.Index} = {Boundary.Unpack(x.Parameter, $"d[{x.Index}]")};"));
            lines.Add(HasGradientObject ? "var gradient = model.CreateGradient();" : "");
        }

        lines.Add("long before = GC.GetAllocatedBytesForCurrentThread();");
        lines.Add($"{(program.IsVoid ? "" : "var value = ")}{owner}.{call};");
        lines.Add("Allocated = GC.GetAllocatedBytesForCurrentThread() - before;");
        lines.AddRange(parameters.Select((p, k) => p.ComesBack ? Boundary.Repack(p, $"p{k}", $"a[{k}]") : ""));
        if (withDestinations)
        {
            lines.AddRange(_active.Where(x => !program.Fields.Contains(x.Parameter)).Select(x => Boundary.Repack(x.Parameter, $"g{x.Index}", $"d[{x.Index}]")));
            lines.Add(HasGradientObject ? FromObject() : "");
        }

        lines.Add(program.IsVoid ? "return null;" : "return value;");
        return string.Join(" ", lines.Where(l => l.Length > 0));
    }

    /// <summary>The gradient of a model as flat numbers, field by field; added where the member adds.</summary>
    private string FromObject()
    {
        string type = program.Main.Parameters.First(p => program.Fields.Contains(p)).Type.Text();
        IEnumerable<string> parts = _active.Where(x => program.Fields.Contains(x.Parameter)).Select(x => x.Parameter.IsScalar
            ? $"d[{x.Index}] = ({type})(({type})d[{x.Index}] * keep + flat[at++]); "
            : $"{{ var t = ({type}[])d[{x.Index}]; for (int i = 0; i < t.Length; i++) t[i] = t[i] * keep + flat[at++]; }} ");
        return $"var flat = new {type}[gradient.Length]; gradient.CopyTo(flat); int at = 0; {type} keep = seed is null ? 0 : 1; {Clean()}{string.Concat(parts)}";

        string Clean() => $"if (seed is null) {{ {string.Concat(_active.Where(x => program.Fields.Contains(x.Parameter)).Select(x => x.Parameter.IsScalar ? $"d[{x.Index}] = ({type})0; " : $"Array.Clear(({type}[])d[{x.Index}]); "))}}} ";
    }

    private static IEnumerable<string> Locals(FuzzProgram program) => program.Main.Parameters
        .Select((p, k) => program.Fields.Contains(p) ? "" : $"{p.PassingText}p{k}").Where(a => a.Length > 0);
}
