using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Diagnostics;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>
/// Turns one method's operations into a <see cref="Function"/>. Variables are renamed to values on the fly: each
/// <see cref="Variable"/> holds the value it has where the lowering stands, and branches and loops merge what differs.
/// Statements and expressions are in files of their own, one C# construct each.
/// </summary>
internal sealed partial class MethodLowering
{
    /// <summary>Statements, inlined ones included, after which the output would be of no use to anyone.</summary>
    private const int StatementBudget = 20_000;

    /// <summary>
    /// What the passes behind the front end, which go from region to region, manage on a stack of a megabyte with room to spare; and so does
    /// the C# compiler with what they write.
    /// </summary>
    private const int DeepestNesting = 256;

    private readonly Compilation _compilation;
    private readonly IMethodSymbol _root;
    private readonly SyntaxTree _tree;
    private readonly DiagnosticBag _bag;
    private readonly SeparateMethods _separate;
    private readonly CancellationToken _cancellation;
    private readonly ValueFactory _values = new(0);
    private readonly Bindings _bindings = new();
    private readonly HashSet<Value> _counters = [];
    private readonly Dictionary<int, string> _names = [];
    private readonly List<LostDerivative> _lost = [];

    /// <summary>Those of every method that is lowered: a delegate that one is given may call another's.</summary>
    private readonly Dictionary<ISymbol, ILocalFunctionOperation> _localFunctions = new(SymbolEqualityComparer.Default);

    /// <summary>Variables that outlive the call: fields of the objects that come in.</summary>
    private readonly HashSet<Variable> _outside = [];

    /// <summary>Fields that generated code has no access to, and what to say of them.</summary>
    private readonly Dictionary<Place, string> _invisible = [];

    private RegionBuilder _builder;
    private Frame _frame;
    private Scope _scope;
    private int _depth;

    /// <summary>The depth of the statement at hand: what an expression declares is visible in all of it, and beyond it.</summary>
    private int _statementDepth;
    private int _loopDepth;
    private int _stopped;
    private int _statements;
    private bool _diverged;

    public MethodLowering(Compilation compilation, IMethodSymbol root, DiagnosticBag bag, SeparateMethods separate, CancellationToken cancellation)
    {
        _compilation = compilation;
        _root = root;
        _tree = (root.PartialImplementationPart ?? root).DeclaringSyntaxReferences[0].SyntaxTree;
        _bag = bag;
        _separate = separate;
        _cancellation = cancellation;
        _builder = new RegionBuilder(_values);
        _frame = new Frame(root, null, null, null, null);
        _frame = new Frame(root, null, null, root.ReturnsVoid ? null : MakePlace(root.ReturnType, "result"), null);
        _scope = new Scope(null, Flag("running"));
        DeclareInputs();
    }

    /// <summary>Where a real value turns into something without a derivative.</summary>
    public IReadOnlyList<LostDerivative> Lost => _lost;

    /// <summary>Null when there was an error.</summary>
    public Function? Lower(IOperation body)
    {
        RegionBuilder outermost = _builder;
        _bindings.Set(_scope.Go, Known.True);
        DeclareLocalFunctions(body);
        Body(body);
        MarkWrittenParameters(body);
        if (_bag.HasErrors)
        {
            return null;
        }

        Variable? result = _frame.Result?.Variable;
        List<(Variable Variable, Output Output)> results = [];
        if (result is not null)
        {
            results.Add((result, new Output(Ir.OutputKind.Return, "result", result.Type)));
        }

        results.AddRange(_byReference.Select(pair => (pair.Variable, new Output(Ir.OutputKind.Out, EscapedName(pair.Name), pair.Variable.Type))));
        Region region = Close(outermost, results.ConvertAll(pair => pair.Variable.Current), results.ConvertAll(pair => pair.Variable.Type), _diverged);
        List<Output> outputs = results.ConvertAll(pair => pair.Output);
        return Trimmed(_root.Name, _inputs.Select(input => input.Value), region, outputs);
    }

    /// <summary>What is written in code that is never reached counts as well.</summary>
    private void MarkWrittenParameters(IOperation body)
    {
        WrittenByText text = new(
            method => Defined(method).OriginalDefinition is var definition ? definition.PartialImplementationPart ?? definition : method,
            method => HasBody(method) ? BodyOf(method) : null,
            method => ReferencedDerivative.IsAnnotated(method) && ReferencedDerivative.Find(method, IsVisible) is { } derivative ? derivative.Written : [],
            method => ExtensionParameter(method, ModelOf));
        IMethodSymbol own = _root.PartialImplementationPart ?? _root;
        foreach (IParameterSymbol parameter in text.In(body).OfType<IParameterSymbol>().Where(parameter => SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, own)))
        {
            // Of a buffer of structs only the members that are reached, unless none is.
            List<Value> parts = [.. _inputs.Where(input => input.Parameter == parameter.Name && input.Value.Type.IsMemory).Select(input => input.Value)];
            if (!parts.Any(part => part.Type.IsStrided && _written.Contains(part.Id)))
            {
                _written.UnionWith(parts.Select(part => part.Id));
            }
        }
    }

    private void Body(IOperation body)
    {
        switch (body)
        {
            case IMethodBodyOperation method:
                Body(method.BlockBody ?? method.ExpressionBody!);
                break;
            case IBlockOperation block:
                Sequence(block.Operations, 0, null);
                break;
            default:
                Unsupported(body, "This body cannot be differentiated; write it as a block of statements");
                break;
        }
    }

    private void DeclareLocalFunctions(IOperation body)
    {
        foreach (IOperation operation in Scan.Within(body))
        {
            if (operation is ILocalFunctionOperation function)
            {
                _frame.Declare(function);
                _localFunctions[function.Symbol.OriginalDefinition] = function;
            }
        }
    }

    private Value Let(Expression expression) => _builder.Let(expression);

    /// <summary>Gives an intermediate that nobody named the name of the variable that it is assigned to.</summary>
    private Value Named(Value value, string? name)
    {
        if (name is not null && value.Hint is null && value.Id >= 0 && !_names.ContainsKey(value.Id))
        {
            _names.Add(value.Id, name);
        }

        return value;
    }

    /// <summary>What the method returns: a name that nobody wrote, of use only where branches meet.</summary>
    private bool IsResult(Variable variable) => ReferenceEquals(variable, _frame.Result?.Variable);

    private Variable Flag(string name) => new(IrType.Bool, name, _depth);

    private static string Capitalized(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);

    private void Report(IOperation where, DiagnosticDescriptor descriptor, params object[] arguments)
    {
        Location location = where.Syntax.GetLocation(), shown = LocationOf(where);
        _bag.Report(descriptor, shown, shown == location || DefinitionSet.Contains(where.Syntax.SyntaxTree) ? [] : [location], arguments);
    }

    /// <summary>The expression; for one in another file, which has been inlined, the call that led there, as that is where the user looks.</summary>
    private Location LocationOf(IOperation where) =>
        (where.Syntax.SyntaxTree == _tree || _frame.CallSite is null ? where.Syntax : _frame.CallSite).GetLocation();

    private Lowered Unsupported(IOperation where, string message)
    {
        Report(where, Descriptors.UnsupportedExpression, message);
        return Lowered.Nothing;
    }

    /// <summary><c>Vector&lt;T&gt;</c>, <c>Vector128&lt;T&gt;</c> and the static classes beside them: as many elements as the machine at hand has lanes.</summary>
    private static bool IsHardwareVector(ITypeSymbol type) =>
        type is { Name: "Vector", ContainingNamespace: { Name: "Numerics", ContainingNamespace.Name: "System" } }
            or { ContainingNamespace: { Name: "Intrinsics", ContainingNamespace.Name: "Runtime" } };

    private static string VectorText(string what) =>
        $"'{what}' is not supported in a differentiable method; write the loop over the elements in plain C#, which the generated code runs in vectors by itself";

    private Lowered UnsupportedType(IOperation where, ITypeSymbol? type)
    {
        if (type is null || type.TypeKind == TypeKind.Error)
        {
            _bag.FailSilently();
        }
        else if (IsHardwareVector(type))
        {
            Unsupported(where, VectorText(type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)));
        }
        else
        {
            Report(where, Descriptors.UnsupportedType, type.ToDisplayString());
        }

        return Lowered.Nothing;
    }
}
