namespace SourceGrad.Generator.Diagnostics;

/// <summary>What to say of an exception that should not have been: enough to find its place.</summary>
internal static class Failure
{
    private const int Frames = 3;

    public static string Describe(Exception exception)
    {
        IEnumerable<string> frames = (exception.StackTrace ?? "").Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.IndexOf("SourceGrad", StringComparison.Ordinal) >= 0)
            .Take(Frames)
            .Select(Shortened);
        return $"{exception.GetType().Name}: {exception.Message.Replace('\r', ' ').Replace('\n', ' ')} ({string.Join(" ", frames)})";
    }

    /// <summary><c>at Namespace.Type.Method(Type argument) in file:line 3</c> without arguments and path, which differ from machine to machine.</summary>
    private static string Shortened(string frame)
    {
        int end = frame.IndexOf('(');
        return end < 0 ? frame : frame.Substring(0, end).Replace("SourceGrad.Generator.", "");
    }
}
