using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary><c>{ X: > 0, Inner.Y: var y }</c> and <c>(> 0, var y)</c>.</summary>
/// <param name="Parts">The numbers that are asked about.</param>
/// <param name="Caught">Null, or the variable that gets one that is not asked about.</param>
public sealed record StructPattern(StructType Struct, IReadOnlyList<int> Parts, IReadOnlyList<Pattern> Patterns, Variable? Caught, int CaughtPart, bool IsPositional) : Node
{
    public override IReadOnlyList<Node> Children => Patterns;

    public override IEnumerable<Variable> Declares => Caught is null ? [] : [Caught];

    /// <summary>Patterns of which none makes a later one unreachable.</summary>
    public static List<StructPattern> Disjoint(Builder b, StructType type, bool catches)
    {
        // By position only what is no struct itself, so that parts and fields are the same.
        bool positional = type.Form is not StructForm.Struct && type.Fields.All(f => f.Struct is null) && b.Chance(50);
        int first = b.Below(type.Leaves.Count);
        List<StructPattern> patterns = [];
        foreach (Pattern pattern in PatternChoice.Disjoint(b, type.Leaves[first].Type))
        {
            int[] others = [.. Enumerable.Range(0, type.Leaves.Count).Where(k => k != first)];
            int second = others.Length == 0 ? -1 : b.Pick(others);
            bool both = second >= 0 && b.Chance(40);
            Pattern[] asked = both ? [pattern, b.Pick(PatternChoice.Disjoint(b, type.Leaves[second].Type))] : [pattern];
            Variable? caught = catches && second >= 0 && !both && b.Chance(60) ? b.Reserve(type.Leaves[second].Type, assignable: false) : null;
            patterns.Add(new StructPattern(type, both ? [first, second] : [first], asked, caught, second, positional));
        }

        return patterns;
    }

    public override Node With(IReadOnlyList<Node> children) => this with { Patterns = [.. children.Cast<Pattern>()] };

    public override void Print(CodeWriter writer)
    {
        if (IsPositional)
        {
            writer.Write("(");
            for (int k = 0; k < Struct.Leaves.Count; k++)
            {
                writer.Write(k > 0 ? ", " : "");
                PrintPart(writer, k);
            }

            writer.Write(")");
            return;
        }

        writer.Write("{ ");
        int[] asked = Caught is null ? [.. Parts] : [.. Parts, CaughtPart];
        for (int k = 0; k < asked.Length; k++)
        {
            writer.Write((k > 0 ? ", " : "") + Struct.Leaves[asked[k]].Path + ": ");
            PrintPart(writer, asked[k]);
        }

        writer.Write(" }");
    }

    public bool Matches(Machine machine, Datum[] values)
    {
        for (int k = 0; k < Parts.Count; k++)
        {
            if (!Patterns[k].Matches(Struct.Leaves[Parts[k]].Type, values[Parts[k]]))
            {
                return false;
            }
        }

        if (Caught is not null)
        {
            machine.Scalars[Caught.Slot] = values[CaughtPart];
        }

        return true;
    }

    private void PrintPart(CodeWriter writer, int part)
    {
        int at = Parts.ToList().IndexOf(part);
        if (at >= 0)
        {
            writer.Write(Patterns[at]);
        }
        else
        {
            writer.Write(Caught is not null && part == CaughtPart ? $"var {Caught.Name}" : "_");
        }
    }
}
