using System.Reflection;

namespace SourceGrad.Checking;

/// <summary>The parameters of a model, through the members that the generator gave it.</summary>
internal sealed class ModelParameters
{
    private readonly object _model;
    private readonly CompiledCall _copy, _set;
    private readonly Type _array;

    public ModelParameters(object model)
    {
        _model = model;
        _copy = Member("CopyParametersTo");
        _set = Member("SetParameters");
        _array = CompiledCall.BoxedType(_copy.Parameters[0].ParameterType);
        Count = (int)model.GetType().GetProperty("ParameterCount", Members)!.GetValue(model)!;
    }

    public int Count { get; }

    private static BindingFlags Members => BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy;

    public Type Number => _array.GetElementType()!;

    public object CreateGradient() => Method("CreateGradient").Invoke(_model, BindingFlags.DoNotWrapExceptions, null, null, null)!;

    public double[] Read()
    {
        Array flat = Array.CreateInstance(Number, Count);
        _copy.Invoke([flat]);
        return [.. RealParts.Of(flat, "").Select(part => part.Value)];
    }

    public void Write(Func<int, double> number)
    {
        int next = 0;
        _set.Invoke([RealParts.With(Array.CreateInstance(Number, Count), number, ref next)]);
    }

    /// <summary>The derivatives in a gradient, named after the model's members.</summary>
    /// <param name="gradient">What the derivative wrote.</param>
    public List<RealParts.Part> Derivatives(object gradient)
    {
        Array flat = Array.CreateInstance(Number, Count);
        new CompiledCall(gradient.GetType().GetMethod("CopyTo", Members, [_copy.Parameters[0].ParameterType])!, gradient).Invoke([flat]);
        List<RealParts.Part> numbers = RealParts.Of(flat, "parameters"), named = RealParts.OfFields(gradient);

        // The numbers are those of the flat form; the fields only lend their names.
        return named.Count == Count && named.Zip(numbers, (a, b) => a.Value.Equals(b.Value)).All(same => same) ? named : numbers;
    }

    private CompiledCall Member(string name) => new(Method(name), _model);

    private MethodInfo Method(string name) => _model.GetType().GetMethod(name, Members)
        ?? throw new ArgumentException($"'{_model.GetType()}' has no '{name}': it is not a model that SourceGrad generated a gradient for.");
}
