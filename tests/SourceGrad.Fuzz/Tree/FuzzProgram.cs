using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Productions.Statements;

namespace SourceGrad.Fuzz.Tree;

/// <summary>A differentiable method, the methods it calls, and points to call it at.</summary>
public sealed record FuzzProgram(Method Main, IReadOnlyList<Method> Helpers, IReadOnlyList<Point> Points, int Slots)
{
    /// <summary>Parameters that are marked as having no gradient.</summary>
    public IReadOnlySet<Variable> Constants { get; init; } = new HashSet<Variable>();

    /// <summary>Parameters that are fields of the type, whose method is one of an object then.</summary>
    public IReadOnlySet<Variable> Fields { get; init; } = new HashSet<Variable>();

    /// <summary>The structs that it declares.</summary>
    public IReadOnlyList<StructType> Structs { get; init; } = [];

    public bool IsModel => Fields.Count > 0;

    /// <summary>Sums may be reordered.</summary>
    public bool Simd { get; init; } = true;

    /// <summary>Where it came from: what reproduces it.</summary>
    public string Origin { get; init; } = "";

    public bool IsVoid => Main.ReturnType is null;

    public bool IsFloat => Nodes().OfType<Expr>().Any(e => e.Type == ScalarType.Float)
        || Main.Parameters.Any(p => p.Type == ScalarType.Float);

    public IEnumerable<Variable> Active => Main.Parameters.Where(p => p.Type.IsReal() && p.By != Passing.Out && !Constants.Contains(p));

    /// <summary>What of reals comes out by the parameters: buffers that the program stores to, and all numbers by reference.</summary>
    public IReadOnlyList<Variable> Written()
    {
        HashSet<Variable> written = Writes.Of(this);
        return [.. Main.Parameters.Where(p => p.Type.IsReal() && (p.IsResult || (p.IsBuffer && written.Contains(p))))];
    }

    public IEnumerable<Node> Nodes() => Helpers.Append(Main).SelectMany(m => m.Body.Descendants());

    /// <summary>How many nodes.</summary>
    public int Size() => Nodes().Count();

    /// <summary>The members of the type, with the attribute's arguments as given.</summary>
    public string Text(string attribute)
    {
        CodeWriter writer = new();
        if (Nodes().Any(n => n.Uses.Concat(n.Declares).Any(v => v.Narrow == NarrowType.Enum) || n is NarrowConversion { Through: NarrowType.Enum }) || Main.Parameters.Any(p => p.Narrow == NarrowType.Enum))
        {
            writer.Line(NarrowTypes.Declaration);
        }

        foreach (StructType type in Structs)
        {
            type.Print(writer, Helpers.Where(h => h.Owner == type));
        }

        foreach (Variable field in Main.Parameters.Where(Fields.Contains))
        {
            writer.Line($"{(Constants.Contains(field) ? "[NoGradient] " : "")}public {field.TypeText} {field.Name} = default!;");
        }

        writer.Line(attribute);
        Main.Print(writer, IsModel ? "public " : "public static ", Constants, Fields);
        foreach (Method helper in Helpers.Where(h => h.Owner is null))
        {
            writer.Line();
            helper.Print(writer, "private static ");
        }

        foreach (ScalarType type in Nodes().OfType<ReturnedReference>().Select(r => r.Type).Distinct())
        {
            writer.Line().Line(ReturnedReference.Declaration(type));
        }

        return writer.ToString();
    }

    /// <summary>The whole type.</summary>
    public string TypeText(string attribute) => $"public {(IsModel ? "" : "static ")}partial class Program\n{{\n{Text(attribute)}\n}}\n";

    /// <summary>A program of the method's body alone.</summary>
    public FuzzProgram WithBody(Block body) => this with { Main = Main with { Body = body } };
}
