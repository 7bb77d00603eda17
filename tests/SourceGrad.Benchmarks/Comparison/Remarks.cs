using System.Xml.Linq;

namespace SourceGrad.Benchmarks.Comparison;

/// <summary>Reads from the doc comments of the generated members what they record.</summary>
internal static class Remarks
{
    private static readonly Lazy<XDocument> s_document = new(() => XDocument.Load(Path.ChangeExtension(typeof(Remarks).Assembly.Location, ".xml")));

    /// <summary>The last sentence of a generated member's remarks, which is about records.</summary>
    public static string Recorded(string member)
    {
        string prefix = $"M:SourceGrad.Benchmarks.Cases.{member}(";
        string? remarks = s_document.Value.Descendants("member")
            .FirstOrDefault(element => element.Attribute("name")!.Value.StartsWith(prefix, StringComparison.Ordinal))?.Element("remarks")?.Value;
        if (remarks?.IndexOf("ecorded", StringComparison.Ordinal) is not int start || start < 0)
        {
            return "?";
        }

        string sentence = remarks[(remarks.LastIndexOf(". ", start, StringComparison.Ordinal) + 2)..].Trim();
        return sentence.Contains("Nothing is recorded", StringComparison.Ordinal) ? "nothing" : sentence;
    }
}
