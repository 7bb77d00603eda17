using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Lowering;

namespace SourceGrad.Generator.Discovery;

/// <summary>What the front end makes of one annotated method.</summary>
/// <param name="Model">
/// What the rest of the generator works with: text and values only. Null where nothing can even be declared, because the containing type
/// is not partial.
/// </param>
/// <param name="Diagnostics">What to tell the user; only the analyzer reports it.</param>
/// <param name="Lost">Places where a derivative ends, whether or not there is one.</param>
internal sealed record FrontEndResult(MethodModel? Model, ImmutableArray<Diagnostic> Diagnostics, IReadOnlyList<LostDerivative> Lost);
