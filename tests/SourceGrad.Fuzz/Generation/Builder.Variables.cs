using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Generation;

public sealed partial class Builder
{
    private static readonly string[] s_structs = ["point", "state", "pair", "body", "next"];

    /// <summary>A variable that is in scope from here.</summary>
    public Variable Declare(ScalarType type, bool assignable = true, string? name = null, bool isConstant = false)
    {
        Variable variable = Reserve(type, assignable, name) with { IsConstant = isConstant };
        Announce(variable);
        return variable;
    }

    public Variable DeclareBuffer(ScalarType type, BufferShape shape, int leastLength) =>
        Announce(new Variable(Name(Pick(s_buffers)), type, Slots++) { Shape = shape, LeastLength = leastLength });

    public Variable DeclareBuffer(StructType type, BufferShape shape, int leastLength) =>
        Announce(new Variable(Name(Pick(s_buffers)), RealType, Slots++) { Shape = shape, LeastLength = leastLength, Struct = type });

    /// <summary>With elements like those of another.</summary>
    public Variable DeclareBuffer(Variable like, BufferShape shape, int leastLength) =>
        like.Struct is { } type ? DeclareBuffer(type, shape, leastLength) : DeclareBuffer(like.Type, shape, leastLength);

    public Variable DeclareTable(ScalarType type, int rows) =>
        Announce(new Variable(Name("table"), type, Slots++) { Shape = BufferShape.Table, LeastLength = rows, Columns = Between(1, 3) });

    public Variable DeclareJagged(ScalarType type, IReadOnlyList<int> lengths, bool assignable = true) =>
        Announce(new Variable(Name("rows"), type, Slots++) { Shape = BufferShape.Jagged, LeastLength = lengths.Count, RowLengths = lengths, IsAssignable = assignable });

    /// <summary>A row of an array of arrays, which is written where that may be.</summary>
    public Variable DeclareRow(Variable jagged, int leastLength) =>
        Announce(new Variable(Name("row"), jagged.Type, Slots++) { Shape = BufferShape.Array, LeastLength = leastLength, IsAssignable = jagged.IsAssignable });

    /// <summary>A name for the place of something else.</summary>
    public Variable DeclareReference(ScalarType type, Passing by = Passing.Value) =>
        Announce(Reserve(type, by != Passing.In) with { IsReference = true, By = by, IsPlace = by != Passing.In });

    public Variable DeclareNarrow(NarrowType type) => Announce(Reserve(type.Wide(), name: type == NarrowType.Enum ? Name("kind") : null) with { Narrow = type });

    public Variable DeclareStruct(StructType type, Passing by = Passing.Value) => Announce(ReserveStruct(type, by != Passing.In, by));

    /// <summary>A name of an object, which stays its name; what is done to the object is done to it everywhere.</summary>
    public Variable DeclareObject(StructType type, bool isParameter = false)
    {
        Variable whole = ReserveStruct(type, assignable: true, isReference: isParameter);
        whole = whole with { IsAssignable = false, IsElement = true };
        return Announce(whole with { Fields = [.. whole.Fields.Select(f => f with { Owner = whole })] });
    }

    public Variable DeclareNullable(ScalarType type)
    {
        Variable nullable = new(Name("maybe"), type, Slots++) { Struct = s_nullable };
        nullable = nullable with { Fields = [Reserve(ScalarType.Bool, name: nullable.Name + ".HasValue"), Reserve(type, name: nullable.Name + ".Value")] };
        _nullable.Add(nullable);
        _visible.Add(nullable);
        return nullable;
    }

    /// <summary>A variable that is not in scope yet.</summary>
    public Variable Reserve(ScalarType type, bool assignable = true, string? name = null)
    {
        string hint = type.IsReal() ? Pick(s_reals) : type == ScalarType.Bool ? "flag" : Pick(s_integers);
        return new Variable(name ?? Name(hint), type, Slots++) { IsAssignable = assignable };
    }

    /// <summary>What stands for an element of a buffer in a loop.</summary>
    public Variable ReserveElement(Variable buffer, bool isReference = false) => buffer.Struct is { } type
        ? ReserveStruct(type, isReference, isReference: isReference) with { IsElement = true }
        : Reserve(buffer.Type, isReference) with { IsReference = isReference };

    public Variable Announce(Variable variable)
    {
        _visible.AddRange(variable.All);
        return variable;
    }

    private static readonly StructType s_nullable = new("nullable", StructForm.Tuple, []);

    private Variable ReserveStruct(StructType type, bool assignable, Passing by = Passing.Value, bool isThis = false, bool isReference = false)
    {
        Variable whole = new(isThis ? "this" : Name(Pick(s_structs)), RealType, Slots++)
        {
            Struct = type,
            IsAssignable = assignable,
            IsReference = isReference || isThis || by != Passing.Value,
            By = by,
            IsThis = isThis,
        };
        return whole with
        {
            Fields = [.. type.Leaves.Select(leaf => new Variable(isThis ? leaf.Path : $"{whole.Name}.{leaf.Path}", leaf.Type, Slots++)
            {
                Owner = whole,
                IsAssignable = assignable && leaf.IsAssignable,
                IsPlace = assignable && leaf.IsPlace,
            })],
        };
    }
}
