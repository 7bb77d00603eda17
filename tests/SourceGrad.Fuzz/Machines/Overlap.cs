using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Machines;

/// <summary>
/// Overlapping memory given to a method that is called rather than repeated and that may write it: generated code refuses it, and
/// whether a method is called depends on how large it is.
/// </summary>
internal static class Overlap
{
    private const int SurelyRepeated = 40;

    public static void Reject(Machine machine, Method method)
    {
        if (!method.CallsItself && method.Body.Descendants().Count() <= SurelyRepeated)
        {
            return;
        }

        List<Variable> buffers = [.. method.Parameters.Where(p => p.IsBuffer)];
        foreach (Variable one in method.Parameters)
        {
            foreach (Variable other in buffers.Where(b => b != one && (b.IsWritable || one.IsWritable || one.IsReference)))
            {
                BufferView view = machine.Buffers[other.Slot];
                bool overlaps = one.IsBuffer
                    ? machine.Buffers[one.Slot].Overlaps(view)
                    : one.IsReference && one.All.Any(v => machine.Scalars.At(v.Slot).IsIn(view));
                if (overlaps)
                {
                    throw new Rejected("overlapping views of a method that is called");
                }
            }
        }
    }
}
