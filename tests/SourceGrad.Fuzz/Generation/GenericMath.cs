using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Productions.Statements;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Generation;

/// <summary>Which methods can be written for a type parameter in place of their type of reals.</summary>
internal static class GenericMath
{
    public static bool Accepts(Method method)
    {
        List<Node> nodes = [.. method.Body.Descendants()];
        ScalarType[] reals = [.. nodes.OfType<Expr>().Select(e => e.Type).Concat(method.Parameters.Select(p => p.Type)).Where(t => t.IsReal()).Distinct()];
        return !method.CallsItself
            && method.ReturnType?.IsReal() == true
            && method.Parameters.Any(p => p.Type.IsReal())
            && method.Parameters.All(p => p.Struct is null)
            && reals.Length == 1
            && nodes.All(IsGeneral);
    }

    private static bool IsGeneral(Node node) => node
        is Arithmetic or Unary or Conditional or Comparison or Logic or VariableReference or Element or LengthOf or IntegerFunction or Literal
        or FunctionCall or AssignmentExpression or StepExpression or ExpressionStatement
        or Assignment or Block or If or For or Guarded { Jump: Productions.Statements.Return } or Productions.Statements.Return or SplitDeclaration
        || node is Declaration { Variable.IsConstant: false };
}
