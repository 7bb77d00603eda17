using System.Reflection;
using Xunit;

namespace SourceGrad.Mutation.Suites;

/// <summary>A test method with its arguments, called as xunit would.</summary>
internal sealed class TestMethod(MethodInfo method, object?[] arguments)
{
    public string Name => $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", arguments)})";

    public Type? Type => method.DeclaringType;

    /// <summary>All that run to their end by themselves: those that give back a task are not among them.</summary>
    /// <param name="types">The classes.</param>
    public static IEnumerable<TestMethod> Of(IEnumerable<Type> types) =>
        from type in types
        where !type.IsAbstract && type.GetConstructor([]) is not null
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where method.IsDefined(typeof(FactAttribute)) && method.ReturnType == typeof(void)
        from arguments in method.IsDefined(typeof(TheoryAttribute)) ? Rows(method) : [[]]
        select new TestMethod(method, arguments);

    public void Call()
    {
        object? instance = Activator.CreateInstance(method.DeclaringType!);
        try
        {
            method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        }
        finally
        {
            (instance as IDisposable)?.Dispose();
        }
    }

    private static IEnumerable<object?[]> Rows(MethodInfo method) => method.GetCustomAttributes()
        .OfType<Xunit.Sdk.DataAttribute>()
        .SelectMany(data => data.GetData(method) ?? []);
}
