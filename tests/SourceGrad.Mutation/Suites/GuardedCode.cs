using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SourceGrad.Mutation.Rewriting;
using SourceGrad.Testing;

namespace SourceGrad.Mutation.Suites;

/// <summary>Generated code that is compiled and loaded; what does not come to an end in it gets an exception.</summary>
internal sealed class GuardedCode : IDisposable
{
    private const string Guard = """
        internal static class Guard
        {
            private static long s_left = 5_000_000;

            public static void Tick()
            {
                if (--s_left < 0) throw new System.TimeoutException("The code does not come to an end.");
                System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
            }

            public static void Refill() => s_left = 5_000_000;
        }
        """;

    private static readonly TickRewriter s_ticks = new("global::Guard.Tick();");
    private static readonly SyntaxTree s_guard = GeneratorHarness.Parse(Guard, "Guard.cs");

    private readonly AssemblyLoadContext _context;
    private readonly Action _refill;

    private GuardedCode(AssemblyLoadContext context, Assembly assembly)
    {
        _context = context;
        Assembly = assembly;
        _refill = assembly.GetType("Guard", throwOnError: true)!.GetMethod("Refill")!.CreateDelegate<Action>();
    }

    public Assembly Assembly { get; }

    /// <summary>The user's code with generated files; null where that is no C#.</summary>
    /// <param name="compilation">The user's code.</param>
    /// <param name="files">The generated files.</param>
    public static GuardedCode? Load(CSharpCompilation compilation, IEnumerable<string> files)
    {
        CSharpCompilation all = compilation.AddSyntaxTrees([.. files.Select((text, k) => Guarded(text, $"Generated{k}.cs")), s_guard]);
        using MemoryStream image = new();
        if (!all.Emit(image).Success)
        {
            return null;
        }

        image.Position = 0;
        AssemblyLoadContext context = new("generated", isCollectible: true);
        return new GuardedCode(context, context.LoadFromStream(image));
    }

    public void Refill() => _refill();

    public void Dispose() => _context.Unload();

    private static SyntaxTree Guarded(string text, string path)
    {
        SyntaxTree tree = GeneratorHarness.Parse(text, path);
        return GeneratorHarness.Parse(s_ticks.Visit(tree.GetRoot())!.ToFullString(), path);
    }
}
