using CsCheck;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Generation;

/// <summary>Random programs.</summary>
public sealed class ProgramGen : Gen<FuzzProgram>
{
    /// <summary>The program of a number in the series that a seed starts.</summary>
    public static FuzzProgram Create(ulong seed, uint number)
    {
        PCG chance = new(number, seed);
        return new ProgramGen().Generate(chance, null, out _) with { Origin = FormattableString.Invariant($"{seed}/{number}") };
    }

    public override FuzzProgram Generate(PCG pcg, Size? min, out Size size)
    {
        Builder main = new(pcg)
        {
            RealType = pcg.Next(5) == 0 ? ScalarType.Float : ScalarType.Double,
            IsMixed = pcg.Next(8) == 0,
        };
        FuzzProgram program = Make(main);
        size = new Size((ulong)program.Size());
        return program;
    }

    private static FuzzProgram Make(Builder b)
    {
        for (int k = b.Below(10) switch { 0 => 2, 1 or 2 or 3 => 1, _ => 0 }; k > 0; k--)
        {
            b.AddStruct();
        }

        if (b.Chance(20))
        {
            b.AddClass();
        }

        for (int k = b.Below(10) switch { 0 => 2, 1 or 2 or 3 => 1, _ => 0 }; k > 0; k--)
        {
            b.AddHelper();
        }

        List<Variable> parameters = Parameters.Make(b);
        HashSet<Variable> constants = b.Chance(12) && parameters.Count(p => p.Type.IsReal() && p.By != Passing.Out) > 1
            ? [b.Pick([.. parameters.Where(p => p.Type.IsReal() && p.By != Passing.Out)])]
            : [];
        HashSet<Variable> fields = b.Chance(12) && !b.IsMixed ? Parameters.ToFields(b, parameters, constants) : [];
        bool isVoid = fields.Count == 0 && b.Chance(15) && parameters.Any(p => p.Type.IsReal() && (p.IsResult || (p.IsWritable && p.IsPlainBuffer)));
        ScalarType? result = isVoid ? null : b.IsMixed && b.Chance(30) ? Other(b.RealType) : b.RealType;
        Method method = b.Main("F", parameters, result, b.Between(2, 12), fields);
        FuzzProgram program = new(method, b.Helpers, [Points.Make(b, parameters, 0), Points.Make(b, parameters, b.Between(0, 2))], b.Slots)
        {
            Constants = constants,
            Fields = fields,
            Structs = [.. b.Types, .. b.Classes],
            Simd = b.Chance(50),
        };

        // Nothing to seed where a void method turned out to write nothing.
        return isVoid && program.Written().Count == 0 ? Returning(program) : Slopes.Add(program);
    }

    private static FuzzProgram Returning(FuzzProgram program)
    {
        Variable buffer = program.Main.Parameters.First(p => p.IsWritable && p.IsPlainBuffer && p.Type.IsReal());
        Stmt write = new Productions.Statements.FillBuffer(buffer, Productions.Expressions.Literal.Real(buffer.Type, 1));
        return program.WithBody(new Productions.Statements.Block([.. program.Main.Body.Statements.Prepend(write)]));
    }

    internal static ScalarType Other(ScalarType real) => real == ScalarType.Double ? ScalarType.Float : ScalarType.Double;
}
