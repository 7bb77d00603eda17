using SourceGrad.Generator.Infrastructure;

namespace SourceGrad.Generator.Ir;

/// <summary>
/// One scalar or buffer that a call brings in, a value of the IR each: a parameter, a part of one, or a field of the model that the method
/// belongs to.
/// </summary>
/// <param name="Hint">A name for the value.</param>
/// <param name="Access">How C# reads it: <c>x</c>, <c>pose.Angle</c>, <c>weights</c>. For a buffer of structs the buffer.</param>
/// <param name="Element">For a buffer of structs what follows the index: <c>.Velocity.X</c>.</param>
/// <param name="Member">Where it is in the gradient of the whole: <c>.Angle</c>; empty for a parameter that is not taken apart.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsActive">There is a derivative with respect to it.</param>
/// <param name="IsWritten">A buffer whose elements the method stores to.</param>
internal sealed record InputPart(string Hint, string Access, string Element, string Member, IrType Type, bool IsActive, bool IsWritten)
{
    /// <summary>The field or property of the model that it is, or is in.</summary>
    public string Field => (Path.StartsWith("this.", System.StringComparison.Ordinal) ? Path.Substring(5) : Path).Split('.')[0].TrimStart('@');

    /// <summary>For memory and inline arrays, where Access names a local that holds a span of them, how C# reads the whole; else empty.</summary>
    public string Source { get; init; } = "";

    /// <summary>With Source how C# makes that span of the whole, <c>{0}</c>.</summary>
    public string View { get; init; } = "";

    /// <summary>With Source the statement that declares that local.</summary>
    public string Opening { get; init; } = "";

    private string Path => Source.Length > 0 ? Source : Access;

    /// <summary>A scalar that C# can assign.</summary>
    public bool IsSettable { get; init; }

    /// <summary>How C# sets it to <c>{0}</c>; empty where it cannot.</summary>
    public string Setter { get; init; } = "";

    /// <summary>A scalar of the call's own: generated code may use it as a variable, which nobody else sees change.</summary>
    public bool IsOwn { get; init; }

    /// <summary>For a field of each object in an array of objects their type.</summary>
    public string ItemType { get; init; } = "";

    /// <summary>A parameter of a primary constructor, which only the type's own members can name.</summary>
    public bool IsCaptured { get; init; }
}

/// <summary>How C# passes a parameter.</summary>
internal enum PassedBy : byte
{
    Value,
    In,
    Ref,
    Out,
}

/// <summary>One C# parameter of the user's method.</summary>
/// <param name="Name">The name without an escaping @.</param>
/// <param name="CSharpType">The type as generated code writes it (<c>global::System.ReadOnlySpan&lt;double&gt;</c>).</param>
/// <param name="Type">The IR type; null for a struct, a buffer of structs or an object, and where the method could not be lowered.</param>
/// <param name="IsActive">The method is differentiated with respect to it.</param>
internal sealed record MethodParameter(string Name, string CSharpType, IrType? Type, bool IsActive)
{
    public PassedBy PassedBy { get; init; }

    /// <summary>For a buffer the C# type of its elements.</summary>
    public string? Element { get; init; }

    /// <summary>Of a ref struct, which no tuple can hold.</summary>
    public bool IsRefLike { get; init; }

    /// <summary>The values of the IR that it consists of; empty where the method could not be lowered.</summary>
    public EquatableArray<InputPart> Parts { get; init; } = EquatableArray<InputPart>.Empty;

    /// <summary>
    /// For a struct how its gradient is put together from those of its real parts, <c>{0}</c>, <c>{1}</c>…; null where nothing is to be put together.
    /// </summary>
    public string? Template { get; init; }

    /// <summary>A real number that the caller gets back by reference.</summary>
    public bool IsRealResult => PassedBy is PassedBy.Ref or PassedBy.Out && Type is { IsReal: true };

    /// <summary>A buffer whose elements the method stores to.</summary>
    public bool IsWritten => Parts.Any(part => part.IsWritten);
}

/// <summary>The object that an instance method belongs to: its real fields are the parameters of a model.</summary>
/// <param name="GradientType">The type of the object that holds the gradient.</param>
/// <param name="IsActive">The method is differentiated with respect to its fields.</param>
/// <param name="Parts">Its fields.</param>
internal sealed record MethodReceiver(string GradientType, bool IsActive, EquatableArray<InputPart> Parts);

/// <summary>Where a generated member goes and what its primal looks like from the outside: text only, no symbols.</summary>
/// <param name="Namespace">Dotted, or empty for the global one.</param>
/// <param name="ContainingTypes">Outermost first, each the head of a partial declaration: <c>partial class Models&lt;T&gt;</c>.</param>
/// <param name="Accessibility">The method's own: <c>public</c>, <c>internal</c>, <c>private protected</c>…</param>
/// <param name="Name">The method's name without an escaping @.</param>
/// <param name="CSharpReturnType">As generated code writes it: <c>double</c>, <c>void</c>.</param>
/// <param name="ReturnType">The IR type of the result; null for void or where it could not be lowered.</param>
/// <param name="Parameters">In order.</param>
/// <param name="Cref">What a doc comment's <c>cref</c> says: <c>Rosenbrock(double, double)</c>.</param>
/// <param name="HintName">The generated file's name, unique in the compilation, ending in <c>.g.cs</c>.</param>
internal sealed record MethodHeader(
    string Namespace,
    EquatableArray<string> ContainingTypes,
    string Accessibility,
    string Name,
    string CSharpReturnType,
    IrType? ReturnType,
    EquatableArray<MethodParameter> Parameters,
    string Cref,
    string HintName)
{
    /// <summary>The method as documentation comments name it, by which it is found again.</summary>
    public string Id { get; init; } = "";

    /// <summary><c>&lt;T&gt;</c>; empty for a method that is not generic.</summary>
    public string TypeParameters { get; init; } = "";

    /// <summary><c>where T : …</c>, one for each constrained type parameter.</summary>
    public EquatableArray<string> Constraints { get; init; } = EquatableArray<string>.Empty;

    /// <summary>How a generated check finds the method; null in a header that was not read from one.</summary>
    public CheckedMethod? Checked { get; init; }

    /// <summary>Null for a static method.</summary>
    public MethodReceiver? Receiver { get; init; }

    /// <summary>A member of the type is called <c>nameof</c> and takes the operator's place.</summary>
    public bool HidesNameof { get; init; }

    /// <summary>The framework has <c>Vector.Create</c>, which needs no inlining, and <c>Vector.MultiplyAddEstimate</c>, as .NET 9 has.</summary>
    public bool HasVectorCreate { get; init; }

    /// <summary>The project compiles what does not say otherwise so that integers that overflow throw.</summary>
    public bool ChecksOverflow { get; init; }

    /// <summary>All values that the lowered function takes, in its order.</summary>
    public IEnumerable<InputPart> Inputs => Parameters.SelectMany(parameter => parameter.Parts).Concat(Receiver?.Parts ?? EquatableArray<InputPart>.Empty);

    /// <summary>Whether the method is differentiated with respect to each of them.</summary>
    public IEnumerable<bool> ActiveInputs => Parameters.SelectMany(parameter => parameter.Parts.Select(part => part.IsActive && parameter.IsActive))
        .Concat(Receiver?.Parts.Select(part => part.IsActive) ?? []);
}

/// <summary>Which members to generate; the values are those of <c>SourceGrad.DerivativeKinds</c>.</summary>
[Flags]
internal enum DerivativeKinds
{
    None = 0,
    Gradient = 1,
    Vjp = 2,
    Jvp = 4,
    Jacobian = 8,
    Hvp = 16,
    Hessian = 32,
    Batch = 64,
    Trace = 128,
}

/// <summary>Everything that the compiler behind the front end needs to know of one annotated method; equatable.</summary>
/// <param name="Primal">
/// The lowered method: its parameters in order, and as outputs the result (if not void). Null where it has an error; the members are then stubs.
/// </param>
/// <param name="Model">The class or struct that an instance method belongs to; null for a static one.</param>
internal sealed record MethodModel(MethodHeader Header, DerivativeKinds Kinds, bool Simd, Function? Primal, ModelType? Model = null)
{
    /// <summary>Loops whose rounds may run in any order run on all cores.</summary>
    public bool Parallel { get; init; }

    /// <summary>Why the method was not read to its end, if reading it took more stack than there was.</summary>
    public string? TooLarge { get; init; }

    /// <summary>The methods that it calls and that are not part of it, and those that they call in turn.</summary>
    public EquatableArray<CalledMethod> Called { get; init; } = EquatableArray<CalledMethod>.Empty;

    /// <summary>The nested class for their derivatives: a name that is free in the containing type.</summary>
    public string CalledIn { get; init; } = string.Empty;
}
