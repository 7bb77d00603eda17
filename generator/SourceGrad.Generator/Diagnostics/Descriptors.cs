using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SourceGrad.Generator.Diagnostics;

/// <summary>Every diagnostic there is; each has a page under docs/diagnostics.</summary>
internal static class Descriptors
{
    public const string Category = "SourceGrad";

    public static readonly DiagnosticDescriptor TypeNotPartial = Error(
        "SG0001", "The containing type is not partial", "'{0}' contains a differentiable method and must be declared 'partial'");

    public static readonly DiagnosticDescriptor BadParameterName = Error(
        "SG0002", "The attribute names no such parameter", "{0}");

    public static readonly DiagnosticDescriptor NothingActive = Error(
        "SG0003", "There is nothing to differentiate with respect to", "'{0}' has no parameter of a real type (double, float, or a span or array of these) that is not [NoGradient]; add one");

    public static readonly DiagnosticDescriptor UnsupportedMethod = Error(
        "SG0004", "This kind of method cannot be differentiated", "'{0}' {1}");

    public static readonly DiagnosticDescriptor UnsupportedParameter = Error(
        "SG0005", "This kind of parameter is not supported", "Parameter '{0}' {1}");

    public static readonly DiagnosticDescriptor UnsupportedType = Error(
        "SG0006", "This type is not supported in a differentiable method", "The type '{0}' is not supported in a differentiable method; use double, float, int, long, bool, or spans, arrays or tuples of these");

    public static readonly DiagnosticDescriptor UnsupportedStatement = Error(
        "SG0007", "This statement is not supported in a differentiable method", "{0}");

    public static readonly DiagnosticDescriptor UnsupportedExpression = Error(
        "SG0008", "This expression is not supported in a differentiable method", "{0}");

    public static readonly DiagnosticDescriptor NoRule = Error(
        "SG0009", "The function has no derivative rule", "'{0}' has no derivative rule; wrap the call in Differentiation.StopGradient or express it by functions that have one");

    public static readonly DiagnosticDescriptor NoSource = Error(
        "SG0010", "The called method's source is not in the compilation", "'{0}' has no source in this project and no derivative; write a rule for it, [DerivativeOf(typeof(T), nameof(T.F))], or copy its body into this project");

    public static readonly DiagnosticDescriptor Recursion = Error(
        "SG0011", "This recursion cannot be differentiated", "'{0}' calls itself and {1}, or rewrite the recursion as a loop");

    public static readonly DiagnosticDescriptor TooLarge = Error(
        "SG0012", "The method is too large", "'{0}' {1}");

    public static readonly DiagnosticDescriptor BufferChoice = Error(
        "SG0013", "A span or array variable depends on control flow", "'{0}' is a different buffer on different paths; use a separate variable on each path or one buffer and a computed offset");

    public static readonly DiagnosticDescriptor NoResult = Error(
        "SG0014", "The method has no differentiable result", "{0}");

    public static readonly DiagnosticDescriptor KindNotGenerated = Error(
        "SG0015", "This derivative kind is not generated yet", "{0}");

    public static readonly DiagnosticDescriptor LostDerivative = Warning(
        "SG0016", "A derivative is lost here", "{0} has derivative zero almost everywhere, so the gradient does not flow through it; wrap it in Differentiation.StopGradient to say that this is intended");

    public static readonly DiagnosticDescriptor IntegerDivision = Warning(
        "SG0017", "An integer division is used as a real number", "'{0}' is an integer division with the result {1}; write '{2}' for a real one");

    public static readonly DiagnosticDescriptor OutsideState = Error(
        "SG0018", "Mutable state outside of the method", "{0}");

    public static readonly DiagnosticDescriptor RuleTarget = Error(
        "SG0019", "The rule's method does not exist", "{0}");

    public static readonly DiagnosticDescriptor RuleParameters = Error(
        "SG0020", "The rule's parameters do not fit the method", "{0}");

    public static readonly DiagnosticDescriptor RuleResult = Error(
        "SG0021", "The rule's result does not fit the method", "{0}");

    public static readonly DiagnosticDescriptor AmbiguousRule = Error(
        "SG0022", "The method has several rules", "'{0}' has another rule, '{1}'; keep one of them");

    public static readonly DiagnosticDescriptor NoReferencedDerivative = Error(
        "SG0023", "The called method's derivative is missing in its assembly", "'{0}' of the assembly '{1}' {2}");

    public static readonly DiagnosticDescriptor NameTaken = Error(
        "SG0024", "The name of a generated member is taken", "'{0}' gets a member '{1}', but '{2}' has one like it, or gets it for another method; rename one of the two");

    public static readonly DiagnosticDescriptor Internal = Error(
        "SG9999", "The generator failed on this method", "The generator failed on '{0}': {1}");

    public static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        TypeNotPartial,
        BadParameterName,
        NothingActive,
        UnsupportedMethod,
        UnsupportedParameter,
        UnsupportedType,
        UnsupportedStatement,
        UnsupportedExpression,
        NoRule,
        NoSource,
        Recursion,
        TooLarge,
        BufferChoice,
        NoResult,
        KindNotGenerated,
        LostDerivative,
        IntegerDivision,
        OutsideState,
        RuleTarget,
        RuleParameters,
        RuleResult,
        AmbiguousRule,
        NoReferencedDerivative,
        NameTaken,
        Internal,
    ];

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        Create(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title, string message) =>
        Create(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Create(string id, string title, string message, DiagnosticSeverity severity) => new(
        id,
        title,
        message,
        Category,
        severity,
        isEnabledByDefault: true,
        helpLinkUri: $"https://github.com/sourcegrad/sourcegrad/blob/main/docs/diagnostics/{id}.md");
}
