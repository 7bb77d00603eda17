using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Optimization;

/// <summary>
/// Gives each value that counted loops push on a stack a place of its own, on a tape of known size: the rounds of the loops no longer
/// depend on each other. Tapes that record the same value in the same rounds become one.
/// </summary>
/// <example>
/// <code>
/// %tape = stack                                      %tape = tape of %n * %m
/// for i to %n { for j to %m { push %tape, %x } }     for i to %n { for j to %m { %tape[i * %m + j] = %x } }
/// for i reversed { for j reversed {                  for i reversed { for j reversed {
///   %y = pop %tape } }                                 %y = %tape[i * %m + j] } }
/// </code>
/// </example>
internal sealed class TapePositions : Rewriter
{
    /// <summary>A loop may have fewer rounds than none, and two loops more than there are numbers.</summary>
    public const string Places = "SourceGrad.Runtime.Tape.Places";

    private readonly ValueFactory _values;
    private readonly Definitions _definitions;
    private readonly Dictionary<Value, TapeUse> _uses;
    private readonly Dictionary<Value, Value> _tapes;
    private readonly ILookup<Statement, TapeUse> _places;

    private TapePositions(Function function, IReadOnlyList<TapeUse> uses)
    {
        _values = new ValueFactory(function.NextId);
        _definitions = Definitions.Of(function);
        _uses = uses.ToDictionary(use => use.Tape);
        _tapes = uses.Where(use => use.SameAs is null).ToDictionary(use => use.Tape, use => use.Tape with { Type = use.Tape.Type.As(Shape.Tape) });
        _places = uses.ToLookup(use => (Statement)use.Place, ReferenceComparer.Instance);
    }

    public static Function Run(Function function)
    {
        IReadOnlyList<TapeUse> uses = TapeUses.In(function);
        if (uses.Count == 0)
        {
            return function;
        }

        TapePositions pass = new(function, uses);
        Function rewritten = pass.Rewrite(function);
        return rewritten with { NextId = pass._values.NextId };
    }

    public override Statement? VisitFor(For statement)
    {
        RegionBuilder builder = new(_values);
        foreach (IGrouping<Statement, TapeUse> nest in _places[statement].Where(use => use.SameAs is null)
            .GroupBy(use => (Statement)use.Pushing[use.Pushing.Count - 1], ReferenceComparer.Instance))
        {
            Value places = nest.First().Pushing.Select(loop => Rounds(loop, builder)).ToList()
                .Aggregate((left, right) => builder.Let(new Call(IrType.Int, Places, EquatableArray<Value>.Of(left, right))));
            foreach (TapeUse use in nest)
            {
                Value tape = _tapes[use.Tape];
                builder.Add(new Let(tape, new NewTape(tape.Type, places)));
            }
        }

        EmitAll(builder);

        return base.VisitFor(statement);
    }

    public override Statement? VisitLet(Let statement)
    {
        if (statement.Expression is NewTape && _uses.ContainsKey(statement.Result))
        {
            return null;
        }

        return statement.Expression is Pop pop && _uses.TryGetValue(pop.Tape, out TapeUse? use)
            ? statement with { Expression = new Load(_tapes[(use.SameAs ?? use).Tape], Position(use.Popping)) }
            : base.VisitLet(statement);
    }

    public override Statement? VisitPush(Push statement)
    {
        if (!_uses.TryGetValue(statement.Tape, out TapeUse? use))
        {
            return base.VisitPush(statement);
        }

        return use.SameAs is not null ? null : new Store(_tapes[statement.Tape], Position(use.Pushing), statement.Operand)
        {
            Source = statement.Source,
            Comment = statement.Comment,
        };
    }

    /// <summary>The place of the round that the loops are in.</summary>
    private Value Position(IReadOnlyList<For> loops)
    {
        RegionBuilder builder = new(_values);
        Value position = Round(loops[0]);
        foreach (For loop in loops.Skip(1))
        {
            Value row = builder.Let(new Binary(BinaryOperator.Multiply, position, Rounds(loop, builder)));
            position = builder.Let(new Binary(BinaryOperator.Add, row, Round(loop)));
        }

        EmitAll(builder);
        return position;

        Value Round(For loop) => StartsAtZero(loop) ? loop.Index : builder.Let(new Binary(BinaryOperator.Subtract, loop.Index, loop.From));
    }

    private Value Rounds(For loop, RegionBuilder builder)
    {
        return StartsAtZero(loop) ? Known(loop.To) : builder.Let(new Binary(BinaryOperator.Subtract, Known(loop.To), Known(loop.From)));

        // A number and a length may be defined further inside.
        Value Known(Value bound) => _definitions.Find(bound) is Constant or Length ? builder.Let(_definitions.Find(bound)!) : bound;
    }

    private bool StartsAtZero(For loop) => _definitions.ConstantOf(loop.From)?.Is(0) == true;
}
