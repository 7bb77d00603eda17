using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Checking;

/// <summary>How a parameter's numbers, which lie in one boxed number or array, become its argument, and come back from it; as text.</summary>
internal static class Boundary
{
    public static string Unpack(Variable parameter, string box)
    {
        string type = parameter.Type.Text();
        string array = $"(({type}[]){box})";
        return parameter switch
        {
            { IsScalar: true } => $"({parameter.ElementText}){box}",
            { Struct: null, Shape: BufferShape.Table } => $"Pack.Table({array}, {parameter.Columns})",
            { Shape: BufferShape.Jagged } => $"Pack.Jagged({array}, [{string.Join(", ", parameter.RowLengths)}])",
            { Struct: null } => array,
            { IsBuffer: false, Struct: { } whole } => whole.Create(Enumerable.Range(0, whole.Leaves.Count).Select(i => $"{array}[{i}]")),
            { Struct: { } element } => $"Pack.Rows({array}, {element.Leaves.Count}, (v, o) => {element.Create(Enumerable.Range(0, element.Leaves.Count).Select(i => $"v[o + {i}]"))})",
        };
    }

    /// <summary>Statements that write it back; none for an array that is passed itself.</summary>
    public static string Repack(Variable parameter, string local, string box)
    {
        string array = $"(({parameter.Type.Text()}[]){box})";
        return parameter switch
        {
            { IsScalar: true } => $"{box} = {local}; ",
            { Struct: null, Shape: BufferShape.Table or BufferShape.Jagged } => $"Pack.Flat({local}, {array}); ",
            { Struct: null } => "",
            { IsBuffer: false, Struct: { } whole } => string.Concat(whole.Leaves.Select((l, i) => $"{array}[{i}] = {local}.{l.Path}; ")),
            { Struct: { } element } => $"Pack.Flat({local}, {array}, {element.Leaves.Count}, (x, v, o) => {{ {string.Concat(element.Leaves.Select((l, i) => $"v[o + {i}] = x.{l.Path}; "))}}}); ",
        };
    }
}
