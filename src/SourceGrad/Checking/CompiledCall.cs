using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;

namespace SourceGrad.Checking;

/// <summary>
/// A method with boxed arguments. Reflection cannot pass a span, so the call is compiled: an array stands for a span or a memory of its
/// elements, and an argument that is passed by reference is put back.
/// </summary>
internal sealed class CompiledCall
{
    private readonly Func<object?[], object?> _call;

    /// <param name="method">The method.</param>
    /// <param name="target">The object that it belongs to.</param>
    public CompiledCall(MethodInfo method, object? target)
    {
        Method = method;
        Target = target;
        Parameters = method.GetParameters();
        if (method.ReturnType.IsByRefLike || method.ReturnType.IsByRef || Parameters.FirstOrDefault(p => !CanBePassed(p.ParameterType)) is { })
        {
            throw new ArgumentException($"'{method.Name}' has a parameter or a result that a gradient check cannot pass.");
        }

        ParameterExpression arguments = Expression.Parameter(typeof(object?[]));
        List<ParameterExpression> locals = [];
        List<Expression> before = [], after = [], passed = [];
        for (int k = 0; k < Parameters.Length; k++)
        {
            IndexExpression boxed = Expression.ArrayAccess(arguments, Expression.Constant(k));
            Type type = Parameters[k].ParameterType;
            if (!type.IsByRef)
            {
                passed.Add(Unboxed(boxed, type));
                continue;
            }

            ParameterExpression local = Expression.Variable(type.GetElementType()!);
            locals.Add(local);
            before.Add(Expression.Assign(local, Parameters[k].IsOut ? Expression.Default(local.Type) : Unboxed(boxed, local.Type)));
            passed.Add(local);
            after.Add(Expression.Assign(boxed, Expression.Convert(local, typeof(object))));
        }

        Expression? instance = method.IsStatic ? null
            : method.DeclaringType!.IsValueType ? Expression.Unbox(Expression.Constant(target, typeof(object)), method.DeclaringType)
            : Expression.Constant(target);
        // A static method as an extension of its first argument: the delegate holds that argument.
        if (method.IsStatic && target is not null && passed.Count > 0)
        {
            throw new ArgumentException($"'{method.Name}' is called as an extension method; write a lambda that passes all arguments.");
        }

        Expression call = Expression.Call(instance, method, passed);
        ParameterExpression result = Expression.Variable(typeof(object));
        before.Add(method.ReturnType == typeof(void) ? call : Expression.Assign(result, Expression.Convert(call, typeof(object))));
        _call = Expression.Lambda<Func<object?[], object?>>(
            Expression.Block([.. locals, result], [.. before, .. after, result]), arguments).Compile();
    }

    public MethodInfo Method { get; }

    public object? Target { get; }

    public ParameterInfo[] Parameters { get; }

    public object? Invoke(object?[] arguments) => _call(arguments);

    /// <summary>The type of the boxed argument for a parameter: the array for a span, and what a reference refers to.</summary>
    /// <param name="parameter">The type of the parameter.</param>
    public static Type BoxedType(Type parameter)
    {
        Type type = parameter.IsByRef ? parameter.GetElementType()! : parameter;
        return IsView(type) ? type.GetGenericArguments()[0].MakeArrayType() : type;
    }

    /// <summary>The argument with the type that the parameter asks for: <c>2</c> for a <c>double</c>.</summary>
    /// <param name="argument">The user's argument.</param>
    /// <param name="parameter">The parameter.</param>
    public static object? Coerce(object? argument, ParameterInfo parameter)
    {
        Type type = BoxedType(parameter.ParameterType);
        if (argument is null ? !type.IsValueType || Nullable.GetUnderlyingType(type) is not null : type.IsInstanceOfType(argument))
        {
            return argument;
        }

        if (argument is IConvertible && type.IsPrimitive && argument is not string)
        {
            return Convert.ChangeType(argument, type, CultureInfo.InvariantCulture);
        }

        throw new ArgumentException($"The argument for '{parameter.Name}' must be of type '{type}'; it is of type '{argument?.GetType().ToString() ?? "null"}'.");
    }

    public static bool IsView(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() is { } generic
        && (generic == typeof(Span<>) || generic == typeof(ReadOnlySpan<>) || generic == typeof(Memory<>) || generic == typeof(ReadOnlyMemory<>));

    private static bool CanBePassed(Type type) => type.IsByRef
        ? !type.GetElementType()!.IsByRefLike
        : !type.IsPointer && (!type.IsByRefLike || IsView(type));

    private static Expression Unboxed(Expression boxed, Type type)
    {
        if (!IsView(type))
        {
            return Expression.Convert(boxed, type);
        }

        Type array = type.GetGenericArguments()[0].MakeArrayType();
        return Expression.Call(type.GetMethod("op_Implicit", [array])!, Expression.Convert(boxed, array));
    }
}
