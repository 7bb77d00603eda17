using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <content>What a function hands out at its end: the result, and the numbers and structs that the caller gets by reference.</content>
internal sealed partial class StatementWriter
{
    private void WriteOutputs(Block block)
    {
        HashSet<string> composed = [];
        foreach (Transfer transfer in block.Exit.Where(t => t.Output!.Kind != OutputKind.Return && !AddsNothing(t)).OrderBy(t => PositionOf(block, t)))
        {
            Output output = transfer.Output!;
            if (output.Template is not null && !composed.Add(output.Name))
            {
                continue;
            }

            Node? source = _plan.Info(transfer.Source).Node;
            Comment(source is { IsNested: true } ? source.Statement.Comment : null, block);
            _writer.Line(output.Template is not null ? Compose(block, output)
                : output.Kind == OutputKind.AddTo ? AddTo(output.Name, transfer.Source)
                : $"{output.Name} = {_expressions.Assigned(transfer.Source)};");
        }

        List<string> returned = block.Exit.Where(t => t.Output!.Kind == OutputKind.Return).Select(t => _expressions.Assigned(t.Source)).ToList();
        if (returned.Count > 0)
        {
            _writer.Line(returned.Count == 1 ? $"return {returned[0]};" : $"return ({string.Join(", ", returned)});");
        }
        else if (!BlockShape.IsLast(block, HasText))
        {
            _writer.Line("return;");
        }
    }

    /// <summary>Of a struct every part is written.</summary>
    private bool AddsNothing(Transfer transfer) =>
        transfer.Output is { Kind: OutputKind.AddTo, Template: null } && _plan.ConstantOf(transfer.Source)?.Is(0) == true;

    /// <summary>A struct from its parts.</summary>
    private string Compose(Block block, Output output)
    {
        object[] parts = block.Exit
            .Where(t => t.Output!.Name == output.Name && t.Output.Template is not null)
            .Select(t => (object)(output.Kind != OutputKind.AddTo ? _expressions.Assigned(t.Source)
                : Sum(output.Name + t.Output!.Member, t.Source)))
            .ToArray();
        return $"{output.Name} = {string.Format(System.Globalization.CultureInfo.InvariantCulture, output.Template!, parts)};";
    }

    /// <summary>Outputs are set in the order in which their values are computed; those that are there already come first.</summary>
    private int PositionOf(Block block, Transfer transfer) =>
        _plan.Info(transfer.Source).Node is { IsNested: true, Statement: Let { Expression: not Constant } } node && ReferenceEquals(node.Block, block)
            ? node.Position
            : -1;

    private string Sum(string target, Value operand) => _expressions.Negated(operand) is Value negated
        ? $"{target} - {_expressions.Of(negated).RightOf(Precedence.Additive)}"
        : $"{target} + {_expressions.Of(operand).RightOf(Precedence.Additive)}";

    private string AddTo(string target, Value operand) => _expressions.Negated(operand) is Value negated
        ? $"{target} -= {_expressions.Assigned(negated)};"
        : $"{target} += {_expressions.Assigned(operand)};";
}
