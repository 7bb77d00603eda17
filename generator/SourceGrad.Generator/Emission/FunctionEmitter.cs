using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>The body of one function: plan, nest, share variables, name, write.</summary>
internal static class FunctionEmitter
{
    public static void Emit(Function function, EquatableArray<SignatureParameter> signature, IndentedWriter writer)
    {
        throw new NotSupportedException();
    }
}
