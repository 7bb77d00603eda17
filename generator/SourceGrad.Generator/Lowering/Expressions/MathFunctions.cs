using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Diagnostics;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Rules;

namespace SourceGrad.Generator.Lowering;

/// <summary>Where the functions on numbers live, and which name each goes by in the IR.</summary>
internal static class MathFunctions
{
    /// <summary>How C# writes the type that owns a function on numbers; null for any other method.</summary>
    public static string? Owner(IMethodSymbol method) => !method.IsStatic || method.MethodKind != MethodKind.Ordinary
        ? null
        : method.ContainingType.SpecialType switch
        {
            SpecialType.System_Double => "double",
            SpecialType.System_Single => "float",
            SpecialType.System_Int32 => "int",
            SpecialType.System_Int64 => "long",
            _ => method.ContainingType is { Name: "Math" or "MathF", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }
                ? "System." + method.ContainingType.Name
                : null,
        };

    /// <summary>
    /// One name for a function that C# offers twice: <c>double.Sin</c> is <c>System.Math.Sin</c>, <c>float.Sin</c>
    /// <c>System.MathF.Sin</c>, where these have it.
    /// </summary>
    public static string Name(Compilation compilation, string owner, string method, int arity)
    {
        string? canonical = owner switch { "double" => "System.Math", "float" => "System.MathF", _ => null };
        bool exists = canonical is not null && compilation.GetTypeByMetadataName(canonical) is { } type
            && type.GetMembers(method).Any(member => member is IMethodSymbol { DeclaredAccessibility: Accessibility.Public } candidate && candidate.Parameters.Length == arity);
        return (exists ? canonical : owner) + "." + method;
    }

    /// <summary>A constant that is a static property of a number's type (<c>double.Pi</c> is not, <c>T.Pi</c> is).</summary>
    public static double? ConstantOf(IPropertySymbol property) => property.ContainingType.SpecialType is SpecialType.System_Double or SpecialType.System_Single
        ? Constant(property.Name, property.ContainingType.SpecialType == SpecialType.System_Single ? Ir.IrType.Float : Ir.IrType.Double)
        : null;

    /// <summary>The value of a constant of the number interfaces; null where there is none of the name.</summary>
    public static double? Constant(string name, Ir.IrType type) => name switch
    {
        "Zero" or "AdditiveIdentity" => 0,
        "One" or "MultiplicativeIdentity" => 1,
        "NegativeOne" => -1,
        "NegativeZero" => -0.0,
        "Pi" => Math.PI,
        "E" => Math.E,
        "Tau" => 2 * Math.PI,
        "NaN" => double.NaN,
        "PositiveInfinity" => double.PositiveInfinity,
        "NegativeInfinity" => double.NegativeInfinity,
        "Epsilon" or "MaxValue" or "MinValue" when type.IsParameter => null,
        "Epsilon" => type.Kind == Ir.ScalarKind.Float ? float.Epsilon : double.Epsilon,
        "MaxValue" when type.IsReal => type.Kind == Ir.ScalarKind.Float ? float.MaxValue : double.MaxValue,
        "MinValue" when type.IsReal => type.Kind == Ir.ScalarKind.Float ? float.MinValue : double.MinValue,
        _ => null,
    };

    /// <summary>The result is flat almost everywhere, so a derivative ends there.</summary>
    public static bool IsStep(string method) => method is "Floor" or "Ceiling" or "Round" or "Truncate" or "Sign" or "ILogB";
}

internal sealed partial class MethodLowering
{
    private readonly List<(EquatableArray<Value> Operands, Location Location, string Name)> _withoutRule = [];

    /// <summary>Functions of reals that are called but have no derivative rule.</summary>
    public IReadOnlyList<(EquatableArray<Value> Operands, Location Location, string Name)> WithoutRule => _withoutRule;

    private readonly Dictionary<int, Location> _generic = [];

    /// <summary>Where values of functions of type parameters come from: the constraints have to offer what their derivatives need.</summary>
    public IReadOnlyDictionary<int, Location> Generic => _generic;

    /// <summary>The type parameter of the annotated method, or of the types that it is in.</summary>
    public ITypeParameterSymbol? ParameterOf(IrType type)
    {
        IEnumerable<ITypeParameterSymbol> parameters = _root.TypeParameters;
        for (INamedTypeSymbol? container = _root.ContainingType; container is not null; container = container.ContainingType)
        {
            parameters = parameters.Concat(container.TypeParameters);
        }

        return parameters.FirstOrDefault(parameter => GenericNumbers.NameOf(parameter) == type.Name);
    }

    public string ConstraintFor(string function, int arity) => GenericNumbers.ConstraintFor(_compilation, function, arity);

    private Lowered? MathCall(IInvocationOperation call, IMethodSymbol method, string owner)
    {
        if (method.Parameters.Any(parameter => parameter.RefKind != RefKind.None || !IsArgument(parameter.Type)))
        {
            return null;
        }

        bool isPair = method.Name is "SinCos" or "SinCosPi" or "DivRem" && method.ReturnType.IsTupleType;
        if (!isPair && TypeOf(method.ReturnType) is not { IsScalar: true })
        {
            return null;
        }

        // Evaluated as written, passed as declared.
        Value[] arguments = new Value[method.Parameters.Length];
        foreach (IArgumentOperation argument in call.Arguments)
        {
            arguments[argument.Parameter!.Ordinal] = argument.Value.Type?.TypeKind == TypeKind.Enum
                ? EnumConstant(argument.Value)
                : Scalar(argument.Value);
        }

        if (isPair)
        {
            return method.Name switch
            {
                "SinCos" => Lowered.Of([Apply(call, owner, "Sin", arguments), Apply(call, owner, "Cos", arguments)]),
                "SinCosPi" => Lowered.Of([Apply(call, owner, "SinPi", arguments), Apply(call, owner, "CosPi", arguments)]),
                _ => Lowered.Of([
                    Let(new Binary(BinaryOperator.Divide, arguments[0], arguments[1])),
                    Let(new Binary(BinaryOperator.Remainder, arguments[0], arguments[1]))]),
            };
        }

        return IsCreation(method.Name) && arguments.Length == 1 && TypeOf(method.ReturnType) is { } created && (created.IsReal || arguments[0].Type.IsParameter)
            ? Create(call, method.Name, created, arguments[0])
            : Apply(call, owner, method.Name, arguments, TypeOf(method.ReturnType));
    }

    private bool IsArgument(ITypeSymbol type) =>
        TypeOf(type) is { IsScalar: true } || type is { Name: "MidpointRounding", TypeKind: TypeKind.Enum };

    private Lowered Apply(IOperation call, string owner, string method, Value[] arguments, IrType? type = null)
    {
        string name = MathFunctions.Name(_compilation, owner, method, arguments.Length);
        EquatableArray<Value> operands = arguments.ToEquatable();
        Value result = Let(new Call(type ?? arguments[0].Type, name, operands));
        if (result.Type.IsParameter)
        {
            _generic[result.Id] = LocationOf(call);
        }

        Value? real = arguments.FirstOrDefault(argument => argument.Type.IsReal);
        if (real is not null && _stopped == 0)
        {
            if (MathFunctions.IsStep(method))
            {
                Lose(call, real, $"'{method}'");
            }
            else if (result.Type.IsReal && !RuleTable.Knows(method, arguments.Length))
            {
                _withoutRule.Add((operands, LocationOf(call), name));
            }
        }

        return result;
    }

    private Value EnumConstant(IOperation argument)
    {
        if (argument.ConstantValue is not { HasValue: true, Value: { } value })
        {
            Unsupported(argument, "Only a constant is supported here in a differentiable method");
            return Let(Constant.Int(0));
        }

        string? member = argument.Type!.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => Equals(field.ConstantValue, value))?.Name;
        return Let(new Constant(IrType.Int, Bits(value), member is null ? null : TypeMap.Text(argument.Type) + "." + member));
    }
}
