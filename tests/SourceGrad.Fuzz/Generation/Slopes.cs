using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Productions;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Productions.Statements;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Generation;

/// <summary>A gradient of zero everywhere is no test: a program that has one gets its input into whatever it returns.</summary>
internal static class Slopes
{
    public static FuzzProgram Add(FuzzProgram program) => !program.IsVoid && IsFlat(program) && Input(program) is { } input
        ? program.WithBody((Block)Steeper(program.Main.Body, input, program.Main.ReturnType!.Value))
        : program;

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
        foreach (Variable input in program.Active.Where(p => p.Type == program.Main.ReturnType))
        {
            if (input.IsScalar)
            {
                return new VariableReference(input);
            }

            if (!input.IsBuffer)
            {
                return new VariableReference(input.Fields[0]);
            }

            if (input.LeastLength > 0 && input.Shape != BufferShape.Table)
            {
                return input.Struct is null ? new Element(input, Literal.Int(0)) : new FieldOfElement(input, Literal.Int(0), 0);
            }
        }

        return null;
    }

    private static Node Steeper(Node node, Expr input, ScalarType type)
    {
        if (node is IDeclaresMethod)
        {
            return node;
        }

        return node is Return { Value: Expr value }
            ? new Return(new Arithmetic("+", value, new Arithmetic("*", input, new Arithmetic("+", input, Literal.Real(type, 0.5)))))
            : node.With([.. node.Children.Select(c => Steeper(c, input, type))]);
    }
}
