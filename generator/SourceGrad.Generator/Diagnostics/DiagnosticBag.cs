using Microsoft.CodeAnalysis;

namespace SourceGrad.Generator.Diagnostics;

/// <summary>Collects diagnostics, each once, however often the code they are in was inlined.</summary>
internal sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly HashSet<(string Id, Location Location)> _seen = [];

    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>Something is wrong that forbids a derivative, reported here or, if it is not C#, by the compiler.</summary>
    public bool HasErrors { get; private set; }

    public void Report(DiagnosticDescriptor descriptor, Location location, params object[] arguments) =>
        Report(descriptor, location, [], arguments);

    public void Report(DiagnosticDescriptor descriptor, Location location, IEnumerable<Location> others, params object[] arguments)
    {
        HasErrors |= descriptor.DefaultSeverity == DiagnosticSeverity.Error;
        if (_seen.Add((descriptor.Id, location)))
        {
            _diagnostics.Add(Diagnostic.Create(descriptor, location, others, arguments));
        }
    }

    /// <summary>Where the bag stands.</summary>
    public Mark Set() => new(_diagnostics.Count, HasErrors);

    /// <summary>Forgets what was reported since the mark.</summary>
    public void TakeBack(Mark mark)
    {
        foreach (Diagnostic diagnostic in _diagnostics.Skip(mark.Count))
        {
            _seen.Remove((diagnostic.Id, diagnostic.Location));
        }

        _diagnostics.RemoveRange(mark.Count, _diagnostics.Count - mark.Count);
        HasErrors = mark.HasErrors;
    }

    /// <summary>For code that does not compile: the compiler has said why.</summary>
    public void FailSilently() => HasErrors = true;

    internal readonly record struct Mark(int Count, bool HasErrors);
}
