using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>The names of what a model gets.</summary>
internal sealed partial class ModelEmitter
{
    /// <summary>What a model gets; its own members have other names.</summary>
    public static readonly string[] MemberNames = ["Gradient", "ParameterCount", "CreateGradient", "CopyParametersTo", "SetParameters", "AddScaled"];

    private readonly Dictionary<string, string> _nested = [];

    /// <summary>How many parameters one of the <see cref="MemberNames"/> has.</summary>
    public static int ParametersOf(string name) => name is "AddScaled" ? 2 : name is "CopyParametersTo" or "SetParameters" ? 1 : 0;

    /// <summary>The class for the gradient of a member that has members.</summary>
    private string NestedName(string path, string name) => _nested[path + "." + name];

    /// <summary>Names these classes: unlike the classes around and beside them, and unlike all members, which may be in them.</summary>
    /// <param name="path">The member in whose class they are.</param>
    /// <param name="around">The names of the classes around them, and what else may not be their name.</param>
    private void NameNested(string path, IReadOnlyList<string> around)
    {
        List<string> taken = [.. around];
        foreach ((string name, _) in Level(path).Where(member => member.Member is null))
        {
            string bare = name.TrimStart('@', '_') is { Length: > 0 } trimmed ? trimmed : "Member";
            string unique = Identifiers.Unique(char.ToUpperInvariant(bare[0]) + bare.Substring(1) + "Gradient", taken);
            taken.Add(unique);
            _nested.Add(path + "." + name, unique);
            if (!ItemsOf(path, name).Any())
            {
                NameNested(path + "." + name, [.. around, unique]);
            }
        }
    }
}
