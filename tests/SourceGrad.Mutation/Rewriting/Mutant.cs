namespace SourceGrad.Mutation.Rewriting;

/// <summary>One small change of the generator's source.</summary>
/// <param name="Id">Its number in the rewritten source; from 1.</param>
/// <param name="File">The file, from the folder of the generator.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Kind">What kind of change.</param>
/// <param name="Original">The code as it is.</param>
/// <param name="Changed">The code in its place; empty for what is removed.</param>
internal sealed record Mutant(int Id, string File, int Line, string Kind, string Original, string Changed)
{
    public string Folder => File[..File.IndexOf('/')];

    public override string ToString() => $"{File}:{Line} ({Kind})\n- {Brief(Original)}\n+ {Brief(Changed)}";

    private static string Brief(string code)
    {
        string line = string.Join(" ", code.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > 160 ? line[..160] + " …" : line;
    }
}
