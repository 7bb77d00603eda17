using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SourceGrad.Mutation.Rewriting;
using SourceGrad.Testing;

namespace SourceGrad.Mutation;

/// <summary>The rewritten generator, loaded. What is static in it is its own, so a mutant of a table needs an instance of its own.</summary>
internal sealed class MutatedGenerator
{
    /// <summary>What stands for a mutant that does not come to an end: a hundred times what the largest program takes.</summary>
    private const long Fuel = 20_000_000;

    private readonly AssemblyLoadContext _context;
    private readonly MethodInfo _compile, _read;
    private readonly Action<int, bool[]?, long> _start;
    private readonly Type _options;

    public MutatedGenerator(byte[] image)
    {
        _context = new AssemblyLoadContext("mutants", isCollectible: true);
        using MemoryStream stream = new(image);
        Assembly = _context.LoadFromStream(stream);
        _context.Resolving += (_, name) => name.Name == Assembly.GetName().Name ? Assembly : null;
        _compile = Assembly.GetType("SourceGrad.Generator.MethodCompiler", throwOnError: true)!.GetMethods().Single(method => method is { Name: "Compile" } && method.GetParameters().Length > 1);
        _read = Assembly.GetType("SourceGrad.Generator.Discovery.FrontEnd", throwOnError: true)!.GetMethod("Read")!;
        _options = Assembly.GetType("SourceGrad.Generator.GeneratorOptions", throwOnError: true)!;
        _start = Assembly.GetType(Switch.Type, throwOnError: true)!.GetMethod("Start")!.CreateDelegate<Action<int, bool[]?, long>>();
    }

    public Assembly Assembly { get; }

    /// <summary>Loads an assembly that refers to this generator and not to the one that this program was built with.</summary>
    /// <param name="image">The assembly.</param>
    public Assembly LoadBeside(byte[] image)
    {
        AssemblyLoadContext beside = new Beside(Assembly);
        using MemoryStream stream = new(image);
        return beside.LoadFromStream(stream);
    }

    /// <summary>From now on this mutant runs, on this thread; 0 for none.</summary>
    /// <param name="mutant">Its number.</param>
    /// <param name="reached">Where to mark the mutants whose place is reached.</param>
    public void Start(int mutant, bool[]? reached = null) => _start(mutant, reached, Fuel);

    /// <summary>The whole generator.</summary>
    /// <param name="compilation">The user's code.</param>
    /// <param name="optimize">What <c>SourceGradOptimize</c> says.</param>
    public GeneratorDriverRunResult Run(CSharpCompilation compilation, bool optimize)
    {
        IIncrementalGenerator generator = (IIncrementalGenerator)Activator.CreateInstance(Assembly.GetType("SourceGrad.Generator.GradientGenerator")!)!;
        return CSharpGeneratorDriver.Create(
            [generator.AsSourceGenerator()],
            parseOptions: GeneratorHarness.ParseOptions,
            optionsProvider: new BuildProperties(optimize),
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: false))
            .RunGenerators(compilation).GetRunResult();
    }

    /// <summary>What the front end makes of the annotated methods.</summary>
    /// <param name="compilation">The user's code.</param>
    public object[] Read(CSharpCompilation compilation)
    {
        List<object> models = [];
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            SemanticModel semantics = compilation.GetSemanticModel(tree);
            foreach (MethodDeclarationSyntax method in tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
                .Where(m => m.AttributeLists.SelectMany(l => l.Attributes).Any(a => a.Name.ToString() == "Differentiable")))
            {
                object read = _read.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [semantics.GetDeclaredSymbol(method), method, semantics, CancellationToken.None], null)!;
                if (read.GetType().GetProperty("Model")!.GetValue(read) is { } model)
                {
                    models.Add(model);
                }
            }
        }

        return [.. models];
    }

    /// <summary>Whether there are models of types among them, which have a file of their own.</summary>
    /// <param name="models">What the front end made.</param>
    public static bool HasTypes(object[] models) => models.Any(model => model.GetType().GetProperty("Model")!.GetValue(model) is not null);

    /// <summary>Everything behind the front end: the name and the text of the file for a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="optimize">What <c>SourceGradOptimize</c> says.</param>
    public (string Name, string Text) Compile(object model, bool optimize)
    {
        object options = Activator.CreateInstance(_options, optimize, true, "")!;
        object file = _compile.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [model, options, CancellationToken.None], null)!;
        return ((string)file.GetType().GetProperty("HintName")!.GetValue(file)!, (string)file.GetType().GetProperty("Text")!.GetValue(file)!);
    }

    private sealed class Beside(Assembly generator) : AssemblyLoadContext(isCollectible: true)
    {
        protected override Assembly? Load(AssemblyName name) => name.Name == generator.GetName().Name ? generator : null;
    }
}
