using Microsoft.CodeAnalysis;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>What a call brings in: the parameters, and the fields of the object, each taken apart into scalars and buffers.</summary>
internal sealed partial class MethodLowering
{
    private readonly List<(Value Value, InputPart Part, string? Parameter)> _inputs = [];
    private readonly HashSet<int> _written = [];
    private readonly Stack<ITypeSymbol> _path = new();

    /// <summary>Names that a model's <c>Gradient</c> needs for itself.</summary>
    private static readonly string[] GradientMembers = ["Length", "Clear", "CopyTo", "AddScaled", "Multiply", "Gradient"];

    /// <summary>The parts of a parameter; with null those of the object.</summary>
    public EquatableArray<InputPart> PartsOf(string? parameter) => _inputs
        .Where(input => input.Parameter == parameter)
        .Select(input => input.Part with { IsWritten = _written.Contains(input.Value.Id) })
        .ToEquatable();

    private void DeclareInputs()
    {
        if (!_root.IsStatic)
        {
            _frame = new Frame(_root, null, null, _frame.Result, null) { This = DeclareThis(_root.ContainingType) };
        }

        // The function's parameters come first in the order of the signature, the object's fields last.
        List<(Value Value, InputPart Part, string? Parameter)> fields = [.. _inputs];
        _inputs.Clear();
        foreach (IParameterSymbol parameter in _root.Parameters)
        {
            TypeTree tree = TreeOf(parameter.Type) ?? TypeTree.Of(IrType.Reference);
            Input start = new(parameter.Name, parameter.Name, EscapedName(parameter.Name), "", "", !HasNoGradient(parameter));
            _frame.Declare(parameter, InputPlace(tree, parameter.Type, start));
        }

        _inputs.AddRange(fields);
    }

    private Place DeclareThis(INamedTypeSymbol type)
    {
        _path.Push(type);
        Place fields = InputFields(type, new Input(null, "", "this", "", "", true) { Shadowed = _root.Parameters.Select(parameter => parameter.Name).ToList() });
        _path.Pop();
        return type.IsReferenceType ? ReferencePlace(Refer(new Instance(type, fields, true))) : fields;
    }

    private Place InputPlace(TypeTree tree, ITypeSymbol type, Input input)
    {
        if (tree.Leaf is { Shape: Shape.Reference })
        {
            return ReferencePlace(InputObject(type, input));
        }

        if (tree.Leaf is { } leaf)
        {
            return InputLeaf(leaf, TypeMap.IsExact(type) ? input : input with { Access = "(" + TypeMap.Cast(type, input.Access) + ")" });
        }

        List<Place> parts = [];
        for (int i = 0; i < tree.Parts!.Count; i++)
        {
            LayoutField field = tree.Layout!.Fields[i];
            parts.Add(Invisible(field) is { } problem
                ? Hidden(tree.Parts[i], problem)
                : InputPlace(tree.Parts[i], field.Type, input.Inside(field, tree.IsBuffer, !HasNoGradient(field.Symbol))));
        }

        return Place.Of(parts);
    }

    private Place InputLeaf(IrType leaf, Input input)
    {
        Value value = _values.Create(leaf, input.Hint);
        // The gradient is made by code that cannot see the length of an array that only a primary constructor has a name for.
        bool isActive = input.IsActive && leaf.IsFloating && !(input.IsCaptured && leaf.IsBuffer);
        InputPart part = new(input.Hint, input.Access, input.Element, input.Member, leaf, isActive, false) { IsSettable = input.IsSettable, IsCaptured = input.IsCaptured };
        _inputs.Add((value, part, input.Parameter));
        Variable variable = new(leaf, input.Hint, 0);
        _bindings.Set(variable, value);
        _roots[value.Id] = value;
        if (input.IsObject || input.Parameter is null)
        {
            _outside.Add(variable);
        }

        return Place.Of(variable);
    }

    /// <summary>An object that comes in: its fields are read once, at the start; what is not accessible stays unknown.</summary>
    private Value InputObject(ITypeSymbol type, Input input)
    {
        bool isReadable = type is INamedTypeSymbol { TypeKind: TypeKind.Class } && !_path.Contains(type, SymbolEqualityComparer.Default) && LayoutOf(type) is not null;
        if (!isReadable)
        {
            return Refer(new Opaque(isNotNull: false));
        }

        _path.Push(type);
        Place fields = InputFields((INamedTypeSymbol)type, input with { IsObject = true, IsActive = input.IsActive && input.Parameter is null });
        _path.Pop();
        return Refer(new Instance((INamedTypeSymbol)type, fields, true));
    }

    private Place InputFields(INamedTypeSymbol type, Input input)
    {
        List<Place> places = [];
        foreach (LayoutField field in LayoutOf(type)?.Fields ?? [])
        {
            TypeTree? tree = TreeOf(field.Type);
            places.Add(Invisible(field) is { } problem || tree is null
                ? Hidden(tree ?? TypeTree.Of(IrType.Reference), Invisible(field) ?? $"The type of '{field.Name}' is not supported in a differentiable method")
                : InputPlace(tree, field.Type, input.Inside(field, false, !HasNoGradient(field.Symbol))));
        }

        return Place.Of(places);
    }

    private Place Hidden(TypeTree tree, string problem)
    {
        Place place = MakePlace(tree, null, 0);
        _invisible[place] = problem;
        return place;
    }

    /// <summary>Why generated code cannot read a field; null where it can.</summary>
    private string? Invisible(LayoutField field)
    {
        ISymbol symbol = field.Symbol is IPropertySymbol { GetMethod: { } getter } ? getter : field.Symbol;
        bool isOwn = symbol is IParameterSymbol && SymbolEqualityComparer.Default.Equals(symbol.ContainingType, _root.ContainingType);
        return isOwn || (symbol is not IParameterSymbol && (IsVisible(symbol) || IsVisible(field.Symbol)))
            ? null
            : $"'{field.Symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}' is not accessible from '{_root.ContainingType.Name}', where the generated code stands; make it internal or public";
    }

    public static bool HasNoGradient(ISymbol symbol) =>
        symbol.GetAttributes().Any(data => data.AttributeClass?.ToDisplayString() == "SourceGrad.NoGradientAttribute")
        || (symbol is IPropertySymbol property && property.ContainingType.GetMembers().Any(member =>
            member is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property)
            && field.GetAttributes().Any(data => data.AttributeClass?.ToDisplayString() == "SourceGrad.NoGradientAttribute")));

    /// <summary>Where in the parameters the descent stands.</summary>
    /// <param name="Parameter">The parameter; null for a field of the object.</param>
    private sealed record Input(string? Parameter, string Hint, string Access, string Element, string Member, bool IsActive)
    {
        /// <summary>Inside an object, which others may see.</summary>
        public bool IsObject { get; init; }

        public bool IsSettable { get; init; }

        public bool IsCaptured { get; init; }

        /// <summary>Names that mean something else than the object's fields where the generated code stands.</summary>
        public IReadOnlyCollection<string> Shadowed { get; init; } = [];

        /// <summary>For elements of a buffer: the path so far denotes a variable, so that C# can assign to its members.</summary>
        public bool IsVariable { get; init; } = true;

        public Input Inside(LayoutField field, bool isElement, bool isActive)
        {
            string name = EscapedName(field.Name);
            string access = isElement ? Access
                : Access == "this" && !Shadowed.Contains(field.Name) ? name
                : Access + "." + name;
            (bool isField, bool canSet, bool canInit) = field.Symbol switch
            {
                IFieldSymbol own => (true, !own.IsReadOnly, !own.IsReadOnly),
                IPropertySymbol property => (false, property.SetMethod is { IsInitOnly: false }, property.SetMethod is not null),
                _ => (true, true, false),
            };

            // What cannot be assigned where it stands is set by a copy: see InputBinding.
            bool isDirect = IsVariable && canSet;
            return this with
            {
                Hint = Hint.Length == 0 ? Uncapitalized(field.Name.TrimStart('_') is { Length: > 0 } trimmed ? trimmed : field.Name) : Hint + Capitalized(field.Name),
                Access = access,
                Element = isElement ? Element + (isDirect || !canInit ? "." : "!") + name : Element,
                Member = Member + "." + (Parameter is null && GradientMembers.Contains(name) ? name + "Gradient" : name),
                IsActive = IsActive && isActive,
                IsCaptured = field.Symbol is IParameterSymbol,
                IsSettable = isElement ? canInit && (IsSettable || Element.Length == 0) : canSet,
                IsVariable = isDirect && isField,
            };
        }
    }
}
