using SourceGrad.Generator.Infrastructure;

namespace SourceGrad.Generator.Ir;

/// <summary>An annotated method as reflection finds it.</summary>
/// <param name="Type">The full name of its type: <c>Demo.Outer`1+Inner</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">The types of its parameters: <c>System.ReadOnlySpan`1[System.Double]</c>.</param>
internal sealed record CheckedMethod(string Type, string Name, EquatableArray<string> Parameters);
