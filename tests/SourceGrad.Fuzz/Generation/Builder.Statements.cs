using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Productions.Statements;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Generation;

public sealed partial class Builder
{
    private ScalarType? _returnType;

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

    /// <summary>The body of a section, which break leaves.</summary>
    public Block SwitchBlock(int depth)
    {
        bool canBreak = CanBreak;
        CanBreak = true;
        Block block = Block(depth, 2);
        CanBreak = canBreak;
        return block;
    }

    public Stmt Return() => new Return(_returnType is { } type ? Expression(type, Deep) : null);

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

    /// <summary>A function of the method's own; spans are out of its reach.</summary>
    public Method LocalFunction(int depth)
    {
        List<Variable> visible = _visible;
        _visible = [.. visible.Where(v => v.Shape is null or BufferShape.Array)];
        Method method = Nested(Name("Local"), depth, 2);
        _visible = visible;
        _callable.Add(method);
        return method;
    }

    /// <summary>A method beside the differentiable one.</summary>
    public void AddHelper()
    {
        _visible = [];
        Method method = Nested(Name("Step"), 1, 3);
        _visible = [];
        _helpers.Add(method);
        _callable.Add(method);
    }

    /// <summary>The body of the differentiable method.</summary>
    public Method Main(string name, IReadOnlyList<Variable> parameters, ScalarType? returnType, int statements)
    {
        _returnType = returnType;
        _budget = statements;
        _visible = [.. parameters];
        List<Stmt> body = Statements(3, Between(2, statements));
        if (returnType is { } type)
        {
            Expr result = Expression(type, 2);
            foreach (Variable variable in _visible.Where(v => v.Type == type && !v.IsBuffer && v.IsAssignable && Chance(60)).Take(3).ToList())
            {
                result = new Arithmetic(Pick(["+", "-", "*"]), result, new VariableReference(variable));
            }

            if (PickBuffer(v => v.Type == type && v.LeastLength > 0) is { } buffer)
            {
                result = new Arithmetic("+", result, ElementOf(buffer, 0) is { } element ? element : Literal.Real(type, 1));
            }

            body.Add(new Return(result));
        }

        return new Method(name, parameters, returnType, new Block(body));
    }

    private Method Nested(string name, int depth, int statements)
    {
        (ScalarType? returnType, bool canBreak, bool canContinue, int loops) = (_returnType, CanBreak, CanContinue, LoopDepth);
        (CanBreak, CanContinue, LoopDepth, IsNested) = (false, false, 0, true);
        _returnType = Chance(75) ? RealType : Chance(50) ? ScalarType.Int : null;
        int budget = _budget;
        _budget = statements + 1;
        Method method = Scoped(() =>
        {
            List<Variable> parameters = [.. Enumerable.Range(0, Between(1, 2)).Select(_ => Declare(Chance(80) ? RealType : AnyType()))];
            if (Chance(_returnType is null ? 90 : 25))
            {
                parameters.Add(DeclareBuffer(RealType, Pick([BufferShape.Span, BufferShape.ReadOnlySpan, BufferShape.Array]), Between(0, 2)));
            }

            List<Stmt> body = Statements(depth, statements);
            if (_returnType is not null)
            {
                body.Add(Return());
            }

            return new Method(name, parameters, _returnType, new Block(body));
        });
        (_returnType, CanBreak, CanContinue, LoopDepth, IsNested) = (returnType, canBreak, canContinue, loops, false);
        _budget = budget;
        return method;
    }
}
