using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary>
/// Matrices row by row in one buffer each, gone through by two loops at a time: a row is copied to all of theirs, their rows are added to one, elements are stored and changed, and
/// products of two of them are added to a third one; or a function of each row's sum is added to elements of another matrix. Some loops leave out a row or a column, and some do what
/// they do only where a condition holds.
/// </summary>
internal static class Nests
{
    public static Stmt? Make(Builder b, int depth)
    {
        if (depth < 2 || b.LoopDepth > 0 || b.Target(b.RealType, 0) is not { } sum)
        {
            return null;
        }

        int rows = b.Chance(70) ? b.Between(0, 5) : b.Between(6, 14), columns = b.Between(1, 9), spare = b.Below(3);
        return b.Scoped<Stmt>(() =>
        {
            Variable row = b.DeclareBuffer(b.RealType, BufferShape.Array, columns + spare), sums = b.DeclareBuffer(b.RealType, BufferShape.Array, columns + spare);
            Variable[] matrices = [.. Enumerable.Range(0, 3).Select(_ => b.DeclareBuffer(b.RealType, BufferShape.Array, rows * columns))];
            List<Stmt> statements = [new Scratch(row, Literal.Int(columns + spare), []), new Scratch(sums, Literal.Int(columns + spare), [])];
            statements.AddRange(matrices.Select(matrix => new Scratch(matrix, Literal.Int(rows * columns), [])));
            statements.Add(Loop(b, 0, columns + spare, index => new Assignment(new Element(row, index), "", b.Settled(b.RealType, 2))));
            List<Stmt> steps = [.. Enumerable.Range(0, b.Between(2, 5)).Select(_ => b.Chance(25) ? OfRows(b, row, sum, matrices, rows, columns) : Step(b, row, sums, matrices, rows, columns, spare))];
            if (b.Chance(30))
            {
                Variable step = b.Reserve(ScalarType.Int, assignable: false);
                steps = [new For(step, Literal.Int(0), "<", Literal.Int(2), 1, b.LoopOf(() => new Block(steps)))];
            }

            statements.AddRange(steps);
            statements.Add(Loop(b, 0, columns + spare, index => new Assignment(sum, "+", new Element(sums, index))));
            statements.Add(Loop(b, 0, rows * columns, index => new Assignment(sum, "+", new Arithmetic("*", new Element(matrices[0], index), new Element(matrices[1], index)))));
            return new Block(statements);
        });
    }

    /// <summary>Each row is summed, then comes a function of that, and another loop may use it.</summary>
    private static Stmt OfRows(Builder b, Variable row, Place sum, Variable[] matrices, int rows, int columns)
    {
        Variable target = b.Pick(matrices), source = b.Pick(matrices);
        return Loop(b, b.Chance(85) ? 0 : 1, rows, r =>
        {
            Variable total = b.Declare(b.RealType), value = b.Declare(b.RealType);
            List<Stmt> statements =
            [
                new Declaration(total, b.Chance(50) ? Literal.Real(b.RealType, 0) : new Element(row, Literal.Int(0)), b.RealType.Text()),
                Loop(b, 0, columns, c => new Assignment(new VariableReference(total), "+", new Arithmetic("*", At(source, c), new Element(row, c)))),
                new Declaration(value, Guards.Bounded(b, new VariableReference(total)), b.RealType.Text()),
            ];
            if (b.Chance(60))
            {
                statements.Add(new Assignment(sum, "+", new Arithmetic("*", new VariableReference(value), new VariableReference(b.Chance(50) ? value : total))));
            }

            if (b.Chance(60))
            {
                statements.Add(Loop(b, 0, columns, c => new Assignment(At(target, c), b.Chance(50) ? "+" : "", new Arithmetic("*", new VariableReference(value), b.Chance(50) ? At(source, c) : new Element(row, c)))));
            }

            return new Block(statements);

            Element At(Variable matrix, Expr c) => new(matrix, new Arithmetic("+", new Arithmetic("*", r, Literal.Int(columns)), c));
        });
    }

    private static Stmt Step(Builder b, Variable row, Variable sums, Variable[] matrices, int rows, int columns, int spare)
    {
        Variable target = b.Pick(matrices), source = b.Pick(matrices), other = b.Pick(matrices);
        return Loop(b, b.Chance(80) ? 0 : 1, rows, r => Loop(b, b.Chance(80) ? 0 : 1, columns, c =>
        {
            Expr place = new Arithmetic("+", new Arithmetic("*", r, Literal.Int(columns)), c), shifted = spare == 0 ? c : new Arithmetic("+", c, Literal.Int(spare));
            Element own = new(target, place);
            Stmt statement = b.Below(7) switch
            {
                0 or 1 => new Assignment(own, "", new Element(row, b.Chance(50) ? c : shifted)),
                2 => new Assignment(new Element(sums, b.Chance(50) ? c : shifted), "+", new Element(source, place)),
                3 => new Assignment(own, "", Guards.Bounded(b, new Arithmetic("*", new Element(source, place), new Element(other, place)))),
                4 => new Assignment(own, "+", Guards.Bounded(b, new Arithmetic("*", new Element(source, place), new Element(row, c)))),
                5 => new Assignment(own, "", Guards.Bounded(b, own)),
                _ => Loop(b, 0, columns, k => new Assignment(
                    new Element(sums, c), "+", Guards.Bounded(b, new Arithmetic("*", new Element(source, new Arithmetic("+", new Arithmetic("*", r, Literal.Int(columns)), k)), new Element(row, k))))),
            };
            return b.Chance(15) ? new If(new Comparison(b.Pick(["<", ">"]), new Element(row, c), Literal.Real(b.RealType, b.Below(3) / 4.0)), new Block([statement]), null) : statement;
        }));
    }

    /// <summary>A loop that counts up to a number, and what each round does with its index.</summary>
    public static For Loop(Builder b, Expr from, Expr to, Func<Expr, Stmt> round)
    {
        Variable index = b.Reserve(ScalarType.Int, assignable: false);
        return new For(index, from, "<", to, 1, b.LoopOf(() =>
        {
            b.Announce(index);
            return new Block([round(new VariableReference(index))]);
        }));
    }

    private static For Loop(Builder b, int from, int to, Func<Expr, Stmt> round) => Loop(b, Literal.Int(from), Literal.Int(to), round);
}
