namespace SourceGrad;

/// <summary>Treats a parameter, field or property as a constant: it gets no gradient.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Field | AttributeTargets.Property)]
public sealed class NoGradientAttribute : Attribute;
