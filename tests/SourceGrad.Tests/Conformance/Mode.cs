namespace SourceGrad.Tests.Conformance;

/// <summary>How the generator treats a row.</summary>
public enum Mode
{
    /// <summary>Nothing is optimized, <c>Simd = false</c>.</summary>
    Plain,

    /// <summary>Optimized, <c>Simd = false</c>: the value is the primal's to the last bit.</summary>
    SourceOrder,

    /// <summary>Optimized, loops in lanes.</summary>
    Lanes,

    /// <summary>The same, and loops in three parts, on as many threads.</summary>
    Cores,
}
