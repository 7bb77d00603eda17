namespace SourceGrad;

/// <summary>Marks a static method as the hand-written reverse rule of another method. It takes precedence over every other rule.</summary>
/// <param name="type">The type that declares the method the rule is for.</param>
/// <param name="method">The name of that method; write it with <c>nameof</c>.</param>
/// <remarks>
/// The rule takes the method's arguments, then the adjoint of its result, and returns the adjoint of each active argument:
/// one value, or a tuple in parameter order. Adjoints of buffers come as trailing spans, which the rule adds into.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class DerivativeOfAttribute(Type type, string method) : Attribute
{
    /// <summary>The type that declares the method the rule is for.</summary>
    public Type Type { get; } = type;

    /// <summary>The name of the method the rule is for.</summary>
    public string Method { get; } = method;
}
