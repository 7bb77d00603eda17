using Microsoft.CodeAnalysis;
using SourceGrad.Generator.Diagnostics;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>Where a value that depends on an active parameter meets something that it cannot be differentiated through.</summary>
internal static class LossReport
{
    public static void Add(Function primal, MethodHeader header, MethodLowering lowering, DiagnosticBag bag)
    {
        if (lowering.Lost.Count == 0 && lowering.WithoutRule.Count == 0 && lowering.Generic.Count == 0)
        {
            return;
        }

        List<bool> active = [.. header.Parameters.SelectMany(parameter => parameter.Parts.Select(part => part.IsActive && parameter.IsActive)), .. header.Receiver?.Parts.Select(part => part.IsActive) ?? []];
        Dependence dependence = new(primal, index => active[index]);
        foreach (LostDerivative lost in lowering.Lost)
        {
            if (lost.Operand is { } operand && dependence.Holds(operand))
            {
                bag.Report(Descriptors.LostDerivative, lost.Location, lost.Description);
            }
        }

        if (lowering.Generic.Count > 0)
        {
            new GenericDerivatives(primal, lowering, dependence, bag).Check();
        }

        foreach ((EquatableArray<Value> operands, Location location, string name) in lowering.WithoutRule)
        {
            if (operands.Any(dependence.Holds))
            {
                bag.Report(Descriptors.NoRule, location, name);
            }
        }
    }
}
