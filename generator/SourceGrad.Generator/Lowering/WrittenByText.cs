using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SourceGrad.Generator.Lowering;

/// <content>Which parameters a method's text writes to, whether that code is ever reached or not.</content>
internal sealed partial class MethodLowering
{
    /// <summary>
    /// A parameter whose elements the method's text assigns is written even if that code is never reached: the signature of the generated
    /// members must not hang on what a constant says.
    /// </summary>
    private void MarkWrittenParameters(IOperation body)
    {
        Dictionary<ISymbol, IOperation> views = ViewsIn(body);
        foreach (IOperation buffer in Scan.Within(body).SelectMany(WrittenBy))
        {
            if (ViewedBy(buffer, views) is IParameterReferenceOperation { Parameter: { } parameter } && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, _root))
            {
                _written.UnionWith(_inputs.Where(input => input.Parameter == parameter.Name && input.Value.Type.IsMemory && !input.Value.Type.IsStrided).Select(input => input.Value.Id));
            }
        }
    }

    /// <summary>The buffers that an operation itself writes to.</summary>
    private static IEnumerable<IOperation> WrittenBy(IOperation operation)
    {
        switch (operation)
        {
            case IAssignmentOperation assignment:
                return Elements(assignment.Target);
            case IIncrementOrDecrementOperation step:
                return Elements(step.Target);
            case IInvocationOperation { TargetMethod: { Name: "Clear" or "Fill", ContainingType.Name: "Span" }, Instance: { } span }:
                return [span];
            case IInvocationOperation { TargetMethod: { Name: "Clear" or "Fill", ContainingType.Name: "Array" }, Arguments: [{ Value: { } array }, ..] }:
                return [array];
            case IInvocationOperation { TargetMethod: { Name: "CopyTo", ContainingNamespace.Name: "System" } } copy:
                return copy.Arguments.Select(argument => argument.Value).Skip(copy.Instance is null ? 1 : 0).Take(1);
            case IInvocationOperation { TargetMethod: { Name: "Copy", ContainingType.Name: "Array" } } copy:
                return copy.Arguments.Select(argument => argument.Value).Skip(copy.Arguments.Length == 5 ? 2 : 1).Take(1);
            default:
                return [];
        }

        static IEnumerable<IOperation> Elements(IOperation target) => target switch
        {
            ITupleOperation tuple => tuple.Elements.SelectMany(Elements),
            IArrayElementReferenceOperation element => [element.ArrayReference],
            IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } instance } => [instance],
            IImplicitIndexerReferenceOperation element => [element.Instance],
            IFieldReferenceOperation { Instance: { } instance } => Elements(instance),
            _ => [],
        };
    }

    /// <summary>The locals that are declared as views and stay what they are, with what they are views of.</summary>
    private static Dictionary<ISymbol, IOperation> ViewsIn(IOperation body)
    {
        Dictionary<ISymbol, IOperation> views = new(SymbolEqualityComparer.Default);
        foreach (IVariableDeclaratorOperation declarator in Scan.Within(body).OfType<IVariableDeclaratorOperation>())
        {
            if (TypeMap.BufferOf(declarator.Symbol.Type) is not null && declarator.GetVariableInitializer()?.Value is { } viewed)
            {
                views[declarator.Symbol] = viewed;
            }
        }

        foreach (ISimpleAssignmentOperation assignment in Scan.Within(body).OfType<ISimpleAssignmentOperation>())
        {
            if (assignment.Target is ILocalReferenceOperation { Local: { } local })
            {
                views.Remove(local);
            }
        }

        return views;
    }

    /// <summary>What a view of a buffer is a view of.</summary>
    private static IOperation ViewedBy(IOperation buffer, Dictionary<ISymbol, IOperation> views)
    {
        while (true)
        {
            IOperation? inner = buffer switch
            {
                IConversionOperation conversion => conversion.Operand,
                IParenthesizedOperation parenthesized => parenthesized.Operand,
                ILocalReferenceOperation { Local: { } local } when views.TryGetValue(local, out IOperation? viewed) => viewed,
                IInvocationOperation { TargetMethod.Name: "AsSpan" or "Slice", Instance: { } instance } => instance,
                IInvocationOperation { TargetMethod.Name: "AsSpan", Instance: null, Arguments: [{ Value: { } argument }, ..] } => argument,
                IImplicitIndexerReferenceOperation { Argument: IRangeOperation } range => range.Instance,
                _ => null,
            };
            if (inner is null)
            {
                return buffer;
            }

            buffer = inner;
        }
    }
}
