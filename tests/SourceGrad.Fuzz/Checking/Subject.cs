using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Checking;

/// <summary>A call of a compiled member.</summary>
/// <param name="arguments">The method's arguments.</param>
/// <param name="seed">The adjoint of the result, if it takes one.</param>
/// <param name="seeds">The adjoints of the written buffers.</param>
/// <param name="destinations">For each active parameter a buffer, or a number that is replaced.</param>
public delegate object? Member(object[] arguments, object? seed, object[] seeds, object[] destinations);

/// <summary>A compiled program.</summary>
internal sealed class Subject(FuzzProgram program, Type glue)
{
    private readonly System.Reflection.FieldInfo _allocated = glue.GetField("Allocated")!;

    public FuzzProgram Program => program;

    /// <summary>How many bytes the last call allocated.</summary>
    public long Allocated => (long)_allocated.GetValue(null)!;

    public Member Primal { get; } = Find(glue, "Primal");

    public Member Of(Mode mode) => Find(glue, mode.Name);

    private static Member Find(Type glue, string name) => glue.GetMethod(name)!.CreateDelegate<Member>();
}
