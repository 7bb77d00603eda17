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
        ? new Template(this, [.. PartsOf(parameter.Name)]).Of(tree, parameter.Type, "")
        : null;

    private sealed class Template(MethodLowering owner, IReadOnlyList<InputPart> parts)
    {
        /// <param name="tree">What is to be made.</param>
        /// <param name="type">Its type.</param>
        /// <param name="member">Where it is in the whole, as <see cref="InputPart.Member"/> says it.</param>
        public string? Of(TypeTree tree, ITypeSymbol type, string member)
        {
            if (tree.Leaf is not null)
            {
                // By its name, because the fields of an object in the struct are parts too, but none of the struct's own.
                int index = parts.ToList().FindIndex(part => part.Member == member);
                return index < 0 || !parts[index].IsActive ? "default"
                    : "{" + parts.Take(index).Count(part => part.IsActive).ToString(CultureInfo.InvariantCulture) + "}";
            }

            List<(LayoutField Field, string Text)> members = [];
            for (int i = 0; i < tree.Parts!.Count; i++)
            {
                LayoutField field = tree.Layout!.Fields[i];
                if (owner.Invisible(field) is not null)
                {
                    members.Add((field, "default"));
                }
                else if (Of(tree.Parts[i], field.Type, member + "." + EscapedName(field.Name)) is { } text)
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
