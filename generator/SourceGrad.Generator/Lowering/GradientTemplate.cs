using System.Globalization;
using Microsoft.CodeAnalysis;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>How generated code puts a struct or tuple together from its parts.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>
    /// The C# that makes a value of the parameter's type, with <c>{0}</c>, <c>{1}</c>… for its active parts in order and <c>default</c> for
    /// the others; null for what is not taken apart, and for a type that cannot be made so.
    /// </summary>
    public string? TemplateOf(IParameterSymbol parameter) => TreeOf(parameter.Type) is { Parts: not null, IsBuffer: false } tree
        ? new Template(this, [.. PartsOf(parameter.Name)]).Of(tree, parameter.Type)
        : null;

    private sealed class Template(MethodLowering owner, IReadOnlyList<InputPart> parts)
    {
        private int _next;
        private int _active;

        public string? Of(TypeTree tree, ITypeSymbol type)
        {
            if (tree.Leaf is not null)
            {
                bool isActive = _next < parts.Count && parts[_next].IsActive;
                _next += tree.Leaf.Value.Shape == Shape.Reference ? 0 : 1;
                return isActive ? "{" + (_active++).ToString(CultureInfo.InvariantCulture) + "}" : "default";
            }

            List<(LayoutField Field, string Text)> members = [];
            for (int i = 0; i < tree.Parts!.Count; i++)
            {
                LayoutField field = tree.Layout!.Fields[i];
                if (owner.Invisible(field) is not null)
                {
                    members.Add((field, "default"));
                }
                else if (Of(tree.Parts[i], field.Type) is { } text)
                {
                    members.Add((field, text));
                }
                else
                {
                    return null;
                }
            }

            return type is INamedTypeSymbol { IsTupleType: true }
                ? "(" + string.Join(", ", members.Select(member => member.Text == "default" ? "default(" + TypeMap.Text(member.Field.Type) + ")" : member.Text)) + ")"
                : Made((INamedTypeSymbol)type, members);
        }

        private string? Made(INamedTypeSymbol type, List<(LayoutField Field, string Text)> members)
        {
            string name = TypeMap.Text(type);
            List<(LayoutField Field, string Text)> given = [.. members.Where(member => member.Text != "default")];
            foreach (IMethodSymbol constructor in type.InstanceConstructors.Where(candidate => candidate.Parameters.Length == members.Count && !candidate.Parameters.IsEmpty && owner.IsNameable(candidate)))
            {
                // Parameters named like the fields: a record's constructor, or one that everybody would write.
                List<int> order = constructor.Parameters
                    .Select(parameter => members.FindIndex(member => string.Equals(member.Field.Name.TrimStart('_'), parameter.Name, StringComparison.OrdinalIgnoreCase)))
                    .ToList();
                if (!order.Contains(-1) && (type.IsRecord || given.Any(member => !IsSettable(member.Field.Symbol)) || constructor.DeclaringSyntaxReferences.IsEmpty))
                {
                    return $"new {name}({string.Join(", ", order.Select(index => members[index].Text))})";
                }
            }

            return given.All(member => IsSettable(member.Field.Symbol))
                ? $"new {name} {{{{ {string.Join(", ", given.Select(member => EscapedName(member.Field.Name) + " = " + member.Text))} }}}}"
                : null;
        }

        private bool IsSettable(ISymbol member) => member switch
        {
            IFieldSymbol field => !field.IsReadOnly && owner.IsNameable(field),
            IPropertySymbol property => property.SetMethod is { } setter && owner.IsNameable(setter),
            _ => false,
        };
    }
}
