using Microsoft.CodeAnalysis;
using SourceGrad.Generator.Lowering;
using SourceGrad.Testing;

namespace SourceGrad.Generator.Tests.Lowering;

/// <summary>The C# that stands in for members of the framework.</summary>
public sealed class DefinitionTests
{
    [Fact]
    public void DefinitionsCompile() => Assert.Empty(DefinitionSet.Of(GeneratorHarness.Compile("")).Errors);

    /// <summary>A definition under a name that the framework does not have is one that nothing finds.</summary>
    [Theory]
    [InlineData("System.Linq.Enumerable")]
    [InlineData("System.Collections.Generic.List`1")]
    [InlineData("System.Nullable`1")]
    public void EveryPublicMemberStandsForOneOfTheFramework(string name)
    {
        Compilation user = GeneratorHarness.Compile("");
        HashSet<string?> framework = [.. user.GetTypeByMetadataName(name)!.GetMembers().Select(member => member.GetDocumentationCommentId())];
        IEnumerable<string?> unknown = DefinitionSet.Of(user).Find(name)!.GetMembers()
            .Where(member => member is { DeclaredAccessibility: Accessibility.Public, IsOverride: false })
            .Select(member => member.GetDocumentationCommentId())
            .Where(id => !framework.Contains(id));
        Assert.Empty(unknown);
    }

    /// <summary>
    /// Every public member of these types has a definition or is here, by the start of its name: so that nobody finds out by an error what
    /// could have been said beforehand.
    /// </summary>
    [Theory]
    [InlineData("Vector2")]
    [InlineData("Vector3")]
    [InlineData("Vector4")]
    [InlineData("Quaternion")]
    [InlineData("Plane")]
    [InlineData("Matrix3x2")]
    [InlineData("Matrix4x4")]
    [InlineData("Complex")]
    public void EveryMemberOfTheNumericTypesIsDefinedOrListed(string name)
    {
        Compilation user = GeneratorHarness.Compile("");
        DefinitionSet definitions = DefinitionSet.Of(user);
        string[] missing = [.. user.GetTypeByMetadataName("System.Numerics." + name)!.GetMembers()
            .Where(member => member is { DeclaredAccessibility: Accessibility.Public, IsOverride: false } and not (INamedTypeSymbol or IMethodSymbol { AssociatedSymbol: not null }))
            .Where(member => !(member is IMethodSymbol { MethodKind: MethodKind.Constructor, Parameters.IsEmpty: true }))
            .Where(member => definitions.Find(member) is null)
            .Select(member => member.GetDocumentationCommentId()!)];
        Assert.DoesNotContain(missing, id => Reason(name, id) is null);
    }

    private static string? Reason(string type, string id)
    {
        string name = id.Substring(id.IndexOf("System.Numerics." + type, StringComparison.Ordinal) + 17 + type.Length);
        bool isVector = type.StartsWith("Vector", StringComparison.Ordinal);
        bool Starts(params string[] starts) => starts.Any(start => name.StartsWith(start, StringComparison.Ordinal));
        return Starts("ToString", "Parse", "TryParse", "TryFormat") ? "text has no derivative"
            : isVector && Starts("op_Bitwise", "op_Exclusive", "op_Left", "op_Right", "op_Unsigned", "op_Ones", "And", "Bitwise", "Ones", "Xor", "AllBitsSet", "Shuffle(") ? "works on bits, or moves elements by an index in bytes"
            : isVector && (name.Contains("WhereAllBitsSet", StringComparison.Ordinal) || Starts("ConditionalSelect", "Equals(", "GreaterThan", "LessThan", "Is")) ? "takes or gives a mask of bits"
            : isVector && Starts("Load", "CreateScalarUnsafe") ? "reads memory by address, or leaves elements undefined"
            : isVector && Starts("Round(") ? "rounds by a mode that is known at run time"
            : type == "Matrix4x4" && Starts("CreateBillboard", "CreateConstrainedBillboard", "Decompose") ? "decides by tolerances of the framework's own which case it has"
            : type == "Complex" && Starts("op_Explicit", "op_Implicit", "Create") ? "converts from a type that is not supported"
            : type == "Complex" && Starts("IsNormal", "IsSubnormal") ? "asks for the representation of a number"
            : type == "Complex" && Starts("MaxMagnitude", "MinMagnitude") ? "decides a tie by the signs of both parts"
            : null;
    }
}
