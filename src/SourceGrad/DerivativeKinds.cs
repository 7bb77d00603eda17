namespace SourceGrad;

/// <summary>The members that the generator adds for a <see cref="DifferentiableAttribute">[Differentiable]</see> method.</summary>
/// <remarks>
/// This version generates <see cref="Gradient"/> and <see cref="Vjp"/>. Asking for another kind is a compile-time error.
/// </remarks>
[Flags]
public enum DerivativeKinds
{
    /// <summary>The default: <see cref="Gradient"/> for a method with a result, <see cref="Vjp"/> for a void method.</summary>
    None = 0,

    /// <summary><c>FValueAndGradient</c>, and <c>FGradient</c> where all active parameters are scalars. Overwrites its destinations.</summary>
    Gradient = 1,

    /// <summary><c>FVjp</c>, the vector-Jacobian product: takes the adjoints of the results and adds to its destinations.</summary>
    Vjp = 2,

    /// <summary><c>FJvp</c>, the Jacobian-vector product: the derivative in one direction.</summary>
    Jvp = 4,

    /// <summary><c>FJacobian</c>, the dense matrix of all first derivatives.</summary>
    Jacobian = 8,

    /// <summary><c>FHvp</c>, the product of the Hessian and a direction.</summary>
    Hvp = 16,

    /// <summary><c>FHessian</c>, the dense matrix of all second derivatives.</summary>
    Hessian = 32,

    /// <summary><c>FBatch</c> and <c>FValueAndGradientBatch</c>: many points at once, one SIMD lane a point.</summary>
    Batch = 64,

    /// <summary><c>FTraceAt</c>: the value and the adjoint of every named local and parameter.</summary>
    Trace = 128,
}
