using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>
/// Something that can be read and, mostly, assigned: what stands on the left of <c>=</c>, what a symbol stands for, what a <c>ref</c>
/// refers to. Two references to one thing share one place, so that aliasing needs no analysis.
/// </summary>
internal abstract class Place
{
    /// <summary>All variables in it, in order.</summary>
    public virtual IEnumerable<Variable> Leaves => [];

    /// <summary>Its parts, if it is a struct or a tuple.</summary>
    public virtual IReadOnlyList<Place>? Fields => null;

    public virtual Variable? Variable => null;

    public static Place Of(Variable variable) => new OfVariable(variable);

    public static Place Of(IReadOnlyList<Place> fields) => new OfFields(fields);

    private sealed class OfVariable(Variable variable) : Place
    {
        public override Variable? Variable => variable;

        public override IEnumerable<Variable> Leaves => [variable];
    }

    private sealed class OfFields(IReadOnlyList<Place> fields) : Place
    {
        public override IReadOnlyList<Place>? Fields => fields;

        public override IEnumerable<Variable> Leaves => fields.SelectMany(part => part.Leaves);
    }

    /// <summary>An element of a buffer. <paramref name="owner"/>: the same for the numbers of one struct, which are in range together.</summary>
    public sealed class Element(Value buffer, Value index, object? owner) : Place
    {
        /// <summary>The owner of elements that are known to be there.</summary>
        public static readonly object Inside = new();

        public Value Buffer { get; } = buffer;

        public Value Index { get; } = index;

        public object? Owner { get; } = owner;
    }

    /// <summary>A property or an indexer whose accessors are code.</summary>
    public sealed class Computed(Func<Lowered> get, Action<Lowered> set) : Place
    {
        public Func<Lowered> Get { get; } = get;

        public Action<Lowered> Set { get; } = set;
    }

    /// <summary>A discard, or something that an error has been reported on.</summary>
    public sealed class Nowhere : Place
    {
        public static readonly Nowhere Instance = new();
    }
}
