using CsCheck;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Generation;

/// <summary>
/// What a production has to build with: chance, the names in scope, and expressions and statements by other productions.
/// </summary>
public sealed partial class Builder(PCG chance)
{
    /// <summary>How deep expressions nest from here.</summary>
    public int Deep { get; private set; } = 2;

    /// <summary>The type that most reals of the program have.</summary>
    public ScalarType RealType { get; init; }

    /// <summary>Both types of reals occur.</summary>
    public bool IsMixed { get; init; }

    /// <summary>How many loops are around.</summary>
    public int LoopDepth { get; private set; }

    public bool CanBreak { get; private set; }

    public bool CanContinue { get; private set; }

    /// <summary>Inside a local function or a method that is called.</summary>
    public bool IsNested { get; private set; }

    /// <summary>How often a query calls a lambda is the library's own affair.</summary>
    private bool _isInQuery;

    /// <summary>Expressions may assign.</summary>
    public bool AllowsEffects => !_isInQuery && Chance(30);

    public int Below(int bound) => (int)chance.Next((uint)bound);

    public int Between(int least, int most) => least + Below(most - least + 1);

    public bool Chance(int percent) => Below(100) < percent;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    /// <summary>The type for a new variable or an assignment.</summary>
    public ScalarType AnyType() => Below(100) switch
    {
        < 72 => RealType,
        < 80 when IsMixed => RealType == ScalarType.Double ? ScalarType.Float : ScalarType.Double,
        < 80 => RealType,
        < 91 => ScalarType.Int,
        < 95 => ScalarType.Bool,
        _ => ScalarType.Long,
    };

    public Expr Expression(ScalarType type, int depth)
    {
        if (depth > 0)
        {
            for (int attempt = 0; attempt < 3; attempt++)
            {
                if (Grammar.Expressions.Pick(this)(this, type, depth) is { } expression && expression.Type == type)
                {
                    return expression;
                }
            }
        }

        return Leaf(type);
    }

    /// <summary>A value to keep: in a loop most likely bounded, so that numbers stay of magnitude 1.</summary>
    public Expr Settled(ScalarType type, int depth)
    {
        Expr value = Expression(type, depth);
        return type.IsReal() && Chance(LoopDepth > 0 ? 60 : 20) ? Guards.Bounded(this, value)
            : type.IsInteger() && LoopDepth > 0 && Chance(60) ? new Arithmetic("&", value, new Literal(type, 7))
            : value;
    }

    /// <summary>Somewhere to assign to; null where there is nothing.</summary>
    public Place? Target(ScalarType type, int depth)
    {
        if (Chance(20) && FieldOfElement.Make(this, type, depth, v => v.IsWritable && v.Shape != BufferShape.List, l => l.IsAssignable) is { } field)
        {
            return field;
        }

        if (Chance(20) && Cell.Make(this, type, depth, v => v.IsWritable) is { } cell)
        {
            return cell;
        }

        if (Chance(8) && ReturnedReference.Make(this, type, depth) is { } returned)
        {
            return returned;
        }

        if (Chance(20) && JaggedElement.Make(this, type, depth, v => v.IsWritable) is { } jagged)
        {
            return jagged;
        }

        if (Chance(35) && PickBuffer(v => v.Type == type && v.IsWritable) is { } buffer && ElementOf(buffer, depth) is { } element)
        {
            return element;
        }

        return PickVariable(v => v.Type == type && v.IsAssignable) is { } variable ? new VariableReference(variable) : null;
    }

    /// <summary>Somewhere that a reference can be taken of.</summary>
    public Place? ReferencePlace(ScalarType type, int depth)
    {
        if (Chance(20) && FieldOfElement.Make(this, type, depth, v => v.IsWritable && v.Shape != BufferShape.List, l => l.IsPlace) is { } field)
        {
            return field;
        }

        if (Chance(8) && ReturnedReference.Make(this, type, depth) is { } returned)
        {
            return returned;
        }

        if (Chance(15) && JaggedElement.Make(this, type, depth, v => v.IsWritable) is { } jagged)
        {
            return jagged;
        }

        if (Chance(50) && PickBuffer(v => v.Type == type && v.IsWritable && v.IsPlainBuffer) is { } buffer && ElementOf(buffer, depth) is { } element)
        {
            return element;
        }

        return PickVariable(v => v.Type == type && v.IsAssignable && v.IsPlace) is { } variable ? new VariableReference(variable) : null;
    }

    /// <summary>A struct to assign to; null where there is none.</summary>
    public StructPlace? StructTarget(StructType type)
    {
        if (Chance(35) && StructElement.Make(this, type, 1) is StructElement { IsAssignable: true } element)
        {
            return element;
        }

        return PickStruct(v => v.Struct == type && v.IsAssignable && !v.IsThis) is { } variable ? new StructReference(variable) : null;
    }

    public StructExpr StructExpression(StructType type, int depth)
    {
        if (depth <= 0)
        {
            return StructReference.Make(this, type, 0) ?? (Chance(90) ? NewStruct.Make(this, type, 0) : StructDefault.Make(this, type, 0));
        }

        for (int attempt = 0; attempt < 3; attempt++)
        {
            if (Grammar.Structs.Pick(this)(this, type, depth) is { } expression)
            {
                return expression;
            }
        }

        return NewStruct.Make(this, type, 0);
    }

    /// <summary>An element that is there, as a rule; null where no index is known to be.</summary>
    public Element? ElementOf(Variable buffer, int depth)
    {
        if (Chance(70) && IndexInto(buffer) is { } known)
        {
            return new Element(buffer, known);
        }

        if (Chance(1))
        {
            return new Element(buffer, Literal.Int(Between(0, 5)));
        }

        if (buffer.LeastLength == 0)
        {
            return null;
        }

        return Below(5) switch
        {
            0 or 1 => new Element(buffer, Literal.Int(Below(buffer.LeastLength))),
            2 => new Element(buffer, Literal.Int(Between(1, buffer.LeastLength)), FromEnd: true),
            3 when buffer.LeastLength >= 2 => new Element(buffer, new Arithmetic("&", Expression(ScalarType.Int, depth - 1), Literal.Int(1))),
            3 => new Element(buffer, new IntegerFunction("Clamp", [Expression(ScalarType.Int, depth - 1), Literal.Int(0), new Arithmetic("-", new LengthOf(buffer), Literal.Int(1))])),
            _ => new Element(buffer, new Arithmetic("%", new IntegerFunction("Abs", [new Arithmetic("%", Expression(ScalarType.Int, depth - 1), Literal.Int(100))]), new LengthOf(buffer))),
        };
    }

    private Expr Leaf(ScalarType type)
    {
        if (type.IsReal() && Chance(35) && Element.Make(this, type, 0) is { } element)
        {
            return element;
        }

        if (Chance(25) && (NarrowReference.Make(this, type, 0) ?? EnumTest.Make(this, type, 0) ?? HasValue.Make(this, type, 0)) is { } other)
        {
            return other;
        }

        if (Chance(75) && VariableReference.Make(this, type, 0) is { } variable)
        {
            return variable;
        }

        if (type == ScalarType.Int && Chance(30) && LengthOf.Make(this, type, 0) is { } length)
        {
            return length;
        }

        if (type != ScalarType.Bool)
        {
            return Literal.Make(this, type, 0);
        }

        // Not a literal: a condition that is constant makes code unreachable, and then it is no test.
        Variable? left = PickVariable(v => v.Type == RealType) ?? PickVariable(v => v.Type != ScalarType.Bool);
        return left is null
            ? new Literal(type, Below(2))
            : new Comparison(Pick(["<", ">", "<=", ">="]), new VariableReference(left), Literal.Make(this, left.Type, 0));
    }
}
