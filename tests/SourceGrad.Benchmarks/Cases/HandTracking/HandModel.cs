using System.Text.Json;

namespace SourceGrad.Benchmarks.Cases.HandTracking;

/// <summary>The hand at rest, and which of its vertices belong to which measured points.</summary>
internal sealed record HandModel(
    int[] Parents, double[] Relatives, double[] Inverses, double[] Positions, double[] Weights, int[] Vertices, double[] Points)
{
    public const int Angles = 26;

    public int Bones => Parents.Length;

    public int Count => Points.Length / 3;

    /// <summary>The vertices of a point: one, or the three of a triangle.</summary>
    public int Corners => Vertices.Length / Count;

    public static HandModel Read(JsonElement data, bool triangles)
    {
        JsonElement model = data.GetProperty("model");
        int[] correspondences = Integers(data.GetProperty("correspondences"));
        int[] corners = Integers(model.GetProperty("triangles"));
        return new HandModel(
            Integers(model.GetProperty("parents")),
            AdBench.Numbers(model.GetProperty("base_relatives")),
            AdBench.Numbers(model.GetProperty("inverse_base_absolutes")),
            AdBench.Numbers(model.GetProperty("base_positions")),
            AdBench.Numbers(model.GetProperty("weights")),
            triangles ? [.. correspondences.SelectMany(t => corners[(3 * t)..(3 * t + 3)])] : correspondences,
            AdBench.Numbers(data.GetProperty("points")));
    }

    private static int[] Integers(JsonElement element) => [.. AdBench.Numbers(element).Select(x => (int)x)];
}
