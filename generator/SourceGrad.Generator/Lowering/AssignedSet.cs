using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SourceGrad.Generator.Lowering;

/// <summary>
/// What a piece of code may assign, with everything it calls: locals and parameters, fields of objects by their symbol whatever the
/// object, and <c>this</c>. It may name too much: what a loop carries without need is taken out again.
/// </summary>
/// <param name="functions">Finds the code of a local function.</param>
/// <param name="bodies">Gives the code that a method may run: its own, or for a virtual one that of every object there is or of one of the types.</param>
/// <param name="enumeration">Gives the virtual methods that enumerating a collection calls.</param>
/// <param name="delegates">Gives the code of every delegate there is.</param>
/// <param name="running">The method that the code is in.</param>
internal sealed class AssignedSet(
    Func<IMethodSymbol, IOperation?> functions,
    Func<IMethodSymbol, IEnumerable<INamedTypeSymbol>, IEnumerable<IOperation>> bodies,
    Func<IEnumerable<IMethodSymbol>> enumeration,
    Func<IEnumerable<IOperation>> delegates,
    IMethodSymbol running)
{
    private readonly HashSet<ISymbol> _visited = new(SymbolEqualityComparer.Default);
    private readonly HashSet<IOperation> _scanned = [];
    private readonly HashSet<INamedTypeSymbol> _created = new(SymbolEqualityComparer.Default);
    private readonly List<IMethodSymbol> _virtuals = [];
    private IMethodSymbol _running = running;

    /// <summary>The code at hand is another method's, whose <c>this</c> is what it was called on.</summary>
    private bool _isCalled;

    private bool _calledDelegates;

    /// <summary>The code at hand is a constructor's: what it assigns by <c>this</c> belongs to a new object.</summary>
    private bool _constructs;

    /// <summary>Locals and parameters.</summary>
    public HashSet<ISymbol> Symbols { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Fields and properties of objects, as they are declared.</summary>
    public HashSet<ISymbol> Members { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The struct that the code itself runs on is assigned, or members of it.</summary>
    public bool AssignsThis { get; private set; }

    /// <summary>Of <see cref="Symbols"/> those that are assigned as a whole, and not only a member of them.</summary>
    public HashSet<ISymbol> Wholes { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Fields and properties of structs, as they are declared.</summary>
    public HashSet<ISymbol> StructMembers { get; } = new(SymbolEqualityComparer.Default);

    public bool AssignsWholeThis { get; private set; }

    public void Add(IOperation code)
    {
        foreach (IOperation inner in Scan.Within(code))
        {
            switch (inner)
            {
                case IAssignmentOperation assignment:
                    Operate(assignment.Target, (assignment as ICompoundAssignmentOperation)?.OperatorMethod);
                    break;
                case IIncrementOrDecrementOperation step:
                    Operate(step.Target, step.OperatorMethod);
                    break;
                case IDeclarationPatternOperation { DeclaredSymbol: { } declared }:
                    Symbols.Add(declared);
                    break;
                case IRecursivePatternOperation { DeclaredSymbol: { } declared }:
                    Symbols.Add(declared);
                    break;
                case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument when !IsHandedOn(argument):
                    Target(argument.Value);
                    break;
                case IVariableDeclaratorOperation { Symbol.IsRef: true, Initializer.Value: { } referenced }:
                    Target(referenced);
                    break;
                case IInvocationOperation call:
                    Call(call);
                    break;
                case IObjectCreationOperation { Constructor: { } constructor }:
                    Run(constructor);
                    Create(constructor.ContainingType);
                    break;
                case IForEachLoopOperation { Collection: var collection } when !IsBuffer(collection is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand : collection):
                    foreach (IMethodSymbol method in enumeration())
                    {
                        Run(method);
                    }

                    break;
                case IPropertyReferenceOperation property:
                    Property(property);
                    break;
                case IBinaryOperation { OperatorMethod: { } method }:
                    Run(method);
                    break;
                case IUnaryOperation { OperatorMethod: { } method }:
                    Run(method);
                    break;
                case IConversionOperation { OperatorMethod: { } method }:
                    Run(method);
                    break;
                case IAnonymousFunctionOperation lambda when !ReferenceEquals(lambda, code) && _visited.Add(lambda.Symbol):
                    Add(lambda.Body);
                    break;
            }

            foreach ((IMethodSymbol method, IOperation? instance) in ImplicitCalls.Of(inner))
            {
                RunOn(method, instance);
            }
        }
    }

    /// <summary>A method that gives itself its own parameter does not assign it by that.</summary>
    private bool IsHandedOn(IArgumentOperation argument) =>
        argument.Value is IParameterReferenceOperation { Parameter: { } handed }
        && SymbolEqualityComparer.Default.Equals(handed.OriginalDefinition, argument.Parameter!.OriginalDefinition)
        && SymbolEqualityComparer.Default.Equals(handed.ContainingSymbol.OriginalDefinition, _running.OriginalDefinition);

    /// <summary>An operator that is an instance method changes what its target holds and not which object that is.</summary>
    private void Operate(IOperation target, IMethodSymbol? method)
    {
        bool isInPlace = method is { IsStatic: false };
        if (!isInPlace || IsStruct(target))
        {
            Target(target, !isInPlace);
        }

        if (method is not null)
        {
            Run(method);
        }
    }

    private void Call(IInvocationOperation call)
    {
        if (call.TargetMethod.MethodKind == MethodKind.LocalFunction)
        {
            if (_visited.Add(call.TargetMethod.OriginalDefinition) && functions(call.TargetMethod.OriginalDefinition) is { } body)
            {
                Add(body);
            }

            return;
        }

        if (call.TargetMethod.MethodKind == MethodKind.DelegateInvoke)
        {
            if (!_calledDelegates)
            {
                _calledDelegates = true;
                foreach (IOperation body in delegates())
                {
                    Add(body);
                }
            }

            return;
        }

        RunOn(call.TargetMethod, call.Instance);
    }

    /// <summary>A member of a struct may change the variable that it runs on.</summary>
    private void RunOn(IMethodSymbol method, IOperation? instance)
    {
        if (instance is not null && IsStruct(instance) && !method.IsReadOnly && !Scan.IsReadOnlyPlace(instance, _running))
        {
            Target(instance, isWhole: false);
        }

        Run(method);
    }

    private void Property(IPropertyReferenceOperation property)
    {
        foreach (IMethodSymbol accessor in new[] { property.Property.GetMethod, IsTarget(property) ? property.Property.SetMethod : null }.OfType<IMethodSymbol>())
        {
            // What an init accessor changes is new, or is under construction.
            bool changes = !accessor.IsReadOnly && accessor.DeclaringSyntaxReferences.Length > 0 && (!accessor.IsInitOnly || _constructs);
            if (changes && property.Instance is { } instance && IsStruct(instance) && !Scan.IsReadOnlyPlace(instance, _running))
            {
                Target(instance, isWhole: false);
            }

            Run(accessor);
        }
    }

    private static bool IsTarget(IOperation operation) => operation.Parent switch
    {
        IAssignmentOperation assignment => ReferenceEquals(assignment.Target, operation),
        IIncrementOrDecrementOperation => true,
        ITupleOperation tuple => IsTarget(tuple),
        _ => false,
    };

    private void Run(IMethodSymbol method)
    {
        if (_visited.Add(method.OriginalDefinition))
        {
            if (method.IsAbstract || method.IsVirtual || method.IsOverride)
            {
                _virtuals.Add(method);
            }

            Run(method, _created);
        }
    }

    private void Run(IMethodSymbol method, IEnumerable<INamedTypeSymbol> types)
    {
        (bool constructs, IMethodSymbol running, bool isCalled) = (_constructs, _running, _isCalled);
        (_constructs, _running, _isCalled) = (method.MethodKind == MethodKind.Constructor, method, true);
        foreach (IOperation body in bodies(method, types.ToList()).Where(_scanned.Add))
        {
            Add(body);
        }

        (_constructs, _running, _isCalled) = (constructs, running, isCalled);
    }

    /// <summary>An object of the type may be there from now on, for any virtual call.</summary>
    private void Create(INamedTypeSymbol type)
    {
        if (_created.Add(type))
        {
            foreach (IMethodSymbol method in _virtuals.ToList())
            {
                Run(method, [type]);
            }
        }
    }

    private void Target(IOperation target, bool isWhole = true)
    {
        switch (target)
        {
            case ILocalReferenceOperation local:
                Symbols.Add(local.Local);
                Whole(local.Local);
                break;
            case IParameterReferenceOperation parameter:
                Symbols.Add(parameter.Parameter);
                Members.Add(parameter.Parameter.OriginalDefinition);
                Whole(parameter.Parameter);
                AssignsThis |= !_isCalled && parameter.Parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor };
                break;
            case IInstanceReferenceOperation:
                AssignsThis |= !_isCalled;
                AssignsWholeThis |= isWhole;
                break;
            case IFieldReferenceOperation { Instance: { } instance } field:
                Member(field.Field, instance);
                break;
            case IPropertyReferenceOperation { Instance: { } instance } property when !IsBuffer(instance):
                Member(property.Property, instance);
                break;
            case ITupleOperation tuple:
                foreach (IOperation element in tuple.Elements)
                {
                    Target(element);
                }

                break;
            case IDeclarationExpressionOperation declaration:
                Target(declaration.Expression);
                break;
            case IParenthesizedOperation parenthesized:
                Target(parenthesized.Operand, isWhole);
                break;
            case IConversionOperation conversion:
                Target(conversion.Operand, isWhole);
                break;
        }

        void Whole(ISymbol symbol)
        {
            if (isWhole)
            {
                Wholes.Add(symbol);
                StructMembers.Add(symbol.OriginalDefinition);
            }
        }
    }

    private static bool IsStruct(IOperation instance) => instance.Type is { IsReferenceType: false } && !IsBuffer(instance);

    /// <summary>Writing to an element leaves the span or array variable itself alone.</summary>
    private static bool IsBuffer(IOperation instance) => instance.Type is { } type && TypeMap.BufferOf(type) is not null;

    private void Member(ISymbol member, IOperation instance)
    {
        if (_constructs && instance is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance })
        {
            return;
        }

        // Which object a variable holds stays the same; a type parameter may stand for a struct.
        bool isObject = instance.Type is { IsReferenceType: true };
        if (isObject || instance.Type is { TypeKind: TypeKind.TypeParameter })
        {
            Members.Add(member.OriginalDefinition);
        }

        if (!isObject)
        {
            StructMembers.Add(member.OriginalDefinition);
            Target(instance, isWhole: false);
        }
    }
}
