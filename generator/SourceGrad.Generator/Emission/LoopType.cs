using System.Globalization;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>The struct that brings to another thread what a loop on several cores needs apart from its buffers.</summary>
/// <param name="Name">The struct.</param>
/// <param name="Kernel">The member that runs some of the loop's rounds.</param>
internal sealed record LoopType(string Name, Member Kernel)
{
    public void Emit(string attribute, IndentedWriter writer)
    {
        List<string> fields = [], arguments = [];
        ICollection<string> taken = [.. Kernel.Signature.Skip(2).Select(parameter => parameter.Name)];
        string from = Identifiers.Unique("from", taken), to = Identifiers.Unique("to", taken), buffers = Identifiers.Unique("buffers", taken);
        int position = 0;
        for (int i = 2; i < Kernel.Signature.Count; i++)
        {
            SignatureParameter parameter = Kernel.Signature[i];
            IrType type = Kernel.Body!.Parameters[i].Type;
            if (type.HasPositions)
            {
                arguments.Add($"{buffers}.Get<{TypeText.Of(type.Element)}>({(position++).ToString(CultureInfo.InvariantCulture)})");
                continue;
            }

            fields.Add($"{parameter.CSharpType} {Identifiers.Escape(parameter.Name)}");
            arguments.Add(Identifiers.Escape(parameter.Name));
        }

        writer.Line("/// <summary>Brings some rounds of a loop to a core.</summary>");
        writer.Line(attribute);
        string primary = fields.Count == 0 ? "" : $"({string.Join(", ", fields)})";
        writer.Open($"public readonly struct {Identifiers.Escape(Name)}{primary} : global::SourceGrad.Runtime.IParallelLoop");
        writer.Line($"public void Run(int {from}, int {to}, global::SourceGrad.Runtime.SharedBuffers {buffers}) => {Identifiers.Escape(Kernel.Name)}(");
        writer.Line($"    {from},");
        writer.Line($"    {to}{(arguments.Count == 0 ? ");" : ",")}");
        for (int i = 0; i < arguments.Count; i++)
        {
            writer.Line("    " + arguments[i] + (i + 1 < arguments.Count ? "," : ");"));
        }

        writer.Close();
    }
}
