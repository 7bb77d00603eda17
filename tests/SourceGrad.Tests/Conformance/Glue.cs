using System.Globalization;
using System.Text;

namespace SourceGrad.Tests.Conformance;

/// <summary>
/// Writes the calls of a row's members, with boxed arguments because reflection cannot pass spans. The calls are positional
/// and their types are those of the contract, so a member with another signature is an error in its row.
/// </summary>
internal static class Glue
{
    /// <summary>The members of the static class <c>Probe</c>.</summary>
    public static string Write(Row row, Signature signature)
    {
        string target = $"{row.Container ?? "Table"}.{Escape(signature.Name)}";
        StringBuilder text = new();
        text.AppendLine("public static class Probe").AppendLine("{");
        if (!signature.IsVoid)
        {
            WriteValueAndGradient(text, target, signature);
            if (signature.AllActiveAreScalars)
            {
                WriteReturnedGradient(text, target, signature);
            }
        }

        WriteVjp(text, target, signature);
        WriteAllocated(text, target, signature);
        return text.AppendLine("}").ToString();
    }

    /// <summary>The primal alone, on the built-in types or on duals.</summary>
    public static string WritePrimal(Row row, Signature signature, bool onDuals)
    {
        string target = $"{row.Container ?? "Table"}.{Escape(signature.Name)}";
        string arguments = onDuals
            ? string.Join(", ", signature.Parameters.Select((p, k) => $"({DualType(p)})a[{k}]"))
            : Arguments(signature);
        string call = signature.IsVoid ? $"{target}({arguments}); return null;" : $"return {target}({arguments});";
        return Invariant($"public static class Probe {{ public static object? Primal(object[] a) {{ {call} }} }}");
    }

    private static void WriteValueAndGradient(StringBuilder text, string target, Signature signature)
    {
        text.AppendLine("    public static object? ValueAndGradient(object[] a, object[] d)").AppendLine("    {");
        List<string> arguments = [Arguments(signature)];
        foreach ((Parameter p, int k) in signature.Active.Select((p, k) => (p, k)))
        {
            arguments.Add(p.IsBuffer ? $"(Span<{p.Element}>)({p.Element}[])d[{k}]" : $"out {p.Element} g{k}");
        }

        text.AppendLine(Invariant($"        {signature.ReturnType} value = {target}ValueAndGradient({Join(arguments)});"));
        foreach ((Parameter p, int k) in signature.Active.Select((p, k) => (p, k)).Where(x => !x.p.IsBuffer))
        {
            text.AppendLine(Invariant($"        d[{k}] = g{k};"));
        }

        text.AppendLine("        return value;").AppendLine("    }");
    }

    private static void WriteReturnedGradient(StringBuilder text, string target, Signature signature)
    {
        IReadOnlyList<Parameter> active = signature.Active;
        string type = active.Count == 1
            ? active[0].Element
            : $"({string.Join(", ", active.Select(p => $"{p.Element} {p.Identifier}"))})";
        string parts(string result) => active.Count == 1 ? result : string.Join(", ", active.Select(p => $"{result}.{p.Identifier}"));
        text.AppendLine(Invariant($"    public static object[] Gradient(object[] a) {{ var g = {target}Gradient({Arguments(signature)}); {type} typed = g; return [{parts("g")}]; }}"));
        text.AppendLine(Invariant($"    public static object[] ValueAndGradientTuple(object[] a) {{ var r = {target}ValueAndGradient({Arguments(signature)}); ({signature.ReturnType} Value, {type} Gradient) typed = r; return [r.Value, {parts("r.Gradient")}]; }}"));
    }

    private static void WriteVjp(StringBuilder text, string target, Signature signature)
    {
        text.AppendLine("    public static object? Vjp(object[] a, object seed, object[] w, object[] d)").AppendLine("    {");
        (List<string> arguments, string before, string after) = VjpArguments(signature);
        text.AppendLine(before);
        text.AppendLine(signature.IsVoid
            ? Invariant($"        {target}Vjp({Join(arguments)});")
            : Invariant($"        {signature.ReturnType} value = {target}Vjp({Join(arguments)});"));
        text.AppendLine(after);
        text.AppendLine(signature.IsVoid ? "        return null;" : "        return value;").AppendLine("    }");
    }

    private static (List<string> Arguments, string Before, string After) VjpArguments(Signature signature)
    {
        List<string> arguments = [Arguments(signature)];
        StringBuilder before = new(), after = new();
        if (!signature.IsVoid)
        {
            arguments.Add($"({signature.ReturnType})seed");
        }

        arguments.AddRange(signature.Written.Select((p, k) => $"(ReadOnlySpan<{p.Element}>)({p.Element}[])w[{k}]"));
        foreach ((Parameter p, int k) in signature.Active.Select((p, k) => (p, k)))
        {
            if (p.IsBuffer)
            {
                arguments.Add($"(Span<{p.Element}>)({p.Element}[])d[{k}]");
                continue;
            }

            before.AppendLine(Invariant($"        {p.Element} g{k} = ({p.Element})d[{k}];"));
            after.AppendLine(Invariant($"        d[{k}] = g{k};"));
            arguments.Add($"ref g{k}");
        }

        return (arguments, before.ToString(), after.ToString());
    }

    /// <summary>Bytes on the managed heap of five calls after ten; buffers that the method writes are restored before each.</summary>
    private static void WriteAllocated(StringBuilder text, string target, Signature signature)
    {
        text.AppendLine("    public static long Allocated(object[] a, object seed, object[] w, object[] d)").AppendLine("    {");
        foreach ((Parameter p, int k) in signature.Parameters.Select((p, k) => (p, k)))
        {
            text.AppendLine(p.IsBuffer
                ? Invariant($"        {p.Element}[] a{k} = ({p.Element}[])a[{k}]; {p.Element}[] copy{k} = ({p.Element}[])a{k}.Clone();")
                : Invariant($"        {p.Type} a{k} = ({p.Type})a[{k}];"));
        }

        foreach ((Parameter p, int k) in signature.Active.Select((p, k) => (p, k)))
        {
            text.AppendLine(p.IsBuffer
                ? Invariant($"        {p.Element}[] g{k} = ({p.Element}[])d[{k}];")
                : Invariant($"        {p.Element} g{k} = 0;"));
        }

        foreach ((Parameter p, int k) in signature.Written.Select((p, k) => (p, k)))
        {
            text.AppendLine(Invariant($"        {p.Element}[] w{k} = ({p.Element}[])w[{k}];"));
        }

        if (!signature.IsVoid)
        {
            text.AppendLine(Invariant($"        {signature.ReturnType} s = ({signature.ReturnType})seed;"));
        }

        text.AppendLine("        long start = 0;").AppendLine("        for (int round = 0; round < 15; round++)").AppendLine("        {");
        text.AppendLine("            if (round == 10) start = GC.GetAllocatedBytesForCurrentThread();");
        string restore = string.Concat(signature.Parameters.Select((p, k) => p.IsBuffer ? Invariant($"Array.Copy(copy{k}, a{k}, a{k}.Length); ") : ""));
        IEnumerable<string> inputs = signature.Parameters.Select((_, k) => Invariant($"a{k}"));
        if (!signature.IsVoid)
        {
            IEnumerable<string> outs = signature.Active.Select((p, k) => Invariant($"{(p.IsBuffer ? "" : "out ")}g{k}"));
            text.AppendLine(Invariant($"            {restore}{target}ValueAndGradient({Join(inputs.Concat(outs))});"));
        }

        IEnumerable<string> seeds = (signature.IsVoid ? [] : new[] { "s" }).Concat(signature.Written.Select((_, k) => Invariant($"w{k}")));
        IEnumerable<string> refs = signature.Active.Select((p, k) => Invariant($"{(p.IsBuffer ? "" : "ref ")}g{k}"));
        text.AppendLine(Invariant($"            {restore}{target}Vjp({Join(inputs.Concat(seeds).Concat(refs))});"));
        text.AppendLine("        }").AppendLine("        return GC.GetAllocatedBytesForCurrentThread() - start;").AppendLine("    }");
    }

    private static string Arguments(Signature signature) =>
        string.Join(", ", signature.Parameters.Select((p, k) => p.IsBuffer ? $"({p.Element}[])a[{k}]" : $"({p.Type})a[{k}]"));

    private static string DualType(Parameter p) => (p.IsReal ? "Dual" : p.Element) + (p.IsBuffer ? "[]" : "");

    private static string Join(IEnumerable<string> arguments) => string.Join(", ", arguments.Where(a => a.Length > 0));

    private static string Escape(string name) =>
        Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetKeywordKind(name) == Microsoft.CodeAnalysis.CSharp.SyntaxKind.None ? name : "@" + name;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
