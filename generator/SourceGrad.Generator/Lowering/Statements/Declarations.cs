using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SourceGrad.Generator.Lowering;

/// <summary>Declarations of locals.</summary>
internal sealed partial class MethodLowering
{
    private void DeclareVariables(IVariableDeclarationGroupOperation group)
    {
        bool several = group.Declarations.Sum(declaration => declaration.Declarators.Length) > 1;
        foreach (IVariableDeclarationOperation declaration in group.Declarations)
        {
            foreach (IVariableDeclaratorOperation declarator in declaration.Declarators)
            {
                if (several && !DefinitionSet.Contains(declarator.Syntax.SyntaxTree))
                {
                    _builder.Source = SourceText.Of(declarator.Syntax);
                }

                IVariableInitializerOperation? initializer = declarator.Initializer ?? declaration.Initializer;
                if (declarator.Symbol.IsRef)
                {
                    // A ref local is another name for what it refers to.
                    _frame.Declare(declarator.Symbol, initializer is null ? Place.Nowhere.Instance : Referenced(TargetOf(initializer.Value)));
                    continue;
                }

                if (!IsSupported(declarator.Symbol.Type))
                {
                    UnsupportedType(declarator, declarator.Symbol.Type);
                    Declare(declarator.Symbol, _depth);
                    continue;
                }

                Lowered value = initializer is null ? Lowered.Nothing : Expression(initializer.Value);
                Declare(declarator.Symbol, _depth, value);
            }
        }
    }

    private Place Declare(ILocalSymbol local, int depth, Lowered? value = null)
    {
        Place place = MakePlace(local.Type, local.Name, depth, value ?? Lowered.Nothing);
        foreach (Variable leaf in place.Leaves)
        {
            leaf.IsLocal = true;
        }

        _frame.Declare(local, place);
        return place;
    }
}
