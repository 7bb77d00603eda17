using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Productions;

namespace SourceGrad.Fuzz.Tree;

/// <summary>What has several numbers for a value.</summary>
public abstract record StructExpr(StructType Struct) : Node, IArgument
{
    public virtual Variable? Passed => null;

    public abstract Datum[] Evaluate(Machine machine);

    public virtual Action Pass(Machine machine, Variable parameter)
    {
        Datum[] values = Evaluate(machine);
        return () => machine.Write(parameter, values);
    }
}

/// <summary>A struct that can be assigned to.</summary>
public abstract record StructPlace(StructType Struct) : StructExpr(Struct)
{
    /// <summary>The buffer that it is in, or the reference that it is.</summary>
    public abstract Variable? Memory { get; }

    /// <summary>C# lets it be assigned.</summary>
    public abstract bool IsAssignable { get; }

    /// <summary>Members change it; otherwise they work on a copy.</summary>
    public virtual bool IsChangedByMembers => IsAssignable;

    public override Variable? Passed => IsAssignable ? Memory : null;

    public abstract Location[] Locate(Machine machine);

    public override Datum[] Evaluate(Machine machine) => [.. Locate(machine).Select(l => l.Read())];

    /// <summary>What a member runs on is the place itself.</summary>
    public override Action Pass(Machine machine, Variable parameter)
    {
        Location[] places = Locate(machine);
        if (!parameter.IsReference || !IsChangedByMembers)
        {
            Datum[] values = [.. places.Select(p => p.Read())];
            return () => machine.Write(parameter, values);
        }

        return () =>
        {
            for (int k = 0; k < places.Length; k++)
            {
                machine.Scalars.Bind(parameter.Fields[k].Slot, places[k]);
            }
        };
    }
}
