using SourceGrad.Fuzz.Productions;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Productions.Queries;
using SourceGrad.Fuzz.Productions.Statements;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Shrinking;

/// <summary>
/// The programs that are one step smaller, the greatest steps first. That they are well-formed is checked only roughly: what the C#
/// compiler refuses fails in another way than the original and so is not taken.
/// </summary>
internal static class Reductions
{
    public static IEnumerable<FuzzProgram> Of(FuzzProgram program) =>
        Candidates(program).Where(p => IsWellFormed(p)).DistinctBy(p => (p.Text(""), p.Points.Count, p.Points.Sum(x => x.Arguments.Sum(Weight)))).OrderBy(p => p.Size());

    private static IEnumerable<FuzzProgram> Candidates(FuzzProgram program)
    {
        foreach (Point point in program.Points.Where(_ => program.Points.Count > 1))
        {
            yield return program with { Points = [point] };
        }

        if (!program.Simd)
        {
            yield return program with { Simd = true };
        }

        foreach (Node body in Smaller(program.Main.Body))
        {
            yield return program.WithBody((Block)body);
        }

        for (int k = 0; k < program.Helpers.Count; k++)
        {
            int at = k;
            Method helper = program.Helpers[k];
            yield return program with { Helpers = [.. program.Helpers.Where(h => h != helper)] };
            foreach (Node body in Smaller(helper.Body))
            {
                yield return program with { Helpers = [.. program.Helpers.Select((h, i) => i == at ? h with { Body = (Block)body } : h)] };
            }
        }

        foreach (FuzzProgram fewer in WithoutParameter(program).Concat(SmallerPoints(program)))
        {
            yield return fewer;
        }
    }

    /// <summary>A node with one of its parts left out or made simpler.</summary>
    private static IEnumerable<Node> Smaller(Node node)
    {
        if (node is Block block)
        {
            for (int k = 0; k < block.Statements.Count; k++)
            {
                int at = k;
                yield return new Block([.. block.Statements.Where((_, i) => i != at)]);
                foreach (IReadOnlyList<Stmt> inner in Unwrapped(block.Statements[k]))
                {
                    yield return new Block([.. block.Statements.Take(at), .. inner, .. block.Statements.Skip(at + 1)]);
                }
            }
        }

        switch (node)
        {
            case If { Else: not null } choice:
                yield return choice with { Else = null };
                break;
            case Switch choice when choice.Sections.Count > 1:
                foreach (Section section in choice.Sections)
                {
                    yield return choice with { Sections = [.. choice.Sections.Where(s => s != section)] };
                }

                break;
            case SwitchExpression choice when choice.Arms.Count > 1:
                foreach (SwitchArm arm in choice.Arms.SkipLast(1))
                {
                    yield return choice with { Arms = [.. choice.Arms.Where(a => a != arm)] };
                }

                break;
            case Sequence sequence:
                foreach (SequenceStep step in sequence.Steps)
                {
                    yield return sequence with { Steps = [.. sequence.Steps.Where(s => s != step)] };
                }

                break;
            case Scratch { Elements.Count: > 1 } scratch:
                yield return scratch with { Elements = [.. scratch.Elements.Skip(1)] };
                break;
            case Expr expression:
                foreach (Node simpler in Simpler(expression))
                {
                    yield return simpler;
                }

                break;
        }

        for (int k = 0; k < node.Children.Count; k++)
        {
            int at = k;
            foreach (Node child in Smaller(node.Children[k]))
            {
                bool fits = (node.Children[at] is not Place || child is Place || node is not (Assignment or AssignmentExpression or StepExpression or TupleAssignment) || !IsTarget(node, at))
                    && (node is not (RefArgument or ReferenceDeclaration) || child is Place);
                if (fits)
                {
                    yield return node.With([.. node.Children.Select((c, i) => i == at ? child : c)]);
                }
            }
        }
    }

    private static bool IsTarget(Node node, int child) => node is TupleAssignment tuple ? child < tuple.Targets.Count : child == 0;

    private static IEnumerable<IReadOnlyList<Stmt>> Unwrapped(Stmt statement) => statement switch
    {
        Block block => [block.Statements],
        If choice => new[] { choice.Then, choice.Else }.OfType<Block>().Select(b => b.Statements),
        For loop => [((Block)loop.Body).Statements],
        While loop => [((Block)loop.Body).Statements],
        UsingObject block => [block.Body.Statements],
        SequenceLoop loop => [((Block)loop.Body).Statements],
        StoredQuery query => [((Block)query.Between).Statements, ((Block)query.Body).Statements],
        ForEach loop => [((Block)loop.Body).Statements],
        Switch choice => choice.Sections.Select(s => s.Body.Statements),
        SplitDeclaration split => [[new Declaration(split.Variable, new Literal(split.Variable.Type, 1), split.Variable.TypeText)]],
        _ => [],
    };

    private static IEnumerable<Expr> Simpler(Expr expression)
    {
        foreach (Expr part in expression.Children.OfType<Expr>().Where(p => p.Type == expression.Type))
        {
            yield return part;
        }

        if (expression is VariableReference or Literal { Number: 0 or 1 or 2 })
        {
            yield break;
        }

        yield return new Literal(expression.Type, 1);
        if (expression.Type != ScalarType.Bool)
        {
            yield return new Literal(expression.Type, expression.Type.IsReal() ? 0.5 : 0);
        }
    }

    private static IEnumerable<FuzzProgram> WithoutParameter(FuzzProgram program)
    {
        for (int k = 0; k < program.Main.Parameters.Count; k++)
        {
            int at = k;
            Variable left = program.Main.Parameters[k];
            yield return program with
            {
                Main = program.Main with { Parameters = [.. program.Main.Parameters.Where((_, i) => i != at)] },
                Points = [.. program.Points.Select(p => new Point([.. p.Arguments.Where((_, i) => i != at)]))],
                Constants = program.Constants.Where(c => c != left).ToHashSet(),
                Fields = program.Fields.Where(c => c != left).ToHashSet(),
            };
        }

        if (program.Constants.Count > 0)
        {
            yield return program with { Constants = new HashSet<Variable>() };
        }
    }

    private static IEnumerable<FuzzProgram> SmallerPoints(FuzzProgram program)
    {
        for (int p = 0; p < program.Points.Count; p++)
        {
            for (int k = 0; k < program.Points[p].Arguments.Count; k++)
            {
                foreach (object smaller in SmallerArguments(program.Main.Parameters[k], program.Points[p].Arguments[k]))
                {
                    (int point, int argument) = (p, k);
                    Point changed = new([.. program.Points[p].Arguments.Select((a, i) => i == argument ? smaller : a)]);
                    yield return program with { Points = [.. program.Points.Select((x, i) => i == point ? changed : x)] };
                }
            }
        }
    }

    private static IEnumerable<object> SmallerArguments(Variable parameter, object argument)
    {
        switch (argument)
        {
            case Array { Length: > 0 } array when parameter.IsBuffer && parameter.Shape != BufferShape.Jagged:
                Array shorter = Array.CreateInstance(array.GetType().GetElementType()!, array.Length - parameter.Stride);
                Array.Copy(array, shorter, shorter.Length);
                yield return shorter;
                break;
            case int n when n is > 1 or < 0:
                yield return n > 1 ? n - 1 : n + 1;
                break;
        }
    }

    private static double Weight(object argument) => argument is Array array ? 100 * array.Length : Machines.Numbers.Of(argument)[0];

    /// <summary>Everything used is declared, and there is something to differentiate by.</summary>
    private static bool IsWellFormed(FuzzProgram program)
    {
        List<Node> nodes = [.. program.Nodes()];
        HashSet<int> declared = [.. nodes.SelectMany(n => n.Declares).Concat(program.Main.Parameters).Concat(program.Helpers.SelectMany(h => h.Parameters)).SelectMany(v => v.All).Select(v => v.Slot), .. program.Helpers.SelectMany(h => h.Received).SelectMany(v => v.All).Select(v => v.Slot)];
        HashSet<string> methods = [.. program.Helpers.Select(h => h.Name), .. nodes.OfType<IDeclaresMethod>().Select(d => d.Method.Name)];
        return nodes.SelectMany(n => n.Uses).All(v => declared.Contains(v.Slot))
            && nodes.OfType<IPassesBuffers>().All(c => methods.Contains(c.Callee))
            && program.Active.Any();
    }
}
