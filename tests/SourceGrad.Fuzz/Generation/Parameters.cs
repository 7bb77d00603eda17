using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Generation;

/// <summary>The parameters of the differentiable method.</summary>
internal static class Parameters
{
    private static readonly Passing[] s_comeIn = [Passing.Ref, Passing.Ref, Passing.In];
    private static readonly Passing[] s_all = [Passing.Ref, Passing.Out, Passing.In];

    public static List<Variable> Make(Builder b)
    {
        List<Variable> parameters = [];
        int scalars = b.Between(0, 2), buffers = scalars == 0 ? b.Between(1, 2) : b.Below(3);
        for (int k = 0; k < scalars; k++)
        {
            ScalarType type = b.IsMixed && b.Chance(30) ? ProgramGen.Other(b.RealType) : b.RealType;

            // The first one is there to be differentiated by.
            parameters.Add(b.Chance(15) ? b.DeclareReference(type, b.Pick(k == 0 ? s_comeIn : s_all)) : b.Declare(type));
        }

        for (int k = 0; k < buffers; k++)
        {
            ScalarType type = k > 0 && b.Chance(15) ? ScalarType.Int : b.RealType;
            parameters.Add(b.DeclareBuffer(type, b.Pick([BufferShape.Array, BufferShape.Span, BufferShape.Span, BufferShape.ReadOnlySpan]), b.Chance(12) ? 0 : b.Between(1, 4)));
        }

        StructType[] types = [.. b.Types.Where(t => t.Leaves.All(l => l.Type == b.RealType))];
        if (types.Length > 0 && b.Chance(60))
        {
            parameters.Add(b.DeclareStruct(b.Pick(types), b.Chance(20) ? Passing.In : Passing.Value));
        }

        if (types.Length > 0 && b.Chance(50))
        {
            parameters.Add(b.DeclareBuffer(b.Pick(types), b.Pick([BufferShape.Array, BufferShape.Span, BufferShape.ReadOnlySpan]), b.Between(1, 3)));
        }

        if (b.Chance(8))
        {
            parameters.Add(b.DeclareTable(b.RealType, b.Between(1, 3)));
        }

        if (b.Chance(8))
        {
            // To write to one that comes in is not supported.
            parameters.Add(b.DeclareJagged(b.RealType, [.. Enumerable.Range(0, b.Between(1, 3)).Select(_ => b.Between(b.Chance(15) ? 0 : 1, 3))], assignable: false));
        }

        foreach ((int percent, ScalarType type) in new[] { (45, ScalarType.Int), (12, ScalarType.Bool), (8, ScalarType.Long) })
        {
            if (b.Chance(percent))
            {
                parameters.Add(b.Chance(12) ? b.DeclareReference(type, b.Pick(s_all)) : b.Declare(type));
            }
        }

        if (b.Chance(12))
        {
            parameters.Add(b.DeclareNarrow(b.Chance(40) ? NarrowType.Enum : b.Pick(Enum.GetValues<NarrowType>())));
        }

        return parameters;
    }

    /// <summary>Makes fields of some, which are not assigned then; where none has a gradient it makes none.</summary>
    public static HashSet<Variable> ToFields(Builder b, List<Variable> parameters, IReadOnlySet<Variable> constants)
    {
        HashSet<Variable> fields = [];
        for (int k = 0; k < parameters.Count; k++)
        {
            Variable parameter = parameters[k];
            bool fits = parameter.Type == b.RealType && parameter.By == Passing.Value && (parameter.IsScalar || (parameter.Shape is BufferShape.Array or BufferShape.Table && parameter.Struct is null) || parameter is { IsBuffer: false });
            if (fits && b.Chance(70))
            {
                parameters[k] = parameter with
                {
                    IsAssignable = false,
                    Fields = [.. parameter.Fields.Select(f => f with { IsAssignable = false, IsPlace = false })],
                };
                fields.Add(parameters[k]);
            }
        }

        return fields.Any(f => !constants.Contains(f)) ? fields : [];
    }
}
