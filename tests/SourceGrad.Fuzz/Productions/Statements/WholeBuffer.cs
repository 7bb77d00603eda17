using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary>Clear and Fill.</summary>
public sealed record FillBuffer(Variable Buffer, Expr? Value) : Stmt, IWritesBuffer
{
    public override IReadOnlyList<Node> Children => Value is null ? [] : [Value];

    public override IEnumerable<Variable> Uses => [Buffer];

    public IEnumerable<Variable> Written => [Buffer];

    public static Stmt? Make(Builder b, int depth) => b.PickBuffer(v => v.IsWritable && v.IsPlainBuffer) is { } buffer
        ? new FillBuffer(buffer, b.Chance(50) ? null : b.Settled(buffer.Type, b.Deep))
        : null;

    public override Node With(IReadOnlyList<Node> children) => this with { Value = Value is null ? null : (Expr)children[0] };

    public override void Print(CodeWriter writer)
    {
        string method = Value is null ? "Clear" : "Fill";
        bool isArray = Buffer.Shape == BufferShape.Array;
        writer.Write(isArray ? $"Array.{method}({Buffer.Name}" : $"{Buffer.Name}.{method}(");
        if (Value is not null)
        {
            writer.Write(isArray ? ", " : "").Write(Value);
        }

        writer.Line(");");
    }

    public override Jump Execute(Machine machine)
    {
        BufferView buffer = machine.Buffers[Buffer.Slot];
        Datum value = Value?.Evaluate(machine) ?? default;
        for (int i = 0; i < buffer.Length; i++)
        {
            buffer[i] = value;
        }

        return Jump.None;
    }
}

/// <summary>CopyTo, within one buffer too.</summary>
public sealed record CopyBuffer(Variable From, Variable To) : Stmt, IWritesBuffer
{
    public override IReadOnlyList<Node> Children => [];

    public override IEnumerable<Variable> Uses => [From, To];

    public IEnumerable<Variable> Written => [To];

    public static Stmt? Make(Builder b, int depth)
    {
        if (b.PickAnyBuffer(v => v.IsWritable && v.Shape != BufferShape.List) is not { } to
            || b.PickAnyBuffer(v => v.Type == to.Type && v.Struct == to.Struct && v.Shape != BufferShape.List && v != to) is not { } from)
        {
            return null;
        }

        return new CopyBuffer(from, to);
    }

    public override Node With(IReadOnlyList<Node> children) => this;

    public override void Print(CodeWriter writer) =>
        writer.Line(From.Shape == BufferShape.Array ? $"{From.Name}.AsSpan().CopyTo({To.Name});" : $"{From.Name}.CopyTo({To.Name});");

    public override Jump Execute(Machine machine)
    {
        BufferView from = machine.Buffers[From.Slot], to = machine.Buffers[To.Slot];
        if (from.Length > to.Length)
        {
            throw new Thrown(typeof(ArgumentException));
        }

        Datum[] copy = from.ToArray();
        copy.CopyTo(to.Memory, to.Start);

        return Jump.None;
    }
}
