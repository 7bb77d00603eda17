using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>Lowers a separate method: its parameters are the parts of what it is given, its outputs those of what it returns and changes.</summary>
internal sealed partial class MethodLowering
{
    /// <summary>Null when there was an error.</summary>
    public Function? Lower(SeparateMethod method)
    {
        _inputs.Clear();
        Frame? home = method.Home?.WithoutVariables();
        _frame = new Frame(method.Definition, home, null, null, method.CallSite);
        DeclareTypeArguments(_frame, method.Concrete);
        List<Value> parameters = [];
        Dictionary<SeparateInput, Place> places = [];
        foreach (SeparateInput input in method.Inputs)
        {
            Place place = MakePlace(input.Tree, input.Name, 0);
            places.Add(input, place);
            foreach (Variable leaf in place.Leaves)
            {
                Value value = _values.Create(SeparateMethod.Passed(leaf.Type), leaf.Name);
                _bindings.Set(leaf, value);
                _roots[value.Id] = value;
                parameters.Add(value);
            }
        }

        Place? result = method.Result is null ? null : MakePlace(method.Result, "result", 0);
        Place? self = places.FirstOrDefault(pair => pair.Key.Symbol is null).Value;
        _frame = new Frame(method.Definition, home, null, result, method.CallSite) { This = self };
        DeclareTypeArguments(_frame, method.Concrete);
        foreach (SeparateInput input in method.Inputs.Where(input => input.Symbol is not null))
        {
            // What a local function captures, those beside it capture too.
            bool isOwn = SymbolEqualityComparer.Default.Equals(input.Symbol!.ContainingSymbol, method.Definition);
            (isOwn ? _frame : home!).Declare(input.Symbol, places[input]);
        }

        RegionBuilder outermost = _builder;
        _bindings.Set(_scope.Go, Known.True);
        DeclareLocalFunctions(method.Body);
        Body(method.Body);
        if (_bag.HasErrors)
        {
            return null;
        }

        List<Variable> outputs = [.. result?.Leaves ?? [], .. method.Inputs.Where(input => input.IsChanged).SelectMany(input => places[input].Leaves)];
        Region region = Close(outermost, outputs.Select(output => output.Current).ToList(), outputs.Select(output => output.Type).ToList(), _diverged);
        return Trimmed(method.Name, parameters, region, outputs.Select(output => new Output(Ir.OutputKind.Return, output.Name ?? "result", output.Type)));
    }

    private Function Trimmed(string name, IEnumerable<Value> parameters, Region region, IEnumerable<Output> outputs)
    {
        Trim trim = new(_names);
        Region trimmed = trim.Run(region);
        for (int i = 0; i < _lost.Count; i++)
        {
            _lost[i] = _lost[i] with { Operand = trim.Find(_lost[i].Operand) };
        }

        return new Function(name, parameters.ToEquatable(), trimmed, outputs.ToEquatable(), _values.NextId);
    }
}
