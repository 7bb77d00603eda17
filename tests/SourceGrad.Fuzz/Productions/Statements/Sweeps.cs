using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary>
/// A state of more elements than a vector has lanes, gone over several times: each round reads and writes elements of its own in several buffers, some only where a condition holds,
/// and those of neighbours. At the end they are summed.
/// </summary>
internal static class Sweeps
{
    public static Stmt? Make(Builder b, int depth)
    {
        if (depth < 2 || b.LoopDepth > 0 || b.Target(b.RealType, 0) is not { } sum)
        {
            return null;
        }

        int length = b.Between(3, 14);
        return b.Scoped<Stmt>(() =>
        {
            List<Stmt> statements = [];
            Variable[] state = [.. Enumerable.Range(0, b.Between(2, 4)).Select(_ => b.DeclareBuffer(b.RealType, BufferShape.Array, length))];
            statements.AddRange(state.Select(buffer => new Scratch(buffer, Literal.Int(length), [])));
            statements.Add(Over(b, state, 0, 0, 2, index => [new Assignment(new Element(b.Pick(state), index), "", b.Settled(b.RealType, 2))]));
            Variable step = b.Reserve(ScalarType.Int, assignable: false);
            Block rounds = b.LoopOf(() =>
            {
                b.Announce(step);
                return new Block([.. Enumerable.Range(0, b.Between(1, 2)).Select(_ => Over(b, state, b.Chance(70) ? 0 : 1, b.Chance(70) ? 0 : 1, b.Between(2, 6), index => Round(b, state, index)))]);
            });
            statements.Add(new For(step, Literal.Int(0), "<", Literal.Int(b.Between(1, 3)), 1, rounds));
            statements.Add(Over(b, state, 0, 0, 1, index => [new Assignment(sum, "+", state.Select(buffer => (Expr)new Element(buffer, index)).Aggregate((x, y) => new Arithmetic(b.Pick(["*", "+"]), x, y)))]));
            return new Block(statements);
        });
    }

    private static For Over(Builder b, Variable[] state, int low, int high, int count, Func<Expr, IEnumerable<Stmt>> round)
    {
        Variable index = b.Reserve(ScalarType.Int, assignable: false);
        Block body = b.LoopOf(() =>
        {
            b.Announce(index);
            foreach (Variable buffer in state)
            {
                b.AddIndex(index, buffer, low, high);
            }

            return new Block([.. Enumerable.Range(0, count).SelectMany(_ => round(new VariableReference(index)))]);
        });
        Expr length = new LengthOf(state[0]);
        return new For(index, Literal.Int(low), "<", high == 0 ? length : new Arithmetic("-", length, Literal.Int(high)), 1, body);
    }

    private static IEnumerable<Stmt> Round(Builder b, Variable[] state, Expr index)
    {
        Element own = new(b.Pick(state), index);
        Expr value = b.Chance(10) ? b.Settled(b.RealType, 2) : Guards.Bounded(b, Term(b, state, 3));
        Stmt write = b.Below(3) switch
        {
            0 => new Assignment(own, "+", b.Chance(50) ? value : new Arithmetic("*", own, value)),
            1 => new Assignment(own, "", new Arithmetic("+", new Arithmetic("*", Literal.Real(b.RealType, 0.5), own), value)),
            _ => new Assignment(own, "", value),
        };
        yield return b.Chance(25) ? new If(new Comparison(b.Pick(["<", ">"]), Term(b, state, 1), Literal.Real(b.RealType, b.Below(3) / 4.0)), new Block([write]), null) : write;
    }

    /// <summary>Only what becomes lanes.</summary>
    private static Expr Term(Builder b, Variable[] state, int depth)
    {
        if (depth == 0)
        {
            return b.Below(5) switch
            {
                0 when b.PickVariable(v => v.Type == b.RealType) is { } number => new VariableReference(number),
                1 => Literal.Real(b.RealType, b.Between(1, 6) / 4.0),
                _ => b.ElementAt(b.Pick(state)) ?? Literal.Real(b.RealType, 0.75),
            };
        }

        Expr first = Term(b, state, depth - 1);
        return b.Below(8) switch
        {
            0 => Guards.Bounded(b, first),
            1 => FunctionCall.Of("Exp", new Arithmetic("*", Literal.Real(b.RealType, -0.25), Guards.Bounded(b, first))),
            2 => FunctionCall.Of(b.Pick(["Sqrt", "Log"]), Positive(b, first)),
            3 => new Arithmetic("/", first, Positive(b, Term(b, state, depth - 1))),
            4 => new Arithmetic("-", first, Term(b, state, depth - 1)),
            5 => new Arithmetic("+", first, Term(b, state, depth - 1)),
            _ => new Arithmetic("*", first, Term(b, state, depth - 1)),
        };
    }

    private static Arithmetic Positive(Builder b, Expr x) => new("+", Literal.Real(b.RealType, 1.5), new Arithmetic("*", x, x));
}
