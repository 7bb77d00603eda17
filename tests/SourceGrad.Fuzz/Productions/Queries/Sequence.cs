using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Queries;

/// <summary>A query: where its numbers come from, and the operators that they go through. It is enumerated as lazily as C# does.</summary>
/// <param name="Buffer">An array or a list, or null where numbers are made.</param>
/// <param name="Index">The position that a number is made from, in <c>Enumerable.Range</c>; null for <c>Enumerable.Repeat</c>.</param>
public sealed record Sequence(Variable? Buffer, Variable? Index, Expr? Count, Expr? Value, IReadOnlyList<SequenceStep> Steps) : Node
{
    public override IReadOnlyList<Node> Children => Buffer is null ? [Count!, Value!, .. Steps] : Steps;

    public override IEnumerable<Variable> Declares => Index is null ? [] : [Index];

    public override IEnumerable<Variable> Uses => Buffer is null ? [] : [Buffer];

    /// <summary>How many numbers there are at least.</summary>
    public int LeastLength => Steps.Aggregate(Buffer?.LeastLength ?? (Count is Literal { Number: var count } ? (int)count : 0), (length, step) => step.LeastLength(length));

    public static Sequence? Make(Builder b, ScalarType type, int depth, Func<Variable, bool> wanted)
    {
        // A lambda in a method that is called sees parameters, some of which it may not.
        if (b.IsNested || !type.IsReal())
        {
            return null;
        }

        Sequence source;
        if (b.Chance(25))
        {
            Expr count = b.PickAnyBuffer(_ => true) is { } like && b.Chance(40) ? new LengthOf(like) : Literal.Int(b.Between(b.Chance(10) ? 0 : 1, 4));
            Variable? index = b.Chance(70) ? b.Reserve(ScalarType.Int, assignable: false) : null;
            Expr value = index is null ? b.Expression(type, depth - 1) : b.InLambda([index], () => b.Expression(type, depth - 1));
            source = new Sequence(null, index, count, value, []);
        }
        else if (b.PickBuffer(v => v.Type == type && v.Shape is BufferShape.Array or BufferShape.List && wanted(v)) is { } buffer)
        {
            source = new Sequence(buffer, null, null, null, []);
        }
        else
        {
            return null;
        }

        List<SequenceStep> steps = [];
        for (int k = b.Between(0, 3); k > 0; k--)
        {
            if (SequenceStep.Make(b, type, depth, steps.Count == 0) is { } step)
            {
                steps.Add(step);
            }
        }

        return source with { Steps = steps };
    }

    /// <summary>Over arrays: a list that changes while it is enumerated throws, which generated code does not.</summary>
    public static Sequence? MakeWithoutLists(Builder b) =>
        Make(b, b.RealType, b.Deep, v => v.Shape == BufferShape.Array) is { } made && !made.Steps.Any(s => s.Other is { Shape: BufferShape.List }) ? made : null;

    public override Node With(IReadOnlyList<Node> children) => Buffer is null
        ? this with { Count = (Expr)children[0], Value = (Expr)children[1], Steps = [.. children.Skip(2).Cast<SequenceStep>()] }
        : this with { Steps = [.. children.Cast<SequenceStep>()] };

    public override void Print(CodeWriter writer)
    {
        if (Buffer is not null)
        {
            writer.Write(Buffer.Name);
        }
        else if (Index is not null)
        {
            writer.Write("Enumerable.Range(0, ").Write(Count!).Write($").Select({Index.Name} => ").Write(Value!).Write(")");
        }
        else
        {
            writer.Write("Enumerable.Repeat(").Write(Value!).Write(", ").Write(Count!).Write(")");
        }

        writer.Write(Steps, "");
    }

    /// <summary>What the operators are given is evaluated now, their lambdas when the numbers are asked for.</summary>
    /// <param name="asksForAll">Otherwise how often it calls a lambda is the library's own affair, and so is whether that throws.</param>
    public IEnumerable<Datum> Enumerate(Machine machine, bool asksForAll = true)
    {
        bool isExact = asksForAll && !Steps.Any(s => s.Name is "Take" or "Skip");
        return Steps.Aggregate(Source(machine, isExact), (numbers, step) => step.Apply(machine, numbers, isExact));
    }

    /// <summary>Calls a lambda.</summary>
    public static Datum Call(Machine machine, IReadOnlyList<Variable> parameters, Expr body, bool isExact, params ReadOnlySpan<Datum> arguments)
    {
        for (int k = 0; k < arguments.Length; k++)
        {
            machine.Scalars[parameters[k].Slot] = arguments[k];
        }

        try
        {
            return body.Evaluate(machine);
        }
        catch (Thrown) when (!isExact)
        {
            throw new Rejected("exception in a lambda that need not be called");
        }
    }

    private IEnumerable<Datum> Source(Machine machine, bool isExact)
    {
        if (Buffer is not null)
        {
            BufferView view = machine.Buffers[Buffer.Slot];
            return Enumerable.Range(0, view.Length).Select(k => view[k]);
        }

        if (Index is null)
        {
            Datum value = Value!.Evaluate(machine);
            return Enumerable.Repeat(value, Count!.Evaluate(machine).Int);
        }

        return Enumerable.Range(0, Count!.Evaluate(machine).Int).Select(k => Call(machine, [Index], Value!, isExact, Datum.OfWhole(k)));
    }
}
