using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Checking;

/// <summary>A kind of generated member: how it is called, and what it must give.</summary>
internal abstract class Mode
{
    public static readonly IReadOnlyList<Mode> All = [new GradientMode(), new ReturnedGradientMode(), new VjpMode()];

    /// <summary>Of the member of the glue that calls it.</summary>
    public abstract string Name { get; }

    /// <summary>The flag that asks for it.</summary>
    public abstract DerivativeKinds Kind { get; }

    public abstract bool Applies(FuzzProgram program);

    /// <summary>The body of the glue's member, for the parameters of <see cref="Member"/> named a, seed, s and d.</summary>
    public abstract string Glue(FuzzProgram program, string method);

    /// <summary>What is wrong at a point; null where nothing is.</summary>
    public abstract (FailureKind Kind, string Message)? Check(Trial trial);
}
