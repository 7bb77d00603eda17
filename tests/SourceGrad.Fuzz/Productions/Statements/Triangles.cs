using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary>
/// For each of several points a triangle of weights, or a rectangle, times what is left of the point: column by column, of which a vectorizer may do several side by side. The weights are found by
/// their row and column, or counted; the diagonal belongs to them or not, and there may be fewer columns than rows, or fewer rows than columns.
/// </summary>
internal static class Triangles
{
    public static Stmt? Make(Builder b, int depth)
    {
        if (depth < 2 || b.LoopDepth > 0 || b.Target(b.RealType, 0) is not { } sum)
        {
            return null;
        }

        int size = b.Chance(60) ? b.Between(11, 17) : b.Between(1, 10), points = b.Pick<int>([1, 5, 8, 16, 17, 19, 33]);
        return b.Scoped<Stmt>(() =>
        {
            Variable data = b.DeclareBuffer(b.RealType, BufferShape.Array, size * points), mean = b.DeclareBuffer(b.RealType, BufferShape.Array, size);
            Variable weights = b.DeclareBuffer(b.RealType, BufferShape.Array, size * (size + 1));
            Variable rest = b.DeclareBuffer(b.RealType, BufferShape.Array, size), product = b.DeclareBuffer(b.RealType, BufferShape.Array, size);
            List<Stmt> statements =
            [
                new Scratch(data, Literal.Int(size * points), []),
                new Scratch(mean, Literal.Int(size), []),
                new Scratch(weights, Literal.Int(size * (size + 1)), []),
                new Scratch(rest, Literal.Int(size), []),
                new Scratch(product, Literal.Int(size), []),
                Loop(b, Literal.Int(0), size * points, index => new Assignment(new Element(data, index), "", b.Settled(b.RealType, 1))),
                Loop(b, Literal.Int(0), size, index => new Assignment(new Element(mean, index), "", b.Settled(b.RealType, 2))),
                Loop(b, Literal.Int(0), size * (size + 1), index => new Assignment(new Element(weights, index), "", b.Settled(b.RealType, 2))),
                Loop(b, Literal.Int(0), points, point => new Block(
                [
                    Loop(b, Literal.Int(0), size, j => new Block(
                    [
                        new Assignment(new Element(rest, j), "", new Arithmetic("-", new Element(data, Sum(new Arithmetic("*", point, Literal.Int(size)), j)), new Element(mean, j))),
                        new Assignment(new Element(product, j), "", b.Chance(50) ? new Element(mean, j) : new Arithmetic("*", Literal.Real(b.RealType, 0.5), new Element(rest, j))),
                    ])),
                    .. Nest(b, sum, weights, rest, product, size),
                    Loop(b, Literal.Int(0), size, j => new Assignment(sum, "+", Small(b, new Arithmetic("*", new Element(product, j), b.Chance(50) ? new Element(product, j) : new Element(rest, j))))),
                ])),
            ];
            return new Block(statements);
        });
    }

    private static List<Stmt> Nest(Builder b, Place sum, Variable weights, Variable rest, Variable product, int size)
    {
        int columns = b.Chance(75) ? size : b.Between(0, size), rows = b.Chance(75) ? size : b.Between(0, size), start = b.Between(0, 2);
        bool isTriangle = b.Chance(80);
        Variable? place = b.Chance(50) ? b.Declare(ScalarType.Int, assignable: false) : null;
        Variable? end = b.Chance(50) ? b.Declare(ScalarType.Int, assignable: false) : null;
        Stmt nest = Loop(b, Literal.Int(0), columns, c => Nests.Loop(b, isTriangle ? Sum(c, Literal.Int(start)) : Literal.Int(0), end is null ? Literal.Int(rows) : new VariableReference(end), r =>
        {
            Expr index = place is null ? Sum(new Arithmetic("*", r, Literal.Int(size)), c) : new VariableReference(place);
            Assignment add = new(new Element(product, r), b.Chance(85) ? "+" : "-", new Arithmetic("*", new Element(weights, index), new Element(rest, c)));
            return place is null ? add : new Block([add, new Assignment(new VariableReference(place), "+", Literal.Int(1))]);
        }));
        List<Stmt> before = end is null ? [] : [new Declaration(end, Literal.Int(rows), "int")];
        return place is null ? [.. before, nest]
            : [.. before, new Declaration(place, Literal.Int(0), "int"), nest, new Assignment(sum, "+", Small(b, new Element(weights, new VariableReference(place))))];
    }

    /// <summary>Thousands of products have one number in common, whose rounding they would make large.</summary>
    private static Arithmetic Small(Builder b, Expr summand) => new("*", Literal.Real(b.RealType, 0.015625), summand);

    private static Arithmetic Sum(Expr left, Expr right) => new("+", left, right);

    private static For Loop(Builder b, Expr from, int to, Func<Expr, Stmt> round) => Nests.Loop(b, from, Literal.Int(to), round);
}
