namespace SourceGrad.Generator.Ir;

/// <content>Calls.</content>
internal sealed partial class Verifier
{
    public override bool VisitInvoke(Invoke statement)
    {
        Use(statement.Operands);
        Callee callee = statement.Callee;
        int byReference = callee.Passing.Count(passing => passing is Passing.Ref or Passing.Out);
        Check(callee.Passing.Count - byReference == statement.Arguments.Count, $"{callee.Method}: an invocation passes every argument");
        Check(callee.Returned + byReference == statement.Outputs.Count, $"{callee.Method}: an invocation has a value for each result");
        Check(statement.Outputs.All(output => output.Type.IsScalar), $"{callee.Method}: a method returns scalars");
        foreach (Value buffer in statement.Written)
        {
            Written(buffer);
        }

        return Define(statement.Outputs);
    }
}
