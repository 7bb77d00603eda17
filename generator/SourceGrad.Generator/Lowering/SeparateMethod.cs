using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>Something that a separate method is given: a parameter, the struct it runs on, or a variable that it captures.</summary>
/// <param name="Symbol">The parameter or the captured variable; null for <c>this</c>.</param>
/// <param name="Name">As the user would name it.</param>
/// <param name="Tree">Its type.</param>
/// <param name="IsChanged">The method may assign it, and the caller sees that.</param>
internal sealed record SeparateInput(ISymbol? Symbol, string Name, TypeTree Tree, bool IsChanged);

/// <summary>A method that is not inlined but lowered once and called: one that calls itself, or a large one that is called from many places.</summary>
/// <param name="name">Unique among the methods that one annotated method calls.</param>
/// <param name="concrete">With its type arguments.</param>
/// <param name="body">Its code.</param>
/// <param name="home">For a local function, the frame that it was declared in.</param>
internal sealed class SeparateMethod(string name, IMethodSymbol concrete, IMethodSymbol definition, IOperation body, Frame? home, SyntaxNode callSite)
{
    public string Name { get; } = name;

    public IMethodSymbol Concrete { get; } = concrete;

    public IMethodSymbol Definition { get; } = definition;

    public IOperation Body { get; } = body;

    public Frame? Home { get; } = home;

    /// <summary>The call in the annotated method that led here first.</summary>
    public SyntaxNode CallSite { get; } = callSite;

    public IReadOnlyList<SeparateInput> Inputs { get; init; } = [];

    /// <summary>Null for a void method.</summary>
    public TypeTree? Result { get; init; }

    /// <summary>How generated code calls the user's own method; null where it cannot, and calls a copy.</summary>
    public string? OwnText { get; init; }

    /// <summary>Set when it has been lowered.</summary>
    public Function? Primal { get; set; }

    public MethodLowering? Lowering { get; set; }

    /// <summary>The types of the values that go in, in order.</summary>
    public IEnumerable<IrType> InputTypes => Inputs.SelectMany(input => input.Tree.Leaves).Select(Passed);

    /// <summary>The types of the values that come out: the result's, then those of what is changed.</summary>
    public IEnumerable<IrType> OutputTypes => (Result?.Leaves ?? []).Concat(Inputs.Where(input => input.IsChanged).SelectMany(input => input.Tree.Leaves));

    /// <summary>An array arrives as a span: the caller's may be scratch memory.</summary>
    public static IrType Passed(IrType leaf) => leaf.IsScalar ? leaf : leaf.As(leaf.Shape == Shape.Array ? Shape.Span : leaf.Shape) with { IsStrided = false };
}

/// <summary>The separate methods of one annotated method, and which methods are to become such.</summary>
internal sealed class SeparateMethods
{
    /// <summary>Values of a body, with what is inlined into it, from which on it is not repeated at every call.</summary>
    private const int Large = 600;

    /// <summary>A recursion through ever new type arguments never ends.</summary>
    private const int Most = 200;

    private readonly Dictionary<ISymbol, SeparateMethod> _methods = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _recursive = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _large = new(SymbolEqualityComparer.Default);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Queue<SeparateMethod> _open = new();

    public IReadOnlyList<SeparateMethod> All => _order;

    private readonly List<SeparateMethod> _order = [];

    public bool IsRecursive(IMethodSymbol definition) => _recursive.Contains(definition);

    public bool IsSeparate(IMethodSymbol definition) => _recursive.Contains(definition) || _large.Contains(definition);

    public bool AddRecursive(IMethodSymbol definition) => _recursive.Add(definition);

    /// <summary>Notes how much code a method came to.</summary>
    public void Measure(IMethodSymbol definition, int values)
    {
        if (values >= Large)
        {
            _large.Add(definition);
        }
    }

    public SeparateMethod? Find(IMethodSymbol concrete) => _methods.TryGetValue(concrete, out SeparateMethod? method) ? method : null;

    public void Add(SeparateMethod method)
    {
        if (_methods.Count >= Most)
        {
            throw new LoweringStopped($"calls more than {Most} methods that call themselves; one of them seems to do so with ever new types");
        }

        _methods.Add(method.Concrete, method);
        _order.Add(method);
        _open.Enqueue(method);
    }

    public SeparateMethod? Next() => _open.Count > 0 ? _open.Dequeue() : null;

    /// <summary>Forgets the methods, not what has been learned about them.</summary>
    public void Restart()
    {
        _methods.Clear();
        _order.Clear();
        _names.Clear();
        _open.Clear();
    }

    /// <summary>A name for the members of a method that none of another method has.</summary>
    public string NameFor(IMethodSymbol method)
    {
        string name = method.AssociatedSymbol?.Name ?? method.Name;
        name = new string(name.Substring(name.LastIndexOf('.') + 1).Where(letter => letter == '_' || char.IsLetterOrDigit(letter)).ToArray());
        name = name.Length == 0 || char.IsDigit(name[0]) ? "Method" : char.ToUpperInvariant(name[0]) + name.Substring(1);
        string candidate = name;
        for (int suffix = 2; _names.Contains(candidate) || _names.Contains(candidate + "Vjp"); suffix++)
        {
            candidate = name + suffix.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        _names.Add(candidate);
        _names.Add(candidate + "Vjp");
        return candidate;
    }
}

/// <summary>A method turned out to call itself: the lowering starts anew, now that it is known.</summary>
internal sealed class RecursionFound(IMethodSymbol method) : Exception($"'{method.Name}' calls itself.")
{
    public IMethodSymbol Method { get; } = method;
}
