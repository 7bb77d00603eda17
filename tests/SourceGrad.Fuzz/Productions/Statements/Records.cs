using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary>
/// Records of a few numbers in one buffer each: a loop goes over all of them, reads some numbers of one record and stores, changes or adds to some of another, a few only where a
/// condition holds; now and then a number of the next record, or so many apart that records overlap.
/// </summary>
internal static class Records
{
    public static Stmt? Make(Builder b, int depth)
    {
        if (depth < 2 || b.LoopDepth > 1 || b.PickBuffer(v => v.Type == b.RealType && v.IsWritable) is not { } results || b.PickBuffer(v => v.Type == b.RealType) is not { } source)
        {
            return null;
        }

        return b.Scoped<Stmt>(() =>
        {
            List<Stmt> statements = [];
            if (b.Chance(40))
            {
                // Longer than what comes in, for more than a vector.
                int length = b.Between(8, 40);
                results = b.DeclareBuffer(b.RealType, BufferShape.Array, length);
                statements.Add(new Scratch(results, Literal.Int(length), []));
                source = b.Chance(50) ? results : source;
            }

            int loops = b.Between(1, 2);
            for (int k = 0; k < loops; k++)
            {
                statements.Add(Loop(b, results, source));
            }

            if (b.Chance(40) && b.Target(b.RealType, 0) is { } sum)
            {
                Variable index = b.Reserve(ScalarType.Int, assignable: false);
                statements.Add(new For(index, Literal.Int(0), "<", new LengthOf(results), b.Between(1, 3), b.LoopOf(() => new Block([new Assignment(sum, "+", new Element(results, new VariableReference(index)))]))));
            }

            return new Block(statements);
        });
    }

    private static For Loop(Builder b, Variable results, Variable source)
    {
        int width = b.Between(1, 3), sourceWidth = b.Between(1, 3), start = b.Chance(80) ? 0 : 1;
        Variable index = b.Reserve(ScalarType.Int, assignable: false);
        Expr rounds = new IntegerFunction("Min", [Records(results, width), Records(source, sourceWidth)]);
        return new For(index, Literal.Int(start), "<", rounds, 1, b.LoopOf(() =>
        {
            b.Announce(index);
            return new Block([.. Enumerable.Range(0, b.Between(1, 4)).Select(_ => Step(b, Number(b, results, width, index, start), Number(b, source, sourceWidth, index, start), Number(b, b.Chance(70) ? source : results, b.Chance(70) ? sourceWidth : width, index, start)))]);
        }));

        static Expr Records(Variable buffer, int width) => new Arithmetic("/", new LengthOf(buffer), Literal.Int(width));
    }

    private static Stmt Step(Builder b, Element target, Element first, Element second)
    {
        Expr value = b.Chance(25) ? b.Settled(b.RealType, 2) : Guards.Bounded(b, b.Chance(60) ? new Arithmetic("*", first, second) : first);
        Stmt statement = new Assignment(target, b.Chance(25) ? "+" : "", value);
        return b.Chance(25) ? new If(new Comparison(b.Pick(["<", ">"]), first, Literal.Real(b.RealType, b.Below(3) / 4.0)), new Block([statement]), null) : statement;
    }

    /// <summary>One of the numbers of a record; of the one before where there is one, or of one that begins within another.</summary>
    private static Element Number(Builder b, Variable buffer, int width, Variable index, int start)
    {
        Expr record = new VariableReference(index);
        int column = b.Below(width);
        if (start > 0 && b.Chance(30))
        {
            record = new Arithmetic("-", record, Literal.Int(1));
        }

        int distance = b.Chance(90) ? width : b.Between(1, width);
        Expr place = distance == 1 && b.Chance(50) ? record : b.Chance(50) ? new Arithmetic("*", record, Literal.Int(distance)) : new Arithmetic("*", Literal.Int(distance), record);
        return new Element(buffer, column == 0 && b.Chance(70) ? place : new Arithmetic("+", place, Literal.Int(column)));
    }
}
