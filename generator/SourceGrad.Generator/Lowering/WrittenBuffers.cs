using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>
/// Which of the buffers that separate methods are given they write, directly or through the methods they call; found by going through
/// all of them until nothing new turns up.
/// </summary>
internal sealed class WrittenBuffers
{
    private readonly Dictionary<string, bool[]> _written;

    public WrittenBuffers(IReadOnlyDictionary<string, Function> methods)
    {
        _written = methods.ToDictionary(method => method.Key, method => new bool[method.Value.Parameters.Count]);
        bool changed = true;
        while (changed)
        {
            changed = false;
            foreach (KeyValuePair<string, Function> method in methods)
            {
                HashSet<Value> written = [.. By(method.Value)];
                for (int i = 0; i < method.Value.Parameters.Count; i++)
                {
                    changed |= !_written[method.Key][i] && written.Contains(method.Value.Parameters[i]);
                    _written[method.Key][i] |= written.Contains(method.Value.Parameters[i]);
                }
            }
        }
    }

    /// <summary>For each parameter of a method whether it is written.</summary>
    public IReadOnlyList<bool> Of(string method) => _written[method];

    /// <summary>The roots of all buffers that a function writes.</summary>
    public IEnumerable<Value> By(Function function)
    {
        List<Value> written = [];
        Collect(function.Body, written);
        return written.Select(new BufferRoots(function).Of);
    }

    /// <summary>The function with each call saying what it writes.</summary>
    public Function Mark(Function function) => _written.Count == 0 ? function : new Marking(this).Rewrite(function);

    private void Collect(Region region, List<Value> written)
    {
        foreach (Statement statement in region.Statements)
        {
            switch (statement)
            {
                case Store store:
                    written.Add(store.Buffer);
                    break;
                case Accumulate add:
                    written.Add(add.Buffer);
                    break;
                case Clear clear:
                    written.Add(clear.Buffer);
                    break;
                case Copy copy:
                    written.Add(copy.To);
                    break;
                case Invoke call:
                    written.AddRange(call.Arguments.Where((_, i) => IsWritten(call, i)));
                    break;
            }

            foreach (Region inner in statement.Regions)
            {
                Collect(inner, written);
            }
        }
    }

    private bool IsWritten(Invoke call, int argument) =>
        call.Callee.Writes(argument) || (call.Callee.Pullback?.Called is { } called && _written[called][argument]);

    private sealed class Marking(WrittenBuffers owner) : Rewriter
    {
        public override Statement? VisitInvoke(Invoke statement) => statement.Callee.Pullback?.Called is null
            ? statement
            : statement with
            {
                Callee = statement.Callee with
                {
                    Passing = statement.Arguments.Select((_, i) => owner.IsWritten(statement, i) ? Passing.Written : Passing.Value).ToEquatable(),
                },
            };
    }
}
