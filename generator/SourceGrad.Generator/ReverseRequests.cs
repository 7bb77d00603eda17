using SourceGrad.Generator.Differentiation;
using SourceGrad.Generator.Emission;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator;

/// <summary>
/// Ties a member's signature to the function behind it: which seeds and destinations the reverse transform is to declare, and how C#
/// refers to each value that the function then takes.
/// </summary>
internal sealed class ReverseRequests
{
    private readonly MethodHeader _header;
    private readonly bool _adds;
    private readonly List<string> _resultSeeds = [];
    private readonly List<(Companion Companion, InputBinding Binding)> _seeds = [];
    private readonly List<(Companion Companion, InputBinding? Binding)> _destinations = [];

    public ReverseRequests(MethodHeader header, IReadOnlyList<GeneratedParameter> signature, bool adds)
    {
        _header = header;
        _adds = adds;
        foreach (GeneratedParameter parameter in signature)
        {
            string name = Identifiers.Escape(parameter.Text.Name);
            switch (parameter)
            {
                case { Role: ParameterRole.Seed, Of: null or { IsRealResult: true } }:
                    _resultSeeds.Add(parameter.Text.Name);
                    break;
                case { Role: ParameterRole.Seed, Of: { } of }:
                    AddSeeds(of, name);
                    break;
                case { Role: ParameterRole.Destination, Of: { } of }:
                    AddDestinations(of, name);
                    break;
                case { Role: ParameterRole.ModelGradient }:
                    AddModel(header.Receiver!, name);
                    break;
            }
        }
    }

    public ReverseRequest Request(string name) => new(
        name,
        _adds,
        _resultSeeds.ToEquatable(),
        _seeds.Select(seed => seed.Companion).ToEquatable(),
        _destinations.Select(destination => destination.Companion).ToEquatable());

    /// <summary>In the order in which the reverse transform declares the function's parameters.</summary>
    public EquatableArray<InputBinding> Inputs() => _header.Inputs.Select(part => new InputBinding(part.Access, part.Element) { IsOwn = part.IsOwn })
        .Concat(_resultSeeds.Select(seed => new InputBinding(Identifiers.Escape(seed), "")))
        .Concat(_seeds.Select(seed => seed.Binding))
        .Concat(_destinations.Select(destination => destination.Binding).OfType<InputBinding>())
        .ToEquatable();

    private static IEnumerable<(InputPart Part, int Index)> PartsOf(MethodHeader header, MethodParameter? parameter)
    {
        int index = 0;
        foreach (MethodParameter other in header.Parameters)
        {
            foreach (InputPart part in other.Parts)
            {
                if (ReferenceEquals(other, parameter))
                {
                    yield return (part, index);
                }

                index++;
            }
        }

        foreach (InputPart part in parameter is null ? header.Receiver!.Parts : EquatableArray<InputPart>.Empty)
        {
            yield return (part, index++);
        }
    }

    private void AddSeeds(MethodParameter parameter, string name)
    {
        foreach ((InputPart part, int index) in PartsOf(_header, parameter).Where(item => parameter.IsWritten && item.Part.Type.IsFloating))
        {
            _seeds.Add((new Companion(index, NameOf(part, "Adjoint")), new InputBinding(name, part.Element)));
        }
    }

    private void AddDestinations(MethodParameter parameter, string name)
    {
        foreach ((InputPart part, int index) in PartsOf(_header, parameter).Where(item => item.Part.IsActive))
        {
            if (part.Type.IsMemory)
            {
                bool isOfStructs = part.Element.Length > 0;
                _destinations.Add((
                    new Companion(index, NameOf(part, "Gradient")) { IsClear = isOfStructs && !_adds },
                    new InputBinding(name, part.Element)));
            }
            else
            {
                _destinations.Add((new Companion(index, name) { Template = parameter.Template, Member = part.Member }, null));
            }
        }
    }

    private void AddModel(MethodReceiver receiver, string name)
    {
        foreach ((InputPart part, int index) in PartsOf(_header, null).Where(item => item.Part.IsActive))
        {
            string target = name + part.Member;
            _destinations.Add(part.Type.IsMemory
                ? (new Companion(index, NameOf(part, "Gradient")) { Shape = part.Source.Length > 0 ? Shape.Array : part.Type.Shape }, new InputBinding(target, part.Element))
                : (new Companion(index, target), null));
        }
    }

    private static string NameOf(InputPart part, string suffix) => part.Hint + suffix;
}
