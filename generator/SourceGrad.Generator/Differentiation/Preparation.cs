using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Differentiation;

/// <summary>
/// Brings a primal into the form the reverse transform wants. Three things, none of which changes what the function computes:
/// <list type="number">
/// <item>A branch with one arm that throws loses its other arm to the region around it, because what follows a guard
/// runs exactly when that arm would: <c>If(c) { throw } else { rest }</c> becomes <c>If(c) { throw }; rest</c>. Both sweeps can
/// then share one scope.</item>
/// <item>Every while-loop counts its trips, so that the reverse sweep can run it backwards as a counted loop.</item>
/// <item>The length of a fresh buffer or a view is the count that it was made with, so that the reverse sweep can ask for it where the
/// buffer itself is gone.</item>
/// </list>
/// </summary>
internal sealed class Preparation
{
    private readonly ValueFactory _values;
    private readonly Dictionary<Value, Value> _replacements = [];
    private readonly Definitions _definitions;

    private Preparation(Function function, ValueFactory values)
    {
        _definitions = Definitions.Of(function);
        _values = values;
    }

    public static Function Run(Function function)
    {
        ValueFactory values = new(function.NextId);
        Preparation preparation = new(function, values);
        Region body = new Substitution(preparation._replacements).Map(preparation.Prepare(function.Body));
        return function with { Body = body, NextId = values.NextId };
    }

    /// <summary>The output of a prepared loop that holds the number of its trips: always its last.</summary>
    public static Value TripsOf(While loop) => loop.Outputs[loop.Outputs.Count - 1];

    private Region Prepare(Region region)
    {
        List<Statement> statements = [];
        Prepare(region, statements);
        return region with { Statements = statements.ToEquatable() };
    }

    private void Prepare(Region region, List<Statement> statements)
    {
        foreach (Statement statement in region.Statements)
        {
            switch (statement)
            {
                case If branch when branch.Then.Diverges != branch.Else.Diverges:
                    Flatten(branch, statements);
                    break;
                case If branch:
                    statements.Add(branch with { Then = Prepare(branch.Then), Else = Prepare(branch.Else) });
                    break;
                case For loop:
                    statements.Add(loop with { Body = Prepare(loop.Body) });
                    break;
                case While loop:
                    Count(loop with { Test = Prepare(loop.Test), Body = Prepare(loop.Body) }, statements);
                    break;
                case Let { Expression: Length length } let when _definitions.LengthOf(length.Buffer) is Value count:
                    _replacements[let.Result] = count;
                    break;
                default:
                    statements.Add(statement);
                    break;
            }
        }
    }

    private void Flatten(If branch, List<Statement> statements)
    {
        bool thenDiverges = branch.Then.Diverges;
        Region diverging = thenDiverges ? branch.Then : branch.Else;
        Region guard = Prepare(diverging) with { Yields = EquatableArray<Value>.Empty };
        statements.Add(branch with
        {
            Then = thenDiverges ? guard : Region.Empty,
            Else = thenDiverges ? Region.Empty : guard,
            Outputs = EquatableArray<Value>.Empty,
        });

        Region rest = thenDiverges ? branch.Else : branch.Then;
        Prepare(rest, statements);
        for (int i = 0; i < branch.Outputs.Count; i++)
        {
            _replacements[branch.Outputs[i]] = rest.Yields[i];
        }
    }

    private void Count(While loop, List<Statement> statements)
    {
        Value zero = _values.Create(IrType.Int), one = _values.Create(IrType.Int);
        Value counter = _values.Create(IrType.Int, "trips");
        Value next = _values.Create(IrType.Int, "trips");
        Value output = _values.Create(IrType.Int, "trips");
        statements.Add(new Let(zero, Constant.Int(0)));
        Region body = new(
            loop.Body.Statements.Concat([new Let(one, Constant.Int(1)), new Let(next, new Binary(BinaryOperator.Add, counter, one))]).ToEquatable(),
            loop.Body.Yields.Append(next).ToEquatable());
        statements.Add(loop with
        {
            Initials = loop.Initials.Append(zero).ToEquatable(),
            Parameters = loop.Parameters.Append(counter).ToEquatable(),
            Body = body,
            Outputs = loop.Outputs.Append(output).ToEquatable(),
        });
    }
}
