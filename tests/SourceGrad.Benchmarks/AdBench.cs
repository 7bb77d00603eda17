using System.IO.Compression;
using System.Text.Json;

namespace SourceGrad.Benchmarks;

/// <summary>Reads the problems in the folder Data.</summary>
internal static class AdBench
{
    /// <summary>The input of a problem and the result of an independent implementation.</summary>
    public static (JsonElement Input, JsonElement Expected) Load(string name)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Data", $"{name}.json.gz");
        using GZipStream stream = new(File.OpenRead(path), CompressionMode.Decompress);
        using JsonDocument document = JsonDocument.Parse(stream);
        JsonElement root = document.RootElement.Clone();
        return (root.GetProperty("input"), root.GetProperty("expected"));
    }

    /// <summary>All numbers in an array or in arrays of arrays, in order.</summary>
    public static double[] Numbers(JsonElement element) => element.ValueKind == JsonValueKind.Number
        ? [element.GetDouble()]
        : [.. element.EnumerateArray().SelectMany(Numbers)];
}
