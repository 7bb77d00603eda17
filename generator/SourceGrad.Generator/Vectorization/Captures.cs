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
    /// <param name="withViews">Also views of spans that cannot throw are cut again; of an array that is a field, another thread may have made another one since.</param>
    public static Captures Of(IReadOnlyList<Statement> moved, Func<Value, Expression?> definitionOf, bool withViews = false)
    {
        HashSet<Value> defined = [], read = [];
        FreeValues.Collect(moved, read);
        DefinedValues.Collect(moved, defined);
        List<Statement> copied = [];
        HashSet<Value> parameters = [];
        foreach (Value value in read.Where(value => !defined.Contains(value)).OrderBy(value => value.Id))
        {
            Take(value);
        }

        return new Captures(copied, [.. parameters.OrderBy(value => value.Id)]);

        void Take(Value value)
        {
            Expression? definition = definitionOf(value);
            bool isView = withViews && definition is Slice { CanThrow: false, Buffer.Type.Shape: Shape.Span or Shape.ReadOnlySpan };
            if (!isView && definition is not (Constant or External))
            {
                _ = defined.Contains(value) || parameters.Add(value);
            }
            else if (defined.Add(value))
            {
                definition!.Operands.ToList().ForEach(Take);
                copied.Add(new Let(value, definition));
            }
        }
    }
}
