using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>A derivative ready to be written: the function, and how C# refers to what it takes.</summary>
internal sealed record Derivative(Function Body, EquatableArray<InputBinding> Inputs);
