using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace SourceGrad.Checking;

/// <summary>The real numbers in a value: a number, an array of any shape, a struct or a tuple, and what is made of these.</summary>
internal static class RealParts
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>A number and how one writes it: <c>w[3]</c>, <c>pose.Angle</c>.</summary>
    /// <param name="Name">The path to it.</param>
    /// <param name="Value">The number.</param>
    /// <param name="Type">Its type.</param>
    public readonly record struct Part(string Name, double Value, Type Type);

    /// <summary>Lists the numbers of a value, in the order in which <see cref="With"/> takes them.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">What it is called.</param>
    public static List<Part> Of(object? value, string name)
    {
        List<Part> parts = [];
        Add(value, name, parts);
        return parts;
    }

    /// <summary>The numbers of an object's fields: what the gradient of a model consists of.</summary>
    /// <param name="value">The object.</param>
    public static List<Part> OfFields(object value)
    {
        List<Part> parts = [];
        foreach (FieldInfo field in RealFields(value.GetType()))
        {
            Add(field.GetValue(value), NameOf(field), parts);
        }

        return parts;
    }

    /// <summary>A copy of a value, arrays included, that has other numbers.</summary>
    /// <param name="value">The value.</param>
    /// <param name="number">The number for each position.</param>
    /// <param name="next">The position of the value's first number; behind the last one afterwards.</param>
    public static object? With(object? value, Func<int, double> number, ref int next)
    {
        switch (value)
        {
            case double:
                return number(next++);
            case float:
                return (float)number(next++);
            case Half:
                return (Half)number(next++);
            case Array array:
                Array copy = (Array)array.Clone();
                if (IsMadeOfReals(array.GetType().GetElementType()!))
                {
                    foreach (int[] index in Indices(array))
                    {
                        copy.SetValue(With(array.GetValue(index), number, ref next), index);
                    }
                }

                return copy;
            case ValueType when IsStruct(value.GetType()):
                object boxed = RuntimeHelpers.GetObjectValue(value);
                foreach (FieldInfo field in RealFields(value.GetType()))
                {
                    field.SetValue(boxed, With(field.GetValue(boxed), number, ref next));
                }

                return boxed;
            default:
                return value;
        }
    }

    /// <summary>A copy of a value, arrays included, with the same numbers.</summary>
    /// <param name="value">The value.</param>
    public static object? Copy(object? value)
    {
        List<Part> parts = Of(value, "");
        int next = 0;
        return With(value, k => parts[k].Value, ref next);
    }

    private static void Add(object? value, string name, List<Part> parts)
    {
        switch (value)
        {
            case double or float or Half:
                parts.Add(new Part(name, Convert.ToDouble(value is Half half ? (double)half : value, CultureInfo.InvariantCulture), value.GetType()));
                break;
            case Array array when IsMadeOfReals(array.GetType().GetElementType()!):
                foreach (int[] index in Indices(array))
                {
                    Add(array.GetValue(index), $"{name}[{string.Join(", ", index)}]", parts);
                }

                break;
            case ValueType when IsStruct(value.GetType()):
                foreach (FieldInfo field in RealFields(value.GetType()))
                {
                    Add(field.GetValue(value), $"{name}.{NameOf(field)}", parts);
                }

                break;
        }
    }

    private static bool IsMadeOfReals(Type type) =>
        type == typeof(double) || type == typeof(float) || type == typeof(Half)
        || (type.IsArray && IsMadeOfReals(type.GetElementType()!))
        || (IsStruct(type) && RealFields(type).Any());

    private static bool IsStruct(Type type) => type is { IsValueType: true, IsPrimitive: false, IsEnum: false };

    private static IEnumerable<FieldInfo> RealFields(Type type) => type.GetFields(Fields)
        .Where(field => field.FieldType != type && IsMadeOfReals(field.FieldType) && !IsConstant(field));

    private static bool IsConstant(FieldInfo field) =>
        field.IsDefined(typeof(NoGradientAttribute))
        || field.DeclaringType!.GetProperty(NameOf(field), Fields)?.IsDefined(typeof(NoGradientAttribute)) == true;

    /// <summary>The field's name; that of the property where the compiler made the field.</summary>
    private static string NameOf(FieldInfo field) => field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>')] : field.Name;

    private static IEnumerable<int[]> Indices(Array array)
    {
        if (array.Length == 0)
        {
            yield break;
        }

        int[] index = new int[array.Rank];
        while (true)
        {
            yield return index;
            int dimension = array.Rank - 1;
            while (++index[dimension] == array.GetLength(dimension))
            {
                index[dimension] = 0;
                if (--dimension < 0)
                {
                    yield break;
                }
            }
        }
    }
}
