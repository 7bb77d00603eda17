using System.Runtime.CompilerServices;

namespace SourceGrad.Generator.Ir;

/// <summary>Tells statements apart by identity: two equal ones at two places are two.</summary>
internal sealed class ReferenceComparer : IEqualityComparer<Statement>
{
    public static readonly ReferenceComparer Instance = new();

    public bool Equals(Statement? x, Statement? y) => ReferenceEquals(x, y);

    public int GetHashCode(Statement statement) => RuntimeHelpers.GetHashCode(statement);
}
