using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>
/// Names every variable: the user's name where there is one, else a word for what the operation computes. Outer variables
/// are named before inner ones and the user's names before ours, so that a number is appended where it hurts least.
/// </summary>
internal static class Naming
{
    public static void Run(Plan plan, IReadOnlyList<InputBinding> inputs, IEnumerable<string> reserved)
    {
        LayScopes(plan.Body, new Scope(null));
        HashSet<Variable> named = [];
        for (int i = 0; i < plan.Function.Parameters.Count; i++)
        {
            Variable variable = plan.Info(plan.Function.Parameters[i]).Variable!;
            variable.Name = i < inputs.Count ? inputs[i].Access : plan.Function.Parameters[i].Hint ?? "parameter";
            variable.Element = i < inputs.Count ? inputs[i].Element : "";
            variable.IsDeclared = true;
            named.Add(variable);
        }

        // A local called nameof would take the operator of that name away from the checks at the head.
        foreach (string name in reserved.Prepend("nameof").Distinct())
        {
            plan.Body.Scope.Declare(name);
        }

        List<Variable> variables = plan.Values
            .Where(v => v.Variable is not null)
            .OrderBy(v => v.Order)
            .Select(v => v.Variable!)
            .Distinct()
            .Where(v => !named.Contains(v))
            .OrderBy(v => v.Declaration.Depth)
            .ToList();
        foreach (Variable variable in variables.Where(v => HintOf(v) is not null))
        {
            Name(plan, variable, HintOf(variable)!);
        }

        foreach (Variable variable in variables.Where(v => HintOf(v) is null))
        {
            Name(plan, variable, Word(plan, variable.Members.OrderBy(m => m.Order).First()));
        }
    }

    private static void Name(Plan plan, Variable variable, string name)
    {
        Scope scope = variable.Declaration.Scope;
        bool isSaved = variable.Members.All(m => m.Expression is Pop or Load { Buffer.Type.Shape: Shape.Tape });
        variable.Name = Identifiers.Escape(scope.Declare(isSaved && !scope.IsFree(name) ? name + "Before" : name));
        variable.IsDeclared = variable.Members.All(m => m.IsLoopIndex);
    }

    private static string? HintOf(Variable variable) => variable.Members
        .OrderBy(m => m.Order)
        .Select(m => Identifiers.Clean(m.Value.Hint))
        .FirstOrDefault(h => h is not null);

    /// <summary>A loop's test shares its braces with the body, and an else that is not written as one shares those around it.</summary>
    private static void LayScopes(Block block, Scope scope)
    {
        block.Scope = scope;
        foreach (Node node in block.Nodes)
        {
            Scope? test = null;
            foreach (Block inner in node.Blocks)
            {
                bool shares = inner.Kind == BlockKind.LoopBody && test is not null;
                bool flat = inner.Kind == BlockKind.Arm && BlockShape.FlatArm(node) == inner;
                LayScopes(inner, shares ? test! : flat ? scope : new Scope(scope));
                test = inner.Kind == BlockKind.LoopTest ? inner.Scope : null;
            }
        }
    }

    private static string Word(Plan plan, ValueInfo info) => info.Node?.Statement is Invoke invoke ? Lower(Trim(invoke.Callee.SimpleName, "Vjp")) : info.Expression switch
    {
        Call call => Lower(call.Key),
        Load { Buffer.Type.Shape: Shape.Tape } load => Trim(NameOf(plan, load.Buffer), "Tape") + "Before",
        Load load => NameOf(plan, load.Buffer) + (IndexWord(plan, load.Index) ?? "Item"),
        Pop pop => Trim(NameOf(plan, pop.Tape), "Tape") + "Before",
        LaneLoad load => NameOf(plan, load.Buffer) + "Lanes",
        Broadcast broadcast => BroadcastWord(plan, plan.Info(broadcast.Operand)) + "Lanes",
        LaneCount => "count",
        LaneNumbers => "numbers",
        LaneSum => "total",
        MultiplyAdd => "sum",
        Length length => NameOf(plan, length.Buffer) + "Length",
        Row row => NameOf(plan, row.Table) + "Row",
        Slice slice => NameOf(plan, slice.Buffer) + "Slice",
        Unary { Operator: UnaryOperator.Negate } => "negative",
        Binary { Type.Kind: ScalarKind.Bool, Operator: BinaryOperator.And } => "both",
        Binary { Type.Kind: ScalarKind.Bool, Operator: BinaryOperator.Or } => "either",
        Binary binary => Word(binary.Operator),
        Ir.Convert or Constant or External => "value",
        Select => "chosen",
        Allocate => "scratch",
        NewTape => "tape",
        Unary => "inverse",
        StopGradient or null => info.IsLoopIndex ? "i" : "t",
        _ => "t",
    };

    private static string BroadcastWord(Plan plan, ValueInfo operand) => operand.Expression switch
    {
        _ when operand.Value.Hint is not null || operand.Variable is not null => NameOf(plan, operand.Value),
        Broadcast => "value",
        _ => Word(plan, operand),
    };

    private static string Word(BinaryOperator op) => op switch
    {
        BinaryOperator.Add => "sum",
        BinaryOperator.Subtract => "difference",
        BinaryOperator.Multiply => "product",
        BinaryOperator.Divide => "quotient",
        BinaryOperator.Remainder => "remainder",
        BinaryOperator.And or BinaryOperator.Or or BinaryOperator.Xor => "bits",
        BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight or BinaryOperator.UnsignedShiftRight => "shifted",
        BinaryOperator.Less or BinaryOperator.LessOrEqual => "isLess",
        BinaryOperator.Greater or BinaryOperator.GreaterOrEqual => "isGreater",
        BinaryOperator.Equal or BinaryOperator.NotEqual => "isEqual",
    };

    private static string? IndexWord(Plan plan, Value index)
    {
        ValueInfo info = plan.Info(index);
        string? name = info.Expression is Constant constant && constant.Bits is >= 0 and < 1000
            ? constant.Bits.ToString(System.Globalization.CultureInfo.InvariantCulture)
            : Identifiers.Clean(info.Value.Hint);
        return name is null ? null : char.ToUpperInvariant(name[0]) + name.Substring(1);
    }

    private static string NameOf(Plan plan, Value value)
    {
        ValueInfo info = plan.Info(value);
        return Identifiers.Clean(info.Variable?.Name) ?? Identifiers.Clean(info.Value.Hint) ?? "item";
    }

    private static string Trim(string name, string end) =>
        name.Length > end.Length && name.EndsWith(end, StringComparison.Ordinal) ? name.Substring(0, name.Length - end.Length) : name;

    private static string Lower(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);
}
