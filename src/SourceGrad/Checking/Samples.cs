using System.Reflection;

namespace SourceGrad.Checking;

/// <summary>
/// Makes up arguments, the same on every run. How long buffers must be is not known, so a sample decides on two lengths and what is
/// made of them, and the next one on others; a method that objects to one may take another.
/// </summary>
internal sealed class Samples
{
    private readonly Random _random;
    private readonly int _width, _height;
    private readonly bool _isPositive, _isSquare;

    /// <param name="name">What the arguments are for.</param>
    /// <param name="number">Which sample.</param>
    public Samples(string name, int number)
    {
        // FNV-1a, since the runtime's own hash of a string differs from run to run.
        uint hash = 2166136261;
        foreach (char character in name)
        {
            hash = (hash ^ character) * 16777619;
        }

        _random = new Random(unchecked((int)(hash + 7919 * (uint)number)));
        _isPositive = number % 2 == 0;
        _isSquare = number % 3 == 0;
        _width = _random.Next(2, 6);
        _height = number % 4 < 2 ? _width : _random.Next(2, 6);
    }

    /// <summary>A value for a parameter; throws where there is none.</summary>
    /// <param name="type">Its type, an array for a span.</param>
    public object? Of(Type type)
    {
        if (type == typeof(double) || type == typeof(float) || type == typeof(Half))
        {
            int next = 0;
            return RealParts.With(Activator.CreateInstance(type), _ => Number(), ref next);
        }

        if (type == typeof(bool))
        {
            return _random.Next(2) == 0;
        }

        if (type.IsEnum)
        {
            Array values = Enum.GetValues(type);
            return values.Length == 0 ? Activator.CreateInstance(type) : values.GetValue(_random.Next(values.Length));
        }

        if (type.IsPrimitive)
        {
            return Convert.ChangeType(_random.Next(2) == 0 ? _width : _random.Next(0, 4), type, System.Globalization.CultureInfo.InvariantCulture);
        }

        if (type.IsArray)
        {
            return ArrayOf(type);
        }

        if (type == typeof(string))
        {
            return "sample";
        }

        return type.IsValueType && Nullable.GetUnderlyingType(type) is { } inner ? Of(inner) : Instance(type);
    }

    /// <summary>An object by its constructor with the fewest parameters, or a struct with numbers in its fields.</summary>
    /// <param name="type">The type.</param>
    public object Instance(Type type)
    {
        if (type.IsValueType)
        {
            int next = 0;
            return RealParts.With(Activator.CreateInstance(type), _ => Number(), ref next)!;
        }

        ConstructorInfo? constructor = type.IsAbstract || typeof(Delegate).IsAssignableFrom(type) ? null : type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(c => c.GetParameters().All(p => p.ParameterType != type && !p.ParameterType.IsByRefLike && !p.ParameterType.IsByRef && !p.ParameterType.IsPointer))
            .MinBy(c => c.GetParameters().Length);
        return constructor is null
            ? throw new InvalidOperationException($"no '{type}' can be made up")
            : constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, [.. constructor.GetParameters().Select(p => Of(p.ParameterType))], null);
    }

    /// <summary>A number away from zero, where kinks are most often.</summary>
    public double Number()
    {
        double size = 0.1 + 1.9 * _random.NextDouble();
        return _isPositive || _random.Next(2) == 0 ? size : -size;
    }

    private Array ArrayOf(Type type)
    {
        Type element = type.GetElementType()!;
        int rank = type.GetArrayRank();
        int length = _isSquare || rank > 1 ? _width : _random.Next(4) switch { 0 => _width * _height, 1 => _height, _ => _width };
        Array array = rank == 1
            ? Array.CreateInstance(element, length)
            : Array.CreateInstance(element, [.. Enumerable.Range(0, rank).Select(k => k == 0 ? _height : _width)]);
        int[] index = new int[rank];
        for (int k = 0; k < array.Length; k++)
        {
            for (int rest = k, dimension = rank - 1; dimension >= 0; dimension--)
            {
                index[dimension] = rest % array.GetLength(dimension);
                rest /= array.GetLength(dimension);
            }

            // Whole numbers in a buffer are most often indices into another one.
            array.SetValue(element.IsPrimitive && element != typeof(double) && element != typeof(float) && element != typeof(bool)
                ? Convert.ChangeType(_random.Next(2), element, System.Globalization.CultureInfo.InvariantCulture)
                : Of(element), index);
        }

        return array;
    }
}
