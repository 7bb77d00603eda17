using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Productions.Statements;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Generation;

public sealed partial class Builder
{
    private ScalarType? _returnType;
    private StructType? _returnStruct;

    /// <summary>How many statements there may still be.</summary>
    private int _budget;

    /// <summary>Up to so many statements in a scope of their own, and then perhaps one that is wanted.</summary>
    public Block Block(int depth, int most, Func<Stmt>? last = null) => Scoped(() =>
    {
        List<Stmt> statements = Statements(depth, last is null ? Between(1, most) : Below(most + 1));
        if (last is not null)
        {
            statements.Add(last());
        }

        return new Block(statements);
    });

    /// <summary>The body of a loop; its variables are announced first.</summary>
    public Block Loop(int depth, Action announce)
    {
        (bool canBreak, bool canContinue) = (CanBreak, CanContinue);
        (CanBreak, CanContinue) = (true, true);
        LoopDepth++;
        Block body = Scoped(() =>
        {
            announce();
            return new Block(Statements(depth, Between(1, 3)));
        });
        LoopDepth--;
        (CanBreak, CanContinue) = (canBreak, canContinue);
        return body;
    }

    /// <summary>The body of a loop that a production puts together itself.</summary>
    public Block LoopOf(Func<Block> body)
    {
        LoopDepth++;
        Block made = Scoped(body);
        LoopDepth--;
        return made;
    }

    /// <summary>The body of a section, which break leaves.</summary>
    public Block SwitchBlock(int depth)
    {
        bool canBreak = CanBreak;
        CanBreak = true;
        Block block = Block(depth, 2);
        CanBreak = canBreak;
        return block;
    }

    public Stmt Return() => new Return(_returnStruct is { } structure ? StructExpression(structure, Deep) : _returnType is { } type ? Expression(type, Deep) : null);

    public List<Stmt> Statements(int depth, int count)
    {
        List<Stmt> statements = [];
        for (int k = 0; k < count && _budget > 0; k++)
        {
            for (int attempt = 0; attempt < 4; attempt++)
            {
                if (Grammar.Statements.Pick(this)(this, depth) is { } statement)
                {
                    _budget--;
                    statements.Add(statement);
                    break;
                }
            }
        }

        return statements;
    }

    /// <summary>The body of the differentiable method.</summary>
    public Method Main(string name, IReadOnlyList<Variable> parameters, ScalarType? returnType, int statements, IReadOnlySet<Variable> fields)
    {
        _returnType = returnType;
        _budget = statements;
        _visible = [.. parameters.Where(p => p.By != Passing.Out).SelectMany(p => p.All)];
        List<Stmt> body = [.. parameters.Where(p => p.By == Passing.Out).Select(FirstAssignment).ToList(), .. Statements(3, Between(2, statements))];
        if (returnType is { } type)
        {
            body.Add(new Return(fields.Aggregate(Mixed(type), WithField)));
        }

        return new Method(name, parameters, returnType, new Block(body));
    }

    /// <summary>C# wants it before anything reads it.</summary>
    private Stmt FirstAssignment(Variable parameter)
    {
        Expr first = Settled(parameter.Type, 1);
        Announce(parameter);
        return new Assignment(new VariableReference(parameter), "", first);
    }

    /// <summary>A field that is never read has no gradient.</summary>
    private static Expr WithField(Expr result, Variable field)
    {
        Expr read = field switch
        {
            { IsScalar: true } => new VariableReference(field),
            { IsBuffer: false } => field.Fields.Select(f => (Expr)new VariableReference(f)).Aggregate((x, y) => new Arithmetic("*", x, y)),
            { Shape: BufferShape.Table, LeastLength: > 0 } => new Cell(field, Literal.Int(0), Literal.Int(0)),
            { LeastLength: > 0 } => new Element(field, Literal.Int(0)),
            _ => new Conversion(result.Type, new LengthOf(field)),
        };
        return new Arithmetic("+", result, read);
    }

    /// <summary>A result that most of what was computed has a part in.</summary>
    private Expr Mixed(ScalarType type)
    {
        Expr result = Expression(type, 2);
        foreach (Variable variable in _visible.Where(v => v.Type == type && v.IsScalar && !v.IsConstant && Chance(v.IsAssignable ? 75 : 30)).Take(5).ToList())
        {
            result = new Arithmetic(Pick(["+", "-", "+", "*"]), result, new VariableReference(variable));
        }

        for (int k = 0; k < 2 && PickAnyBuffer(v => v.Type == type && v.LeastLength > 0) is { } buffer; k++)
        {
            Expr? part = buffer.Struct is null
                ? ElementOf(buffer, 0)
                : FieldOfElement.Make(this, type, 0, v => v == buffer, _ => true);
            result = new Arithmetic("+", result, part ?? Literal.Real(type, 1));
        }

        Expr?[] others = [Cell.Make(this, type, 0), JaggedElement.Make(this, type, 0)];
        return others.OfType<Expr>().Aggregate(result, (sum, other) => new Arithmetic("+", sum, other));
    }
}
