using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Generation;

/// <summary>The parameters of the differentiable method.</summary>
internal static class Parameters
{
    public static List<Variable> Make(Builder b)
    {
        List<Variable> parameters = [];
        int scalars = b.Between(0, 2), buffers = scalars == 0 ? b.Between(1, 2) : b.Below(3);
        for (int k = 0; k < scalars; k++)
        {
            parameters.Add(b.Declare(b.IsMixed && b.Chance(30) ? ProgramGen.Other(b.RealType) : b.RealType));
        }

        for (int k = 0; k < buffers; k++)
        {
            ScalarType type = k > 0 && b.Chance(15) ? ScalarType.Int : b.RealType;
            parameters.Add(b.DeclareBuffer(type, b.Pick([BufferShape.Array, BufferShape.Span, BufferShape.Span, BufferShape.ReadOnlySpan]), b.Chance(12) ? 0 : b.Between(1, 4)));
        }

        StructType[] types = [.. b.Types.Where(t => t.Leaves.All(l => l.Type == b.RealType))];
        if (types.Length > 0 && b.Chance(60))
        {
            parameters.Add(b.DeclareStruct(b.Pick(types)));
        }

        if (types.Length > 0 && b.Chance(50))
        {
            parameters.Add(b.DeclareBuffer(b.Pick(types), b.Pick([BufferShape.Array, BufferShape.Span, BufferShape.ReadOnlySpan]), b.Between(1, 3)));
        }

        if (b.Chance(8))
        {
            parameters.Add(b.DeclareTable(b.RealType, b.Between(1, 3)));
        }

        foreach ((int percent, ScalarType type) in new[] { (45, ScalarType.Int), (12, ScalarType.Bool), (8, ScalarType.Long) })
        {
            if (b.Chance(percent))
            {
                parameters.Add(b.Declare(type));
            }
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
            bool fits = parameter.Type == b.RealType && (parameter.IsScalar || (parameter.Shape is BufferShape.Array or BufferShape.Table && parameter.Struct is null) || parameter is { IsBuffer: false });
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
