namespace SourceGrad.Benchmarks.Comparison;

/// <summary>The ways in which a problem is solved.</summary>
internal enum Implementation
{
    /// <summary>The value alone: the user's plain C#.</summary>
    Primal,

    /// <summary>Value and gradient: what the generator makes of the user's plain C#.</summary>
    Generated,

    /// <summary>Value and gradient as an expert writes them without SIMD.</summary>
    Scalar,

    /// <summary>Value and gradient as an expert writes them with SIMD.</summary>
    Lanes,

    /// <summary>The value alone as an expert writes it with SIMD.</summary>
    LanesPrimal,
}
