using SourceGrad.Fuzz.Productions;
using SourceGrad.Fuzz.Productions.Statements;

namespace SourceGrad.Fuzz.Tree;

/// <summary>Which buffers a program stores to, through views and calls too, read from its tree.</summary>
internal sealed class Writes
{
    private readonly HashSet<Variable> _written = [];
    private readonly List<(Variable View, Variable Of)> _views = [];
    private readonly Dictionary<string, Method> _methods;
    private readonly HashSet<string> _called = [];

    private Writes(FuzzProgram program)
    {
        _methods = program.Helpers.ToDictionary(h => h.Name);
        foreach (IDeclaresMethod declaration in program.Nodes().OfType<IDeclaresMethod>())
        {
            _methods[declaration.Method.Name] = declaration.Method;
        }
    }

    public static HashSet<Variable> Of(FuzzProgram program)
    {
        Writes writes = new(program);
        writes.Read(program.Main.Body);
        bool changed = true;
        while (changed)
        {
            changed = false;
            foreach ((Variable view, Variable of) in writes._views)
            {
                changed |= writes._written.Contains(view) && writes._written.Add(of);
            }
        }

        return writes._written;
    }

    /// <summary>What runs: a local function runs only where it is called.</summary>
    private void Read(Node node)
    {
        if (node is IDeclaresMethod declaration)
        {
            // Nobody follows where a lambda goes: it counts where it stands.
            if (declaration is Lambda && _called.Add(declaration.Method.Name))
            {
                Read(declaration.Method.Body);
            }

            return;
        }

        if (node is IWritesBuffer writer)
        {
            _written.UnionWith(writer.Written);
        }

        if (node is IMakesView { View: { } view, Source: { } source })
        {
            _views.Add((view, source));
        }

        if (node is IPassesBuffers call && _methods.TryGetValue(call.Callee, out Method? callee))
        {
            _views.AddRange(callee.Received.Zip(call.Arguments)
                .Select(x => (x.First, (x.Second as IArgument)?.Passed))
                .Where(x => x.Passed is not null)
                .Select(x => (x.First, x.Passed!)));
            if (_called.Add(call.Callee))
            {
                Read(callee.Body);
            }
        }

        foreach (Node child in node.Children)
        {
            Read(child);
        }
    }
}
