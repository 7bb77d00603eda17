using SourceGrad.Fuzz.Productions.Statements;

namespace SourceGrad.Fuzz.Tree;

/// <summary>A method or a local function; void where it has no return type.</summary>
public sealed record Method(string Name, IReadOnlyList<Variable> Parameters, ScalarType? ReturnType, Block Body)
{
    /// <summary>What it returns if that is no number.</summary>
    public StructType? ReturnStruct { get; init; }

    /// <summary>The struct whose member it is.</summary>
    public StructType? Owner { get; init; }

    /// <summary>The struct that it runs on; its fields are in scope.</summary>
    public Variable? This { get; init; }

    /// <summary>The sign of an operator.</summary>
    public string? Operator { get; init; }

    /// <summary>It is written for any type of reals.</summary>
    public bool IsGeneric { get; init; }

    public bool CallsItself { get; init; }

    public bool IsVoid => ReturnType is null && ReturnStruct is null;

    /// <summary>What a call gives it, in order.</summary>
    public IEnumerable<Variable> Received => This is null ? Parameters : Parameters.Prepend(This);

    public void Print(CodeWriter writer, string modifiers, IReadOnlySet<Variable>? constants = null, IReadOnlySet<Variable>? fields = null)
    {
        using IDisposable generic = writer.Generic(IsGeneric);
        string parameters = string.Join(", ", Parameters.Where(p => fields?.Contains(p) != true).Select(p =>
            $"{(constants?.Contains(p) == true ? "[NoGradient] " : "")}{p.PassingText}{writer.Type(p)} {p.Name}"));
        string returned = ReturnStruct?.Text ?? (ReturnType is { } type ? writer.Type(type) : "void");
        string name = Operator is null ? Name : "operator " + Operator;
        bool isStatic = This is null && Owner is not null;
        writer.Write($"{modifiers}{(isStatic ? "static " : "")}{returned} {name}{(IsGeneric ? "<T>" : "")}({parameters})")
            .Line(IsGeneric ? " where T : System.Numerics.IFloatingPointIeee754<T>" : "").Write(Body);
    }
}
