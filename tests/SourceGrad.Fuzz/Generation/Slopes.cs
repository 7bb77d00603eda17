using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Productions;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Productions.Statements;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Generation;

/// <summary>A gradient of zero everywhere is no test: a program that has one gets its input into whatever it returns.</summary>
internal static class Slopes
{
    public static FuzzProgram Add(FuzzProgram program)
    {
        if (!IsFlat(program) || Input(program) is not { } input)
        {
            return program;
        }

        // What it is at the start, since it may be assigned.
        Variable start = new("start", input.Type, program.Slots) { IsAssignable = false };
        VariableReference read = new(start);
        Arithmetic slope = new("*", read, new Arithmetic("+", read, Literal.Real(input.Type, 0.5)));
        Block body = program.IsVoid ? program.Main.Body : (Block)Steeper(program.Main.Body, slope);
        List<Stmt> statements = [new Declaration(start, input, input.Type.Text()), .. body.Statements];
        if (program.IsVoid && program.Written().FirstOrDefault(v => v.IsPlainBuffer && v.LeastLength > 0 && v.Type == input.Type) is { } written)
        {
            statements.Add(new Assignment(new Element(written, Literal.Int(0)), "+", slope));
        }
        else if (program.IsVoid && program.Written().FirstOrDefault(v => v.IsResult && v.Type == input.Type) is { } result)
        {
            statements.Add(new Assignment(new VariableReference(result), "+", slope));
        }

        return program.WithBody(new Block(statements)) with { Slots = program.Slots + 1 };
    }

    public static bool IsFlat(Reference reference) =>
        reference.Thrown is null && reference.PullBack(1, [.. reference.Buffers.Select(buffer => buffer.Select(_ => 1.0).ToArray())]).All(sum => sum.Magnitude == 0);

    private static bool IsFlat(FuzzProgram program)
    {
        try
        {
            return IsFlat(Machine.Run(program, program.Points[0]));
        }
        catch (Rejected)
        {
            return false;
        }
    }

    private static Expr? Input(FuzzProgram program)
    {
        foreach (Variable input in program.Active.Where(p => program.IsVoid || p.Type == program.Main.ReturnType))
        {
            if (input.IsScalar)
            {
                return new VariableReference(input);
            }

            if (!input.IsBuffer)
            {
                return new VariableReference(input.Fields[0]);
            }

            if (input.LeastLength > 0 && input.Shape is not (BufferShape.Table or BufferShape.Jagged))
            {
                return input.Struct is null ? new Element(input, Literal.Int(0)) : new FieldOfElement(input, Literal.Int(0), 0);
            }
        }

        return null;
    }

    private static Node Steeper(Node node, Expr slope) => node switch
    {
        IDeclaresMethod => node,
        Return { Value: Expr value } => new Return(new Arithmetic("+", value, slope)),
        _ => node.With([.. node.Children.Select(c => Steeper(c, slope))]),
    };
}
