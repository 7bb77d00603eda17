using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>
/// The members that a method gets: api.md's table. Each kind has one member with a body; the forms that return the gradient call it.
/// </summary>
internal static class Members
{
    /// <param name="header">The user's method.</param>
    /// <param name="kinds">Which members.</param>
    /// <param name="primal">The user's method as it would run alone, to compare the cost with; null for stubs.</param>
    /// <param name="gradient">The body of <c>FValueAndGradient</c>; null for a stub.</param>
    /// <param name="vjp">The body of <c>FVjp</c>; null for a stub.</param>
    public static IReadOnlyList<Member> Of(
        MethodHeader header,
        DerivativeKinds kinds,
        Function? primal,
        Derivative? gradient,
        Derivative? vjp)
    {
        List<Member> members = [];
        if ((kinds & DerivativeKinds.Gradient) != 0)
        {
            members.Add(Gradient(header, gradient, Costs(primal, gradient)));
            if (Signatures.HasScalarGradient(header))
            {
                members.Add(ReturningGradient(header, gradient is null));
                members.Add(ReturningValueAndGradient(header, gradient is null));
            }
        }

        if ((kinds & DerivativeKinds.Vjp) != 0)
        {
            members.Add(Vjp(header, vjp, Costs(primal, vjp)));
        }

        return members;
    }

    private static EquatableArray<string>? Costs(Function? primal, Derivative? derivative) =>
        primal is null || derivative is null ? null : Remarks.For(primal, derivative);

    private static Member Gradient(MethodHeader header, Derivative? body, EquatableArray<string>? remarks)
    {
        IReadOnlyList<GeneratedParameter> signature = Signatures.Gradient(header);
        string summary = $"Evaluates <see cref=\"{header.Cref}\"/> and its gradient.";
        return WithBody(header, header.Name + "ValueAndGradient", signature, summary, body, remarks);
    }

    private static Member Vjp(MethodHeader header, Derivative? body, EquatableArray<string>? remarks)
    {
        IReadOnlyList<GeneratedParameter> signature = Signatures.Vjp(header);
        string summary = $"Evaluates <see cref=\"{header.Cref}\"/> and adds its transposed derivative, applied to the adjoints, to the destinations.";
        return WithBody(header, header.Name + "Vjp", signature, summary, body, remarks);
    }

    private static Member WithBody(
        MethodHeader header,
        string name,
        IReadOnlyList<GeneratedParameter> signature,
        string summary,
        Derivative? body,
        EquatableArray<string>? remarks) => new(
            name,
            header.CSharpReturnType,
            signature.Select(p => p.Text).ToEquatable(),
            Documentation(summary, remarks),
            body?.Body,
            body?.Inputs ?? EquatableArray<InputBinding>.Empty,
            body is null ? Stub(header) : Preamble.For(header, signature, body.Body));

    private static Member ReturningGradient(MethodHeader header, bool isStub)
    {
        List<GeneratedParameter> arguments = Signatures.Arguments(header);
        List<GeneratedParameter> destinations = Destinations(header);
        string call = Call(header, arguments, destinations);
        return new Member(
            header.Name + "Gradient",
            Tuple(destinations),
            arguments.Select(p => p.Text).ToEquatable(),
            Documentation($"The gradient of <see cref=\"{header.Cref}\"/>.", null),
            null,
            EquatableArray<InputBinding>.Empty,
            isStub ? Stub(header) : EquatableArray<string>.Of($"{call};", $"return {Values(destinations)};"));
    }

    private static Member ReturningValueAndGradient(MethodHeader header, bool isStub)
    {
        List<GeneratedParameter> arguments = Signatures.Arguments(header);
        List<GeneratedParameter> destinations = Destinations(header);
        string value = Identifiers.Unique("value", arguments.Concat(destinations).Select(p => p.Text.Name).ToList());
        return new Member(
            header.Name + "ValueAndGradient",
            $"({header.CSharpReturnType} Value, {Tuple(destinations)} Gradient)",
            arguments.Select(p => p.Text).ToEquatable(),
            Documentation($"The value and the gradient of <see cref=\"{header.Cref}\"/>.", null),
            null,
            EquatableArray<InputBinding>.Empty,
            isStub
                ? Stub(header)
                : EquatableArray<string>.Of($"{header.CSharpReturnType} {value} = {Call(header, arguments, destinations)};", $"return ({value}, {Values(destinations)});"));
    }

    private static List<GeneratedParameter> Destinations(MethodHeader header) =>
        Signatures.Gradient(header).Where(p => p.Role == ParameterRole.Destination).ToList();

    private static string Call(MethodHeader header, List<GeneratedParameter> arguments, List<GeneratedParameter> destinations)
    {
        IEnumerable<string> texts = arguments.Select(p => (p.Text.Modifier == ParameterModifier.In ? "in " : "") + Identifiers.Escape(p.Text.Name))
            .Concat(destinations.Select(p => $"out {p.Text.CSharpType} {Identifiers.Escape(p.Text.Name)}"));
        return $"{header.Name}ValueAndGradient{header.TypeParameters}({string.Join(", ", texts)})";
    }

    private static string Tuple(List<GeneratedParameter> destinations) => destinations.Count == 1
        ? destinations[0].Text.CSharpType
        : "(" + string.Join(", ", destinations.Select(p => $"{p.Text.CSharpType} {TupleName(p.Of!.Name, destinations)}")) + ")";

    /// <summary>The parameter's name, unless C# reserves it as the name of a tuple element.</summary>
    private static string TupleName(string name, List<GeneratedParameter> destinations)
    {
        bool reserved = name is "Rest" or "ToString" or "Equals" or "GetHashCode" or "GetType" or "CompareTo" or "Deconstruct"
            || (name.StartsWith("Item", StringComparison.Ordinal) && name.Length > 4 && name.Skip(4).All(char.IsDigit));
        return reserved
            ? Identifiers.Unique(name + "Gradient", destinations.Select(p => p.Of!.Name).ToList())
            : Identifiers.Escape(name);
    }

    private static string Values(List<GeneratedParameter> destinations)
    {
        string names = string.Join(", ", destinations.Select(p => Identifiers.Escape(p.Text.Name)));
        return destinations.Count == 1 ? names : $"({names})";
    }

    private static EquatableArray<string> Stub(MethodHeader header) => EquatableArray<string>.Of(
        $"throw new global::System.NotSupportedException(\"{header.Name} has an error that the SourceGrad analyzer reports.\");");

    private static EquatableArray<string> Documentation(string summary, EquatableArray<string>? remarks)
    {
        List<string> lines = [$"<summary>{summary}</summary>"];
        if (remarks is { Count: > 0 })
        {
            lines.Add("<remarks>");
            lines.AddRange(remarks);
            lines.Add("</remarks>");
        }

        return lines.ToEquatable();
    }
}
