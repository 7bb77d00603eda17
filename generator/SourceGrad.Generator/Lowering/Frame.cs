using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SourceGrad.Generator.Lowering;

/// <summary>One function being lowered, the annotated one or one inlined into it: where its symbols live and its result goes.</summary>
internal sealed class Frame(IMethodSymbol method, Frame? lexical, Frame? caller, Place? result, SyntaxNode? callSite)
{
    private readonly Dictionary<ISymbol, Place> _places = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, ILocalFunctionOperation> _localFunctions = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ITypeParameterSymbol, ITypeSymbol> _typeArguments = new(SymbolEqualityComparer.Default);
    private readonly Place? _this;

    public IMethodSymbol Method { get; } = method;

    /// <summary>The frame whose variables a local function captures.</summary>
    public Frame? Lexical { get; } = lexical;

    public Frame? Caller { get; } = caller;

    public Place? Result { get; } = result;

    /// <summary>What a method that returns by reference returned.</summary>
    public Place? ReturnedPlace { get; set; }

    /// <summary>The call in the annotated method that led here.</summary>
    public SyntaxNode? CallSite { get; } = callSite;

    /// <summary>The object that the code runs on; a lambda runs on that of the function around it.</summary>
    public Place? This
    {
        get => _this ?? Lexical?.This;
        init => _this = value;
    }

    /// <summary>Stands in for its caller with the scope of where a delegate was made.</summary>
    public bool IsTransparent { get; init; }

    public bool IsGeneric => _typeArguments.Count > 0 || Lexical?.IsGeneric == true;

    /// <summary>The same local functions and type arguments, without anything that belongs to one call.</summary>
    public Frame WithoutVariables()
    {
        Frame frame = new(Method, Lexical?.WithoutVariables(), null, null, CallSite);
        foreach (KeyValuePair<ISymbol, ILocalFunctionOperation> function in _localFunctions)
        {
            frame._localFunctions.Add(function.Key, function.Value);
        }

        foreach (KeyValuePair<ITypeParameterSymbol, ITypeSymbol> argument in _typeArguments)
        {
            frame._typeArguments.Add(argument.Key, argument.Value);
        }

        return frame;
    }

    public void Declare(ISymbol symbol, Place place) => _places[symbol] = place;

    public void Declare(ILocalFunctionOperation function) => _localFunctions[function.Symbol] = function;

    public void Declare(ITypeParameterSymbol parameter, ITypeSymbol argument) => _typeArguments[parameter] = argument;

    public ITypeSymbol? Find(ITypeParameterSymbol parameter)
    {
        for (Frame? frame = this; frame is not null; frame = frame.Lexical)
        {
            if (frame._typeArguments.TryGetValue(parameter, out ITypeSymbol? argument))
            {
                return argument;
            }
        }

        return null;
    }

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

    /// <summary>The method is on its way already; <paramref name="mayNest"/>: that is no recursion before it has happened a few times.</summary>
    public bool IsRunning(IMethodSymbol method, int most, bool mayNest)
    {
        int running = 0;
        for (Frame? frame = this; frame is not null; frame = frame.Caller)
        {
            if (!frame.IsTransparent && SymbolEqualityComparer.Default.Equals(frame.Method, method))
            {
                running++;
            }
        }

        return running >= (mayNest ? most : 1);
    }
}
