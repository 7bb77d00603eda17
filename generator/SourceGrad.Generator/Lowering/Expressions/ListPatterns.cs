using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>List and slice patterns, on spans and arrays and on lists that are known.</summary>
internal sealed partial class MethodLowering
{
    private Value MatchesList(Lowered input, IListPatternOperation pattern)
    {
        int slice = pattern.Patterns.ToList().FindIndex(part => part is ISlicePatternOperation);
        int fixedCount = pattern.Patterns.Length - (slice < 0 ? 0 : 1);
        if (TreeOf(pattern.InputType) is { IsBuffer: true } tree)
        {
            return Elements(
                Let(new Length(First(input))),
                position => Read(ElementAt(tree, input, position)),
                (start, count) => Views(input, start, count));
        }

        if (ReferentOf(input.Value) is Instance known && pattern is { LengthSymbol: IPropertySymbol { GetMethod: { } length }, IndexerSymbol: IPropertySymbol { GetMethod: { } indexer } })
        {
            Place receiver = ReferencePlace(input.Value!);
            return Inline(pattern, Resolve(Concrete(length), known.Type), receiver, []).Value is { } count
                ? Elements(count, position => Inline(pattern, Resolve(Concrete(indexer), known.Type), receiver, [new Argument(0, position, null)]), null)
                : False;
        }

        return UnsupportedPattern(pattern);

        Value Elements(Value length, Func<Value, Lowered> element, Func<Value, Value, Lowered>? view)
        {
            BinaryOperator comparison = slice < 0 ? BinaryOperator.Equal : BinaryOperator.GreaterOrEqual;
            Value fits = slice >= 0 && fixedCount == 0 ? True : Let(new Binary(comparison, length, Let(Constant.Int(fixedCount))));
            return Both(fits, () => Both(From(0), () => DeclareMatched(pattern.DeclaredSymbol, input)));

            Value From(int k)
            {
                if (k == pattern.Patterns.Length)
                {
                    return True;
                }

                IPatternOperation part = pattern.Patterns[k];
                if (part is IDiscardPatternOperation or ISlicePatternOperation { Pattern: null })
                {
                    return From(k + 1);
                }

                Lowered value;
                if (part is ISlicePatternOperation rest)
                {
                    // A slice of an array is a copy, which would have to be made whether it matches or not.
                    if (view is null || TypeMap.BufferOf(Concrete(pattern.InputType)) is { Shape: Shape.Array })
                    {
                        return UnsupportedPattern(part);
                    }

                    Lowered View() => view(Let(Constant.Int(k)), Let(new Binary(BinaryOperator.Subtract, length, Let(Constant.Int(fixedCount)))));
                    if (rest.Pattern is IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol local })
                    {
                        // Taken anew wherever it is used: only there is it certain that the span is long enough.
                        _frame.Declare(local, new Place.Computed(View, _ => { }));
                        return From(k + 1);
                    }

                    value = View();
                    part = rest.Pattern!;
                }
                else
                {
                    value = element(slice < 0 || k < slice
                        ? Let(Constant.Int(k))
                        : Let(new Binary(BinaryOperator.Subtract, length, Let(Constant.Int(pattern.Patterns.Length - k)))));
                }

                return Both(Matches(value, part), () => From(k + 1));
            }
        }
    }
}
