using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Tests.Ir;

namespace SourceGrad.Generator.Tests.Analysis;

/// <summary>A function as text with the parameters that most tests need, and its values by number.</summary>
internal sealed class AnalysisText
{
    private readonly Dictionary<int, Value> _values = [];

    public AnalysisText(string body)
    {
        Function = IrText.Parse(
            "function F(%x.100: double, %y.101: double, %n.102: int, %m.103: int, %b.104: span<double>, %w.105: rospan<double>) -> (return result: double) {\n" + body + "\n}\n");
        Roots = new BufferRoots(Function);
        foreach (Value parameter in Function.Parameters)
        {
            _values[parameter.Id] = parameter;
        }

        foreach (Statement statement in Statements(Function.Body))
        {
            IEnumerable<Value> parameters = statement switch
            {
                For loop => loop.Parameters.Append(loop.Index),
                While loop => loop.Parameters,
                _ => [],
            };
            foreach (Value value in statement.Results.Concat(parameters))
            {
                _values[value.Id] = value;
            }
        }
    }

    public Function Function { get; }

    public BufferRoots Roots { get; }

    public Value this[int id] => _values[id];

    public IEnumerable<Statement> All => Statements(Function.Body);

    public Activity Activity(params int[] inputs) => Activity(inputs, []);

    /// <param name="inputs">What is differentiated by.</param>
    /// <param name="buffers">Whose elements are results too.</param>
    public Activity Activity(int[] inputs, int[] buffers) =>
        new(Function, Roots, inputs.Concat(buffers).Select(id => this[id]), Function.Body.Yields.Concat(buffers.Select(id => this[id])));

    private static IEnumerable<Statement> Statements(Region region) => region.Statements.SelectMany(
        statement => statement.Regions.SelectMany(Statements).Prepend(statement));
}
