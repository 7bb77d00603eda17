using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary>A section of a switch; the one without a pattern is the default.</summary>
public sealed record Section(Pattern? Pattern, Expr? Guard, Block Body) : Node
{
    public override IReadOnlyList<Node> Children => [.. new Node?[] { Pattern, Guard, Body }.OfType<Node>()];

    public override Node With(IReadOnlyList<Node> children) => new Section(
        Pattern is null ? null : (Pattern)children[0], Guard is null ? null : (Expr)children[1], (Block)children[^1]);

    public override void Print(CodeWriter writer)
    {
        if (Pattern is null)
        {
            writer.Line("default:");
        }
        else
        {
            writer.Write("case ").Write(Pattern);
            if (Guard is not null)
            {
                writer.Write(" when ").Write(Guard);
            }

            writer.Line(":");
        }

        writer.Indent().Write(Body);
        if (Body.Statements is not [.., Return or Throw or BreakOrContinue or GotoCase])
        {
            writer.Line("break;");
        }

        writer.Outdent();
    }
}

/// <summary>The <c>switch</c> statement.</summary>
public sealed record Switch(Expr Subject, IReadOnlyList<Section> Sections) : Stmt
{
    public override IReadOnlyList<Node> Children => [Subject, .. Sections];

    public static Stmt? Make(Builder b, int depth)
    {
        if (depth <= 0)
        {
            return null;
        }

        if (b.Chance(35))
        {
            return MakeWithGoto(b, depth);
        }

        ScalarType type = b.Chance(25) ? b.RealType : ScalarType.Int;
        Expr subject = b.Expression(type, b.Deep);
        List<Section> sections = [];
        foreach (Pattern pattern in PatternChoice.Disjoint(b, type))
        {
            Expr? guard = b.Chance(20) ? b.Expression(ScalarType.Bool, 1) : null;
            sections.Add(new Section(pattern, guard, b.SwitchBlock(depth - 1)));
        }

        if (b.Chance(60))
        {
            sections.Insert(b.Chance(80) ? sections.Count : 0, new Section(null, null, b.SwitchBlock(depth - 1)));
        }

        return new Switch(subject, sections);
    }

    /// <summary>Sections that go on to later ones.</summary>
    private static Switch MakeWithGoto(Builder b, int depth)
    {
        List<int?> labels = [.. Enumerable.Range(b.Between(-1, 1), b.Between(2, 3)).Select(k => (int?)k)];
        if (b.Chance(70))
        {
            labels.Insert(b.Below(labels.Count + 1), null);
        }

        Expr subject = b.Chance(50) ? new Arithmetic("&", b.Expression(ScalarType.Int, b.Deep), Literal.Int(3)) : b.Expression(ScalarType.Int, b.Deep);
        List<Section> sections = [];
        for (int k = 0; k < labels.Count; k++)
        {
            List<Stmt> body = [.. b.SwitchBlock(depth - 1).Statements];
            if (k + 1 < labels.Count && b.Chance(70))
            {
                GotoCase next = new(labels[b.Between(k + 1, labels.Count - 1)]);
                if (b.Chance(50))
                {
                    // In front, since what the body declares is not in scope here.
                    body.Insert(0, new Guarded(b.Expression(ScalarType.Bool, 1), next));
                }
                else if (body is not [.., Return or Throw or BreakOrContinue])
                {
                    body.Add(next);
                }
            }

            sections.Add(new Section(labels[k] is { } label ? new ConstantPattern("", Literal.Int(label)) : null, null, new Block(body)));
        }

        return new Switch(subject, sections);
    }

    public override Node With(IReadOnlyList<Node> children) =>
        new Switch((Expr)children[0], [.. children.Skip(1).Cast<Section>()]);

    public override void Print(CodeWriter writer)
    {
        writer.Write("switch (").Write(Subject).Line(")").Open();
        foreach (Section section in Sections)
        {
            writer.Write(section);
        }

        writer.Close();
    }

    public override Jump Execute(Machine machine)
    {
        Datum subject = Subject.Evaluate(machine);
        Section? section = Sections.Where(s => s.Pattern is not null)
            .FirstOrDefault(s => s.Pattern!.Matches(Subject.Type, subject) && (s.Guard is null || s.Guard.Evaluate(machine).IsTrue))
            ?? Sections.FirstOrDefault(s => s.Pattern is null);
        Jump jump = section?.Body.Execute(machine) ?? Jump.None;
        while (jump == Jump.GotoCase)
        {
            machine.Tick();
            jump = Sections.First(s => s.Pattern is ConstantPattern { Constant.Number: var number } ? number == machine.Label : s.Pattern is null && machine.Label is null).Body.Execute(machine);
        }

        return jump == Jump.Break ? Jump.None : jump;
    }
}
