using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using SourceGrad.Checking;

namespace SourceGrad;

/// <summary>
/// The check of one annotated method that <c>&lt;SourceGradVerify&gt;true&lt;/SourceGradVerify&gt;</c> adds: it makes up arguments, the same ones on
/// every run, and compares the generated derivative with differences there.
/// </summary>
/// <remarks>
/// A point at which the method throws, at which its value is not finite, or at which the differences do not settle, is passed over. A method
/// for which no point is left is reported as <see cref="GradientOutcome.Inconclusive"/>, with the reason: check it with <see cref="GradientCheck"/> and arguments of your own.
/// </remarks>
public sealed class GeneratedGradientCheck
{
    private const BindingFlags Members = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
    private const string Calls = "The method is found by its name, and the calls are compiled at run time.";
    private const int Points = 5, Attempts = 60;

    private readonly Assembly _assembly;
    private readonly string _type, _method;
    private readonly IReadOnlyList<string> _parameters;

    /// <summary>For generated code.</summary>
    /// <param name="assembly">The assembly of the method.</param>
    /// <param name="type">The name of its type, as <see cref="Type.FullName"/> writes it.</param>
    /// <param name="method">Its name.</param>
    /// <param name="parameters">The types of its parameters, as reflection writes them.</param>
    public GeneratedGradientCheck(Assembly assembly, string type, string method, params string[] parameters) =>
        (_assembly, _type, _method, _parameters) = (assembly, type, method, parameters);

    /// <summary>The method.</summary>
    public string Name => $"{_type.Replace('+', '.')}.{_method}";

    /// <summary>Runs all checks, and requires that no derivative is wrong.</summary>
    /// <param name="checks">The checks.</param>
    /// <returns>A report for each: agreed, or not checked, with the reason.</returns>
    /// <exception cref="GradientCheckException">A derivative is wrong; the message names each one and its worst component.</exception>
    [RequiresDynamicCode(Calls)]
    [RequiresUnreferencedCode(Calls)]
    public static IReadOnlyList<GradientReport> RunAll(IEnumerable<GeneratedGradientCheck> checks)
    {
        ArgumentNullException.ThrowIfNull(checks);
        List<GradientReport> reports = [.. checks.Select(check => check.Run())];
        List<GradientReport> wrong = [.. reports.Where(report => report.Outcome == GradientOutcome.Disagrees)];
        return wrong.Count == 0 ? reports : throw new GradientCheckException(wrong);
    }

    /// <summary>Compares, and reports the point that is worst.</summary>
    [RequiresDynamicCode(Calls)]
    [RequiresUnreferencedCode(Calls)]
    public GradientReport Run()
    {
        try
        {
            MethodInfo function = Function();
            GradientReport? worst = null;
            foreach (MethodInfo derivative in Derivatives(function))
            {
                GradientReport report = Run(function, derivative);
                worst = worst is null || report.Outcome > worst.Outcome ? report : worst;
            }

            return worst ?? NotChecked("it has no derivative that takes destinations");
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            return NotChecked(exception.Message);
        }
    }

    /// <inheritdoc cref="Name"/>
    public override string ToString() => Name;

    private GradientReport Run(MethodInfo function, MethodInfo derivative)
    {
        GradientReport? agreed = null;
        string? problem = null;
        for (int attempt = 0, points = 0; attempt < Attempts && points < Points; attempt++)
        {
            try
            {
                GradientReport report = At(new Samples(Name, attempt), function, derivative);
                switch (report.Outcome)
                {
                    case GradientOutcome.Disagrees:
                        return report;
                    case GradientOutcome.Agrees:
                        agreed ??= report;
                        points++;
                        break;
                    default:
                        problem ??= report.Problem ?? report.Worst?.Problem;
                        break;
                }
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                problem ??= exception.Message;
            }
        }

        return agreed ?? NotChecked($"no usable point was found in {Attempts}; at the first one: {problem}");
    }

    private GradientReport At(Samples samples, MethodInfo function, MethodInfo derivative)
    {
        object? target = null;
        if (!function.IsStatic)
        {
            target = samples.Instance(function.DeclaringType!);
            if (derivative.GetParameters().Any(p => Roles.IsModelGradient(p.ParameterType)))
            {
                new ModelParameters(target).Write(_ => samples.Number());
            }
        }

        object?[] arguments = [.. function.GetParameters().Select(p => samples.Of(CompiledCall.BoxedType(p.ParameterType)))];
        CompiledCall call = new(function, target);
        return new Comparison(new GradientCheckOptions(), call, new CompiledCall(derivative, target), arguments).Run(Name);
    }

    private MethodInfo Function()
    {
        Type type = _assembly.GetType(_type) ?? throw new InvalidOperationException($"the type '{_type}' is not in '{_assembly.GetName().Name}'");
        return type.ContainsGenericParameters
            ? throw new InvalidOperationException("its type is generic")
            : Concrete(type.GetMethods(Members).Single(m => m.Name == _method && TypesOf(m).SequenceEqual(_parameters)));
    }

    /// <summary>The members with destinations: whichever of <c>FValueAndGradient</c> and <c>FVjp</c> there are.</summary>
    private IEnumerable<MethodInfo> Derivatives(MethodInfo function) => function.DeclaringType!.GetMethods(Members)
        .Where(m => (m.Name == _method + "ValueAndGradient" || m.Name == _method + "Vjp")
            && m.GetParameters().Length > _parameters.Count
            && m.IsGenericMethodDefinition == function.IsGenericMethod
            && TypesOf(m).Take(_parameters.Count).SequenceEqual(_parameters))
        .Select(Concrete);

    /// <summary>A generic method is checked for <c>double</c>.</summary>
    private static MethodInfo Concrete(MethodInfo method) => method.IsGenericMethodDefinition
        ? method.MakeGenericMethod([.. method.GetGenericArguments().Select(_ => typeof(double))])
        : method;

    private static IEnumerable<string> TypesOf(MethodInfo method) => method.GetParameters().Select(p => p.ParameterType.ToString());

    private GradientReport NotChecked(string problem) => new(Name, "", 0, [], problem);
}
