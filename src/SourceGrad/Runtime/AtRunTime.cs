using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SourceGrad.Runtime;

/// <summary>Keeps the C# compiler from computing with a constant, where that would be an error and at run time is none, or an exception.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AtRunTime
{
    /// <summary>The number itself, but no constant.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="constant">The number.</param>
    /// <returns>The same.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T constant)
        where T : struct => constant;
}
