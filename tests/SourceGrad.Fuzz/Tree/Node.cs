using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Productions;

namespace SourceGrad.Fuzz.Tree;

/// <summary>A piece of a program. All there is to know of a C# construct stands in its node: how it is written and what it does.</summary>
public abstract record Node
{
    /// <summary>The parts, in a fixed order.</summary>
    public abstract IReadOnlyList<Node> Children { get; }

    /// <summary>The same with other parts, of the same kinds in the same order.</summary>
    public abstract Node With(IReadOnlyList<Node> children);

    /// <summary>The variables that this node itself (not its parts) brings into being.</summary>
    public virtual IEnumerable<Variable> Declares => [];

    /// <summary>The variables that this node itself (not its parts) uses.</summary>
    public virtual IEnumerable<Variable> Uses => [];

    public abstract void Print(CodeWriter writer);

    public IEnumerable<Node> Descendants() => Children.SelectMany(c => c.Descendants()).Prepend(this);
}

/// <summary>What has a value.</summary>
public abstract record Expr(ScalarType Type) : Node, IArgument
{
    public virtual Action Pass(Machine machine, Variable parameter)
    {
        Datum value = Evaluate(machine);
        return () => machine.Scalars[parameter.Slot] = value;
    }

    public virtual Variable? Passed => null;

    public abstract Datum Evaluate(Machine machine);
}

/// <summary>What can be assigned to.</summary>
public abstract record Place(ScalarType Type) : Expr(Type)
{
    /// <summary>Evaluates where it is, once.</summary>
    public abstract Location Locate(Machine machine);

    /// <summary>Evaluates what says where it is, before what is assigned to it; where C# looks whether it exists only then, so does the result.</summary>
    public virtual Func<Location> Prepare(Machine machine)
    {
        Location location = Locate(machine);
        return () => location;
    }

    /// <summary>The buffers that some of these are elements of, and the references that some are.</summary>
    public static IEnumerable<Variable> BuffersOf(IEnumerable<Place> places) => places.Select(p => p.Memory).OfType<Variable>();

    /// <summary>The buffer that it is in, or the reference that it is; null for a variable with memory of its own.</summary>
    public abstract Variable? Memory { get; }

    public override Datum Evaluate(Machine machine) => Locate(machine).Read();
}

/// <summary>What has an effect.</summary>
public abstract record Stmt : Node
{
    public abstract Jump Execute(Machine machine);
}
