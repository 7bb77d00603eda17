using System.Reflection;
using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Optimization;
using SourceGrad.Generator.Rules;

namespace SourceGrad.Fuzz;

/// <summary>
/// A fault put into the generator on purpose, taken out again at the end: so that we know that the fuzzer can fail. It changes the
/// generator's own tables in memory, for the whole process; nothing else may use the generator meanwhile.
/// </summary>
internal sealed class Sabotage : IDisposable
{
    private static readonly Dictionary<string, Func<Sabotage>> s_kinds = new()
    {
        ["sin"] = () => BreakRule(new Rule("Sin", (x, y, a) => -a * Functions.Cos(x[0]))),
        ["product"] = () => BreakRule(new Rule("*", (x, y, a) => a * x[1], (x, y, a) => a * x[1])),
        ["tape"] = () => BreakPasses(function => new WithoutSaves().Rewrite(function)),
    };

    private readonly Action _undo;

    private Sabotage(Action undo) => _undo = undo;

    public static IEnumerable<string> Kinds => s_kinds.Keys;

    public static Sabotage Of(string kind) => s_kinds[kind]();

    public void Dispose() => _undo();

    private static Sabotage BreakRule(Rule rule)
    {
        var rules = Table<Dictionary<(string Key, int Arity), Rule>>(typeof(RuleTable), "s_rules");
        Rule right = rules[(rule.Key, rule.Arity)];
        rules[(rule.Key, rule.Arity)] = rule;
        return new Sabotage(() => rules[(rule.Key, rule.Arity)] = right);
    }

    private static Sabotage BreakPasses(Func<Function, Function> damage)
    {
        Func<Function, Function>[] passes = (Func<Function, Function>[])PassList.Passes;
        Func<Function, Function> first = passes[0];
        passes[0] = function => first(damage(function));
        return new Sabotage(() => passes[0] = first);
    }

    private static T Table<T>(Type owner, string field) =>
        (T)owner.GetField(field, BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!;

    /// <summary>Drops what the forward sweep writes to tapes of known size.</summary>
    private sealed class WithoutSaves : Rewriter
    {
        public override Statement? VisitStore(Store statement) =>
            statement.Buffer.Type.Shape == Shape.Tape && statement.Operand.Type.IsReal ? null : base.VisitStore(statement);
    }
}
