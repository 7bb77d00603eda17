using System.Globalization;
using SourceGrad.Fuzz.Checking;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Reporting;

/// <summary>A failure as a row of the conformance table.</summary>
internal static class RowText
{
    public static string Of(Failure failure)
    {
        FuzzProgram program = failure.Program;
        CodeWriter writer = new();
        writer.Line($"// {failure.Kind}, {failure.Configuration.Name}: {failure.Message.ReplaceLineEndings(" ")[..Math.Min(500, failure.Message.Length)]}");
        writer.Write($"new Row(\"fuzz {program.Origin}\", \"\"\"").Line().Indent();
        foreach (string line in program.Text("[Differentiable]").TrimEnd('\n').Split('\n'))
        {
            writer.Line(line);
        }

        writer.Write("\"\"\")").Outdent();
        foreach (Point point in program.Points)
        {
            WritePoint(writer, program, point);
        }

        return writer.Line(",").ToString();
    }

    private static void WritePoint(CodeWriter writer, FuzzProgram program, Point point)
    {
        Reference reference;
        try
        {
            reference = Machine.Run(program, point);
        }
        catch (Rejected)
        {
            return;
        }

        writer.Write($".At({string.Join(", ", point.Arguments.Select(Literal))})");
        if (reference.Thrown is { } thrown)
        {
            writer.Write($".Throws<{thrown.Name}>()");
        }

        foreach (Variable written in program.Written().Where(w => w.IsBuffer))
        {
            int k = program.Main.Parameters.ToList().IndexOf(written);
            Array after = Array.CreateInstance(point.Arguments[k].GetType().GetElementType()!, reference.Buffers[k].Length);
            for (int e = 0; e < after.Length; e++)
            {
                after.SetValue(Convert.ChangeType(reference.Buffers[k][e].Real, after.GetType().GetElementType()!, CultureInfo.InvariantCulture), e);
            }

            writer.Write($".Leaves(\"{written.Name.TrimStart('@')}\", {Literal(after)})");
        }
    }

    private static string Literal(object argument) => argument switch
    {
        double number => number.ToString("R", CultureInfo.InvariantCulture) is var text && text.AsSpan().ContainsAny(".E") ? text : text + ".0",
        float number => number.ToString("R", CultureInfo.InvariantCulture) + "f",
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        bool flag => flag ? "true" : "false",
        byte or sbyte or short or ushort or uint => $"({argument.GetType().Name switch { "Byte" => "byte", "SByte" => "sbyte", "Int16" => "short", "UInt16" => "ushort", _ => "uint" }}){argument}",
        char letter => $"(char){(int)letter}",
        double[] numbers => $"new double[] {{ {string.Join(", ", numbers.Select(n => n.ToString("R", CultureInfo.InvariantCulture)))} }}",
        float[] numbers => $"new float[] {{ {string.Join(", ", numbers.Select(n => Literal(n)))} }}",
        int[] numbers => $"new int[] {{ {string.Join(", ", numbers.Select(n => Literal(n)))} }}",
        _ => Convert.ToString(argument, CultureInfo.InvariantCulture)!,
    };
}
