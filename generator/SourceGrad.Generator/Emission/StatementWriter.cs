using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>Statements as C#. Loops are in <see cref="LoopWriter"/>, assignments at the ends of blocks in <see cref="TransferWriter"/>.</summary>
internal sealed partial class StatementWriter : StatementVisitor<bool>
{
    private const int StackBytes = 1024;

    private readonly Plan _plan;
    private readonly IndentedWriter _writer;
    private readonly ExpressionText _expressions;
    private readonly TransferWriter _transfers;
    private readonly LoopWriter _loops;
    private readonly Dictionary<Scope, string> _workspaces = [];
    private Node _node = null!;
    private string? _comment;
    private bool _hasReverse;

    /// <param name="plan">With variables and names.</param>
    /// <param name="writer">Inside the method's braces.</param>
    public StatementWriter(Plan plan, IndentedWriter writer)
    {
        _plan = plan;
        _writer = writer;
        _expressions = new ExpressionText(plan);
        _transfers = new TransferWriter(plan, _expressions, Comment, writer);
        _loops = new LoopWriter(plan, _expressions, _transfers, this, writer);
    }

    public void Write(Block block)
    {
        foreach (Node node in block.Nodes)
        {
            if (node.IsNested || !HasText(node))
            {
                continue;
            }

            Comment(node.Statement.Comment, block);
            foreach (Variable variable in node.DeclareBefore)
            {
                if (!variable.IsDeclared)
                {
                    _writer.Line($"{TypeText.Of(variable.Type)} {variable.Name};");
                    variable.IsDeclared = true;
                }
            }

            _node = node;
            node.Statement.Accept(this);
        }

        WriteEnd(block);
    }

    /// <summary>A block between braces; comments start anew in it.</summary>
    public void WriteBraced(Block block)
    {
        string? comment = _comment;
        _comment = null;
        _writer.Open();
        Write(block);
        _writer.Close();
        _comment = comment;
    }

    public bool HasText(Block block) =>
        block.IsLeft
        || block.Continues.Count > 0
        || block.Exit.Any(t => t.Output is not null)
        || _transfers.HasText(block.Exit)
        || block.Nodes.Any(n => !n.IsNested && HasText(n));

    public override bool VisitLet(Let statement)
    {
        ValueInfo info = _plan.Info(statement.Result);
        switch (statement.Expression)
        {
            case Allocate allocate:
                Allocate(info, allocate);
                break;
            case NewTape { Capacity: Value capacity } tape:
                Rent(info, tape.Type.Element, capacity);
                break;
            case NewTape:
                _writer.Line("using " + TransferWriter.Assignment(info.Variable!, _expressions.Definition(info).Text));
                break;
            case Slice { IsBlock: true } block:
                _writer.Line($"ref global::SourceGrad.Runtime.LaneBlock<{TypeText.Of(block.Type.Element.Lane)}> {info.Variable!.Name} = ref {_expressions.Definition(info).Text};");
                info.Variable.IsDeclared = true;
                break;
            case Slice { IsRun: true, Unit: > 1 } run:
                _writer.Line($"global::System.Span<global::SourceGrad.Runtime.LaneBlock<{TypeText.Of(run.Type.Element.Lane)}>> {info.Variable!.Name} = {_expressions.Definition(info).Text};");
                info.Variable.IsDeclared = true;
                break;
            case Pop when info.Uses == 0:
                _writer.Line(_expressions.Definition(info).Text + ";");
                break;
            default:
                info.Variable!.IsOfStructs = statement.Expression is Slice && _plan.ElementOf(statement.Result).Length > 0;
                _writer.Line(_transfers.Definition(info));
                break;
        }

        return true;
    }

    public override bool VisitStore(Store statement)
    {
        _writer.Line(statement.Operand.Type.IsLanes && !statement.Buffer.Type.IsLanes
            ? _expressions.StoreLanes(statement)
            : _expressions.Assign(statement.Buffer, statement.Index, _expressions.Assigned(statement.Operand)));
        return true;
    }

    public override bool VisitAccumulate(Accumulate statement)
    {
        string element = _expressions.Element(statement.Buffer, statement.Index);
        _writer.Line(statement.Operand.Type.IsLanes && !statement.Buffer.Type.IsLanes ? _expressions.AddLanes(statement)
            : _expressions.SetsCopy(statement.Buffer) || _expressions.IsBlock(statement.Buffer) ? _expressions.Assign(statement.Buffer, statement.Index, Sum(element, statement.Operand))
            : AddTo(element, statement.Operand));
        return true;
    }

    public override bool VisitClear(Clear statement)
    {
        if (statement.Buffer.Type.IsTable && _plan.ElementOf(statement.Buffer) is { Length: > 0 } element)
        {
            ForEachElement(statement.Buffer, index => $"global::System.Array.Clear({_expressions.Of(statement.Buffer).At(Precedence.Primary)}[{index}]{element});");
            return true;
        }

        if (statement.Buffer.Type.IsTable)
        {
            string table = _expressions.Of(statement.Buffer).At(Precedence.Primary);
            _writer.Line(statement.Buffer.Type.Shape == Shape.Grid ? $"global::System.Array.Clear({table});" : $"global::SourceGrad.Runtime.Table.Clear<{TypeText.Of(statement.Buffer.Type.Kind)}>({table});");
            return true;
        }

        if (_plan.ElementOf(statement.Buffer).Length > 0)
        {
            ForEachElement(statement.Buffer, index => _expressions.Assign(statement.Buffer, index, "0"));
            return true;
        }

        string buffer = _expressions.Of(statement.Buffer).At(Precedence.Primary);
        _writer.Line(_expressions.IsArray(statement.Buffer) ? $"global::System.Array.Clear({buffer});" : $"{buffer}.Clear();");
        return true;
    }

    public override bool VisitCopy(Copy statement)
    {
        if (_plan.ElementOf(statement.From).Length > 0 || _plan.ElementOf(statement.To).Length > 0)
        {
            ForEachElement(statement.From, index => _expressions.Assign(statement.To, index, _expressions.Element(statement.From, index)));
            return true;
        }

        string from = _expressions.Of(statement.From).At(Precedence.Primary), to = _expressions.Of(statement.To).Text;
        from = _expressions.IsArray(statement.From) ? $"new {TypeText.Of(statement.From.Type.As(Shape.ReadOnlySpan))}({from})" : from;
        _writer.Line($"{from}.CopyTo({to});");
        return true;
    }

    /// <summary>What spans do at once on numbers, on one number of each struct.</summary>
    private void ForEachElement(Value buffer, Func<string, string> body)
    {
        string index = _node.Block.Scope.Declare("i");
        _writer.Line($"for (int {index} = 0; {index} < {_expressions.Of(buffer).At(Precedence.Primary)}.Length; {index}++)");
        _writer.Open();
        _writer.Line(body(index));
        _writer.Close();
    }

    public override bool VisitPush(Push statement)
    {
        _writer.Line($"{_expressions.Of(statement.Tape).Text}.Push({_expressions.Assigned(statement.Operand)});");
        return true;
    }

    public override bool VisitGuard(Guard statement)
    {
        _writer.Line(_expressions.Fill(statement) + ";");
        return true;
    }

    public override bool VisitInvoke(Invoke statement)
    {
        new InvokeWriter(_plan, _expressions, _writer).Write(statement);
        return true;
    }

    public override bool VisitIf(If statement)
    {
        Node node = _node;
        if (node.IsExpression)
        {
            ValueInfo info = _plan.Info(statement.Outputs[0]);
            _writer.Line(TransferWriter.Assignment(info.Variable!, _expressions.Definition(info).Text));
            return true;
        }

        Block then = node.Blocks[0], otherwise = node.Blocks[1];
        Block? flat = BlockShape.FlatArm(node);
        bool flips = ReferenceEquals(flat, then) || (flat is null && !HasText(then) && HasText(otherwise));
        (Block first, Block second) = flips ? (otherwise, then) : (then, otherwise);
        Fragment condition = flips ? _expressions.Not(statement.Condition) : _expressions.Of(statement.Condition);
        _writer.Line($"if ({condition.Text})");
        WriteBraced(first);
        WriteSecond(second, flat is not null);
        return true;
    }

    public override bool VisitFor(For statement)
    {
        _loops.Write(_node, statement);
        return true;
    }

    public override bool VisitWhile(While statement)
    {
        _loops.Write(_node);
        return true;
    }

    private void WriteSecond(Block block, bool isFlat)
    {
        if (!HasText(block))
        {
            return;
        }

        if (isFlat)
        {
            _writer.Blank();
            Write(block);
            return;
        }

        // An else that is nothing but an if continues the chain.
        List<Node> nodes = block.Nodes.Where(n => !n.IsNested && HasText(n)).ToList();
        bool chains = nodes.Count == 1
            && nodes[0].Statement is If
            && !nodes[0].IsExpression
            && nodes[0].DeclareBefore.Count == 0
            && BlockShape.FlatArm(nodes[0]) is null
            && !_transfers.HasText(block.Exit)
            && block.Continues.Count == 0
            && !block.Exit.Any(t => t.Output is not null)
            && !block.IsLeft;
        if (chains)
        {
            _writer.Prefix("else ");
            _node = nodes[0];
            nodes[0].Statement.Accept(this);
            return;
        }

        _writer.Line("else");
        WriteBraced(block);
    }

    private void Allocate(ValueInfo info, Allocate allocate)
    {
        bool onStack = allocate.OnStack
            && !allocate.Type.IsParameter
            && info.Block.Kind == BlockKind.Function
            && _plan.ConstantOf(allocate.Count) is { Bits: >= 0 } count
            && count.Bits * allocate.Type.Element.Bytes <= StackBytes;
        if (onStack)
        {
            Span(info, allocate.Type.Element, _expressions.Definition(info).Text);
        }
        else
        {
            string method = allocate.IsOverwritten ? "RentUncleared" : "Rent", type = TypeText.Of(allocate.Type.Element);
            Span(info, allocate.Type.Element, $"{Workspace(info.Block.Scope)}.{method}<{type}>({_expressions.Exact(allocate.Count).Text})");
        }
    }

    /// <summary>What scratch is rented from up to the end of the block.</summary>
    private string Workspace(Scope scope)
    {
        const string type = "global::SourceGrad.Runtime.Workspace";
        if (!_workspaces.TryGetValue(scope, out string? name))
        {
            _workspaces[scope] = name = Identifiers.Escape(scope.Declare("workspace"));
            _writer.Line($"using {type} {name} = {type}.Open();");
        }

        return name;
    }

    /// <summary>A tape that goes back to the library at the end of the block, and a span of it.</summary>
    private void Rent(ValueInfo info, IrType element, Value capacity)
    {
        string type = TypeText.Of(element), rented = "global::SourceGrad.Runtime.Tape";
        string owner = Identifiers.Escape(info.Block.Scope.Declare(info.Variable!.Name.TrimStart('@') + "Rented"));
        _writer.Line($"using {rented}<{type}> {owner} = {rented}.Rent<{type}>({_expressions.Exact(capacity).Text});");
        Span(info, element, $"{owner}.Items");
    }

    private void Span(ValueInfo info, IrType element, string text)
    {
        _writer.Line($"global::System.Span<{TypeText.Of(element)}> {info.Variable!.Name} = {text};");
        info.Variable.IsDeclared = true;
    }

    private bool HasText(Node node) => node.Statement switch
    {
        If when node.IsExpression => true,
        If branch => node.Blocks.Any(HasText) || _plan.HasEffect(branch.Condition),
        Let { Expression: StopGradient same } let => !IsSame(same.Operand, let.Result),
        _ => true,
    };

    private bool IsSame(Value operand, Value result) =>
        _plan.Info(operand) is { Node: not { IsNested: true } } info && ReferenceEquals(info.Variable, _plan.Info(result).Variable);

    private void Comment(string? comment) => Comment(comment, null);

    private void Comment(string? comment, Block? block)
    {
        if (comment is null)
        {
            return;
        }

        if (!_hasReverse && block?.Kind == BlockKind.Function)
        {
            _hasReverse = true;
            _writer.Blank();
        }

        if (comment != _comment)
        {
            if (_writer.AfterBlock)
            {
                _writer.Blank();
            }

            _writer.Line("// " + comment);
            _comment = comment;
        }
    }
}
