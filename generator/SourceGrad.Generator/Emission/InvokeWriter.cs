using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>Calls of methods that have more than one result, or effects, as C#.</summary>
internal sealed class InvokeWriter(Plan plan, ExpressionText expressions, IndentedWriter writer)
{
    private const int Columns = 130;

    public void Write(Invoke invoke)
    {
        Callee callee = invoke.Callee;
        if (callee.OnCores is OnCores onCores)
        {
            Write(invoke, onCores);
            return;
        }

        List<string> arguments = [];
        int input = 0, output = callee.Returned;
        foreach (Passing passing in callee.Passing)
        {
            switch (passing)
            {
                case Passing.Value or Passing.Written or Passing.Added or Passing.Overwritten:
                    arguments.Add(expressions.Exact(invoke.Arguments[input++]).Text);
                    break;
                case Passing.Array:
                    Value array = invoke.Arguments[input++];
                    arguments.Add(expressions.Exact(array).Text + (expressions.IsArray(array) ? "" : ".ToArray()"));
                    break;
                case Passing.Ref:
                    arguments.Add("ref " + Zero(invoke.Outputs[output++]));
                    break;
                case Passing.Out:
                    arguments.Add("out " + Declared(invoke.Outputs[output++]));
                    break;
            }
        }

        RequireDistinct(invoke);
        string target = Target(invoke.Outputs.Take(callee.Returned).ToList());
        string line = $"{target}{callee.Method}({string.Join(", ", arguments)});";
        if (line.Length <= Columns)
        {
            writer.Line(line);
            return;
        }

        writer.Line($"{target}{callee.Method}(");
        for (int i = 0; i < arguments.Count; i++)
        {
            writer.Line("    " + arguments[i] + (i + 1 < arguments.Count ? "," : ");"));
        }
    }

    /// <summary>A loop on several cores: its bounds, what it reads, and its buffers with what it does to each.</summary>
    private void Write(Invoke invoke, OnCores onCores)
    {
        List<string> fields = [];
        string buffers = "new global::SourceGrad.Runtime.LoopBuffers()";
        for (int i = 2; i < invoke.Arguments.Count; i++)
        {
            Value argument = invoke.Arguments[i];
            string text = expressions.Exact(argument).Text, element = TypeText.Of(argument.Type.Element);
            if (!argument.Type.HasPositions)
            {
                fields.Add(text);
                continue;
            }

            buffers += invoke.Callee.PassingOf(i) switch
            {
                Passing.Added => $".Sum({text})",
                Passing.Written => $".Write<{element}>({text})",
                _ => $".Read<{element}>({text})",
            };
        }

        writer.Line("global::SourceGrad.Runtime.ParallelLoop.Run(");
        writer.Line($"    {expressions.Exact(invoke.Arguments[0]).Text},");
        writer.Line($"    {expressions.Exact(invoke.Arguments[1]).Text},");
        writer.Line($"    {onCores.LeastRounds.ToString(System.Globalization.CultureInfo.InvariantCulture)},");
        writer.Line($"    new {onCores.Type}({string.Join(", ", fields)}),");
        writer.Line($"    {buffers});");
    }

    /// <summary>
    /// A method with a derivative takes a buffer that it writes for memory that none of its other buffers shares. Parameters were compared at the
    /// start and scratch is fresh, so what remains is two views of one buffer.
    /// </summary>
    private void RequireDistinct(Invoke invoke)
    {
        if (invoke.Callee.Pullback is null)
        {
            return;
        }

        for (int later = 0; later < invoke.Arguments.Count; later++)
        {
            for (int earlier = 0; earlier < later; earlier++)
            {
                (Value written, Value other) = invoke.Callee.Writes(later)
                    ? (invoke.Arguments[later], invoke.Arguments[earlier])
                    : (invoke.Arguments[earlier], invoke.Arguments[later]);
                bool mayOverlap = (invoke.Callee.Writes(later) || invoke.Callee.Writes(earlier))
                    && written.Type.IsBuffer && other.Type.IsBuffer && plan.Root(written) == plan.Root(other);
                if (mayOverlap)
                {
                    writer.Line(Preamble.Disjoint(TypeText.Of(written.Type.Element), Named(written), Named(other)));
                }
            }
        }
    }

    private (string Text, string Name) Named(Value buffer)
    {
        string text = expressions.Exact(buffer).Text;
        return (text, $"\"{text}\"");
    }

    /// <summary>A variable that the method adds to starts at zero.</summary>
    private string Zero(Value value)
    {
        Variable variable = plan.Info(value).Variable!;
        writer.Line(TransferWriter.Assignment(variable, LiteralText.Exact(Constant.Zero(value.Type)).Text));
        return variable.Name;
    }

    private string Declared(Value value)
    {
        ValueInfo info = plan.Info(value);
        if (info.Uses == 0)
        {
            return "_";
        }

        Variable variable = info.Variable!;
        string text = variable.IsDeclared ? variable.Name : $"{TypeText.Of(variable.Type)} {variable.Name}";
        variable.IsDeclared = true;
        return text;
    }

    /// <summary>What stands before the call: an assignment to one variable or to several, or nothing.</summary>
    private string Target(List<Value> returned)
    {
        if (returned.All(value => plan.Info(value).Uses == 0))
        {
            return "";
        }

        List<string> targets = returned.Select(Declared).ToList();
        return targets.Count == 1 ? targets[0] + " = " : $"({string.Join(", ", targets)}) = ";
    }
}
