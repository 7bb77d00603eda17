using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Diagnostics;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>Calls of methods that are not inlined: structs are taken apart on the way in and put together on the way out.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>The method is lowered separately; otherwise null, and <paramref name="problem"/> says why it cannot be.</summary>
    private SeparateMethod? SeparateFor(
        IOperation call, IMethodSymbol concrete, IMethodSymbol definition, IOperation body, Frame? home, Place? receiver, out string? problem)
    {
        problem = null;
        if (_separate.Find(concrete) is { } known)
        {
            return known;
        }

        List<SeparateInput> inputs = [];
        TypeTree? result = concrete.ReturnsVoid ? null : TreeOf(concrete.ReturnType);
        problem = definition switch
        {
            { ReturnsByRef: true } or { ReturnsByRefReadonly: true } => "returns a reference; return the value",
            { ReturnsVoid: false } when result is null || !result.Leaves.All(leaf => leaf.IsScalar) => "returns something else than numbers; write the results to a span",
            { MethodKind: MethodKind.LocalFunction } when home?.IsGeneric == true => "is declared in a generic method; make it a method of the type",
            _ => InputsOf(concrete, definition, body, home, receiver, inputs),
        };
        if (problem is not null)
        {
            return null;
        }

        SeparateMethod method = new(_separate.NameFor(definition), concrete, definition, body, home, _frame.CallSite ?? call.Syntax)
        {
            Inputs = inputs,
            Result = result,
            OwnText = OwnText(concrete, inputs, result),
        };
        _separate.Add(method);
        return method;
    }

    /// <summary>Finds what the method needs from its caller; gives what stands in the way.</summary>
    private string? InputsOf(
        IMethodSymbol concrete, IMethodSymbol definition, IOperation body, Frame? home, Place? receiver, List<SeparateInput> inputs)
    {
        AssignedSet assigned = Assigned([body], definition);
        string? Add(ISymbol? symbol, string name, TypeTree? tree, bool isChanged)
        {
            if (tree is null || tree.Leaves.Any(leaf => leaf.Shape == Shape.Reference))
            {
                return symbol is null ? "runs on an object; make it static and pass what it reads" : $"takes the object or delegate '{name}'; pass numbers, structs and spans";
            }

            if (tree.Leaves.Any(leaf => !leaf.IsScalar && !leaf.IsBuffer))
            {
                return $"takes the array of rows '{name}'; pass one span of all numbers and the length of a row";
            }

            if (isChanged && !tree.Leaves.All(leaf => leaf.IsScalar))
            {
                return $"may make '{name}' another buffer; use one buffer and a computed offset";
            }

            inputs.Add(new SeparateInput(symbol, name, tree, isChanged));
            return null;
        }

        string? problem = null;
        if (receiver is not null)
        {
            ITypeSymbol? type = home is null ? concrete.ContainingType : null;
            problem = Add(null, "self", receiver.Fields is null || type is null ? null : TreeOf(type), assigned.AssignsThis);
        }

        for (int i = 0; i < definition.Parameters.Length && problem is null; i++)
        {
            IParameterSymbol parameter = definition.Parameters[i];
            problem = Add(parameter, parameter.Name, TreeOf(concrete.Parameters[i].Type), parameter.RefKind == RefKind.Out || (parameter.RefKind == RefKind.Ref && assigned.Symbols.Contains(parameter)));
        }

        foreach (ISymbol captured in definition.MethodKind == MethodKind.LocalFunction ? Captured(definition, body, home) : [])
        {
            ITypeSymbol type = captured is ILocalSymbol local ? local.Type : ((IParameterSymbol)captured).Type;
            problem ??= Add(captured, captured.Name, TreeOf(type), assigned.Symbols.Contains(captured));
        }

        return problem;
    }

    /// <summary>The variables around a local function that it reads or assigns, itself or through others.</summary>
    private List<ISymbol> Captured(IMethodSymbol function, IOperation body, Frame? home)
    {
        HashSet<ISymbol> visited = new(SymbolEqualityComparer.Default) { function }, found = new(SymbolEqualityComparer.Default);
        List<ISymbol> captured = [];
        Stack<IOperation> open = new([body]);
        while (open.Count > 0)
        {
            foreach (IOperation inner in Scan.Within(open.Pop()))
            {
                ISymbol? symbol = inner switch
                {
                    ILocalReferenceOperation { Local: { IsConst: false } local } => local,
                    IParameterReferenceOperation parameter => parameter.Parameter,
                    _ => null,
                };
                if (symbol is not null && home?.Find(symbol) is not null && found.Add(symbol))
                {
                    captured.Add(symbol);
                }

                if (inner is IInvocationOperation { TargetMethod: { MethodKind: MethodKind.LocalFunction } target }
                    && visited.Add(target.OriginalDefinition)
                    && home?.FindFunction(target.OriginalDefinition).Function is { Body: { } code })
                {
                    open.Push(code);
                }
            }
        }

        return captured;
    }

    /// <summary>How C# calls the user's method with what the call passes; null where it cannot.</summary>
    private string? OwnText(IMethodSymbol concrete, List<SeparateInput> inputs, TypeTree? result)
    {
        bool isPlain = concrete is { IsStatic: true, MethodKind: MethodKind.Ordinary }
            && !concrete.DeclaringSyntaxReferences.Any(reference => DefinitionSet.Contains(reference.SyntaxTree))
            && IsVisible(concrete)
            && (result is null || result.IsScalar)
            && inputs.All(input => input is { IsChanged: false, Tree.Leaf: { Shape: Shape.Scalar or Shape.Span or Shape.ReadOnlySpan } })
            && concrete.Parameters.All(parameter => parameter.RefKind == RefKind.None && !TypeMap.IsOpened(parameter.Type));
        return isPlain ? TextOf(concrete) : null;
    }

    private static string TextOf(IMethodSymbol method)
    {
        string arguments = method.TypeArguments.IsEmpty ? "" : $"<{string.Join(", ", method.TypeArguments.Select(TypeMap.Text))}>";
        return $"{TypeMap.Text(method.ContainingType)}.{EscapedName(method.Name)}{arguments}";
    }

    private Lowered CallSeparate(IOperation call, SeparateMethod method, Place? receiver, IReadOnlyList<Argument> arguments)
    {
        List<Value> values = [];
        List<Place> changed = [], seen = [];
        foreach (SeparateInput input in method.Inputs)
        {
            Argument? argument = input.Symbol is IParameterSymbol parameter && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, method.Definition)
                ? arguments.First(candidate => candidate.Ordinal == parameter.Ordinal)
                : null;
            Place? place = argument is not null ? argument.Place
                : input.Symbol is null ? receiver
                : _frame.Find(input.Symbol) ?? _frame.FindFunction(method.Definition).Home?.Find(input.Symbol);
            Place copy = MakePlace(input.Tree, null, _depth);
            Assign(copy, argument is { Place: null } ? argument.Value : place is null ? Lowered.Nothing : Read(place));
            if (!Pass(call, copy, values))
            {
                return Lowered.Nothing;
            }

            if (place is not null)
            {
                (input.IsChanged ? changed : seen).Add(place);
            }
        }

        if (Overlap(changed, seen, values) is { } name)
        {
            return Unsupported(call, $"'{name}' is passed by reference and reaches '{method.Concrete.Name}', which is not inlined, in another way too; copy it to a local first");
        }

        for (int i = 0; i < values.Count; i++)
        {
            if (_values.DefinitionOf(Root(values[i])) is External { Type.IsBuffer: true } outside)
            {
                _passedOutside.Add((LocationOf(call), outside.Text, method.Name, i));
            }
        }

        List<Value> outputs = method.OutputTypes.Select(type => _values.Create(type)).ToList();
        int[] active = Enumerable.Range(0, values.Count).Where(i => values[i].Type.IsFloating).ToArray();
        Pullback pullback = new(PullbackForm.Own, "", active.ToEquatable(), method.Name);
        Callee callee = new(method.OwnText ?? "", values.Select(_ => Passing.Value).ToEquatable(), outputs.Count, pullback);
        _builder.Add(new Invoke(callee, values.ToEquatable(), outputs.ToEquatable()));
        Queue<Value> results = new(outputs);
        Lowered result = method.Result is null ? Lowered.Nothing : PutTogether(method.Result, results);
        foreach ((Place place, TypeTree tree) in changed.Zip(method.Inputs.Where(input => input.IsChanged), (place, input) => (place, input.Tree)))
        {
            if (MayWrite(call, place))
            {
                Assign(place, PutTogether(tree, results));
            }
        }

        return result;
    }

    /// <summary>Adds the values of an argument; false, after an error, where one is no single buffer.</summary>
    private bool Pass(IOperation call, Place argument, List<Value> values)
    {
        foreach (Variable leaf in argument.Leaves)
        {
            if (ReferenceEquals(leaf.Current, Known.Conflict))
            {
                Report(call, Descriptors.BufferChoice, SourceText.Of(call.Syntax));
                return false;
            }

            Value value = leaf.Type.IsScalar ? Materialize(leaf) : leaf.Current ?? Fresh(leaf.Type.As(Shape.Array), Let(Constant.Int(0)), false);
            if (value.Type.IsStrided)
            {
                // One field of every element of the user's buffer: no span of its own.
                if (leaf.Type.Shape != Shape.ReadOnlySpan)
                {
                    Unsupported(call, $"A span of structs that the called method may write to is not supported here; let '{SourceText.Of(call.Syntax)}' take a ReadOnlySpan");
                    return false;
                }

                value = CopyOf(value, Let(new Length(value)));
            }

            values.Add(value);
        }

        return true;
    }

    private static Lowered PutTogether(TypeTree tree, Queue<Value> leaves) => tree.Leaf is not null
        ? leaves.Dequeue()
        : Lowered.Of(tree.Parts!.Select(part => PutTogether(part, leaves)).ToList());

    /// <summary>One place under two names: the callee, which takes its parameters for distinct, would see only one of the changes.</summary>
    private string? Overlap(List<Place> changed, List<Place> seen, List<Value> values)
    {
        HashSet<Variable> variables = [];
        HashSet<int> buffers = [.. values.Where(value => value.Type.IsBuffer).Select(value => Root(value).Id)];
        foreach (Place place in changed)
        {
            if (place.Leaves.FirstOrDefault(leaf => !variables.Add(leaf)) is { } twice)
            {
                return twice.Name ?? "this";
            }

            foreach (Place.Element element in Elements(place))
            {
                if (!buffers.Add(Root(element.Buffer).Id))
                {
                    return Root(element.Buffer).Hint ?? "an element";
                }
            }
        }

        // What the method only reads by reference it would see change.
        HashSet<int> written = [.. values.Where(value => value.Type.IsBuffer && value.Type.Shape != Shape.ReadOnlySpan).Select(value => Root(value).Id)];
        written.UnionWith(changed.SelectMany(Elements).Select(element => Root(element.Buffer).Id));
        return seen.Where(place => place.Leaves.All(leaf => leaf.Type.IsScalar)).SelectMany(place => place.Leaves).FirstOrDefault(variables.Contains) is { } both ? both.Name ?? "this"
            : seen.SelectMany(Elements).FirstOrDefault(element => written.Contains(Root(element.Buffer).Id)) is { } shared ? Root(shared.Buffer).Hint ?? "an element"
            : null;
    }

    private static IEnumerable<Place.Element> Elements(Place place) => place is Place.Element element
        ? [element]
        : place.Fields?.SelectMany(Elements) ?? [];
}
