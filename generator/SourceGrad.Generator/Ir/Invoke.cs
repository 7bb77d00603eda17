using SourceGrad.Generator.Infrastructure;

namespace SourceGrad.Generator.Ir;

/// <summary>
/// A call of a C# method that is not part of this function: one that calls itself, one too large to repeat at each call, one of another
/// assembly, or one with a hand-written derivative. It may throw, and it may write to the buffers that it is given for writing.
/// </summary>
/// <param name="Callee">The method, how its arguments are passed and what its derivative is.</param>
/// <param name="Arguments">What goes in, in the order of the callee's places that are not <see cref="Passing.Ref"/> or <see cref="Passing.Out"/>.</param>
/// <param name="Outputs">What comes out: the returned values first, then those passed by reference.</param>
internal sealed record Invoke(Callee Callee, EquatableArray<Value> Arguments, EquatableArray<Value> Outputs) : Statement
{
    public override IEnumerable<Value> Operands => Arguments;

    public override IEnumerable<Value> Results => Outputs;

    public override IEnumerable<Region> Regions => [];

    public override IEnumerable<Value> Written => Arguments.Where((_, i) => Callee.Writes(i));

    public override TResult Accept<TResult>(StatementVisitor<TResult> visitor) => visitor.VisitInvoke(this);
}

/// <summary>How one C# argument of an <see cref="Invoke"/> is passed.</summary>
internal enum Passing : byte
{
    /// <summary>A value that goes in: a scalar, or a buffer that is only read.</summary>
    Value,

    /// <summary>A buffer that is only read, by a method that wants an array.</summary>
    Array,

    /// <summary>A buffer that is written.</summary>
    Written,

    /// <summary>A buffer whose elements are added to, in any order, and not looked at.</summary>
    Added,

    /// <summary>A buffer of which each element is written, and none looked at before.</summary>
    Overwritten,

    /// <summary>A scalar that comes out through a <c>ref</c> that the method adds to; it is zero before.</summary>
    Ref,

    /// <summary>A scalar that comes out through an <c>out</c>.</summary>
    Out,
}

/// <summary>A C# method as an <see cref="Invoke"/> sees it: text only, no symbols.</summary>
/// <param name="Method">Its name as generated code writes it.</param>
/// <param name="Passing">How each of its arguments is passed, in order.</param>
/// <param name="Returned">How many outputs its return value is: none (void, or of no interest), one, or the elements of a tuple.</param>
/// <param name="Pullback">Its derivative; null for one that is not differentiated any more.</param>
internal sealed record Callee(string Method, EquatableArray<Passing> Passing, int Returned, Pullback? Pullback)
{
    /// <summary>The method's own name, without its type and its type arguments.</summary>
    public string SimpleName
    {
        get
        {
            int depth = 0, start = Method.Length;
            while (start > 0 && (depth > 0 || Method[start - 1] is not ('.' or ':')))
            {
                start--;
                depth += Method[start] switch { '>' => 1, '<' => -1, _ => 0 };
            }

            int end = Method.IndexOf('<', start);
            return Method.Substring(start, (end < 0 ? Method.Length : end) - start).TrimStart('@');
        }
    }

    /// <summary>Not null: a part of a loop, that starts at the first argument and ends before the second one; as many parts run side by side as there are cores.</summary>
    public OnCores? OnCores { get; init; }

    /// <summary>The argument is a buffer that the method writes or adds to.</summary>
    public bool Writes(int argument) => PassingOf(argument) is Ir.Passing.Written or Ir.Passing.Added or Ir.Passing.Overwritten;

    /// <summary>The argument is a buffer that the method only adds to.</summary>
    public bool Adds(int argument) => PassingOf(argument) == Ir.Passing.Added;

    /// <summary>How an argument that goes in is passed.</summary>
    public Passing PassingOf(int argument) => Passing.Where(passing => passing is not (Ir.Passing.Ref or Ir.Passing.Out)).ElementAt(argument);
}

/// <summary>How a loop runs on all cores.</summary>
/// <param name="Type">The struct that brings the loop's arguments to another thread, as generated code writes it.</param>
/// <param name="LeastRounds">A part has at least so many rounds.</param>
internal sealed record OnCores(string Type, int LeastRounds);

/// <summary>What kind of method gives the derivative of a called method.</summary>
internal enum PullbackForm : byte
{
    /// <summary>
    /// One that the generator makes beside the caller: after the arguments the adjoints of the results, then the adjoints of the written buffers,
    /// which it updates in place, then the destinations, which it adds to.
    /// </summary>
    Own,

    /// <summary>A generated <c>FVjp</c>: as above, but the adjoints of written buffers are only read, and theirs are among the destinations too.</summary>
    Vjp,

    /// <summary>A generated <c>FValueAndGradient</c>: after the arguments the destinations, which it overwrites.</summary>
    Gradient,

    /// <summary>A hand-written rule: after the arguments the adjoint of the result, then spans that it adds to; returns the adjoints of scalars.</summary>
    Rule,
}

/// <summary>The method that gives the derivative of a called method.</summary>
/// <param name="Form">Its parameter list.</param>
/// <param name="Method">Its name as generated code writes it.</param>
/// <param name="Active">The arguments with respect to which it differentiates, in order.</param>
/// <param name="Called">For <see cref="PullbackForm.Own"/>: the called method, a <see cref="CalledMethod.Name"/>.</param>
internal sealed record Pullback(PullbackForm Form, string Method, EquatableArray<int> Active, string? Called = null);

/// <summary>A method that annotated code calls, lowered on its own; its derivative becomes a member beside that of the annotated method.</summary>
/// <param name="Name">Unique among the methods that one annotated method calls.</param>
/// <param name="Primal">Scalars and spans in; the results, and new values of what it changes by reference, out.</param>
/// <param name="Written">For each parameter whether it is a buffer that the method writes.</param>
/// <param name="IsCopied">The user's own method cannot be called with these parameters; a copy of it becomes a member, too.</param>
internal sealed record CalledMethod(string Name, Function Primal, EquatableArray<bool> Written, bool IsCopied);
