using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>What statements read that move to a function of their own.</summary>
/// <param name="Copied">Definitions of constants, which the function has for itself.</param>
/// <param name="Parameters">What it has to be given, in the order of their definition.</param>
internal sealed record Captures(IReadOnlyList<Statement> Copied, IReadOnlyList<Value> Parameters)
{
    /// <param name="moved">The statements.</param>
    /// <param name="definitionOf">How values are defined.</param>
    public static Captures Of(IReadOnlyList<Statement> moved, Func<Value, Expression?> definitionOf)
    {
        HashSet<Value> defined = [], read = [];
        FreeValues.Collect(moved, read);
        DefinedValues.Collect(moved, defined);
        List<Value> free = [.. read.Where(value => !defined.Contains(value)).OrderBy(value => value.Id)];
        bool IsCopied(Value value) => definitionOf(value) is Constant or External;
        return new Captures([.. free.Where(IsCopied).Select(value => new Let(value, definitionOf(value)!))], [.. free.Where(value => !IsCopied(value))]);
    }
}
