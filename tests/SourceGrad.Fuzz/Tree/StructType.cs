using SourceGrad.Fuzz.Productions.Statements;

namespace SourceGrad.Fuzz.Tree;

/// <summary>A field: a number, or a struct in the struct.</summary>
public sealed record StructField(string Name, ScalarType Type, StructType? Struct = null)
{
    public string TypeText => Struct?.Text ?? Type.Text();
}

/// <summary>How a value of several numbers is written.</summary>
public enum StructForm
{
    Struct,
    RecordStruct,
    ReadOnlyRecordStruct,
    Tuple,

    /// <summary>An object, which is one and the same under all its names.</summary>
    Class,
}

/// <summary>A struct, a record or a tuple: numbers under one name, copied together.</summary>
public sealed class StructType(string name, StructForm form, IReadOnlyList<StructField> fields)
{
    public string Name => name;

    public StructForm Form => form;

    public IReadOnlyList<StructField> Fields => fields;

    /// <summary>All numbers in it, nested ones included, in the order of the declaration.</summary>
    public IReadOnlyList<Leaf> Leaves { get; } = [.. fields.SelectMany(f => LeavesOf(form, f))];

    /// <summary>The type as C# writes it.</summary>
    public string Text => form == StructForm.Tuple ? $"({string.Join(", ", fields.Select(f => $"{f.TypeText} {f.Name}"))})" : name;

    private static IEnumerable<Leaf> LeavesOf(StructForm form, StructField field)
    {
        bool isPlace = form is StructForm.Struct or StructForm.Tuple or StructForm.Class;
        return field.Struct is null
            ? [new Leaf(field.Name, field.Type, form != StructForm.ReadOnlyRecordStruct, isPlace)]
            : field.Struct.Leaves.Select(l => new Leaf($"{field.Name}.{l.Path}", l.Type, isPlace && l.IsAssignable, isPlace && l.IsPlace));
    }

    /// <summary>The text that makes a value of the texts of its numbers.</summary>
    public string Create(IEnumerable<string> leaves)
    {
        Queue<string> rest = new(leaves);
        return Create(rest);
    }

    private string Create(Queue<string> rest)
    {
        string[] parts = [.. fields.Select(f => (form == StructForm.Tuple ? f.Name + ": " : "") + (f.Struct?.Create(rest) ?? rest.Dequeue()))];
        return $"{(form == StructForm.Tuple ? "" : "new " + name)}({string.Join(", ", parts)})";
    }

    public void Print(CodeWriter writer, IEnumerable<Method> members)
    {
        if (form == StructForm.Tuple)
        {
            return;
        }

        string parameters = string.Join(", ", fields.Select(f => $"{f.TypeText} {f.Name}"));
        writer.Line(form switch
        {
            StructForm.Struct => $"public struct {name}",
            StructForm.Class => $"public sealed class {name} : IDisposable",
            StructForm.RecordStruct => $"public record struct {name}({parameters})",
            _ => $"public readonly record struct {name}({parameters})",
        }).Open();
        if (form is StructForm.Struct or StructForm.Class)
        {
            foreach (StructField field in fields)
            {
                writer.Line($"public {field.TypeText} {field.Name};");
            }

            writer.Line().Line($"public {name}({string.Join(", ", fields.Select(f => $"{f.TypeText} of{f.Name}"))})").Open();
            foreach (StructField field in fields)
            {
                writer.Line($"{field.Name} = of{field.Name};");
            }

            writer.Close();
        }

        if (form == StructForm.Class)
        {
            writer.Line().Line(UsingObject.Declaration);
        }

        foreach (Method member in members)
        {
            writer.Line();
            member.Print(writer, "public ");
        }

        writer.Close().Line();
    }
}

/// <summary>A number in a struct.</summary>
/// <param name="IsAssignable">C# lets it be assigned where the whole is a variable.</param>
/// <param name="IsPlace">A reference to it can be taken.</param>
public sealed record Leaf(string Path, ScalarType Type, bool IsAssignable, bool IsPlace);
