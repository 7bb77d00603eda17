using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SourceGrad.Mutation.Suites;

/// <summary>
/// What the generator makes of a program: its files. The front end runs again only for mutants that it reaches; all others are
/// tried on what it made without them.
/// </summary>
internal sealed class GeneratedText(CSharpCompilation compilation, bool optimize)
{
    private object[] _models = [];
    private bool[] _inFrontEnd = [];
    private MutatedGenerator? _learntFrom;

    public CSharpCompilation Compilation => compilation;

    public ImmutableSortedDictionary<string, string> Files { get; private set; } = ImmutableSortedDictionary<string, string>.Empty;

    public void Learn(MutatedGenerator generator, bool[] reached)
    {
        _inFrontEnd = new bool[reached.Length];
        generator.Start(0, _inFrontEnd);
        _models = generator.Read(compilation);
        _learntFrom = generator;

        generator.Start(0, reached);
        ImmutableSortedDictionary<string, string> files = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
        Files = _models.Select(model => generator.Compile(model, optimize)).Aggregate(files, (all, file) => all.SetItem(file.Name, file.Text));

        generator.Start(0);
        if (MutatedGenerator.HasTypes(_models))
        {
            Files = FilesOf(generator.Run(compilation, optimize));
        }

        for (int k = 0; k < reached.Length; k++)
        {
            reached[k] |= _inFrontEnd[k];
        }
    }

    /// <summary>What is noticed of a mutant: where it changes what is generated, that is compiled and looked at.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="mutant">The mutant.</param>
    /// <param name="difference">How the compiled code differs from that without the mutant; null where it does not.</param>
    public Notice Try(MutatedGenerator generator, int mutant, Func<GuardedCode, string?> difference)
    {
        ImmutableSortedDictionary<string, string>? files = With(generator, mutant);
        if (files is null)
        {
            return new Notice("the generator throws");
        }

        if (files.SequenceEqual(Files))
        {
            return default;
        }

        using GuardedCode? code = GuardedCode.Load(compilation, files.Values);
        return new Notice(code is null ? "the generated code is no C#" : difference(code), ChangesCode: true);
    }

    /// <summary>The files with a mutant; those that differ, by name. Null where the generator lets an exception out.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="mutant">The mutant.</param>
    public ImmutableSortedDictionary<string, string>? With(MutatedGenerator generator, int mutant)
    {
        generator.Start(mutant);
        try
        {
            if (generator != _learntFrom || _inFrontEnd[mutant])
            {
                GeneratorDriverRunResult result = generator.Run(compilation, optimize);
                return result.Results[0].Exception is null ? FilesOf(result) : null;
            }

            ImmutableSortedDictionary<string, string> files = Files;
            foreach (object model in _models)
            {
                (string name, string text) = generator.Compile(model, optimize);
                files = files.SetItem(name, text);
            }

            return files;
        }
        catch (Exception)
        {
            // Whatever it is, a test that sees it fails.
            return null;
        }
        finally
        {
            generator.Start(0);
        }
    }

    private static ImmutableSortedDictionary<string, string> FilesOf(GeneratorDriverRunResult result) => result.Results[0].Exception is not null
        ? ImmutableSortedDictionary<string, string>.Empty
        : result.Results[0].GeneratedSources.ToImmutableSortedDictionary(s => s.HintName, s => s.SourceText.ToString(), StringComparer.Ordinal);
}
