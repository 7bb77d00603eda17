using Microsoft.CodeAnalysis;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>What a call brings in: the parameters, and the fields of the object, each taken apart into scalars and buffers.</summary>
internal sealed partial class MethodLowering
{
    private readonly List<(Value Value, InputPart Part, string? Parameter)> _inputs = [];
    private readonly HashSet<int> _written = [];

    /// <summary>Inline arrays that come in by value: what the method writes to them, its caller does not see.</summary>
    private readonly HashSet<int> _copies = [];
    private readonly List<(string Name, Variable Variable)> _byReference = [];
    private readonly Stack<ITypeSymbol> _path = new();

    /// <summary>Names that a model's <c>Gradient</c> needs for itself.</summary>
    private static readonly string[] GradientMembers = ["Length", "Clear", "CopyTo", "AddScaled", "Multiply", "Gradient"];

    /// <summary>The parts of a parameter; with null those of the object.</summary>
    public EquatableArray<InputPart> PartsOf(string? parameter) => _inputs
        .Where(input => input.Parameter == parameter)
        .Select(input => input.Part with { IsWritten = _written.Contains(input.Value.Id) && !_copies.Contains(input.Value.Id) })
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
            Input start = new(parameter.Name, parameter.Name, EscapedName(parameter.Name), "", "", !HasNoGradient(parameter)) { IsOwn = parameter.RefKind is RefKind.None or RefKind.Ref };
            if (parameter.RefKind is RefKind.Ref or RefKind.Out && tree.InlineLength is null)
            {
                _frame.Declare(parameter, ReferenceInput(parameter, tree, start));
                continue;
            }

            start = start with { IsVariable = parameter.RefKind is RefKind.None or RefKind.Ref };
            Place place = InputPlace(tree, parameter.Type, start);
            _frame.Declare(parameter, place);
            if (parameter.RefKind == RefKind.None)
            {
                _copies.UnionWith(place.Leaves.Where(leaf => leaf.InlineLength is not null).Select(leaf => leaf.Current!.Id));
            }
        }

        _inputs.AddRange(fields);
    }

    /// <summary>
    /// A parameter that the caller sees change: a variable that starts with what the caller passed (read before anything is assigned,
    /// under a name of its own) and whose last value is a result.
    /// </summary>
    private Place ReferenceInput(IParameterSymbol parameter, TypeTree tree, Input start)
    {
        string name = parameter.Name + "Start";
        while (_root.Parameters.Any(other => other.Name == name))
        {
            name += "Value";
        }

        Place place = parameter.RefKind == RefKind.Ref
            ? InputPlace(tree, parameter.Type, start with { Access = name })
            : MakePlace(tree, parameter.Name, 0);
        if (place.Variable is { } variable)
        {
            _byReference.Add((parameter.Name, variable));
        }

        return place;
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
        if (TypeMap.IsOpened(type) && tree.IsBuffer && input.Opening.Length == 0)
        {
            if (tree.InlineLength is not null && input.IsRvalue)
            {
                return Hidden(tree, $"The inline array '{input.Access}' is the value of a property, whose elements generated code cannot reach; make it a field");
            }

            (tree, input) = Opened(tree, type, input);
        }

        if (tree.Leaf is { Shape: Shape.Reference })
        {
            return ReferencePlace(InputObject(type, input));
        }

        if (tree.Leaf is { } leaf)
        {
            return InputLeaf(leaf, TypeMap.IsExact(type) ? input : input with { Access = "(" + TypeMap.Cast(type, input.Access) + ")", IsOwn = false }, tree.InlineLength);
        }

        List<Place> parts = [];
        for (int i = 0; i < tree.Parts!.Count; i++)
        {
            LayoutField field = tree.Layout!.Fields[i];
            parts.Add(Invisible(field) is { } problem
                ? Hidden(tree.Parts[i], problem)
                : InputPlace(tree.Parts[i], field.Type, input.Inside(field, tree.IsBuffer, !HasNoGradient(field.Symbol), IsNameable)));
        }

        return Place.Of(parts);
    }

    /// <summary>Memory and inline arrays are read through a span of their elements, which a local of its own holds.</summary>
    private (TypeTree Tree, Input Input) Opened(TypeTree tree, ITypeSymbol type, Input input)
    {
        bool isInline = tree.InlineLength is not null;
        (ITypeSymbol element, Shape shape) = TypeMap.BufferOf(type)!.Value;
        if (isInline && !input.IsVariable)
        {
            shape = Shape.ReadOnlySpan;
            tree = TreeOf(element)!.AsBuffer(shape, tree.Leaf is null, tree.InlineLength)!;
        }

        string name = Identifier(input.Hint + (isInline ? "Elements" : "Span"));
        string span = $"global::System.{shape}<{TypeMap.Text(element)}>";
        return (tree, input with
        {
            Access = name,
            Source = input.Access,
            View = isInline ? $"(({span}){{0}})" : "{0}.Span",
            Opening = $"{span} {name} = {input.Access}{(isInline ? "" : ".Span")};",
        });
    }

    private string Identifier(string name)
    {
        while (_root.Parameters.Any(parameter => parameter.Name == name) || _inputs.Any(input => input.Part.Access == name))
        {
            name += "Value";
        }

        return name;
    }

    private Place InputLeaf(IrType leaf, Input input, int? inlineLength = null)
    {
        Value value = _values.Create(leaf, input.Hint);
        // The gradient is made by code that cannot see the length of an array that only a primary constructor has a name for.
        bool isActive = input.IsActive && leaf.IsFloating && !(input.IsCaptured && leaf.IsBuffer);
        InputPart part = new(input.Hint, input.Access, input.Element, input.Member, leaf, isActive, false) { IsSettable = input.IsSettable, IsOwn = input.IsOwn, IsCaptured = input.IsCaptured, ItemType = input.ItemType, Setter = input.Setter, Source = input.Source, View = input.View, Opening = input.Opening };
        _inputs.Add((value, part, input.Parameter));
        Variable variable = new(leaf, input.Hint, 0) { InlineLength = inlineLength };
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
        bool isDeep = _path.Count >= TypeFacts.DeepestObjects;
        if (ObjectsIn(type) is { } item && !isDeep && !_path.Contains(item, SymbolEqualityComparer.Default))
        {
            return InputObjects(item, input with { IsActive = input.IsActive && input.Parameter is null });
        }

        bool isReadable = !isDeep && type is INamedTypeSymbol { TypeKind: TypeKind.Class } && !_path.Contains(type, SymbolEqualityComparer.Default) && LayoutOf(type) is not null;
        if (!isReadable)
        {
            return Refer(new Opaque(isNotNull: false));
        }

        _path.Push(type);
        Place fields = InputFields((INamedTypeSymbol)type, input with { IsObject = true, IsOwn = false, IsVariable = true, IsActive = input.IsActive && input.Parameter is null });
        _path.Pop();
        return Refer(new Instance((INamedTypeSymbol)type, fields, true));
    }

    private Place InputFields(INamedTypeSymbol type, Input input)
    {
        List<Place> places = [];
        foreach (LayoutField field in LayoutOf(type)?.Fields ?? [])
        {
            TypeTree? tree = TreeOf(field.Type);
            string? problem = Invisible(field)
                ?? (tree is null ? $"The type of '{field.Name}' is not supported in a differentiable method" : null)
                ?? (input is { Parameter: null, IsActive: true } ? WithoutGradient(field, tree!) : null);
            places.Add(problem is not null
                ? Hidden(tree ?? TypeTree.Of(IrType.Reference), problem)
                : InputPlace(tree!, field.Type, input.Inside(field, false, !HasNoGradient(field.Symbol), IsNameable)));
        }

        return Place.Of(places);
    }

    /// <summary>Why the gradient of a model has no member for a field of it.</summary>
    private static string? WithoutGradient(LayoutField field, TypeTree tree) =>
        tree is { Parts: not null, IsBuffer: true } && !HasNoGradient(field.Symbol) && TypeFacts.HasReals(field.Type, includesObjects: false)
            ? $"The field '{field.Name}' is a buffer of structs, which the gradient of a model cannot hold; use a buffer of numbers for each member, pass it as a parameter, or mark it [NoGradient]"
            : null;

    private Place Hidden(TypeTree tree, string problem)
    {
        Place place = MakePlace(tree, null, 0);
        _invisible[place] = problem;
        return place;
    }

    /// <summary>Why generated code cannot read a field; null where it can.</summary>
    private string? Invisible(LayoutField field)
    {
        if (field.Symbol is IPropertySymbol coded && Layout.HasCode(coded))
        {
            return $"What the property '{coded.Name}' keeps in 'field' has no name where the generated code stands; keep it in a field of the type";
        }

        ISymbol symbol = field.Symbol is IPropertySymbol { GetMethod: { } getter } ? getter : field.Symbol;
        bool isOwn = symbol is IParameterSymbol && SymbolEqualityComparer.Default.Equals(symbol.ContainingType, _root.ContainingType);
        return isOwn || (symbol is not IParameterSymbol && (IsNameable(symbol) || IsNameable(field.Symbol)))
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

        /// <summary>How C# sets it to <c>{0}</c>: itself, or the struct around it to a changed copy; empty where neither is possible.</summary>
        public string Setter { get; init; } = "";

        /// <summary>A variable of the call's own.</summary>
        public bool IsOwn { get; init; }

        public bool IsCaptured { get; init; }

        public string ItemType { get; init; } = "";

        /// <summary>See <see cref="InputPart.Source"/>, and so on.</summary>
        public string Source { get; init; } = "";

        public string View { get; init; } = "";

        public string Opening { get; init; } = "";

        /// <summary>Behind a property, which gives a copy.</summary>
        public bool IsRvalue { get; init; }

        /// <summary>Names that mean something else than the object's fields where the generated code stands.</summary>
        public IReadOnlyCollection<string> Shadowed { get; init; } = [];

        /// <summary>The path so far denotes a variable, so that C# can assign to its members.</summary>
        public bool IsVariable { get; init; } = true;

        public Input Inside(LayoutField field, bool isElement, bool isActive, Func<ISymbol, bool> isNameable)
        {
            string name = EscapedName(field.Name);
            string access = isElement ? Access
                : Access == "this" && !Shadowed.Contains(field.Name) ? name
                : Access + "." + name;
            (bool isField, bool canSet, bool canInit) = field.Symbol switch
            {
                IFieldSymbol own => (true, !own.IsReadOnly, !own.IsReadOnly),
                IPropertySymbol { SetMethod: { } accessor } when isNameable(accessor) => (false, !accessor.IsInitOnly, true),
                IPropertySymbol => (false, false, false),
                _ => (true, true, false),
            };

            // What cannot be assigned where it stands is set by a copy: see InputBinding.
            bool isDirect = IsVariable && canSet;
            string? remade = isDirect || canInit ? null : Remade(field.Symbol.ContainingType);
            string setter = isDirect ? Own(access) + " = {0};"
                : canInit && field.Symbol.ContainingType is { IsValueType: true, IsTupleType: false } ? Setter.Replace("{0}", $"{Own(Access)} with {{ {name} = {{0}} }}")
                : "";
            return this with
            {
                Hint = Hint.Length == 0 ? Uncapitalized(field.Name.TrimStart('_') is { Length: > 0 } trimmed ? trimmed : field.Name) : Hint + Capitalized(field.Name),
                Access = access,
                Element = isElement ? Element + (isDirect || (!canInit && remade is null) ? "." : "!") + name + remade : Element,
                Member = Member + "." + (Parameter is null && GradientMembers.Contains(name) ? name + "Gradient" : name),
                IsActive = IsActive && isActive,
                IsCaptured = field.Symbol is IParameterSymbol,
                IsSettable = isElement ? (canInit || remade is not null) && (IsSettable || Element.Length == 0) : setter.Length > 0,
                Setter = setter,
                IsVariable = isDirect && isField,
                IsRvalue = IsRvalue || !isField,
                IsOwn = IsOwn && isDirect,
            };

            string Own(string path) => IsCaptured || field.Symbol is IParameterSymbol || path.StartsWith("this", StringComparison.Ordinal) ? path : "this." + path;
        }

        /// <summary><c>|Type|First|Second</c>: a struct whose members only its constructor sets, with a parameter for each; null for any other.</summary>
        private static string? Remade(INamedTypeSymbol type)
        {
            Layout? layout = type.TypeKind == TypeKind.Struct ? Layout.Of(type) : null;
            foreach (IMethodSymbol constructor in layout is null ? [] : type.InstanceConstructors.Where(candidate => candidate.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal))
            {
                List<LayoutField?> fields = constructor.Parameters
                    .Select<IParameterSymbol, LayoutField?>(parameter => layout!.Fields.FirstOrDefault(field => string.Equals(field.Name, parameter.Name, StringComparison.OrdinalIgnoreCase)))
                    .ToList();
                if (fields.Count == layout!.Fields.Count && fields.Count > 0 && !fields.Contains(null))
                {
                    return "|" + TypeMap.Text(type) + string.Concat(fields.Select(field => "|" + EscapedName(field!.Name)));
                }
            }

            return null;
        }
    }
}
