using System;

namespace SourceGrad;

/// <summary>The elements of a sequence from the last to the first, found when the first one of them is asked for.</summary>
internal sealed class LateBackwardSequence<T>(Sequence<T> source) : Sequence<T>
{
    private readonly T[] items = new T[source.Bound];
    private int count;
    private bool isBegun;

    public override int Bound => items.Length;

    public override bool IsDense => source.IsDense;

    public override bool IsIndexed => false;

    public override bool TryGet(int position, out T element)
    {
        if (!isBegun)
        {
            isBegun = true;
            foreach (T item in source)
            {
                items[count] = item;
                count++;
            }
        }

        if (source.IsDense || position < count)
        {
            element = items[(source.IsDense ? items.Length : count) - 1 - position];
            return true;
        }

        element = default;
        return false;
    }
}

/// <summary>All but the first elements of a dense sequence, which are asked for as late as the others.</summary>
internal sealed class LateSkipSequence<TSource>(Sequence<TSource> source, int count) : Query<TSource, TSource>(source)
{
    private bool isBegun;

    public override int Bound => Math.Max(source.Bound - Math.Max(count, 0), 0);

    public override bool TryGet(int position, out TSource element)
    {
        if (!isBegun)
        {
            isBegun = true;
            PassOver();
        }

        return source.TryGet(position + Math.Max(count, 0), out element);
    }

    // Where nothing is left nobody has asked for an element.
    public override void Finish()
    {
        if (Bound == 0)
        {
            PassOver();
        }

        source.Finish();
    }

    private void PassOver()
    {
        for (int skipped = 0; skipped < Math.Min(source.Bound, count); skipped++)
        {
            source.TryGet(skipped, out TSource _);
        }
    }
}
