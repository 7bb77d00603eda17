using Microsoft.CodeAnalysis;
using SourceGrad.Generator.Diagnostics;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>
/// An annotated method with all that it calls. Everything is inlined until a method turns out to call itself: then the lowering starts
/// anew with that method set aside, to be lowered once, on its own. Each round sets one more aside, so there are no more rounds than methods.
/// </summary>
internal sealed class CompleteLowering
{
    private CompleteLowering(MethodLowering root, Function? primal) => (Root, Primal) = (root, primal);

    public MethodLowering Root { get; }

    /// <summary>Null when there was an error.</summary>
    public Function? Primal { get; private set; }

    public EquatableArray<CalledMethod> Called { get; private set; } = EquatableArray<CalledMethod>.Empty;

    /// <summary>The lowerings of the methods in <see cref="Called"/>.</summary>
    public IReadOnlyList<MethodLowering> CalledLowerings { get; private set; } = [];

    public static CompleteLowering Run(
        Compilation compilation, IMethodSymbol root, IOperation body, DiagnosticBag bag, CancellationToken cancellation)
    {
        SeparateMethods separate = new();
        while (true)
        {
            DiagnosticBag.Mark mark = bag.Set();
            separate.Restart();
            try
            {
                MethodLowering lowering = new(compilation, root, bag, separate, cancellation);
                CompleteLowering complete = new(lowering, lowering.Lower(body));
                complete.LowerCalled(separate, () => new MethodLowering(compilation, root, bag, separate, cancellation));
                return complete;
            }
            catch (RecursionFound)
            {
                bag.TakeBack(mark);
            }
        }
    }

    private void LowerCalled(SeparateMethods separate, Func<MethodLowering> create)
    {
        bool succeeded = Primal is not null;
        while (separate.Next() is { } method)
        {
            method.Lowering = create();
            method.Primal = method.Lowering.Lower(method);
            succeeded &= method.Primal is not null;
        }

        if (!succeeded)
        {
            Primal = null;
            return;
        }

        CalledLowerings = separate.All.Select(method => method.Lowering!).ToList();
        WrittenBuffers written = new(separate.All.ToDictionary(method => method.Name, method => method.Primal!));
        foreach (Value parameter in written.By(Primal!))
        {
            Root.AddWritten(parameter);
        }

        foreach (MethodLowering lowering in CalledLowerings.Prepend(Root))
        {
            lowering.ReportWrittenOutside(written);
        }

        Primal = written.Mark(Primal!);
        Called = separate.All
            .Select(method => new CalledMethod(method.Name, written.Mark(method.Primal!), written.Of(method.Name).ToEquatable(), method.OwnText is null))
            .ToEquatable();
    }
}
