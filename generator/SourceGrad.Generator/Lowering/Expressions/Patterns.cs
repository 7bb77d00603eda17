using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>
/// Patterns. What is known while compiling, the type of an object above all, is decided then; the rest becomes a condition whose
/// parts are evaluated from left to right, each only if those before it hold.
/// </summary>
internal sealed partial class MethodLowering
{
    private Value Matches(Lowered input, IPatternOperation pattern)
    {
        if (input.IsNothing)
        {
            return False;
        }

        switch (pattern)
        {
            case IDiscardPatternOperation:
                return True;
            case IDeclarationPatternOperation declaration:
                return MatchesDeclaration(input, declaration);
            case ITypePatternOperation type:
                return HasType(type, input, type.InputType, type.MatchedType);
            case IConstantPatternOperation constant:
                return MatchesConstant(input, constant, constant.Value);
            case IRelationalPatternOperation relation:
                return MatchesRelation(input, relation);
            case INegatedPatternOperation negated:
                return Not(Matches(input, negated.Pattern));
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either:
                return Either(Matches(input, either.LeftPattern), () => Matches(input, either.RightPattern));
            case IBinaryPatternOperation both:
                return Both(Matches(input, both.LeftPattern), () => Matches(Underlying(input, both.LeftPattern.InputType, both.RightPattern.InputType), both.RightPattern));
            case IRecursivePatternOperation recursive:
                return MatchesParts(input, recursive);
            case IListPatternOperation list:
                return MatchesList(input, list);
            default:
                return UnsupportedPattern(pattern);
        }
    }

    private Value True => Let(Constant.Bool(true));

    private Value False => Let(Constant.Bool(false));

    private Value Not(Value condition) => TruthOf(condition) is { } truth ? Let(Constant.Bool(!truth)) : Let(new Unary(UnaryOperator.Not, condition));

    private Value UnsupportedPattern(IPatternOperation pattern)
    {
        Unsupported(pattern, $"The pattern '{SourceText.Of(pattern.Syntax)}' is not supported in a differentiable method; compare numbers, spans, arrays, and objects that are known while compiling");
        return False;
    }

    private Value MatchesDeclaration(Lowered input, IDeclarationPatternOperation declaration)
    {
        Value matches = declaration.MatchesNull || declaration.MatchedType is null
            ? True
            : HasType(declaration, input, declaration.InputType, declaration.MatchedType);
        return Both(matches, () =>
        {
            Lowered value = declaration.MatchesNull ? input : Underlying(input, declaration.InputType, declaration.MatchedType);
            return DeclareMatched(declaration.DeclaredSymbol, value);
        });
    }

    private Value DeclareMatched(ISymbol? symbol, Lowered value)
    {
        if (symbol is ILocalSymbol local && IsSupported(local.Type))
        {
            // Visible beyond the condition that declares it.
            Assign(Declare(local, _statementDepth), value);
        }

        return True;
    }

    /// <summary>Whether the input is an object of the type, or a nullable value that is there.</summary>
    private Value HasType(IOperation where, Lowered input, ITypeSymbol inputType, ITypeSymbol matchedType)
    {
        ITypeSymbol type = Concrete(matchedType);
        if (NullableOf(inputType) is not null && NullableOf(type) is null)
        {
            return Solid(input.Fields![0].Value!);
        }

        if (input.Value is not { Type.Shape: Shape.Reference } && !ReferenceEquals(input.Value, Known.Conflict))
        {
            return SymbolEqualityComparer.Default.Equals(Concrete(inputType), type) ? True : Undecided();
        }

        return IsNull(input.Value!) == true ? False
            : ReferentOf(input.Value) is Instance instance && Conforms(instance.Type, type) is { } conforms ? Let(Constant.Bool(conforms))
            : ReferentOf(input.Value) is not null && SymbolEqualityComparer.Default.Equals(Concrete(inputType), type) ? True
            : Undecided();

        Value Undecided()
        {
            Unsupported(where, $"Whether this is a '{type.ToDisplayString()}' is not known while compiling; test it in the caller and pass a bool in");
            return False;
        }
    }

    /// <summary>Whether the reference is null; null where only the run can tell.</summary>
    private bool? IsNull(Value? reference) =>
        ReferenceEquals(reference, Known.Null) ? true
        : ReferentOf(reference) is Instance or Closure or Opaque { IsNotNull: true } ? false
        : null;

    /// <summary>Whether objects of the exact type are of the other type too; null where the type arguments would have to be compared.</summary>
    private bool? Conforms(INamedTypeSymbol exact, ITypeSymbol type)
    {
        if (type.SpecialType == SpecialType.System_Object)
        {
            return true;
        }

        ITypeSymbol wanted = Defined(type);
        bool? undecided = false;
        for (INamedTypeSymbol? level = exact; level is not null; level = level.BaseType)
        {
            foreach (INamedTypeSymbol own in level.Interfaces.SelectMany(implemented => implemented.AllInterfaces.Add(implemented)).Append(level))
            {
                if (SymbolEqualityComparer.Default.Equals(own, wanted))
                {
                    return true;
                }

                if (own.IsGenericType && SymbolEqualityComparer.Default.Equals(own.OriginalDefinition, wanted.OriginalDefinition))
                {
                    undecided = null;
                }
            }
        }

        return undecided;
    }

    private Value MatchesConstant(Lowered input, IPatternOperation pattern, IOperation constant)
    {
        if (constant.ConstantValue is { HasValue: true, Value: null })
        {
            return input.Fields is not null && NullableOf(pattern.InputType) is not null ? Not(Solid(input.Fields[0].Value!))
                : input.Fields is not null || IsNull(input.Value) is null ? UnsupportedPattern(pattern)
                : Let(Constant.Bool(IsNull(input.Value) == true));
        }

        return OfPresent(input, pattern, value => PatternConstant(constant, value.Type) is not { } number ? null
            : value.Type.IsReal && double.IsNaN(number.AsDouble)
                ? Let(new Call(IrType.Bool, value.Type == IrType.Float ? "float.IsNaN" : "double.IsNaN", EquatableArray<Value>.Of(value)))
            : value.Type == IrType.Bool ? number.AsBool ? value : Not(value)
            : Let(new Binary(BinaryOperator.Equal, value, Let(number))));
    }

    private Value MatchesRelation(Lowered input, IRelationalPatternOperation relation) =>
        OfPresent(input, relation, value => PatternConstant(relation.Value, value.Type) is { } number && OperatorOf(relation.OperatorKind) is { } op
            ? Let(new Binary(op, value, Let(number)))
            : null);

    /// <summary>A test of a number, or of a nullable one if it is there.</summary>
    private Value OfPresent(Lowered input, IPatternOperation pattern, Func<Value, Value?> test)
    {
        if (input.Fields is [var has, var inner] && NullableOf(pattern.InputType) is not null)
        {
            return Both(Solid(has.Value!), () => Test(inner));
        }

        return Test(input);

        Value Test(Lowered lowered) => lowered.Value is { Type.IsScalar: true } value && test(Solid(value)) is { } result ? result : UnsupportedPattern(pattern);
    }

    private Value MatchesParts(Lowered input, IRecursivePatternOperation pattern)
    {
        ITypeSymbol type = Concrete(pattern.MatchedType);
        return Both(IsThere(), () =>
        {
            Lowered value = Underlying(input, pattern.InputType, type);
            Value parts = pattern.DeconstructionSubpatterns.IsEmpty ? True : MatchesPositions(value, type, pattern);
            return Both(parts, () => Both(MatchesProperties(value, type, pattern.PropertySubpatterns, 0), () => DeclareMatched(pattern.DeclaredSymbol, value)));
        });

        Value IsThere() => IsBuffer(pattern.InputType)
            ? True
            : HasType(pattern, input, pattern.InputType, pattern.MatchedType);
    }

    private Value MatchesPositions(Lowered value, ITypeSymbol type, IRecursivePatternOperation pattern)
    {
        Lowered? parts = type is INamedTypeSymbol { IsTupleType: true } ? value : Deconstructed(pattern, value, type, pattern.DeconstructionSubpatterns.Length);
        return parts?.Fields is { } fields && fields.Count == pattern.DeconstructionSubpatterns.Length
            ? MatchesAll(fields, pattern.DeconstructionSubpatterns, 0)
            : UnsupportedPattern(pattern);
    }

    private Value MatchesAll(IReadOnlyList<Lowered> fields, IReadOnlyList<IPatternOperation> parts, int from)
    {
        Value first = Matches(fields[from], parts[from]);
        return from + 1 == parts.Count ? first : Both(first, () => MatchesAll(fields, parts, from + 1));
    }

    private Value MatchesProperties(Lowered value, ITypeSymbol type, IReadOnlyList<IPropertySubpatternOperation> parts, int from)
    {
        if (from == parts.Count)
        {
            return True;
        }

        if ((type.IsReferenceType && value.Value is { Type.Shape: Shape.Reference } reference ? ReferencePlace(reference) : MakeCopy(type, value)) is not { } place)
        {
            return UnsupportedPattern(parts[from].Pattern);
        }

        _receivers.Push(place);
        Lowered member = Expression(parts[from].Member);
        _receivers.Pop();
        return Both(Matches(member, parts[from].Pattern), () => MatchesProperties(value, type, parts, from + 1));
    }

    private Constant? PatternConstant(IOperation operation, IrType type)
    {
        if (!type.IsScalar || operation.ConstantValue is not { HasValue: true, Value: { } value } || TypeOf(operation.Type) is not { IsScalar: true } own)
        {
            return null;
        }

        return own == type
            ? new Constant(type, Bits(value), LiteralText(operation, false))
            : type.IsReal && !own.IsReal && own != IrType.Bool ? Constant.Real(type, Bits(value)) : null;
    }
}
