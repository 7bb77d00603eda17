using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>Calls of methods of the library that do what loops did.</summary>
internal static class LibraryCalls
{
    /// <summary>A generic method of the library with its type argument, as generated code writes it.</summary>
    /// <param name="method">Its class and its name.</param>
    /// <param name="element">The type argument is this one's: double or float.</param>
    public static string NameOf(string method, IrType element) => $"global::SourceGrad.Runtime.{method}<{(element.Kind == ScalarKind.Double ? "double" : "float")}>";

    /// <summary>Calls a method that changes the buffer that it is given first.</summary>
    /// <param name="method">Its class and its name.</param>
    /// <param name="passing">How it changes the buffer.</param>
    /// <param name="arguments">The buffer, and what is only read.</param>
    /// <param name="source">What it does is said there.</param>
    public static Invoke On(string method, Passing passing, IReadOnlyList<Value> arguments, Statement source) => On(method, [passing], arguments, source);

    /// <summary>Calls a method that changes the buffers that it is given first.</summary>
    /// <inheritdoc cref="On(string, Passing, IReadOnlyList{Value}, Statement)"/>
    public static Invoke On(string method, IReadOnlyList<Passing> passing, IReadOnlyList<Value> arguments, Statement source)
    {
        Callee callee = new(NameOf(method, arguments[0].Type), arguments.Select((_, i) => i < passing.Count ? passing[i] : Passing.Value).ToEquatable(), Returned: 0, Pullback: null);
        return new Invoke(callee, arguments.ToEquatable(), EquatableArray<Value>.Empty) { Source = source.Source, Comment = source.Comment };
    }
}
