using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>
/// What a function costs, as its text tells: floating-point operations (a call is one), each loop's body counted once, and
/// what it records for each iteration.
/// </summary>
internal sealed class OperationCount
{
    private OperationCount()
    {
    }

    public int Operations { get; private set; }

    public bool HasLoops { get; private set; }

    /// <summary>The names of recorded values with the bytes each takes an iteration.</summary>
    public List<(string Name, int Bytes)> Recorded { get; } = [];

    public static OperationCount Of(Function function)
    {
        OperationCount count = new();
        count.Visit(function.Body);
        return count;
    }

    private void Visit(Region region)
    {
        foreach (Statement statement in region.Statements)
        {
            switch (statement)
            {
                case Let { Expression: NewTape tape } let:
                    Recorded.Add((RecordedName(let.Result), tape.Type.Element.Bytes));
                    break;
                case Let { Expression: Unary or Binary or Call or Select } let when IsReal(let.Expression):
                    Operations++;
                    break;
                case Accumulate or Invoke:
                    Operations++;
                    break;
                case For or While:
                    HasLoops = true;
                    break;
            }

            foreach (Region nested in statement.Regions)
            {
                Visit(nested);
            }
        }
    }

    private static bool IsReal(Expression expression) => expression.Operands.Any(operand => operand.Type.IsReal);

    private static string RecordedName(Value tape)
    {
        const string suffix = "Tape";
        string name = tape.Hint ?? suffix;
        return name.EndsWith(suffix, StringComparison.Ordinal) && name.Length > suffix.Length
            ? name.Substring(0, name.Length - suffix.Length)
            : name;
    }
}
