using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Diagnostics;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>
/// <c>try</c> with <c>finally</c>, and <c>using</c>, which is one: the code at the end runs whichever way the body is left. After an
/// exception nobody could tell whether it ran, as it may change only what the call made itself.
/// </summary>
internal sealed partial class MethodLowering
{
    private void TryStatement(ITryOperation statement, Action? rest)
    {
        if (!statement.Catches.IsEmpty)
        {
            Report(statement, Descriptors.UnsupportedStatement, "A catch clause is not supported in a differentiable method; check the arguments beforehand, or catch in the caller");
            return;
        }

        Finally(statement, () => Statement(statement.Body, null), () => Statement(statement.Finally!, null), rest);
    }

    private void UsingStatement(IUsingOperation statement, Action? rest)
    {
        if (statement.IsAsynchronous)
        {
            Report(statement, Descriptors.UnsupportedStatement, UnsupportedStatementText(statement));
            return;
        }

        Stack<(IOperation Where, Lowered Value, ITypeSymbol Type)> resources = new();
        if (statement.Resources is IVariableDeclarationGroupOperation group)
        {
            DeclareResources(group, resources);
        }
        else
        {
            resources.Push((statement.Resources, Expression(statement.Resources), statement.Resources.Type!));
        }

        Finally(statement, () => Statement(statement.Body, null), () => Dispose(resources), rest);
    }

    /// <summary>A using declaration: its body is the rest of the block.</summary>
    private void UsingDeclaration(IUsingDeclarationOperation declaration, IReadOnlyList<IOperation> statements, int next, Action? rest)
    {
        Stack<(IOperation Where, Lowered Value, ITypeSymbol Type)> resources = new();
        DeclareResources(declaration.DeclarationGroup, resources);
        Finally(declaration, () => Sequence(statements, next, null), () => Dispose(resources), rest);
    }

    private void DeclareResources(IVariableDeclarationGroupOperation group, Stack<(IOperation Where, Lowered Value, ITypeSymbol Type)> resources)
    {
        DeclareVariables(group);
        foreach (IVariableDeclaratorOperation declarator in group.Declarations.SelectMany(declaration => declaration.Declarators))
        {
            resources.Push((declarator, _frame.Find(declarator.Symbol) is { } place ? Read(place) : Lowered.Nothing, declarator.Symbol.Type));
        }
    }

    private void Dispose(Stack<(IOperation Where, Lowered Value, ITypeSymbol Type)> resources)
    {
        foreach ((IOperation where, Lowered value, ITypeSymbol type) in resources)
        {
            if (value.IsNothing || IsNull(value.Value) == true)
            {
                continue;
            }

            Place? place = ReferentOf(value.Value) is Instance ? ReferencePlace(value.Value!) : type.IsReferenceType ? null : MakeCopy(type, value);
            ITypeSymbol exact = ReferentOf(value.Value) is Instance known ? known.Type : Concrete(type);
            IMethodSymbol? dispose = _compilation.GetTypeByMetadataName("System.IDisposable")?.GetMembers("Dispose").OfType<IMethodSymbol>().FirstOrDefault() is { } contract
                && exact.FindImplementationForInterfaceMember(contract) is IMethodSymbol implementation
                    ? implementation
                    : exact.GetMembers("Dispose").OfType<IMethodSymbol>().FirstOrDefault(method => method.Parameters.IsEmpty);
            if (place is null || dispose is null || !HasBody(dispose))
            {
                Unsupported(where, $"How this '{type.ToDisplayString()}' is disposed of is not known while compiling; acquire the resource in the caller and pass spans in");
                continue;
            }

            Inline(where, dispose, place, []);
        }
    }

    private void Finally(IOperation statement, Action body, Action atEnd, Action? rest)
    {
        body();
        if (!_diverged)
        {
            int before = _builder.Statements.Count;
            Scope outer = _scope;
            _scope = new Scope(outer, Flag("rest"));
            _bindings.Set(_scope.Go, Known.True);
            atEnd();
            _scope = outer;
            if (_builder.Statements.Skip(before).Any(ReachesTheCaller))
            {
                Report(statement, Descriptors.UnsupportedStatement, "What runs at the end writes to a buffer of the caller, which is not supported in a differentiable method; write to it after the statement");
            }
        }

        Rest(rest);
    }

    private bool ReachesTheCaller(Statement statement) => statement switch
    {
        Store store => IsCallers(store.Buffer),
        Accumulate add => IsCallers(add.Buffer),
        Clear clear => IsCallers(clear.Buffer),
        Copy copy => IsCallers(copy.To),
        Ir.Guard => true,
        _ => statement.Regions.Any(region => region.Statements.Any(ReachesTheCaller)),
    };

    private bool IsCallers(Value buffer) => _values.DefinitionOf(Root(buffer)) is not Allocate;
}
