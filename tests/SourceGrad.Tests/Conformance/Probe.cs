using System.Reflection;

namespace SourceGrad.Tests.Conformance;

/// <summary>Calls the members of one row's glue.</summary>
internal sealed class Probe(Type type)
{
    public object? Primal(object[] arguments) => Invoke("Primal", [arguments]);

    public object? ValueAndGradient(object[] arguments, object[] destinations) => Invoke("ValueAndGradient", arguments, destinations);

    public object[] Gradient(object[] arguments) => (object[])Invoke("Gradient", [arguments])!;

    public object[] ValueAndGradientTuple(object[] arguments) => (object[])Invoke("ValueAndGradientTuple", [arguments])!;

    public object? Vjp(object[] arguments, object seed, object[] adjoints, object[] destinations) =>
        Invoke("Vjp", arguments, seed, adjoints, destinations);

    public long Allocated(object[] arguments, object seed, object[] adjoints, object[] destinations) =>
        (long)Invoke("Allocated", arguments, seed, adjoints, destinations)!;

    private object? Invoke(string method, params object[] arguments) =>
        type.GetMethod(method)!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);
}
