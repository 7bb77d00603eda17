using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Ir;
using Convert = SourceGrad.Generator.Ir.Convert;

namespace SourceGrad.Generator.Lowering;

/// <summary>Operators and conversions that types define themselves, and the static members of interfaces that generic code calls.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>An operator that is a method of somebody's type, and not one of C#'s own on numbers.</summary>
    private bool IsOperatorOfSource(IMethodSymbol? method) =>
        method is not null && (method.ContainingType.SpecialType == SpecialType.None || method.ContainingType.TypeKind == TypeKind.Interface)
        && !(method.ContainingType.TypeKind == TypeKind.Interface && method.Parameters.All(parameter => TypeOf(parameter.Type) is { IsScalar: true }));

    private Lowered CallOperator(IOperation where, IMethodSymbol method, IReadOnlyList<Lowered> operands, IReadOnlyList<ITypeSymbol?> types)
    {
        IMethodSymbol target = Concrete(method);
        if (target.ContainingType.TypeKind == TypeKind.Interface
            && types.FirstOrDefault(type => type is not null && Concrete(type).FindImplementationForInterfaceMember(target) is not null) is { } implementing)
        {
            target = (IMethodSymbol)Concrete(implementing).FindImplementationForInterfaceMember(target)!;
        }

        if (operands.Any(operand => operand.IsNothing))
        {
            return Lowered.Nothing;
        }

        List<Argument> arguments = operands.Select((operand, i) => new Argument(i, operand, null)).ToList();
        return HasBody(target)
            ? Inline(where, target, null, arguments)
            : LibraryCall(where, target, null, arguments) ?? WithoutSource(where, target);
    }

    /// <summary>A static member of an interface, on the type that the type parameter stands for.</summary>
    private Lowered StaticMember(IOperation where, IMethodSymbol member, ITypeSymbol type, IReadOnlyList<IArgumentOperation>? arguments = null)
    {
        if (TypeOf(type) is { IsScalar: true } scalar)
        {
            return NumberMember(where, member, scalar, arguments ?? []);
        }

        if (type.FindImplementationForInterfaceMember(member.ConstructedFrom) is not IMethodSymbol implementation)
        {
            return Unsupported(where, $"'{member.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}' is not known while compiling");
        }

        IMethodSymbol target = implementation.IsGenericMethod && !member.TypeArguments.IsEmpty ? implementation.Construct(member.TypeArguments.ToArray()) : implementation;
        return HasBody(target) ? Inline(where, target, null, Arguments(arguments ?? [])) : AutomaticStatic(where, target);
    }

    private Lowered AutomaticStatic(IOperation where, IMethodSymbol target) => WithoutSource(where, target);

    private static bool IsCreation(string name) => name is "CreateChecked" or "CreateTruncating" or "CreateSaturating";

    /// <summary><c>T.CreateChecked(x)</c> and its like.</summary>
    private Lowered Create(IOperation where, string name, IrType type, Value value)
    {
        if (value.Type.IsReal && type.IsInteger)
        {
            Lose(where, value, $"'{name}'");
            if (value.Type.IsParameter)
            {
                return name == "CreateChecked"
                    ? Let(new Convert(type, value) { IsChecked = true })
                    : Let(new Call(type, $"{type}.{name}", Infrastructure.EquatableArray<Value>.Of(value)));
            }
        }

        return ConvertTo(type, value);
    }

    /// <summary>A member of the number interfaces (<c>T.Sin</c>, <c>T.Zero</c>, <c>T.CreateChecked</c>) on a built-in number.</summary>
    private Lowered NumberMember(IOperation where, IMethodSymbol member, IrType type, IReadOnlyList<IArgumentOperation> arguments)
    {
        string name = member.AssociatedSymbol is IPropertySymbol property ? property.Name : member.Name;
        int dot = name.LastIndexOf('.');
        name = dot >= 0 ? name.Substring(dot + 1) : name;
        if (type.IsParameter && !GenericNumbers.IsNumerics(member.ContainingType))
        {
            return Unsupported(where, $"'{member.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}' is not known while compiling");
        }

        if (member.AssociatedSymbol is IPropertySymbol)
        {
            if (type.Name is string parameter)
            {
                // What the number is depends on the type, or is known only roughly.
                string text = parameter + "." + name;
                return Let(MathFunctions.Constant(name, type) is { } known
                    ? Constant.Real(type, known) with { Literal = known is 0 or 1 or -1 ? null : text }
                    : new External(type, text));
            }

            double? constant = MathFunctions.Constant(name, type);
            return constant is { } value
                ? Let(type.IsReal ? Constant.Real(type, type.Kind == ScalarKind.Float ? (float)value : value) : Constant.Integer(type, (long)value))
                : Unsupported(where, $"'{name}' is not supported in a differentiable method");
        }

        Value[] values = new Value[member.Parameters.Length];
        foreach (IArgumentOperation argument in arguments)
        {
            values[argument.Parameter!.Ordinal] = argument.Value.Type?.TypeKind == TypeKind.Enum ? EnumConstant(argument.Value) : Scalar(argument.Value);
        }

        if (IsCreation(name))
        {
            return Create(where, name, type, values[0]);
        }

        string owner = type.Name ?? (type.Kind == ScalarKind.Float ? "float" : "double");
        return name is "SinCos" or "SinCosPi"
            ? Lowered.Of([Apply(where, owner, name == "SinCos" ? "Sin" : "SinPi", values), Apply(where, owner, name == "SinCos" ? "Cos" : "CosPi", values)])
            : Apply(where, owner, name, values, TypeOf(member.ReturnType) ?? type);
    }
}
