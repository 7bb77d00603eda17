using System.Runtime.CompilerServices;

namespace SourceGrad;

/// <summary>Functions that mean something to the generator, for use inside differentiable methods.</summary>
public static class Differentiation
{
    /// <summary>Returns <paramref name="x"/>. Its derivative is zero: nothing flows back through it.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="x">The value to treat as a constant.</param>
    /// <returns><paramref name="x"/> itself.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T StopGradient<T>(T x) => x;
}
