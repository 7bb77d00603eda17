using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <content>What happens at the end of a block: assignments, another round, or leaving.</content>
internal sealed partial class StatementWriter
{
    private void WriteEnd(Block block)
    {
        if (block.Kind == BlockKind.LoopTest)
        {
            return;
        }

        if (block.Exit.Any(t => t.Output is not null))
        {
            WriteOutputs(block);
            return;
        }

        List<string> saved = [];
        foreach (Value value in block.Continues)
        {
            if (_transfers.Targets(block.Exit).Any(_transfers.Reads(value).Contains))
            {
                string name = block.Scope.Declare("again");
                _writer.Line($"bool {name} = {_expressions.Assigned(value)};");
                saved.Add("!" + name);
            }
            else
            {
                saved.Add("");
            }
        }

        _transfers.Write(block.Exit, block);
        for (int i = 0; i < saved.Count; i++)
        {
            if (ReferenceEquals(block, _loops.DoWhileBody))
            {
                continue;
            }

            _writer.Line($"if ({(saved[i].Length > 0 ? saved[i] : _expressions.Not(block.Continues[i]).Text)})");
            _writer.Open();
            _writer.Line("break;");
            _writer.Close();
        }

        if (block.IsLeft)
        {
            _writer.Line("break;");
        }
    }
}
