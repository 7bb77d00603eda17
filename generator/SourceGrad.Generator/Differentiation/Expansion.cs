using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Differentiation;

/// <summary>
/// Gives scratch that each round of a loop overwrites a row for each of them, so that the reverse sweep finds there what the forward sweep computed, instead of
/// reading it from tapes or computing it again. It is done where a round computes for longer than it takes to write what it leaves in its scratch.
/// </summary>
/// <example>
/// <code>
/// %t = allocate %n                                   %t = allocate %k * %n
/// for c to %k {                                      for c to %k {
///                                                      %row = slice %t, %c * %n, %n
///   for i to %n { %t[i] = … }                          for i to %n { %row[i] = … }
///   for i to %n { for j to %i { %t[i] += … } } }       for i to %n { for j to %i { %row[i] += … } } }
/// </code>
/// </example>
internal sealed class Expansion : Rewriter
{
    private const string Suffix = "Rows";

    private readonly ValueFactory _values;
    private readonly IReadOnlyDictionary<Value, For> _loops;
    private readonly Dictionary<Value, (Value Buffer, Allocate Scratch)> _expanded = [];

    private Expansion(ValueFactory values, IReadOnlyDictionary<Value, For> loops)
    {
        _values = values;
        _loops = loops;
    }

    /// <param name="function">The primal.</param>
    /// <param name="loops">The scratch to expand, each with the loop that it is private to.</param>
    /// <param name="values">Where new values come from.</param>
    /// <param name="rows">The buffers made for it, each with the index of its loop.</param>
    public static Function Run(Function function, IReadOnlyDictionary<Value, For> loops, ValueFactory values, out IReadOnlyDictionary<Value, Value> rows)
    {
        Expansion pass = new(values, loops);
        Function expanded = pass.Rewrite(function);
        rows = pass._expanded.ToDictionary(pair => pair.Value.Buffer, pair => loops[pair.Key].Index);
        return expanded;
    }

    /// <summary>The name of the adjoints of one row.</summary>
    public static string AdjointName(Value buffer) => buffer.Hint!.Substring(0, buffer.Hint.Length - Suffix.Length) + "Adjoint";

    public override Statement? VisitLet(Let statement)
    {
        if (statement.Expression is not Allocate scratch || !_loops.TryGetValue(statement.Result, out For? loop))
        {
            return base.VisitLet(statement);
        }

        RegionBuilder builder = new(_values);
        Value count = builder.Let(new Call(IrType.Int, Allocate.Rows, EquatableArray<Value>.Of(loop.To, scratch.Count)));
        Value buffer = _values.Create(statement.Result.Type, (statement.Result.Hint ?? "scratch") + Suffix);
        EmitAll(builder);
        _expanded[statement.Result] = (buffer, scratch);
        return statement with { Result = buffer, Expression = scratch with { Count = count, RowLength = scratch.Count } };
    }

    public override Statement? VisitFor(For statement)
    {
        List<Value> roots = [.. _expanded.Keys.Where(root => _loops[root].Index == statement.Index).OrderBy(root => root.Id)];
        if (roots.Count == 0)
        {
            return base.VisitFor(statement);
        }

        RegionBuilder builder = new(_values);
        Dictionary<Value, Value> own = [];
        foreach (Value root in roots)
        {
            (Value buffer, Allocate scratch) = _expanded[root];
            Value start = builder.Let(new Binary(BinaryOperator.Multiply, statement.Index, scratch.Count));
            own[root] = builder.Let(new Slice(root.Type.As(Shape.Span), buffer, start, scratch.Count), root.Hint);
        }

        Region body = new Substitution(own).Map(statement.Body);
        return statement with { Body = body with { Statements = builder.Statements.Concat(body.Statements).ToEquatable() } };
    }
}
