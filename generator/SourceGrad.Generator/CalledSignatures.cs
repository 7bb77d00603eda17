using SourceGrad.Generator.Differentiation;
using SourceGrad.Generator.Emission;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator;

/// <summary>The parameter lists of the members for called methods: see <see cref="PullbackForm.Own"/>.</summary>
internal static class CalledSignatures
{
    /// <summary>The method itself, its parameters taken apart.</summary>
    public static Member Copy(CalledMethod called, Function body) => new(
        called.Name,
        Result(called.Primal.Outputs),
        Arguments(called).ToEquatable(),
        EquatableArray<string>.Of("<summary>The method itself, on the fields of what it is given.</summary>"),
        body,
        Bindings(Arguments(called)),
        EquatableArray<string>.Empty);

    /// <summary>A part of a derivative that stands on its own.</summary>
    public static Member Of(Function kernel) => Of(kernel, "A part of the loops, short enough for the JIT compiler to inline all that it calls.");

    /// <summary>Some rounds of a loop that runs on several cores.</summary>
    public static Member OfRounds(Function kernel) => Of(kernel, "Some rounds of a loop; several threads run it side by side.");

    private static Member Of(Function kernel, string summary)
    {
        List<SignatureParameter> signature = Arguments(kernel.Parameters, type => type);
        return new Member(
            kernel.Name,
            Result(kernel.Outputs),
            signature.ToEquatable(),
            EquatableArray<string>.Of($"<summary>{summary}</summary>"),
            kernel,
            Bindings(signature),
            EquatableArray<string>.Empty);
    }

    public static Member Reverse(CalledMethod called, HashSet<int> active, Function body, bool hasValue)
    {
        (List<SignatureParameter> signature, _) = Read(called, active);
        return new Member(
            called.Name + "Vjp",
            hasValue ? Result(called.Primal.Outputs) : "void",
            signature.ToEquatable(),
            EquatableArray<string>.Of("<summary>Adds the transposed derivative, applied to the adjoints, to the destinations.</summary>"),
            body,
            Bindings(signature),
            EquatableArray<string>.Empty);
    }

    public static ReverseRequest Request(CalledMethod called, HashSet<int> active) => Read(called, active).Request;

    private static (List<SignatureParameter> Signature, ReverseRequest Request) Read(CalledMethod called, HashSet<int> active)
    {
        List<SignatureParameter> signature = Arguments(called);
        string Add(string name, string type, ParameterModifier modifier)
        {
            string unique = Identifiers.Unique(name, signature.Select(parameter => parameter.Name).ToList());
            signature.Add(new SignatureParameter(unique, type, modifier));
            return unique;
        }

        string NameOf(int parameter) => signature[parameter].Name;
        List<string> seeds = called.Primal.Outputs.Where(output => output.Type.IsReal)
            .Select(output => Add(output.Name + "Adjoint", TypeText.Of(output.Type), ParameterModifier.None))
            .ToList();
        EquatableArray<Value> parameters = called.Primal.Parameters;
        List<Companion> work = [], destinations = [];
        for (int i = 0; i < parameters.Count; i++)
        {
            if (called.Written[i] && parameters[i].Type.IsFloating)
            {
                work.Add(new Companion(i, Add(NameOf(i) + "Adjoint", TypeText.Of(parameters[i].Type.As(Shape.Span)), ParameterModifier.None)));
            }
        }

        foreach (int i in active.Where(i => !called.Written[i]).OrderBy(i => i))
        {
            bool isBuffer = parameters[i].Type.IsBuffer;
            string type = TypeText.Of(isBuffer ? parameters[i].Type.As(Shape.Span) : parameters[i].Type);
            destinations.Add(new Companion(i, Add(NameOf(i) + "Gradient", type, isBuffer ? ParameterModifier.None : ParameterModifier.Ref)));
        }

        ReverseRequest request = new(
            called.Name + "Vjp", Adds: true, seeds.ToEquatable(), EquatableArray<Companion>.Empty, destinations.ToEquatable())
        {
            Work = work.ToEquatable(),
        };
        return (signature, request);
    }

    /// <summary>What the user made as an array is scratch here.</summary>
    private static List<SignatureParameter> Arguments(CalledMethod called) =>
        Arguments(called.Primal.Parameters, type => type.Shape == Shape.Array ? type.As(Shape.Span) : type);

    private static List<SignatureParameter> Arguments(IEnumerable<Value> parameters, Func<IrType, IrType> passed)
    {
        List<SignatureParameter> arguments = [];
        foreach (Value parameter in parameters)
        {
            string name = Identifiers.Unique(Identifiers.Clean(parameter.Hint) ?? "argument", arguments.Select(argument => argument.Name).ToList());
            arguments.Add(new SignatureParameter(name, TypeText.Of(passed(parameter.Type)), ParameterModifier.None));
        }

        return arguments;
    }

    private static EquatableArray<InputBinding> Bindings(IEnumerable<SignatureParameter> signature) => signature
        .Where(parameter => parameter.Modifier == ParameterModifier.None)
        .Select(parameter => new InputBinding(Identifiers.Escape(parameter.Name), ""))
        .ToEquatable();

    private static string Result(EquatableArray<Output> outputs) => outputs.Count switch
    {
        0 => "void",
        1 => TypeText.Of(outputs[0].Type),
        _ => "(" + string.Join(", ", outputs.Select(output => TypeText.Of(output.Type))) + ")",
    };
}
