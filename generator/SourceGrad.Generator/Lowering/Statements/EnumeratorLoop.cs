using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SourceGrad.Generator.Lowering;

/// <summary>
/// <c>foreach</c> over a type with an enumerator of its own, whose source is there: the while loop over <c>MoveNext</c> and <c>Current</c> that C#
/// defines it to be.
/// </summary>
internal sealed partial class MethodLowering
{
    /// <summary>What enumerates.</summary>
    /// <param name="Owner">The enumerator.</param>
    /// <param name="MoveNext">Its method.</param>
    /// <param name="Current">Its property.</param>
    /// <param name="Dispose">What runs at the end; null where nothing does.</param>
    private sealed record Enumerator(Owner Owner, IMethodSymbol MoveNext, IPropertySymbol Current, IMethodSymbol? Dispose);

    /// <summary>An enumerator that a method of the user's makes; null, perhaps after an error, where there is none.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="collection">What is enumerated.</param>
    /// <param name="known">The object that it is, where that has been evaluated.</param>
    private Enumerator? EnumeratorOf(IForEachLoopOperation loop, IOperation collection, Owner? known)
    {
        if (ForEachInfo(loop) is not { GetEnumeratorMethod: { } declared, MoveNextMethod: { } moveNext, CurrentProperty: { } current } info)
        {
            return null;
        }

        IMethodSymbol make = Concrete(declared);
        Lowered made;
        if (make.IsExtensionMethod || IsExtensionMember(make))
        {
            made = MadeByExtension(loop, collection, make);
        }
        else if ((known ?? OwnerOf(collection)) is { } owner)
        {
            make = Resolve(make, owner.Type);
            made = HasBody(make) ? Inline(loop, make, ReceiverFor(make, owner), []) : Lowered.Nothing;
        }
        else
        {
            return null;
        }

        ITypeSymbol type = Concrete(make.ReturnType);
        Owner? enumerator = ReferentOf(made.Value) is Instance instance ? new Owner(ReferencePlace(made.Value!), instance.Fields, instance.Type)
            : type.IsReferenceType || made.IsNothing ? null
            : MakeCopy(type, made) is { } copy ? new Owner(copy, copy, type) : null;
        if (enumerator is null)
        {
            return null;
        }

        moveNext = Resolve(Concrete(moveNext), enumerator.Type);
        current = Resolve(InConcrete(current), enumerator.Type);
        return HasBody(moveNext) ? new Enumerator(enumerator, moveNext, current, DisposeOf(info.DisposeMethod, enumerator.Type)) : null;
    }

    private Microsoft.CodeAnalysis.CSharp.ForEachStatementInfo? ForEachInfo(IForEachLoopOperation loop) =>
        loop.Syntax is CommonForEachStatementSyntax syntax && ModelOf(syntax) is { } model
            ? Microsoft.CodeAnalysis.CSharp.CSharpExtensions.GetForEachStatementInfo(model, syntax)
            : null;

    private Lowered MadeByExtension(IForEachLoopOperation loop, IOperation collection, IMethodSymbol make)
    {
        IMethodSymbol method = make.ReducedFrom ?? make;
        if (!HasBody(method))
        {
            return WithoutSource(loop.Collection, method);
        }

        if (IsExtensionMember(method))
        {
            return ExtensionReceiver(collection, method) is { } receiver ? Inline(loop, method, receiver, []) : Lowered.Nothing;
        }

        bool isPassed = method.Parameters[0].RefKind != RefKind.None && Scan.IsPlace(collection);
        return Inline(loop, method, null, [isPassed ? new Argument(0, Lowered.Nothing, PlaceOf(collection)) : new Argument(0, Expression(collection), null)]);
    }

    /// <summary>A property with the type arguments of what is being inlined.</summary>
    private IPropertySymbol InConcrete(IPropertySymbol property) => property.ContainingType is { IsGenericType: true } container
        ? Concrete(container).GetMembers(property.Name).OfType<IPropertySymbol>().FirstOrDefault(member => SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, property.OriginalDefinition)) ?? property
        : property;

    private IMethodSymbol? DisposeOf(IMethodSymbol? declared, ITypeSymbol type)
    {
        if (declared is null)
        {
            return null;
        }

        IMethodSymbol dispose = Resolve(Concrete(declared), type);
        return HasBody(dispose) ? dispose : null;
    }

    private void EnumeratorLoop(IForEachLoopOperation loop, Enumerator enumerator)
    {
        if (enumerator.Dispose is null)
        {
            Loop();
        }
        else
        {
            Finally(loop, Loop, () => Inline(loop, enumerator.Dispose, enumerator.Owner.This, []), null);
        }

        void Loop()
        {
            Variable go = Flag("go");
            _bindings.Set(go, Known.True);
            List<Variable> carried = CarriedBy(loop, enumerator);
            carried.Add(go);
            EmitWhile(
                carried,
                () => Materialize(go),
                () =>
                {
                    _bindings.Set(go, Known.True);
                    Ir.Value found = Inline(loop, enumerator.MoveNext, enumerator.Owner.This, []).Value ?? Let(Ir.Constant.Bool(false));
                    Branch(
                        found,
                        () =>
                        {
                            if (PropertyOn(loop, enumerator.Current, enumerator.Owner, []) is { } item)
                            {
                                TakeElement(loop, item);
                                LoopBody(loop, go);
                            }
                            else if (!_bag.HasErrors)
                            {
                                Unsupported(loop.Collection, EnumerationText);
                            }
                        },
                        () => _bindings.Set(go, Known.False));
                });
        }
    }

    /// <summary>What the rounds change: in the loop's body, and in the enumerator.</summary>
    private List<Variable> CarriedBy(IForEachLoopOperation loop, Enumerator enumerator)
    {
        List<IOperation> code = [loop.Body, BodyOf(Definition(enumerator.MoveNext))!];
        if (enumerator.Current.GetMethod is { } getter && HasBody(getter))
        {
            code.Add(BodyOf(Definition(getter))!);
        }

        List<Variable> carried = Carried(code, Scan.Returns(loop.Body));
        if (enumerator.Owner.This.Fields is not null)
        {
            AssignedSet assigned = Assigned(code.Skip(1));
            carried.AddRange(Unbuffered([.. Changed(enumerator.Owner.This, enumerator.Owner.Type, assigned.AssignsWholeThis, assigned)]));
        }

        return carried.Distinct().ToList();

        static IMethodSymbol Definition(IMethodSymbol method) => method.OriginalDefinition.PartialImplementationPart ?? method.OriginalDefinition;
    }
}
