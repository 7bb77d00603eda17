using SourceGrad.Fuzz.Productions;

namespace SourceGrad.Fuzz.Tree;

/// <summary>Which buffers a program stores to, through views and calls too, read from its tree.</summary>
internal static class Writes
{
    public static HashSet<Variable> Of(FuzzProgram program)
    {
        HashSet<Variable> written = [];
        List<(Variable View, Variable Of)> views = [];
        Dictionary<string, Method> methods = program.Helpers.ToDictionary(h => h.Name);
        List<Node> nodes = [.. program.Nodes()];
        foreach (IDeclaresMethod declaration in nodes.OfType<IDeclaresMethod>())
        {
            methods[declaration.Method.Name] = declaration.Method;
        }

        foreach (Node node in nodes)
        {
            if (node is IWritesBuffer writer)
            {
                written.UnionWith(writer.Written);
            }

            if (node is IMakesView { View: { } view, Source: { } source })
            {
                views.Add((view, source));
            }

            if (node is IPassesBuffers call && methods.TryGetValue(call.Callee, out Method? callee))
            {
                views.AddRange(callee.Parameters.Zip(call.Buffers).Where(x => x.Second is not null).Select(x => (x.First, x.Second!)));
            }
        }

        bool changed = true;
        while (changed)
        {
            changed = false;
            foreach ((Variable view, Variable of) in views)
            {
                changed |= written.Contains(view) && written.Add(of);
            }
        }

        return written;
    }
}
