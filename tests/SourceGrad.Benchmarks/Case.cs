using SourceGrad.Benchmarks.Comparison;

namespace SourceGrad.Benchmarks;

/// <summary>A case: its name on the command line, and its problems, one for each size.</summary>
internal sealed record Case(string Name, Func<IEnumerable<Problem>> Problems);
