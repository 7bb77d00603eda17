using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SourceGrad.Generator.Lowering;

/// <summary>One function being lowered, the annotated one or one inlined into it: where its symbols live and its result goes.</summary>
internal sealed class Frame(IMethodSymbol method, Frame? lexical, Frame? caller, Place? result, SyntaxNode? callSite)
{
    private readonly Dictionary<ISymbol, Place> _places = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, ILocalFunctionOperation> _localFunctions = new(SymbolEqualityComparer.Default);

    public IMethodSymbol Method { get; } = method;

    /// <summary>The frame whose variables a local function captures.</summary>
    public Frame? Lexical { get; } = lexical;

    public Frame? Caller { get; } = caller;

    public Place? Result { get; } = result;

    /// <summary>The call in the annotated method that led here.</summary>
    public SyntaxNode? CallSite { get; } = callSite;

    public void Declare(ISymbol symbol, Place place) => _places[symbol] = place;

    public void Declare(ILocalFunctionOperation function) => _localFunctions[function.Symbol] = function;

    public Place? Find(ISymbol symbol)
    {
        for (Frame? frame = this; frame is not null; frame = frame.Lexical)
        {
            if (frame._places.TryGetValue(symbol, out Place? place))
            {
                return place;
            }
        }

        return null;
    }

    /// <summary>The local function and the frame that it is declared in.</summary>
    public (ILocalFunctionOperation? Function, Frame? Home) FindFunction(ISymbol symbol)
    {
        for (Frame? frame = this; frame is not null; frame = frame.Lexical)
        {
            if (frame._localFunctions.TryGetValue(symbol, out ILocalFunctionOperation? function))
            {
                return (function, frame);
            }
        }

        return (null, null);
    }

    public bool IsRunning(IMethodSymbol method)
    {
        for (Frame? frame = this; frame is not null; frame = frame.Caller)
        {
            if (SymbolEqualityComparer.Default.Equals(frame.Method, method))
            {
                return true;
            }
        }

        return false;
    }
}
