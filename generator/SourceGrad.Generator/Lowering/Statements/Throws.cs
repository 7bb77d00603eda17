using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary><c>throw</c>, as a statement and as an expression.</summary>
internal sealed partial class MethodLowering
{
    private void Throw(IThrowOperation thrown)
    {
        if (thrown.Exception is null)
        {
            Unsupported(thrown, "Rethrowing is not supported in a differentiable method");
            return;
        }

        IOperation exception = thrown.Exception is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand : thrown.Exception;
        Guard("throw ", exception, diverges: true);
        Diverge();
    }

    /// <summary>Keeps an expression as text.</summary>
    private void Guard(string prefix, IOperation expression, bool diverges)
    {
        GuardText text = new(this, expression);
        if (text.Read() is { } template)
        {
            _builder.Add(new Guard(prefix + template, text.Arguments.ToEquatable(), diverges) { IsSeen = !diverges });
        }
    }
}
