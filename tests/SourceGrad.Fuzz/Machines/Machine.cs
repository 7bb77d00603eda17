using SourceGrad.Fuzz.Productions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Machines;

/// <summary>
/// Evaluates a program's tree on dual numbers, as C# would. It shares nothing with the generator: it is what the generated gradients
/// are compared with.
/// </summary>
public sealed class Machine
{
    private const int MostSteps = 100_000;
    private const int MostDepth = 100;
    private const double LargestValue = 1e4;

    private readonly Dictionary<string, Method> _methods;
    private readonly double _mostMagnitude;
    private readonly Dictionary<string, int[]> _slots = [];
    private int _steps;
    private int _depth;

    private Machine(FuzzProgram program)
    {
        Scalars = new Slots(program.Slots);
        Buffers = new BufferView[program.Slots];
        _methods = program.Helpers.ToDictionary(h => h.Name);
        _mostMagnitude = program.IsFloat ? 1e3 : 1e5;
        foreach (IDeclaresMethod declaration in program.Nodes().OfType<IDeclaresMethod>())
        {
            _methods[declaration.Method.Name] = declaration.Method;
        }
    }

    public Slots Scalars { get; }

    public BufferView[] Buffers { get; }

    /// <summary>What the method that is running returns: a number, or those of a struct.</summary>
    public Datum[] Result { get; set; } = [];

    /// <summary>The section that is gone to; null for the default.</summary>
    public int? Label { get; set; }

    /// <summary>Runs a program at a point.</summary>
    /// <exception cref="Rejected">There is nothing to compare with.</exception>
    public static Reference Run(FuzzProgram program, Point point)
    {
        Machine machine = new(program);
        IReadOnlyList<Variable> parameters = program.Main.Parameters;
        int inputs = program.Active.Sum(p => Inputs(point, parameters, p));
        int next = 0;
        for (int k = 0; k < parameters.Count; k++)
        {
            Variable parameter = parameters[k];
            bool active = program.Active.Contains(parameter);
            Datum input(object value) => active
                ? Numbers.Datum(value) with { Tangent = Tangent.Unit(inputs, next++) }
                : Numbers.Datum(value);
            if (point.Arguments[k] is Array array)
            {
                Datum[] memory = [.. array.Cast<object>().Select(input)];
                if (parameter.IsBuffer)
                {
                    machine.Buffers[parameter.Slot] = parameter.Shape == BufferShape.Jagged ? BufferView.OfRows(memory, parameter.RowLengths) : BufferView.Of(memory, parameter.Stride);
                }
                else
                {
                    machine.Write(parameter, memory);
                }
            }
            else
            {
                machine.Scalars[parameter.Slot] = input(point.Arguments[k]);
            }
        }

        Type? thrown = null;
        try
        {
            program.Main.Body.Execute(machine);
        }
        catch (Thrown exception)
        {
            thrown = exception.Type;
        }

        Datum[][] buffers = [.. parameters.Select(p => p.IsBuffer ? machine.Buffers[p.Slot].ToArray() : p.IsResult ? [machine.Scalars[p.Slot]] : [])];
        return new Reference(machine.Result.FirstOrDefault(), buffers, inputs, thrown);
    }

    public Method Find(string method) => _methods[method];

    /// <summary>Calls a method, whose variables are new ones each time.</summary>
    /// <param name="bindings">What puts the arguments, which have been evaluated, into the parameters.</param>
    public Datum[] Call(Method method, IReadOnlyList<Action> bindings)
    {
        Tick();
        if (++_depth > MostDepth)
        {
            throw new Rejected("too deep");
        }

        (int Slot, Location Place, BufferView Buffer)[] before = [.. SlotsOf(method).Select(s => (s, Scalars.At(s), Buffers[s]))];
        foreach ((int slot, _, _) in before)
        {
            Scalars.Bind(slot, Location.Fresh());
        }

        foreach (Action binding in bindings)
        {
            binding();
        }

        Overlap.Reject(this, method);
        method.Body.Execute(this);
        foreach ((int slot, Location place, BufferView buffer) in before)
        {
            Scalars.Bind(slot, place);
            Buffers[slot] = buffer;
        }

        _depth--;
        Datum[] result = Result;
        Result = [];
        return result;
    }

    public void Write(Variable structure, IReadOnlyList<Datum> values)
    {
        for (int k = 0; k < structure.Fields.Count; k++)
        {
            Scalars[structure.Fields[k].Slot] = values[k];
        }
    }

    public void Tick()
    {
        if (++_steps > MostSteps)
        {
            throw new Rejected("too many steps");
        }
    }

    /// <summary>A real number that was computed: rounded to its type, and checked.</summary>
    public Datum Real(ScalarType type, double value, Tangent? tangent)
    {
        Tick();
        if (type == ScalarType.Float)
        {
            value = (float)value;
        }

        if (!double.IsFinite(value))
        {
            throw new Rejected("not finite");
        }

        if (Math.Abs(value) > LargestValue)
        {
            throw new Rejected("too large");
        }

        return tangent is null || tangent.IsWithin(_mostMagnitude)
            ? Datum.OfReal(value, tangent)
            : throw new Rejected("ill-conditioned");
    }

    private int[] SlotsOf(Method method)
    {
        if (!_slots.TryGetValue(method.Name, out int[]? slots))
        {
            IEnumerable<Variable> variables = method.Received.Concat(method.Body.Descendants().Where(n => n is not IDeclaresMethod).SelectMany(n => n.Declares));
            slots = [.. variables.SelectMany(v => v.All).Select(v => v.Slot).Distinct()];
            _slots[method.Name] = slots;
        }

        return slots;
    }

    private static int Inputs(Point point, IReadOnlyList<Variable> parameters, Variable parameter) =>
        point.Arguments[Enumerable.Range(0, parameters.Count).First(k => parameters[k] == parameter)] is Array array ? array.Length : 1;
}
