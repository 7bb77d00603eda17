using Microsoft.CodeAnalysis;
using SourceGrad.Generator.Diagnostics;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>Where a value that depends on an active parameter meets something that it cannot be differentiated through.</summary>
internal static class LossReport
{
    /// <summary>Reports on the annotated method and on the methods that it calls, as far as what they are given depends on its active parameters.</summary>
    public static void Add(Function primal, MethodHeader header, CompleteLowering lowering, DiagnosticBag bag)
    {
        List<bool> active = [.. header.ActiveInputs];
        Dependence dependence = new(primal, index => active[index]);
        Add(dependence, lowering.Root, bag);
        if (lowering.Called.Count == 0)
        {
            return;
        }

        Dictionary<string, HashSet<int>> varied = lowering.Called.ToDictionary(called => called.Name, _ => new HashSet<int>());
        Stack<(Function Function, Dependence Dependence)> open = new([(primal, dependence)]);
        while (open.Count > 0)
        {
            (Function function, Dependence known) = open.Pop();
            foreach (Invoke call in Calls(function.Body))
            {
                CalledMethod called = lowering.Called.First(candidate => candidate.Name == call.Callee.Pullback!.Called);
                HashSet<int> parameters = varied[called.Name];
                int before = parameters.Count;
                parameters.UnionWith(Enumerable.Range(0, call.Arguments.Count).Where(i => known.Holds(call.Arguments[i])));
                if (parameters.Count > before)
                {
                    open.Push((called.Primal, new Dependence(called.Primal, parameters.Contains)));
                }
            }
        }

        for (int i = 0; i < lowering.Called.Count; i++)
        {
            CalledMethod called = lowering.Called[i];
            Add(new Dependence(called.Primal, varied[called.Name].Contains), lowering.CalledLowerings[i], bag);
        }
    }

    private static void Add(Dependence dependence, MethodLowering lowering, DiagnosticBag bag)
    {
        foreach (LostDerivative lost in lowering.Lost)
        {
            if (lost.Operand is { } operand && dependence.Holds(operand))
            {
                bag.Report(Descriptors.LostDerivative, lost.Location, lost.Description);
            }
        }

        foreach ((EquatableArray<Value> operands, Location location, string name) in lowering.WithoutRule)
        {
            if (operands.Any(dependence.Holds))
            {
                bag.Report(Descriptors.NoRule, location, name);
            }
        }
    }

    private static IEnumerable<Invoke> Calls(Region region) => region.Statements.SelectMany(statement =>
        statement is Invoke { Callee.Pullback.Called: not null } call ? [call] : statement.Regions.SelectMany(Calls));
}
