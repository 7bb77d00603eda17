using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using SourceGrad.Checking;

namespace SourceGrad;

/// <summary>Compares derivatives with differences of the function's values. For tests: one line in any test framework.</summary>
/// <remarks>
/// <para>
/// The function is given first, then the derivative, as their names or as lambdas, and then the arguments of the function:
/// <c>GradientCheck.Verify(Functions.Rosenbrock, Functions.RosenbrockGradient, 2.0, 3.0)</c>. The derivative may be any of the members that
/// SourceGrad generates, or written by hand to the same contract: it takes the function's arguments, then an adjoint for each result if it
/// is a <c>Vjp</c>, then a destination for each gradient, called after the parameter (<c>wGradient</c> belongs to <c>w</c>). One without
/// destinations returns the gradient. An array stands for a span. For a model, give methods of the object.
/// </para>
/// <para>
/// The reference is the central difference, extrapolated to vanishing steps by Ridders' method with an estimate of its error
/// (C. J. F. Ridders, Advances in Engineering Software 4(2), 1982). Where that does not settle, as at a kink, the component is neither right nor wrong
/// but not checked, and <see cref="Verify(Delegate, Delegate, object[])"/> says so. Along with the gradient it is checked that the value and what is left in buffers are the
/// function's own, that a gradient overwrites its destination, and that a <c>Vjp</c> is right for adjoints that are not 1.
/// </para>
/// <para>The calls are compiled at run time. This class is for tests, and not for programs that are trimmed or compiled ahead of time.</para>
/// </remarks>
public static class GradientCheck
{
    private const string Calls = "The calls are compiled at run time.";

    /// <summary>Requires that a derivative agrees with differences.</summary>
    /// <param name="function">The function: <c>Functions.Loss</c>.</param>
    /// <param name="derivative">Its derivative: <c>Functions.LossValueAndGradient</c>, <c>Functions.LossGradient</c> or <c>Functions.LossVjp</c>.</param>
    /// <param name="arguments">The arguments of the function. They are not changed.</param>
    /// <returns>What was compared.</returns>
    /// <exception cref="GradientCheckException">A component is wrong, or could not be checked; the message names the worst one.</exception>
    /// <exception cref="ArgumentException">These two do not belong together, or the arguments do not belong to them.</exception>
    [RequiresDynamicCode(Calls)]
    [RequiresUnreferencedCode(Calls)]
    public static GradientReport Verify(Delegate function, Delegate derivative, params object[] arguments) =>
        Verify(new GradientCheckOptions(), function, derivative, arguments);

    /// <summary>Requires that a derivative agrees with differences, with tolerances of one's own.</summary>
    /// <inheritdoc cref="Verify(Delegate, Delegate, object[])"/>
    /// <param name="options">How strict to be.</param>
    /// <param name="function">The function: <c>Functions.Loss</c>.</param>
    /// <param name="derivative">Its derivative: <c>Functions.LossValueAndGradient</c>, <c>Functions.LossGradient</c> or <c>Functions.LossVjp</c>.</param>
    /// <param name="arguments">The arguments of the function. They are not changed.</param>
    [RequiresDynamicCode(Calls)]
    [RequiresUnreferencedCode(Calls)]
    public static GradientReport Verify(GradientCheckOptions options, Delegate function, Delegate derivative, params object[] arguments)
    {
        GradientReport report = Compare(options, function, derivative, arguments);
        return report.Outcome == GradientOutcome.Agrees ? report : throw new GradientCheckException([report]);
    }

    /// <summary>Compares a derivative with differences, and leaves it to the caller what to do about it.</summary>
    /// <inheritdoc cref="Verify(Delegate, Delegate, object[])"/>
    /// <param name="options">How strict to be.</param>
    /// <param name="function">The function: <c>Functions.Loss</c>.</param>
    /// <param name="derivative">Its derivative: <c>Functions.LossValueAndGradient</c>, <c>Functions.LossGradient</c> or <c>Functions.LossVjp</c>.</param>
    /// <param name="arguments">The arguments of the function. They are not changed.</param>
    [RequiresDynamicCode(Calls)]
    [RequiresUnreferencedCode(Calls)]
    public static GradientReport Compare(GradientCheckOptions options, Delegate function, Delegate derivative, params object[] arguments)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(derivative);
        ArgumentNullException.ThrowIfNull(arguments);

        // An array of arrays is an array of objects, and here it is one argument.
        object[] all = arguments.GetType() == typeof(object[]) ? arguments : [arguments];
        return new Comparison(options, Call(function), Call(derivative), all).Run(function.Method.Name);
    }

    /// <summary>
    /// The checks that the generator added to an assembly that is built with <c>&lt;SourceGradVerify&gt;true&lt;/SourceGradVerify&gt;</c>, one for each annotated method.
    /// </summary>
    /// <param name="assembly">The assembly, for instance <c>typeof(Functions).Assembly</c>.</param>
    /// <exception cref="InvalidOperationException">The assembly has none.</exception>
    [RequiresUnreferencedCode("The checks are found by their name.")]
    public static IReadOnlyList<GeneratedGradientCheck> Generated(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return (IReadOnlyList<GeneratedGradientCheck>?)assembly.GetType("SourceGrad.SourceGradChecks")?.GetProperty("All")?.GetValue(null)
            ?? throw new InvalidOperationException($"'{assembly.GetName().Name}' has no generated gradient checks. Build it with <SourceGradVerify>true</SourceGradVerify>.");
    }

    private static CompiledCall Call(Delegate @delegate) => @delegate.GetInvocationList().Length == 1
        ? new CompiledCall(@delegate.Method, @delegate.Target)
        : throw new ArgumentException("A delegate with several methods has no one derivative.");
}
