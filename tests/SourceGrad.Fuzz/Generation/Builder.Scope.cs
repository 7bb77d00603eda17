using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Generation;

public sealed partial class Builder
{
    private static readonly string[] s_reals = ["x", "y", "z", "u", "v", "w", "p", "q", "s", "r", "sum", "mean"];
    private static readonly string[] s_integers = ["n", "m", "k", "count", "i", "j"];
    private static readonly string[] s_buffers = ["a", "b", "c", "d", "data", "weights"];

    /// <summary>Names that the generator gives too, and such that only look like keywords.</summary>
    private static readonly string[] s_odd =
    [
        "xAdjoint", "xGradient", "aGradient", "aAdjoint", "resultAdjoint", "result", "value", "adjoint", "seed", "tape", "xTape", "t0", "_t0",
        "@class", "@in", "i0", "rest", "running", "xBefore", "aWork", "nameof", "var", "gradient", "Math2", "Value",
    ];

    private readonly HashSet<string> _names = [];
    private readonly List<Method> _helpers = [];
    private List<Variable> _visible = [];
    private List<(Variable Index, Variable Buffer, int Low, int High)> _indices = [];
    private readonly List<Variable> _nullable = [];
    private List<Method> _callable = [];

    public int Slots { get; private set; }

    public IReadOnlyList<Method> Helpers => _helpers;

    /// <summary>The index runs from low to the length less high, so its neighbours within these are elements as well.</summary>
    public void AddIndex(Variable index, Variable buffer, int low, int high) => _indices.Add((index, buffer, low, high));

    public Variable? PickVariable(Func<Variable, bool> wanted) => PickOf(v => v.IsScalar && !v.IsFuel && v.Narrow is null && wanted(v));

    public Variable? PickNarrow(Func<Variable, bool> wanted) => PickOf(v => v.Narrow is not null && wanted(v));

    /// <summary>Numbers in a row.</summary>
    public Variable? PickBuffer(Func<Variable, bool> wanted) => PickAnyBuffer(v => v.Struct is null && wanted(v));

    /// <summary>Numbers or structs in a row.</summary>
    public Variable? PickAnyBuffer(Func<Variable, bool> wanted) => PickOf(v => v.IsBuffer && v.Shape is not (BufferShape.Table or BufferShape.Jagged) && wanted(v));

    public Variable? PickTable(Func<Variable, bool> wanted) => PickOf(v => v.Shape == BufferShape.Table && wanted(v));

    public Variable? PickJagged(Func<Variable, bool> wanted) => PickOf(v => v.Shape == BufferShape.Jagged && wanted(v));

    public Variable? PickStruct(Func<Variable, bool> wanted) => PickOf(v => v.Struct is not null && !v.IsBuffer && wanted(v));

    public Variable? PickNullable(ScalarType type) => _nullable.Where(v => v.Type == type && _visible.Contains(v)).ToArray() is { Length: > 0 } found ? Pick(found) : null;

    public Method? Callable(Func<Method, bool> wanted)
    {
        Method[] methods = [.. _callable.Where(wanted)];
        return methods.Length == 0 ? null : Pick(methods);
    }

    public Variable? PickIndexOf(Variable buffer)
    {
        Variable[] indices = [.. _indices.Where(i => i.Buffer == buffer).Select(i => i.Index)];
        return indices.Length == 0 ? null : Pick(indices);
    }

    /// <summary>A name that nothing else in the program has.</summary>
    public string Name(string hint)
    {
        string name = Chance(6) && !char.IsUpper(hint[0]) ? Pick(s_odd) : hint;
        for (int k = 1; !_names.Add(name); k++)
        {
            name = hint + k;
        }

        return name;
    }

    /// <summary>A row that is there: the index of a loop over the rows.</summary>
    public Expr? RowOf(Variable table, int depth) => Chance(70) ? IndexInto(table) : null;

    /// <summary>An element that is there: at the index of a loop over the buffer, or near it.</summary>
    public Expr? ElementAt(Variable buffer) => IndexInto(buffer) is { } index ? new Productions.Expressions.Element(buffer, index) : null;

    private Expr? IndexInto(Variable buffer)
    {
        var indices = _indices.Where(i => i.Buffer == buffer).ToArray();
        if (indices.Length == 0)
        {
            return null;
        }

        (Variable index, _, int low, int high) = Pick(indices);
        int offset = Between(-low, high);
        Expr reference = new Productions.Expressions.VariableReference(index);
        return offset switch
        {
            0 => reference,
            > 0 => new Productions.Expressions.Arithmetic("+", reference, Productions.Expressions.Literal.Int(offset)),
            _ => new Productions.Expressions.Arithmetic("-", reference, Productions.Expressions.Literal.Int(-offset)),
        };
    }

    private Variable? PickOf(Func<Variable, bool> wanted)
    {
        int count = 0;
        Variable? picked = null;
        foreach (Variable variable in _visible)
        {
            if (wanted(variable) && Below(++count) == 0)
            {
                picked = variable;
            }
        }

        return picked;
    }

    /// <summary>Runs something in a scope of its own.</summary>
    public T Scoped<T>(Func<T> make)
    {
        int visible = _visible.Count, indices = _indices.Count, callable = _callable.Count;
        T made = make();
        _visible.RemoveRange(visible, _visible.Count - visible);
        _indices.RemoveRange(indices, _indices.Count - indices);
        _callable.RemoveRange(callable, _callable.Count - callable);
        return made;
    }
}
