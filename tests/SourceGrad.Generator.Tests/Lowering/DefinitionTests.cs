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
}
