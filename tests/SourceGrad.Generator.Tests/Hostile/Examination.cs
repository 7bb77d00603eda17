using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SourceGrad.Generator.Diagnostics;
using SourceGrad.Testing;

namespace SourceGrad.Generator.Tests.Hostile;

/// <summary>
/// Runs generator and analyzer over some pieces in one compilation. Whatever the pieces are, nothing throws; and a piece that the C#
/// compiler accepts is one that it still accepts with the generated code, where a method without a derivative has a diagnostic.
/// </summary>
internal sealed partial class Examination
{
    private readonly IReadOnlyList<Piece> _pieces;
    private readonly Dictionary<SyntaxTree, int> _trees = [];
    private readonly CSharpCompilation _input;
    private readonly List<Finding> _findings = [];
    private HashSet<int> _broken = [];

    private Examination(IReadOnlyList<Piece> pieces)
    {
        _pieces = pieces;
        for (int k = 0; k < pieces.Count; k++)
        {
            foreach ((string text, int file) in pieces[k].Files(k).Select((text, file) => (text, file)))
            {
                _trees.Add(GeneratorHarness.Parse(text, string.Create(CultureInfo.InvariantCulture, $"{Piece.NamespaceOf(k)}_{file}.cs")), k);
            }
        }

        _input = GeneratorHarness.Compile(_trees.Keys);
        if (pieces.Any(piece => piece.IsProgram))
        {
            _input = _input.WithOptions(_input.Options.WithOutputKind(OutputKind.ConsoleApplication));
        }
    }

    /// <summary>How many of the pieces the C# compiler accepts.</summary>
    public int Accepted => _pieces.Count - _broken.Count;

    public IReadOnlyList<Finding> Findings => _findings;

    public static Examination Of(IReadOnlyList<Piece> pieces)
    {
        Examination examination = new(pieces);
        examination.Run();
        return examination;
    }

    /// <summary>Has the compiler look at the pieces, without generator and analyzer.</summary>
    public static void Compile(IReadOnlyList<Piece> pieces) => new Examination(pieces).CompilerErrors();

    private void Run()
    {
        GeneratorRun run = GeneratorHarness.Run(_input);
        if (run.Crash is { } crash)
        {
            FindCrash(crash);
            return;
        }

        if (CompilerErrors() is not { } errors)
        {
            Halve();
            return;
        }

        _broken = [.. errors.Select(d => IndexOf(d.Location.SourceTree))];
        foreach (Diagnostic diagnostic in run.Reported.Where(d => d.Id == Descriptors.Internal.Id))
        {
            Find(IndexOf(diagnostic.Location.SourceTree), diagnostic.Id + " behind the front end", diagnostic.GetMessage(CultureInfo.InvariantCulture));
        }

        ILookup<int, Diagnostic> reported = GeneratorHarness.Analyze(run.Output).ToLookup(d => IndexOf(d.Location.SourceTree));
        foreach (Diagnostic diagnostic in reported.SelectMany(group => group).Where(d => d.Id == "AD0001" || d.Id == Descriptors.Internal.Id))
        {
            Find(IndexOf(diagnostic.Location.SourceTree), diagnostic.Id, diagnostic.GetMessage(CultureInfo.InvariantCulture));
        }

        ILookup<int, Diagnostic> faults = run.Faults.ToLookup(d => IndexOf(d.Location.SourceTree));
        ILookup<int, GeneratedSourceResult> sources = run.Sources.ToLookup(source => IndexOf(source.SyntaxTree));
        for (int k = 0; k < _pieces.Count; k++)
        {
            // The compiler has told of errors in the piece, and what was made of it may refer to what does not exist. But it is C#.
            IEnumerable<Diagnostic> wrong = _broken.Contains(k)
                ? sources[k].SelectMany(source => source.SyntaxTree.GetDiagnostics()).Where(d => d.Severity == DiagnosticSeverity.Error)
                : faults[k];
            if (wrong.Any())
            {
                Find(k, "generated code that does not compile", string.Join("\n", wrong.Take(8)) + "\n" + string.Join("\n", sources[k].Select(source => source.SourceText).Take(3)));
            }
            else if (!_broken.Contains(k)
                && sources[k].Any(source => source.SourceText.ToString().Contains("has an error that the SourceGrad analyzer reports", StringComparison.Ordinal))
                && !reported[k].Concat(run.Reported.Where(d => IndexOf(d.Location.SourceTree) == k)).Any(d => d.Severity == DiagnosticSeverity.Error))
            {
                Find(k, "stubs without a diagnostic", string.Join("\n", sources[k].Select(source => source.SourceText).Take(3)));
            }
        }
    }

    /// <summary>An exception takes the whole generator along; which piece it comes from shows when there is but one.</summary>
    private void FindCrash(Exception crash)
    {
        if (_pieces.Count == 1)
        {
            Find(0, "an exception out of the generator", crash.ToString());
            return;
        }

        Halve();
        if (_findings.Count == 0)
        {
            Find(0, $"an exception out of the generator, only together with the {_pieces.Count} pieces around it", crash.ToString());
        }
    }

    /// <summary>What the compiler says is wrong; null where a piece makes the compiler itself throw. Generator and analyzer have not done so then.</summary>
    private IEnumerable<Diagnostic>? CompilerErrors()
    {
        try
        {
            return _input.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error);
        }
        catch (Exception exception) when (exception is InvalidOperationException or AggregateException)
        {
            return null;
        }
    }

    /// <summary>Examines the pieces in two batches; one that is alone already has been answered.</summary>
    private void Halve()
    {
        _broken = [.. Enumerable.Range(0, _pieces.Count)];
        int half = _pieces.Count / 2;
        foreach ((int start, IReadOnlyList<Piece> part) in new[] { (0, _pieces.Take(half).ToList()), (half, _pieces.Skip(half).ToList()) })
        {
            if (part.Count < _pieces.Count && part.Count > 0)
            {
                Examination examination = Of(part);
                _findings.AddRange(examination.Findings);
                _broken.ExceptWith(Enumerable.Range(0, part.Count).Where(k => !examination._broken.Contains(k)).Select(k => start + k));
            }
        }
    }

    private void Find(int index, string what, string details) => _findings.Add(new Finding(_pieces[Math.Max(index, 0)], what, details));

    private int IndexOf(SyntaxTree? tree)
    {
        if (tree is null)
        {
            return 0;
        }

        if (_pieces.Count == 1 || _trees.TryGetValue(tree, out int index))
        {
            return _pieces.Count == 1 ? 0 : _trees[tree];
        }

        Match match = PieceNamespace().Match(tree.ToString());
        return match.Success ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : -1;
    }

    [GeneratedRegex(@"namespace Piece(\d+)")]
    private static partial Regex PieceNamespace();
}
