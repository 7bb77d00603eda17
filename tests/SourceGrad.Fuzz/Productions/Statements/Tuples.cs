using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary><c>(double x, int n) t = (…, …);</c>, whose elements are variables like others from then on.</summary>
public sealed record TupleDeclaration(string Name, IReadOnlyList<Variable> Elements, IReadOnlyList<Expr> Values, bool IsDeconstructed) : Stmt
{
    public override IReadOnlyList<Node> Children => Values;

    public override IEnumerable<Variable> Declares => Elements;

    public static Stmt Make(Builder b, int depth)
    {
        ScalarType[] types = [.. Enumerable.Range(0, b.Between(2, 3)).Select(_ => b.AnyType())];
        Expr[] values = [.. types.Select(t => b.Settled(t, b.Deep))];
        bool deconstructed = b.Chance(50);
        string name = deconstructed ? "" : b.Name("t");
        Variable[] elements = [.. types.Select((t, k) => deconstructed ? b.Declare(t) : b.Declare(t, name: $"{name}.{(k == 0 ? "first" : $"Item{k + 1}")}"))];
        return new TupleDeclaration(name, elements, values, deconstructed);
    }

    public override Node With(IReadOnlyList<Node> children) => this with { Values = [.. children.Cast<Expr>()] };

    public override void Print(CodeWriter writer)
    {
        string types = string.Join(", ", Elements.Select((e, k) => IsDeconstructed
            ? $"{e.TypeText} {e.Name}"
            : e.TypeText + (k == 0 ? " first" : "")));
        writer.Write($"({types}){(IsDeconstructed ? "" : " " + Name)} = (").Write(Values, ", ").Line(");");
    }

    public override Jump Execute(Machine machine)
    {
        Datum[] values = [.. Values.Select(v => v.Evaluate(machine))];
        for (int k = 0; k < values.Length; k++)
        {
            machine.Scalars[Elements[k].Slot] = values[k];
        }

        return Jump.None;
    }
}

/// <summary><c>(x, a[i]) = (a[j], x);</c></summary>
public sealed record TupleAssignment(IReadOnlyList<Place> Targets, IReadOnlyList<Expr> Values) : Stmt, IWritesBuffer
{
    public IEnumerable<Variable> Written => Place.BuffersOf(Targets);

    public override IReadOnlyList<Node> Children => [.. Targets, .. Values];

    public static Stmt? Make(Builder b, int depth)
    {
        List<Place> targets = [];
        List<Expr> values = [];
        ScalarType type = b.Chance(80) ? b.RealType : b.AnyType();
        for (int k = 0; k < 2; k++)
        {
            if (b.Target(type, b.Deep) is not { } target)
            {
                return null;
            }

            targets.Add(target);
        }

        if (b.Chance(50) && targets.All(t => !t.Descendants().Any(n => n is Expressions.StepExpression or Expressions.AssignmentExpression)))
        {
            return new TupleAssignment(targets, [targets[1], targets[0]]);
        }

        values.AddRange(targets.Select(_ => b.Settled(type, b.Deep)));
        return new TupleAssignment(targets, values);
    }

    public override Node With(IReadOnlyList<Node> children) => new TupleAssignment(
        [.. children.Take(Targets.Count).Cast<Place>()], [.. children.Skip(Targets.Count).Cast<Expr>()]);

    public override void Print(CodeWriter writer) => writer.Write("(").Write(Targets, ", ").Write(") = (").Write(Values, ", ").Line(");");

    public override Jump Execute(Machine machine)
    {
        Func<Location>[] targets = [.. Targets.Select(t => t.Prepare(machine))];
        Datum[] values = [.. Values.Select(v => v.Evaluate(machine))];
        for (int k = 0; k < targets.Length; k++)
        {
            targets[k]().Write(values[k]);
        }

        return Jump.None;
    }
}
