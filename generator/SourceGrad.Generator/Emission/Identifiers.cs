using System.Text;

namespace SourceGrad.Generator.Emission;

/// <summary>What may be a C# name, and how it is written.</summary>
internal static class Identifiers
{
    private static readonly HashSet<string> Keywords = new(
        ("abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum " +
        "event explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock long " +
        "namespace new null object operator out override params private protected public readonly ref return sbyte sealed short " +
        "sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual " +
        "void volatile while await field").Split(' '));

    /// <summary>The name as C# writes it: keywords get an @.</summary>
    public static string Escape(string name) => Keywords.Contains(name) ? "@" + name : name;

    /// <summary>A hint without an escaping @ and without what no name may contain; null when nothing is left.</summary>
    public static string? Clean(string? hint)
    {
        if (hint is null)
        {
            return null;
        }

        StringBuilder clean = new(hint.Length);
        foreach (char c in hint)
        {
            if (c == '_' || char.IsLetter(c) || (clean.Length > 0 && char.IsDigit(c)))
            {
                clean.Append(c);
            }
        }

        return clean.Length == 0 || (clean.Length == 1 && clean[0] == '_') ? null : clean.ToString();
    }

    /// <summary>The name, or the name with the first number that makes it free.</summary>
    public static string Unique(string name, ICollection<string> taken)
    {
        string candidate = name;
        for (int suffix = 1; taken.Contains(candidate); suffix++)
        {
            candidate = name + suffix.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return candidate;
    }
}
